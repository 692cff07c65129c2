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

from parta.adapters.livekit.port import MediaEvent, MediaParticipant, MediaUnavailable, Source
from parta.adapters.livekit.signer import TRACKS, Signer
from parta.core import clock

KEY, SECRET = "fake", "a secret that the fake and we share, no more"


class TokenRejected(Exception):
    """The token opens nothing here: it is none of ours, it is too old, or its room is not there."""


class PublishRejected(Exception):
    """That may not be sent by this one."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """What the media server would send to `POST /internal/livekit/webhook`."""

    body: bytes
    authorization: str


@dataclass
class Device:
    """A device in a room."""

    identity: str
    name: str
    allowed: frozenset[Source]
    is_hidden: bool
    joined_at: datetime = field(default_factory=clock.now)
    tracks: dict[Source, str] = field(default_factory=dict[Source, str])
    """What is being sent, with the names of the tracks."""


class MediaFake:
    """Behaves as LiveKit does towards us; `webhooks` holds what it would tell, in order."""

    def __init__(self) -> None:
        """Begin without rooms."""
        self.rooms: dict[UUID, dict[str, Device]] = {}
        self.webhooks: list[Webhook] = []
        self.is_unavailable = False
        self._signer = Signer(KEY, SECRET)
        self._numbers = count(1)

    async def open_room(self, call_id: UUID) -> None:
        """Let the call have a place where people can meet."""
        self._check_available()
        if call_id not in self.rooms:
            self.rooms[call_id] = {}
            self._send_webhook("room_started", call_id)

    async def close_room(self, call_id: UUID) -> None:
        """Send everybody away, and let the place go."""
        self._check_available()
        for identity in list(self.rooms.get(call_id, ())):
            self.leave(call_id, identity)
        if self.rooms.pop(call_id, None) is not None:
            self._send_webhook("room_finished", call_id)

    async def list_participants(self, call_id: UUID) -> Sequence[MediaParticipant]:
        """Give who is connected, those aside that nobody sees."""
        self._check_available()
        return [_to_participant(one) for one in self.rooms.get(call_id, {}).values() if not one.is_hidden]

    async def set_allowed(self, call_id: UUID, identity: str, allowed: frozenset[Source]) -> None:
        """Let this one send exactly these; anything else that is being sent ends."""
        self._check_available()
        one = self.rooms.get(call_id, {}).get(identity)
        if one is not None:
            one.allowed = allowed
            for source in set(one.tracks) - allowed:
                self.unpublish(call_id, identity, source)

    async def remove(self, call_id: UUID, identity: str) -> None:
        """Cut this one off. A token that still lives lets them in again."""
        self._check_available()
        self.leave(call_id, identity)

    async def stop_screen(self, call_id: UUID, identity: str) -> None:
        """Show this one's screen no longer."""
        self._check_available()
        one = self.rooms.get(call_id, {}).get(identity)
        if one is not None:
            one.tracks.pop(Source.SCREEN, None)

    def create_token(self, call_id: UUID, identity: str, name: str, allowed: frozenset[Source]) -> str:
        """Give what lets this one in within the next two minutes, to send exactly these."""
        return self._signer.create_token(call_id, identity, name, allowed)

    def read_webhook(self, body: bytes, authorization: str) -> MediaEvent | None:
        """Give what the media server tells; None for what is of no concern, or was told before. Raises Forged."""
        return self._signer.read_webhook(body, authorization)

    async def close(self) -> None:
        """Do nothing."""

    def connect(self, token: str) -> Device:
        """Let a device in, as its browser would come with this token; the same identity again takes its place."""
        try:
            claims = api.TokenVerifier(KEY, SECRET).verify(token)
        except Exception as error:
            raise TokenRejected from error
        grants = claims.video or api.VideoGrants()
        call_id = UUID(grants.room)
        if call_id not in self.rooms:
            raise TokenRejected
        self.leave(call_id, claims.identity)
        named = set(grants.can_publish_sources or ())
        may = frozenset(
            source
            for source, tracks in TRACKS.items()
            if {TrackSource.Name(track).lower() for track in tracks} <= named
        )
        one = Device(claims.identity, claims.name, may, is_hidden=bool(grants.hidden))
        self.rooms[call_id][claims.identity] = one
        self._send_webhook("participant_joined", call_id, one)
        return one

    def publish(self, call_id: UUID, identity: str, source: Source) -> None:
        """Let this one begin to send. Raises NoRight."""
        one = self.rooms[call_id][identity]
        if source not in one.allowed:
            raise PublishRejected
        one.tracks[source] = f"TR_{next(self._numbers)}"
        self._send_webhook("track_published", call_id, one)

    def unpublish(self, call_id: UUID, identity: str, source: Source) -> None:
        """Let this one send that no longer."""
        one = self.rooms[call_id][identity]
        if one.tracks.pop(source, None) is not None:
            self._send_webhook("track_unpublished", call_id, one)

    def leave(self, call_id: UUID, identity: str) -> None:
        """Let this one go, whatever the reason."""
        one = self.rooms.get(call_id, {}).pop(identity, None)
        if one is not None:
            self._send_webhook("participant_left", call_id, one)

    def take_webhooks(self) -> list[Webhook]:
        """Give what was told since the last time."""
        taken, self.webhooks = self.webhooks, []
        return taken

    def _check_available(self) -> None:
        if self.is_unavailable:
            raise MediaUnavailable("the fake is told to be silent")

    def _send_webhook(self, event: str, call_id: UUID, about: Device | None = None) -> None:
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


def _to_participant(one: Device) -> MediaParticipant:
    screens = frozenset(track for source, track in one.tracks.items() if source is Source.SCREEN)
    return MediaParticipant(one.identity, frozenset(one.tracks), one.allowed, one.joined_at, screens)
