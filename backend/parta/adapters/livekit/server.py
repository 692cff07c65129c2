"""The media adapter over LiveKit's server API."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import UUID

import aiohttp
from google.protobuf.message import DecodeError
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

from parta.adapters.livekit.port import MediaEvent, MediaParticipant, MediaUnavailable, Source
from parta.adapters.livekit.signer import TRACKS, Signer, is_hidden
from parta.core.circuit import Circuit

_TIMEOUT_S = 5.0
"""Of one act, whatever its requests wait for."""
_TIMEOUT = aiohttp.ClientTimeout(total=_TIMEOUT_S, connect=2)
_MAX_RESPONSE_BYTES = 4 << 20
_EMPTY_TIMEOUT_S = 300
"""Lifetime of a room that nobody has joined."""
_DEPARTURE_TIMEOUT_S = 120
"""Lifetime of a room that everybody has left: somebody alone may lose the connection for a while."""
_SOURCE_BY_TRACK = {track: source for source, tracks in TRACKS.items() for track in tracks}
_ALL_SOURCES = frozenset(Source)


class _BoundedResponse(aiohttp.ClientResponse):
    """A response that is not read without an end."""

    async def read(self) -> bytes:
        if self._body is None:
            content = bytearray()
            async for chunk in self.content.iter_any():
                content += chunk
                if len(content) > _MAX_RESPONSE_BYTES:
                    raise aiohttp.ClientPayloadError("the response is too long")
            self._body = bytes(content)
        return self._body


class LiveKit:
    """A LiveKit server over HTTP. Its rooms are named by the ids of rooms of calls."""

    def __init__(self, url: str, key: str, secret: str, *, timeout_s: float = _TIMEOUT_S) -> None:
        """Use the server at this URL, signing with this key, and wait so long for each act."""
        self._timeout_s = timeout_s
        self._url, self._key, self._secret = url, key, secret
        self._signer = Signer(key, secret)
        self._session: aiohttp.ClientSession | None = None
        self._circuit = Circuit("media", MediaUnavailable)

    async def open_room(self, room_id: UUID) -> None:
        """Create the media room, with audio and video synchronized."""
        asked = CreateRoomRequest(
            name=str(room_id), empty_timeout=_EMPTY_TIMEOUT_S, departure_timeout=_DEPARTURE_TIMEOUT_S, sync_streams=True
        )
        async with self._room_service() as rooms:
            await rooms.create_room(asked)

    async def close_room(self, room_id: UUID) -> None:
        """Disconnect everybody and delete the media room."""
        async with self._room_service() as rooms:
            await rooms.delete_room(DeleteRoomRequest(room=str(room_id)))

    async def list_participants(self, room_id: UUID) -> Sequence[MediaParticipant]:
        """Return the connected participants, without hidden ones."""
        found: list[ParticipantInfo] = []
        async with self._room_service() as rooms:
            found.extend((await rooms.list_participants(ListParticipantsRequest(room=str(room_id)))).participants)
        gone = ParticipantInfo.State.DISCONNECTED
        return [_to_participant(info) for info in found if info.state != gone and not is_hidden(info)]

    async def set_allowed(self, room_id: UUID, identity: str, allowed: frozenset[Source]) -> None:
        """Allow the participant to send exactly these sources; others that are being sent are stopped."""
        permission = ParticipantPermission(  # replaces the whole set: what is not named is disallowed
            can_subscribe=True,
            can_publish=bool(allowed),
            can_publish_sources=[track for source in sorted(allowed) for track in TRACKS[source]],
            can_publish_data=False,
            can_update_metadata=False,
        )
        asked = UpdateParticipantRequest(room=str(room_id), identity=identity, permission=permission)
        async with self._room_service() as rooms:
            await rooms.update_participant(asked)

    async def remove(self, room_id: UUID, identity: str) -> None:
        """Disconnect the participant. A token that is still valid lets them connect again."""
        async with self._room_service() as rooms:
            await rooms.remove_participant(RoomParticipantIdentity(room=str(room_id), identity=identity))

    async def stop_screen(self, room_id: UUID, identity: str) -> None:
        """Stop the participant's screen share."""
        who = RoomParticipantIdentity(room=str(room_id), identity=identity)
        async with self._room_service() as rooms:
            for track in (await rooms.get_participant(who)).tracks:
                if _carries(track, Source.SCREEN):
                    asked = MuteRoomTrackRequest(room=str(room_id), identity=identity, track_sid=track.sid, muted=True)
                    await rooms.mute_published_track(asked)

    def create_token(self, room_id: UUID, identity: str, name: str, allowed: frozenset[Source]) -> str:
        """Return a token to connect within two minutes and send exactly these sources."""
        return self._signer.create_token(room_id, identity, name, allowed)

    def read_webhook(self, body: bytes, authorization: str) -> MediaEvent | None:
        """Return the event; None if it is irrelevant or was received before. Raises InvalidWebhook."""
        return self._signer.read_webhook(body, authorization)

    async def close(self) -> None:
        """Close open connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @asynccontextmanager
    async def _room_service(self) -> AsyncGenerator[RoomService]:
        """Yield the room service: not found is no error; other failures raise MediaUnavailable."""
        if self._session is None:  # here, since it needs a running loop
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT, response_class=_BoundedResponse)
        with self._circuit.attempt():
            try:
                async with asyncio.timeout(self._timeout_s):
                    yield RoomService(self._session, self._url, self._key, self._secret, failover=False)
            except ServerError as error:
                if error.status != HTTPStatus.NOT_FOUND:
                    raise MediaUnavailable(f"LiveKit rejects the request: {error.code}") from error
            except (aiohttp.ClientError, TimeoutError) as error:
                raise MediaUnavailable(f"LiveKit does not respond: {type(error).__name__}") from error
            except (DecodeError, ValueError, KeyError, TypeError, AttributeError) as error:
                raise MediaUnavailable(f"LiveKit answers nonsense: {type(error).__name__}") from error


def _to_participant(info: ParticipantInfo) -> MediaParticipant:
    return MediaParticipant(
        identity=info.identity,
        sources=frozenset(source for source in Source if any(_carries(track, source) for track in info.tracks)),
        allowed=_get_allowed(info.permission),
        joined_at=datetime.fromtimestamp(info.joined_at_ms / 1000 if info.joined_at_ms else info.joined_at, UTC),
        screen_tracks=frozenset(track.sid for track in info.tracks if _carries(track, Source.SCREEN)),
    )


def _get_allowed(permission: ParticipantPermission) -> frozenset[Source]:
    """Return what may be sent: no named source means any."""
    if not permission.can_publish:
        return frozenset()
    named = list(permission.can_publish_sources)
    if not named:
        return _ALL_SOURCES
    return frozenset(_SOURCE_BY_TRACK[track] for track in named if track in _SOURCE_BY_TRACK)


def _carries(track: TrackInfo, source: Source) -> bool:
    return not track.muted and _SOURCE_BY_TRACK.get(track.source) is source
