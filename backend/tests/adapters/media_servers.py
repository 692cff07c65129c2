"""Media servers for tests: the fake in memory, and a real LiveKit with real participants."""

import asyncio
import subprocess
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from uuid import UUID

import httpx
from livekit import rtc

from parta.adapters.livekit.factory import open_media
from parta.adapters.livekit.port import Media, Source
from parta.core.settings import Settings
from parta.manage.livekit.plan import plan_media_server
from tests.media_fake import MediaFake, PublishRejected, TokenRejected, Webhook

_TIMEOUT_S = 15.0
_PUBLISH_TIMEOUT_S = 2.0
"""A server that rejects a track just does not respond."""
_TRACKS = {
    Source.MICROPHONE: rtc.TrackSource.SOURCE_MICROPHONE,
    Source.CAMERA: rtc.TrackSource.SOURCE_CAMERA,
    Source.SCREEN: rtc.TrackSource.SOURCE_SCREENSHARE,
}


class ConnectedDevice(Protocol):
    """A device that is connected."""

    async def publish(self, source: Source) -> None:
        """Publish this source. Raises PublishRejected."""
        ...

    async def leave(self) -> None:
        """Disconnect."""
        ...

    def is_connected(self) -> bool:
        """Return True if the device is still connected."""
        ...


class MediaServer(Protocol):
    """A media server, to which devices connect."""

    @property
    def media(self) -> Media:
        """Return the adapter of the server."""
        ...

    @property
    def webhooks(self) -> list[Webhook]:
        """Return the webhooks it sent."""
        ...

    async def connect(self, token: str) -> ConnectedDevice:
        """Connect a device. Raises TokenRejected."""
        ...


async def wait_until(condition: Callable[[], Awaitable[object]]) -> None:
    """Wait until the condition holds, with a timeout."""
    async with asyncio.timeout(_TIMEOUT_S):
        while not await condition():  # noqa: ASYNC110 - the event happens in another process
            await asyncio.sleep(0.05)


@dataclass
class FakeDevice:
    """A device of the fake."""

    fake: MediaFake
    room_id: UUID
    identity: str

    async def publish(self, source: Source) -> None:
        """Publish this source. Raises PublishRejected."""
        self.fake.publish(self.room_id, self.identity, source)

    async def leave(self) -> None:
        """Disconnect."""
        self.fake.leave(self.room_id, self.identity)

    def is_connected(self) -> bool:
        """Return True if the device is still connected."""
        return self.identity in self.fake.rooms.get(self.room_id, {})


class FakeMediaServer:
    """The fake media server."""

    def __init__(self) -> None:
        """Create the fake."""
        self.media = MediaFake()

    @property
    def webhooks(self) -> list[Webhook]:
        """Return the webhooks it sent."""
        return self.media.webhooks

    async def connect(self, token: str) -> FakeDevice:
        """Connect a device. Raises TokenRejected."""
        one = self.media.connect(token)
        return FakeDevice(self.media, one.room_id, one.identity)


@dataclass
class RealDevice:
    """A participant of LiveKit's client library."""

    room: rtc.Room
    sources: list[rtc.VideoSource | rtc.AudioSource] = field(default_factory=list[rtc.VideoSource | rtc.AudioSource])

    async def publish(self, source: Source) -> None:
        """Publish this source. Raises PublishRejected."""
        options = rtc.TrackPublishOptions(source=_TRACKS[source])
        try:
            async with asyncio.timeout(_PUBLISH_TIMEOUT_S):
                await self.room.local_participant.publish_track(self._track(source), options)
        except TimeoutError:
            raise PublishRejected from None

    async def leave(self) -> None:
        """Disconnect."""
        await self.room.disconnect()

    def is_connected(self) -> bool:
        """Return True if the device is still connected."""
        return self.room.isconnected()

    def _track(self, source: Source) -> rtc.LocalTrack:
        if source is Source.MICROPHONE:
            sound = rtc.AudioSource(48000, 1)
            self.sources.append(sound)
            return rtc.LocalAudioTrack.create_audio_track(source, sound)
        picture = rtc.VideoSource(320, 180)
        self.sources.append(picture)
        return rtc.LocalVideoTrack.create_video_track(source, picture)


@dataclass
class RealMediaServer:
    """A real LiveKit server."""

    url: str
    secret: str
    media: Media
    webhooks: list[Webhook] = field(default_factory=list[Webhook])
    _rooms: list[rtc.Room] = field(default_factory=list[rtc.Room])

    async def connect(self, token: str) -> RealDevice:
        """Connect a device. Raises TokenRejected."""
        room = rtc.Room()
        self._rooms.append(room)
        try:
            await room.connect(self.url, token)
        except rtc.ConnectError as error:
            raise TokenRejected from error
        return RealDevice(room)

    async def receive_webhooks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Receive webhooks of the server, as raw bytes."""
        with suppress(asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in head.split("\r\n")[1:])}
                body = await reader.readexactly(int(headers["content-length"]))
                self.webhooks.append(Webhook(body, headers["authorization"]))
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
        writer.close()

    async def close(self) -> None:
        """Disconnect everybody and close the adapter."""
        for room in self._rooms:
            await room.disconnect()
        await self.media.close()


@asynccontextmanager
async def run_real_media_server(folder: Path) -> AsyncGenerator[RealMediaServer]:
    """Yield a new LiveKit server, as `parta up` runs it."""
    servers: list[RealMediaServer] = []

    connected: list[asyncio.StreamWriter] = []

    async def receive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.append(writer)
        await servers[0].receive_webhooks(reader, writer)

    webhook_server = await asyncio.start_server(receive, "127.0.0.1", 0)
    settings = Settings(home=folder, livekit_port=0, livekit_udp_port=0)
    web_url = f"http://127.0.0.1:{webhook_server.sockets[0].getsockname()[1]}"
    plan = await asyncio.to_thread(plan_media_server, settings, web_url, print)
    assert plan.command is not None, "there is no media server to test with: `make media`"
    assert plan.settings.livekit_url is not None
    assert plan.settings.livekit_secret is not None
    secret = plan.settings.livekit_secret.get_secret_value()
    servers.append(RealMediaServer(plan.settings.livekit_url, secret, open_media(plan.settings)))
    with (folder / "livekit.log").open("wb") as log:
        server = await asyncio.create_subprocess_exec(*plan.command, stdin=subprocess.PIPE, stdout=log, stderr=log)
    try:
        async with httpx.AsyncClient() as client:
            await wait_until(lambda: _responds(client, servers[0].url))
        yield servers[0]
    finally:
        await servers[0].close()
        server.terminate()
        await server.wait()
        webhook_server.close()
        for writer in connected:
            writer.transport.abort()
        await asyncio.sleep(0)


async def _responds(client: httpx.AsyncClient, url: str) -> bool:
    with suppress(httpx.TransportError):
        return (await client.get(url)).is_success
    return False
