"""What Parta asks of whoever carries the sound and the pictures of calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal, Protocol
from uuid import UUID

EventKind = Literal["joined", "left", "published", "unpublished", "opened", "closed"]


class Source(StrEnum):
    """What a person may send: a screen goes with its sound."""

    MICROPHONE = "microphone"
    CAMERA = "camera"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is connected to a call's media, by one device."""

    identity: str
    sources: frozenset[Source]
    """What is being sent; what is muted is not."""
    may: frozenset[Source]
    """What may be sent."""
    joined_at: datetime
    screen_tracks: frozenset[str]
    """The names of what carries the screen, each new with every new beginning."""


@dataclass(frozen=True, slots=True)
class MediaEvent:
    """Something that the media server tells on its own. It may come twice, late, or never: look at who is present."""

    id: str
    kind: EventKind
    call_id: UUID
    identity: str | None
    at: datetime


class Media(Protocol):
    """Carries media. All acts may be repeated; what is gone already is no error. Each raises MediaSilent."""

    async def open_room(self, call_id: UUID) -> None:
        """Let the call have a place where people can meet."""
        ...

    async def close_room(self, call_id: UUID) -> None:
        """Send everybody away, and let the place go."""
        ...

    async def list_present(self, call_id: UUID) -> Sequence[Present]:
        """Give who is connected, those aside that nobody sees."""
        ...

    async def allow(self, call_id: UUID, identity: str, may: frozenset[Source]) -> None:
        """Let this one send exactly these; anything else that is being sent ends."""
        ...

    async def remove(self, call_id: UUID, identity: str) -> None:
        """Cut this one off. A token that still lives lets them in again."""
        ...

    async def stop_screen(self, call_id: UUID, identity: str) -> None:
        """Show this one's screen no longer."""
        ...

    def token(self, call_id: UUID, identity: str, name: str, may: frozenset[Source]) -> str:
        """Give what lets this one in within the next two minutes, to send exactly these."""
        ...

    def read_webhook(self, body: bytes, authorization: str) -> MediaEvent | None:
        """Give what the media server tells; None for what is of no concern, or was told before. Raises Forged."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class MediaSilent(Exception):  # noqa: N818 - a state, worded for the log
    """The media server does not answer, or refuses us. Later it may."""


class Forged(Exception):  # noqa: N818 - what the message is
    """A message that the media server did not send, or not now."""
