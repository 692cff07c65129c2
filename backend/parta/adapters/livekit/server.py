"""LiveKit's server, spoken to over its own interface."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import UUID

import aiohttp
from livekit.api.room_service import RoomService
from livekit.api.twirp_client import ServerError
from livekit.protocol.models import ParticipantInfo, ParticipantPermission, TrackInfo
from livekit.protocol.room import (
    CreateRoomRequest,
    DeleteRoomRequest,
    ListParticipantsRequest,
    MuteRoomTrackRequest,
    RoomParticipantIdentity,
    UpdateParticipantRequest,
)

from parta.adapters.livekit.port import MediaEvent, MediaSilent, Present, Source
from parta.adapters.livekit.signing import TRACKS, Signing, is_unseen

_PATIENCE = aiohttp.ClientTimeout(total=5, connect=2)
_EMPTY_S = 300
"""How long a room stays that nobody has come to."""
_DEPARTED_S = 120
"""How long a room stays that everybody has left: somebody alone may lose the way for a while."""
_OURS = {track: source for source, tracks in TRACKS.items() for track in tracks}
_EVERYTHING = frozenset(Source)


class LiveKit:
    """A LiveKit server, asked over HTTP. Its rooms are named by the calls' ids."""

    def __init__(self, url: str, key: str, secret: str) -> None:
        """Ask the server at this address, signing with this key."""
        self._url, self._key, self._secret = url, key, secret
        self._signing = Signing(key, secret)
        self._session: aiohttp.ClientSession | None = None

    async def open_room(self, call_id: UUID) -> None:
        """Let the call have a place where people can meet, where lips and voices stay together."""
        asked = CreateRoomRequest(
            name=str(call_id), empty_timeout=_EMPTY_S, departure_timeout=_DEPARTED_S, sync_streams=True
        )
        async with self._asking() as rooms:
            await rooms.create_room(asked)

    async def close_room(self, call_id: UUID) -> None:
        """Send everybody away, and let the place go."""
        async with self._asking() as rooms:
            await rooms.delete_room(DeleteRoomRequest(room=str(call_id)))

    async def list_present(self, call_id: UUID) -> Sequence[Present]:
        """Give who is connected, those aside that nobody sees."""
        found: list[ParticipantInfo] = []
        async with self._asking() as rooms:
            found.extend((await rooms.list_participants(ListParticipantsRequest(room=str(call_id)))).participants)
        gone = ParticipantInfo.State.DISCONNECTED
        return [_present(info) for info in found if info.state != gone and not is_unseen(info)]

    async def allow(self, call_id: UUID, identity: str, may: frozenset[Source]) -> None:
        """Let this one send exactly these; anything else that is being sent ends."""
        permission = ParticipantPermission(  # replaces the whole set: what is not named here is taken away
            can_subscribe=True,
            can_publish=bool(may),
            can_publish_sources=[track for source in sorted(may) for track in TRACKS[source]],
            can_publish_data=False,
            can_update_metadata=False,
        )
        asked = UpdateParticipantRequest(room=str(call_id), identity=identity, permission=permission)
        async with self._asking() as rooms:
            await rooms.update_participant(asked)

    async def remove(self, call_id: UUID, identity: str) -> None:
        """Cut this one off. A token that still lives lets them in again."""
        async with self._asking() as rooms:
            await rooms.remove_participant(RoomParticipantIdentity(room=str(call_id), identity=identity))

    async def stop_screen(self, call_id: UUID, identity: str) -> None:
        """Show this one's screen no longer."""
        who = RoomParticipantIdentity(room=str(call_id), identity=identity)
        async with self._asking() as rooms:
            for track in (await rooms.get_participant(who)).tracks:
                if _carries(track, Source.SCREEN):
                    asked = MuteRoomTrackRequest(room=str(call_id), identity=identity, track_sid=track.sid, muted=True)
                    await rooms.mute_published_track(asked)

    def token(self, call_id: UUID, identity: str, name: str, may: frozenset[Source]) -> str:
        """Give what lets this one in within the next two minutes, to send exactly these."""
        return self._signing.token(call_id, identity, name, may)

    def read_webhook(self, body: bytes, authorization: str) -> MediaEvent | None:
        """Give what the server tells; None for what is of no concern, or was told before. Raises Forged."""
        return self._signing.read_webhook(body, authorization)

    async def close(self) -> None:
        """Let go of connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @asynccontextmanager
    async def _asking(self) -> AsyncGenerator[RoomService]:
        """Ask within this block: what is gone already is no error, no answer is MediaSilent."""
        if self._session is None:  # here, since it wants the loop that it is used in
            self._session = aiohttp.ClientSession(timeout=_PATIENCE)
        try:
            yield RoomService(self._session, self._url, self._key, self._secret, failover=False)
        except ServerError as error:
            if error.status != HTTPStatus.NOT_FOUND:
                raise MediaSilent(f"LiveKit refuses: {error.code}") from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise MediaSilent(f"LiveKit does not answer: {type(error).__name__}") from error


def _present(info: ParticipantInfo) -> Present:
    return Present(
        identity=info.identity,
        sources=frozenset(source for source in Source if any(_carries(track, source) for track in info.tracks)),
        may=_may(info.permission),
        joined_at=datetime.fromtimestamp(info.joined_at_ms / 1000 if info.joined_at_ms else info.joined_at, UTC),
        screen_tracks=frozenset(track.sid for track in info.tracks if _carries(track, Source.SCREEN)),
    )


def _may(permission: ParticipantPermission) -> frozenset[Source]:
    """Read what may be sent: no source named means any."""
    if not permission.can_publish:
        return frozenset()
    named = list(permission.can_publish_sources)
    return frozenset(_OURS[source] for source in named if source in _OURS) if named else _EVERYTHING


def _carries(track: TrackInfo, source: Source) -> bool:
    return not track.muted and _OURS.get(track.source) is source
