"""Ephemeral events: what processes tell each other in passing. They have no seq and may be lost."""

from uuid import UUID

import msgspec


class EphemeralEvent(msgspec.Struct, frozen=True, tag_field="t", tag=True):
    """An event for those who listen now: it may be lost, and what matters is read again.

    It is named for its class, so no two classes have one name. A process ignores those that nothing in it asked for,
    such as those of another version.
    """

    @property
    def topic(self) -> str | None:
        """Return the key of the stream, or of the board, that it belongs to; None: it concerns every process."""
        return None


class SessionsEnded(EphemeralEvent, frozen=True):
    """These sessions have ended: their sockets close at once."""

    session_ids: list[UUID]


class EventsEmitted(EphemeralEvent, frozen=True):
    """Events or tasks are in the outbox: workers wake up."""
