"""A fake media server in memory: rooms whose devices connect, publish and leave as a test commands."""

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

KEY, SECRET = "fake", "a secret shared by the fake and the tests"


class TokenRejected(Exception):
    """The token is invalid or expired, or its room does not exist."""


class PublishRejected(Exception):
    """The device may not publish this source."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """What the media server would send to `POST /internal/livekit/webhook`."""

    body: bytes
    authorization: str


@dataclass
class Device:
    """A device in a room."""

    room_id: UUID
    identity: str
    name: str
    allowed: frozenset[Source]
    is_hidden: bool
    joined_at: datetime = field(default_factory=clock.now)
    tracks: dict[Source, str] = field(default_factory=dict[Source, str])
    """Published sources, with the names of their tracks."""


class MediaFake:
    """Behaves as LiveKit does; `webhooks` contains what it would send, in order."""

    def __init__(self) -> None:
        """Create a server without rooms."""
        self.rooms: dict[UUID, dict[str, Device]] = {}
        self.webhooks: list[Webhook] = []
        self.is_unavailable = False
        self._signer = Signer(KEY, SECRET)
        self._numbers = count(1)

    async def open_room(self, room_id: UUID) -> None:
        """Create the media room."""
        self._check_available()
        if room_id not in self.rooms:
            self.rooms[room_id] = {}
            self._send_webhook("room_started", room_id)

    async def close_room(self, room_id: UUID) -> None:
        """Disconnect everybody and delete the media room."""
        self._check_available()
        for identity in list(self.rooms.get(room_id, ())):
            self.leave(room_id, identity)
        if self.rooms.pop(room_id, None) is not None:
            self._send_webhook("room_finished", room_id)

    async def list_participants(self, room_id: UUID) -> Sequence[MediaParticipant]:
        """Return the connected participants, without hidden ones."""
        self._check_available()
        return [_to_participant(one) for one in self.rooms.get(room_id, {}).values() if not one.is_hidden]

    async def set_allowed(self, room_id: UUID, identity: str, allowed: frozenset[Source]) -> None:
        """Allow the participant to send exactly these sources; others that are being sent are stopped."""
        self._check_available()
        one = self.rooms.get(room_id, {}).get(identity)
        if one is not None:
            one.allowed = allowed
            for source in set(one.tracks) - allowed:
                self.unpublish(room_id, identity, source)

    async def remove(self, room_id: UUID, identity: str) -> None:
        """Disconnect the participant. A token that is still valid lets them connect again."""
        self._check_available()
        self.leave(room_id, identity)

    async def stop_screen(self, room_id: UUID, identity: str) -> None:
        """Stop the participant's screen share."""
        self._check_available()
        one = self.rooms.get(room_id, {}).get(identity)
        if one is not None:
            one.tracks.pop(Source.SCREEN, None)

    def create_token(self, room_id: UUID, identity: str, name: str, allowed: frozenset[Source]) -> str:
        """Return a token to connect within two minutes and send exactly these sources."""
        return self._signer.create_token(room_id, identity, name, allowed)

    def read_webhook(self, body: bytes, authorization: str) -> MediaEvent | None:
        """Return the event; None if it is irrelevant or was received before. Raises InvalidWebhook."""
        return self._signer.read_webhook(body, authorization)

    async def close(self) -> None:
        """Do nothing."""

    def connect(self, token: str) -> Device:
        """Connect a device with this token, replacing one of the same identity. Raises TokenRejected."""
        try:
            claims = api.TokenVerifier(KEY, SECRET).verify(token)
        except Exception as error:
            raise TokenRejected from error
        grants = claims.video or api.VideoGrants()
        room_id = UUID(grants.room)
        if room_id not in self.rooms:
            raise TokenRejected
        self.leave(room_id, claims.identity)
        named = set(grants.can_publish_sources or ())
        may = frozenset(
            source
            for source, tracks in TRACKS.items()
            if {TrackSource.Name(track).lower() for track in tracks} <= named
        )
        one = Device(room_id, claims.identity, claims.name, may, is_hidden=bool(grants.hidden))
        self.rooms[room_id][claims.identity] = one
        self._send_webhook("participant_joined", room_id, one)
        return one

    def publish(self, room_id: UUID, identity: str, source: Source) -> None:
        """Publish this source. Raises PublishRejected."""
        one = self.rooms[room_id][identity]
        if source not in one.allowed:
            raise PublishRejected
        one.tracks[source] = f"TR_{next(self._numbers)}"
        self._send_webhook("track_published", room_id, one)

    def unpublish(self, room_id: UUID, identity: str, source: Source) -> None:
        """Stop publishing this source."""
        one = self.rooms[room_id][identity]
        if one.tracks.pop(source, None) is not None:
            self._send_webhook("track_unpublished", room_id, one)

    def leave(self, room_id: UUID, identity: str) -> None:
        """Disconnect the device."""
        one = self.rooms.get(room_id, {}).pop(identity, None)
        if one is not None:
            self._send_webhook("participant_left", room_id, one)

    def take_webhooks(self) -> list[Webhook]:
        """Return the webhooks since the last call."""
        taken, self.webhooks = self.webhooks, []
        return taken

    def _check_available(self) -> None:
        if self.is_unavailable:
            raise MediaUnavailable("the fake is set to be unavailable")

    def _send_webhook(self, event: str, room_id: UUID, about: Device | None = None) -> None:
        webhook_event = WebhookEvent(
            event=event, id=f"EV_{uuid4()}", room=Room(name=str(room_id)), created_at=int(datetime.now(UTC).timestamp())
        )
        if about is not None:
            kind = ParticipantInfo.Kind.EGRESS if about.is_hidden else ParticipantInfo.Kind.STANDARD
            webhook_event.participant.CopyFrom(ParticipantInfo(identity=about.identity, name=about.name, kind=kind))
        self.webhooks.append(sign(MessageToJson(webhook_event).encode()))


def sign(body: bytes, *, key: str = KEY, secret: str = SECRET) -> Webhook:
    """Return the body with its signature, as the server creates it: a token with the hash of the bytes."""
    digest = b64encode(sha256(body).digest()).decode()
    return Webhook(body, api.AccessToken(key, secret).with_sha256(digest).to_jwt())


def _to_participant(one: Device) -> MediaParticipant:
    screens = frozenset(track for source, track in one.tracks.items() if source is Source.SCREEN)
    return MediaParticipant(one.identity, frozenset(one.tracks), one.allowed, one.joined_at, screens)
