"""A media server in memory: rooms whose people connect, send and leave as a test tells them to."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from uuid import UUID, uuid4

from google.protobuf.json_format import MessageToJson
from livekit import api
from livekit.protocol.models import ParticipantInfo, Room, TrackSource
from livekit.protocol.webhook import WebhookEvent

from parta.adapters.livekit.port import MediaEvent, MediaSilent, Present, Source
from parta.adapters.livekit.signing import TRACKS, Signing
from parta.core import clock

KEY, SECRET = "twin", "a secret that the twin and we share, no more"


class NotLetIn(Exception):  # noqa: N818 - what has happened
    """The token opens nothing here: it is none of ours, it is too old, or its room is not there."""


class NoRight(Exception):  # noqa: N818 - what has happened
    """That may not be sent by this one."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """What the media server would send to `POST /internal/livekit/webhook`."""

    body: bytes
    authorization: str


@dataclass
class Connected:
    """A device in a room."""

    identity: str
    name: str
    may: frozenset[Source]
    is_hidden: bool
    joined_at: datetime = field(default_factory=clock.now)
    sending: dict[Source, str] = field(default_factory=dict[Source, str])
    """What is being sent, with the names of the tracks."""


class MediaTwin:
    """Behaves as LiveKit does towards us; `webhooks` holds what it would tell, in order."""

    def __init__(self) -> None:
        """Begin without rooms."""
        self.rooms: dict[UUID, dict[str, Connected]] = {}
        self.webhooks: list[Webhook] = []
        self.is_silent = False
        self._signing = Signing(KEY, SECRET)
        self._numbers = count(1)

    async def open_room(self, call_id: UUID) -> None:
        """Let the call have a place where people can meet."""
        self._answer()
        if call_id not in self.rooms:
            self.rooms[call_id] = {}
            self._tell("room_started", call_id)

    async def close_room(self, call_id: UUID) -> None:
        """Send everybody away, and let the place go."""
        self._answer()
        for identity in list(self.rooms.get(call_id, ())):
            self.leave(call_id, identity)
        if self.rooms.pop(call_id, None) is not None:
            self._tell("room_finished", call_id)

    async def list_present(self, call_id: UUID) -> Sequence[Present]:
        """Give who is connected, those aside that nobody sees."""
        self._answer()
        return [_present(one) for one in self.rooms.get(call_id, {}).values() if not one.is_hidden]

    async def allow(self, call_id: UUID, identity: str, may: frozenset[Source]) -> None:
        """Let this one send exactly these; anything else that is being sent ends."""
        self._answer()
        one = self.rooms.get(call_id, {}).get(identity)
        if one is not None:
            one.may = may
            for source in set(one.sending) - may:
                self.unpublish(call_id, identity, source)

    async def remove(self, call_id: UUID, identity: str) -> None:
        """Cut this one off. A token that still lives lets them in again."""
        self._answer()
        self.leave(call_id, identity)

    async def stop_screen(self, call_id: UUID, identity: str) -> None:
        """Show this one's screen no longer."""
        self._answer()
        one = self.rooms.get(call_id, {}).get(identity)
        if one is not None:
            one.sending.pop(Source.SCREEN, None)

    def token(self, call_id: UUID, identity: str, name: str, may: frozenset[Source]) -> str:
        """Give what lets this one in within the next two minutes, to send exactly these."""
        return self._signing.token(call_id, identity, name, may)

    def read_webhook(self, body: bytes, authorization: str) -> MediaEvent | None:
        """Give what the media server tells; None for what is of no concern, or was told before. Raises Forged."""
        return self._signing.read_webhook(body, authorization)

    async def close(self) -> None:
        """Do nothing."""

    def connect(self, token: str) -> Connected:
        """Let a device in, as its browser would come with this token; the same identity again takes its place."""
        try:
            claims = api.TokenVerifier(KEY, SECRET).verify(token)
        except Exception as error:
            raise NotLetIn from error
        grants = claims.video or api.VideoGrants()
        call_id = UUID(grants.room)
        if call_id not in self.rooms:
            raise NotLetIn
        self.leave(call_id, claims.identity)
        named = set(grants.can_publish_sources or ())
        may = frozenset(
            source
            for source, tracks in TRACKS.items()
            if {TrackSource.Name(track).lower() for track in tracks} <= named
        )
        one = Connected(claims.identity, claims.name, may, is_hidden=bool(grants.hidden))
        self.rooms[call_id][claims.identity] = one
        self._tell("participant_joined", call_id, one)
        return one

    def publish(self, call_id: UUID, identity: str, source: Source) -> None:
        """Let this one begin to send. Raises NoRight."""
        one = self.rooms[call_id][identity]
        if source not in one.may:
            raise NoRight
        one.sending[source] = f"TR_{next(self._numbers)}"
        self._tell("track_published", call_id, one)

    def unpublish(self, call_id: UUID, identity: str, source: Source) -> None:
        """Let this one send that no longer."""
        one = self.rooms[call_id][identity]
        if one.sending.pop(source, None) is not None:
            self._tell("track_unpublished", call_id, one)

    def leave(self, call_id: UUID, identity: str) -> None:
        """Let this one go, whatever the reason."""
        one = self.rooms.get(call_id, {}).pop(identity, None)
        if one is not None:
            self._tell("participant_left", call_id, one)

    def take_webhooks(self) -> list[Webhook]:
        """Give what was told since the last time."""
        taken, self.webhooks = self.webhooks, []
        return taken

    def _answer(self) -> None:
        if self.is_silent:
            raise MediaSilent("the twin is told to be silent")

    def _tell(self, event: str, call_id: UUID, about: Connected | None = None) -> None:
        told = WebhookEvent(
            event=event, id=f"EV_{uuid4()}", room=Room(name=str(call_id)), created_at=int(datetime.now(UTC).timestamp())
        )
        if about is not None:
            kind = ParticipantInfo.Kind.EGRESS if about.is_hidden else ParticipantInfo.Kind.STANDARD
            told.participant.CopyFrom(ParticipantInfo(identity=about.identity, name=about.name, kind=kind))
        self.webhooks.append(sign(MessageToJson(told).encode()))


def sign(body: bytes, *, key: str = KEY, secret: str = SECRET) -> Webhook:
    """Give the message with its signature, as the server makes it: a token with the hash of the bytes."""
    digest = b64encode(sha256(body).digest()).decode()
    return Webhook(body, api.AccessToken(key, secret).with_sha256(digest).to_jwt())


def _present(one: Connected) -> Present:
    screens = frozenset(track for source, track in one.sending.items() if source is Source.SCREEN)
    return Present(one.identity, frozenset(one.sending), one.may, one.joined_at, screens)
