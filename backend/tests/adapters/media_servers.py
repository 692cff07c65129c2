"""Where people meet in tests of the media: the fake in memory, and a real LiveKit with real participants."""

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
"""A server that refuses a track just does not answer."""
_TRACKS = {
    Source.MICROPHONE: rtc.TrackSource.SOURCE_MICROPHONE,
    Source.CAMERA: rtc.TrackSource.SOURCE_CAMERA,
    Source.SCREEN: rtc.TrackSource.SOURCE_SCREENSHARE,
}


class ConnectedDevice(Protocol):
    """A device that came in."""

    async def publish(self, source: Source) -> None:
        """Begin to send. Raises NoRight."""
        ...

    async def leave(self) -> None:
        """Go."""
        ...

    def is_connected(self) -> bool:
        """Tell whether the device is still connected."""
        ...


class MediaServer(Protocol):
    """A media server, and the way in."""

    @property
    def media(self) -> Media:
        """Give the server as Parta has it."""
        ...

    @property
    def webhooks(self) -> list[Webhook]:
        """Give what it told."""
        ...

    async def connect(self, token: str) -> ConnectedDevice:
        """Let a device in. Raises NotLetIn."""
        ...


async def wait_until(condition: Callable[[], Awaitable[object]]) -> None:
    """Go on as soon as it has happened; within so many seconds it must."""
    async with asyncio.timeout(_TIMEOUT_S):
        while not await condition():  # noqa: ASYNC110 - what happens, happens in another process
            await asyncio.sleep(0.05)


@dataclass
class FakeDevice:
    """A device in the fake."""

    fake: MediaFake
    call_id: UUID
    identity: str

    async def publish(self, source: Source) -> None:
        """Begin to send. Raises NoRight."""
        self.fake.publish(self.call_id, self.identity, source)

    async def leave(self) -> None:
        """Go."""
        self.fake.leave(self.call_id, self.identity)

    def is_connected(self) -> bool:
        """Tell whether the device is still connected."""
        return self.identity in self.fake.rooms.get(self.call_id, {})


class FakeMediaServer:
    """The fake."""

    def __init__(self) -> None:
        """Begin empty."""
        self.media = MediaFake()

    @property
    def webhooks(self) -> list[Webhook]:
        """Give what was told."""
        return self.media.webhooks

    async def connect(self, token: str) -> FakeDevice:
        """Let a device in. Raises NotLetIn."""
        one = self.media.connect(token)
        call_id = next(call_id for call_id, people in self.media.rooms.items() if people.get(one.identity) is one)
        return FakeDevice(self.media, call_id, one.identity)


@dataclass
class RealDevice:
    """A participant of LiveKit's own making."""

    room: rtc.Room
    sources: list[rtc.VideoSource | rtc.AudioSource] = field(default_factory=list[rtc.VideoSource | rtc.AudioSource])

    async def publish(self, source: Source) -> None:
        """Begin to send. Raises NoRight."""
        options = rtc.TrackPublishOptions(source=_TRACKS[source])
        try:
            async with asyncio.timeout(_PUBLISH_TIMEOUT_S):
                await self.room.local_participant.publish_track(self._track(source), options)
        except TimeoutError:
            raise PublishRejected from None

    async def leave(self) -> None:
        """Go."""
        await self.room.disconnect()

    def is_connected(self) -> bool:
        """Tell whether the device is still connected."""
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
    """A LiveKit server."""

    url: str
    secret: str
    media: Media
    webhooks: list[Webhook] = field(default_factory=list[Webhook])
    _rooms: list[rtc.Room] = field(default_factory=list[rtc.Room])

    async def connect(self, token: str) -> RealDevice:
        """Let a device in. Raises NotLetIn."""
        room = rtc.Room()
        self._rooms.append(room)
        try:
            await room.connect(self.url, token)
        except rtc.ConnectError as error:
            raise TokenRejected from error
        return RealDevice(room)

    async def receive_webhooks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one message of the server's, as its bytes came."""
        with suppress(asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in head.split("\r\n")[1:])}
                body = await reader.readexactly(int(headers["content-length"]))
                self.webhooks.append(Webhook(body, headers["authorization"]))
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
        writer.close()

    async def close(self) -> None:
        """Let everybody go."""
        for room in self._rooms:
            await room.disconnect()
        await self.media.close()


@asynccontextmanager
async def run_real_media_server(folder: Path) -> AsyncGenerator[RealMediaServer]:
    """Give a LiveKit server of its own, as `parta up` runs it."""
    servers: list[RealMediaServer] = []

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await servers[0].receive_webhooks(reader, writer)

    webhook_server = await asyncio.start_server(hear, "127.0.0.1", 0)
    settings = Settings(home=folder, livekit_port=0, livekit_udp_port=0)
    web_url = f"http://127.0.0.1:{webhook_server.sockets[0].getsockname()[1]}"
    plan = await asyncio.to_thread(plan_media_server, settings, web_url, print)
    assert plan.command is not None, "there is no media server to test with: `make media`"
    assert plan.settings.livekit_url is not None
    assert plan.settings.livekit_secret is not None
    secret = plan.settings.livekit_secret.get_secret_value()
    servers.append(RealMediaServer(plan.settings.livekit_url, secret, open_media(plan.settings)))
    with (folder / "words").open("wb") as words:
        server = await asyncio.create_subprocess_exec(*plan.command, stdin=subprocess.PIPE, stdout=words, stderr=words)
    try:
        async with httpx.AsyncClient() as client:
            await wait_until(lambda: _responds(client, servers[0].url))
        yield servers[0]
    finally:
        await servers[0].close()
        server.terminate()
        await server.wait()
        webhook_server.close()


async def _responds(client: httpx.AsyncClient, url: str) -> bool:
    with suppress(httpx.TransportError):
        return (await client.get(url)).is_success
    return False
