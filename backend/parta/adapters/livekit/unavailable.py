"""The media adapter where no media server is configured."""

from collections.abc import Sequence
from typing import NoReturn
from uuid import UUID

from parta.adapters.livekit.port import InvalidWebhook, MediaEvent, MediaParticipant, MediaUnavailable, Source


class UnavailableMedia:
    """Carries no media: each method raises MediaUnavailable."""

    async def open_room(self, room_id: UUID) -> None:
        """Raise MediaUnavailable."""
        _raise(room_id)

    async def close_room(self, room_id: UUID) -> None:
        """Raise MediaUnavailable."""
        _raise(room_id)

    async def list_participants(self, room_id: UUID) -> Sequence[MediaParticipant]:
        """Raise MediaUnavailable."""
        _raise(room_id)

    async def set_allowed(self, room_id: UUID, identity: str, allowed: frozenset[Source]) -> None:
        """Raise MediaUnavailable."""
        _raise(room_id, identity, allowed)

    async def remove(self, room_id: UUID, identity: str) -> None:
        """Raise MediaUnavailable."""
        _raise(room_id, identity)

    async def stop_screen(self, room_id: UUID, identity: str) -> None:
        """Raise MediaUnavailable."""
        _raise(room_id, identity)

    def create_token(self, room_id: UUID, identity: str, name: str, allowed: frozenset[Source]) -> str:
        """Raise MediaUnavailable."""
        _raise(room_id, identity, name, allowed)

    def read_webhook(self, body: bytes, authorization: str) -> MediaEvent | None:  # noqa: ARG002 - as the port has it
        """Raise InvalidWebhook: there is no media server to send it."""
        raise InvalidWebhook

    async def close(self) -> None:
        """Do nothing."""


def _raise(*_: object) -> NoReturn:
    raise MediaUnavailable("no media server is configured")
