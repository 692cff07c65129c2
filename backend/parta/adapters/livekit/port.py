"""The port of media servers, which carry the audio and video of calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal, Protocol
from uuid import UUID

from parta.core.errors import Unavailable

EventKind = Literal["joined", "left", "published", "unpublished", "opened", "closed"]


class Source(StrEnum):
    """What a person may send; a screen includes its audio."""

    MICROPHONE = "microphone"
    CAMERA = "camera"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class MediaParticipant:
    """A device connected to a media room."""

    identity: str
    sources: frozenset[Source]
    """What it sends; muted tracks are not included."""
    allowed: frozenset[Source]
    """What it may send."""
    joined_at: datetime
    screen_tracks: frozenset[str]
    """Names of the screen's tracks; each new share has new names."""


@dataclass(frozen=True, slots=True)
class MediaEvent:
    """An event of the media server. It may arrive twice, late, or never: list the participants."""

    id: str
    kind: EventKind
    room_id: UUID
    identity: str | None
    at: datetime


class Media(Protocol):
    """A media server. Each of its rooms carries the media of one room of a call, and has its id.

    All methods are idempotent; what no longer exists is no error. Each raises MediaUnavailable.
    """

    async def open_room(self, room_id: UUID) -> None:
        """Create the media room."""
        ...

    async def close_room(self, room_id: UUID) -> None:
        """Disconnect everybody and delete the media room."""
        ...

    async def list_participants(self, room_id: UUID) -> Sequence[MediaParticipant]:
        """Return the connected participants, without hidden ones."""
        ...

    async def set_allowed(self, room_id: UUID, identity: str, allowed: frozenset[Source]) -> None:
        """Allow the participant to send exactly these sources; others that are being sent are stopped."""
        ...

    async def remove(self, room_id: UUID, identity: str) -> None:
        """Disconnect the participant. A token that is still valid lets them connect again."""
        ...

    async def stop_screen(self, room_id: UUID, identity: str) -> None:
        """Stop the participant's screen share."""
        ...

    def create_token(self, room_id: UUID, identity: str, name: str, allowed: frozenset[Source]) -> str:
        """Return a token to connect within two minutes and send exactly these sources."""
        ...

    def read_webhook(self, body: bytes, authorization: str) -> MediaEvent | None:
        """Return the event; None if it is irrelevant or was received before. Raises InvalidWebhook."""
        ...

    async def close(self) -> None:
        """Close open connections."""
        ...


class MediaUnavailable(Unavailable):
    """The media server does not respond, or rejects us; retry later."""


class InvalidWebhook(Exception):
    """The webhook was not signed by the media server, or is too old."""
