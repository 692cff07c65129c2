"""What is signed with the key that the media server and we share: tokens that let people in, and its own messages."""

from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from uuid import UUID

from livekit import api
from livekit.protocol.models import ParticipantInfo, TrackSource
from livekit.protocol.webhook import WebhookEvent

from parta.adapters.livekit.port import EventKind, Forged, MediaEvent, Source

_TOKEN_LIVES = timedelta(minutes=2)
_FRESH = timedelta(minutes=5)
"""How far from now a message's own time may lie."""
_REMEMBERED = 10_000
"""Messages told before, by their ids: more than come while one is fresh."""

TRACKS: dict[Source, list[TrackSource]] = {
    Source.MICROPHONE: [TrackSource.MICROPHONE],
    Source.CAMERA: [TrackSource.CAMERA],
    Source.SCREEN: [TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO],
}
"""Ours → LiveKit's."""

_KINDS: dict[str, EventKind] = {
    "participant_joined": "joined",
    "participant_left": "left",
    "participant_connection_aborted": "left",
    "track_published": "published",
    "track_unpublished": "unpublished",
    "room_started": "opened",
    "room_finished": "closed",
}


class Signing:
    """Signs and verifies with one key. Keeps true time, since LiveKit does: a moved clock is none of its concern."""

    def __init__(self, key: str, secret: str) -> None:
        """Use this key and this secret."""
        self._key, self._secret = key, secret
        self._receiver = api.WebhookReceiver(api.TokenVerifier(key, secret))
        self._told = OrderedDict[str, None]()

    def token(self, call_id: UUID, identity: str, name: str, may: frozenset[Source]) -> str:
        """Give what lets this one in within the next two minutes, to send exactly these."""
        grants = api.VideoGrants(
            room_join=True,
            room=str(call_id),
            can_subscribe=True,
            can_publish=bool(may),
            can_publish_sources=[TrackSource.Name(track).lower() for source in sorted(may) for track in TRACKS[source]],
            can_publish_data=False,
            can_update_own_metadata=False,
        )
        token = api.AccessToken(self._key, self._secret).with_identity(identity).with_name(name)
        return token.with_grants(grants).with_ttl(_TOKEN_LIVES).to_jwt()

    def read_webhook(self, body: bytes, authorization: str) -> MediaEvent | None:
        """Give what the media server tells; None for what is of no concern, or was told before. Raises Forged.

        The hash is of the bytes as they came, so they are only ever decoded, never read and written anew.
        """
        try:
            event = self._receiver.receive(body.decode(), authorization)
        except Exception as error:  # the receiver raises plain ones
            raise Forged from error
        at = datetime.fromtimestamp(event.created_at, UTC)
        if abs(datetime.now(UTC) - at) > _FRESH:
            raise Forged
        return None if self._was_told(event.id) else _read(event, at)

    def _was_told(self, event_id: str) -> bool:
        if event_id in self._told:
            return True
        self._told[event_id] = None
        if len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        return False


def _read(event: WebhookEvent, at: datetime) -> MediaEvent | None:
    kind = _KINDS.get(event.event)
    if kind is None or is_unseen(event.participant):
        return None
    try:
        call_id = UUID(event.room.name)
    except ValueError:
        return None
    return MediaEvent(event.id, kind, call_id, event.participant.identity or None, at)


def is_unseen(participant: ParticipantInfo) -> bool:
    """Tell whether this is no person but a recorder, which nobody sees."""
    return participant.kind == ParticipantInfo.Kind.EGRESS or participant.permission.hidden
