"""Ephemeral events of boards."""

from uuid import UUID

from parta.core.ephemerals import EphemeralEvent


def board_topic(board_id: UUID) -> str:
    """Return the topic of all ephemeral events of the board."""
    return f"board:{board_id}"


class BoardAccessChanged(EphemeralEvent, frozen=True):
    """Access to the board changed: that of all its viewers is checked again."""

    board_id: UUID

    @property
    def topic(self) -> str:
        """Return the board."""
        return board_topic(self.board_id)
