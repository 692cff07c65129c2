"""Signatures with the key shared with the media server: access tokens, and its webhooks."""

from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from uuid import UUID

from livekit import api
from livekit.protocol.models import ParticipantInfo, TrackSource
from livekit.protocol.webhook import WebhookEvent

from parta.adapters.livekit.port import EventKind, InvalidWebhook, MediaEvent, Source

_TOKEN_LIFETIME = timedelta(minutes=2)
_MAX_AGE = timedelta(minutes=5)
"""Largest difference between a webhook's time and now."""
_MAX_SEEN_IDS = 10_000
"""Ids of received webhooks to remember: more than are received within the largest age."""

TRACKS: dict[Source, list[TrackSource]] = {
    Source.MICROPHONE: [TrackSource.MICROPHONE],
    Source.CAMERA: [TrackSource.CAMERA],
    Source.SCREEN: [TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO],
}
"""Our source → LiveKit's tracks."""

_EVENT_KINDS: dict[str, EventKind] = {
    "participant_joined": "joined",
    "participant_left": "left",
    "participant_connection_aborted": "left",
    "track_published": "published",
    "track_unpublished": "unpublished",
    "room_started": "opened",
    "room_finished": "closed",
}


class Signer:
    """Signs and verifies with one key. Uses the true time, as LiveKit does, not `core.clock`."""

    def __init__(self, key: str, secret: str) -> None:
        """Use this key and this secret."""
        self._key, self._secret = key, secret
        self._receiver = api.WebhookReceiver(api.TokenVerifier(key, secret))
        self._seen_ids = OrderedDict[str, None]()

    def create_token(self, room_id: UUID, identity: str, name: str, allowed: frozenset[Source]) -> str:
        """Return a token to connect within two minutes and send exactly these sources."""
        grants = api.VideoGrants(
            room_join=True,
            room=str(room_id),
            can_subscribe=True,
            can_publish=bool(allowed),
            can_publish_sources=[
                TrackSource.Name(track).lower() for source in sorted(allowed) for track in TRACKS[source]
            ],
            can_publish_data=False,
            can_update_own_metadata=False,
        )
        token = api.AccessToken(self._key, self._secret).with_identity(identity).with_name(name)
        return token.with_grants(grants).with_ttl(_TOKEN_LIFETIME).to_jwt()

    def read_webhook(self, body: bytes, authorization: str) -> MediaEvent | None:
        """Return the event; None if it is irrelevant or was received before. Raises InvalidWebhook.

        The signature is of the received bytes, so they are decoded, never parsed and serialized again.
        """
        try:
            event = self._receiver.receive(body.decode(), authorization)
        except Exception as error:  # the receiver raises plain ones
            raise InvalidWebhook from error
        if abs(datetime.now(UTC).timestamp() - event.created_at) > _MAX_AGE.total_seconds():
            raise InvalidWebhook  # before it becomes a time: absurd numbers are none
        at = datetime.fromtimestamp(event.created_at, UTC)
        return None if self._was_seen(event.id) else _to_media_event(event, at)

    def _was_seen(self, event_id: str) -> bool:
        if event_id in self._seen_ids:
            return True
        self._seen_ids[event_id] = None
        if len(self._seen_ids) > _MAX_SEEN_IDS:
            self._seen_ids.popitem(last=False)
        return False


def _to_media_event(event: WebhookEvent, at: datetime) -> MediaEvent | None:
    kind = _EVENT_KINDS.get(event.event)
    if kind is None or is_hidden(event.participant):
        return None
    try:
        room_id = UUID(event.room.name)
    except ValueError:
        return None
    return MediaEvent(event.id, kind, room_id, event.participant.identity or None, at)


def is_hidden(participant: ParticipantInfo) -> bool:
    """Return True if this is not a person but a recorder, or hidden."""
    return participant.kind == ParticipantInfo.Kind.EGRESS or participant.permission.hidden
