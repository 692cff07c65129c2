"""What stands in where no media server is set up."""

from collections.abc import Sequence
from typing import NoReturn
from uuid import UUID

from parta.adapters.livekit.port import Forged, MediaEvent, MediaSilent, Present, Source


class Absent:
    """Carries nothing: whoever asks is told so."""

    async def open_room(self, call_id: UUID) -> None:
        """Raise MediaSilent."""
        _tell(call_id)

    async def close_room(self, call_id: UUID) -> None:
        """Raise MediaSilent."""
        _tell(call_id)

    async def list_present(self, call_id: UUID) -> Sequence[Present]:
        """Raise MediaSilent."""
        _tell(call_id)

    async def allow(self, call_id: UUID, identity: str, may: frozenset[Source]) -> None:
        """Raise MediaSilent."""
        _tell(call_id, identity, may)

    async def remove(self, call_id: UUID, identity: str) -> None:
        """Raise MediaSilent."""
        _tell(call_id, identity)

    async def stop_screen(self, call_id: UUID, identity: str) -> None:
        """Raise MediaSilent."""
        _tell(call_id, identity)

    def token(self, call_id: UUID, identity: str, name: str, may: frozenset[Source]) -> str:
        """Raise MediaSilent."""
        _tell(call_id, identity, name, may)

    def read_webhook(self, body: bytes, authorization: str) -> MediaEvent | None:  # noqa: ARG002 - as the port has it
        """Raise Forged: nobody here could have sent it."""
        raise Forged

    async def close(self) -> None:
        """Do nothing."""


def _tell(*_: object) -> NoReturn:
    raise MediaSilent("no media server is set up")
