"""Fill a call with participants: members of its chat sign in, join as browsers do, and send video and audio.

They stay until this program is stopped. `python bench/participants.py HOME CALL --count 9`, where HOME is that of a
running `parta up`, and CALL the id of an active call there.
"""

import argparse
import asyncio
import colorsys
import json
import logging
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import numpy as np
import structlog
from livekit import rtc
from numpy.typing import NDArray
from sqlalchemy import select

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from parta.calls.models import Call
from parta.core.bus import LocalBus
from parta.core.db import make_engine
from parta.core.transaction import transaction
from parta.core.unit_of_work import make_sessions
from parta.identity.service import open_session
from parta.messenger.models import Member, MemberRole

_FRAME_COUNT = 24
"""Frames that are drawn once and repeated."""
_SAMPLE_RATE = 48_000
_AUDIO_FRAME_MS = 20
_TONES = (196, 247, 294, 330, 392, 440)
_TIMEOUT_S = 30.0

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class VideoFormat:
    """Size, frame rate and bitrate of a video."""

    width: int
    height: int
    frames_per_second: int
    bitrate: int


CAMERA = VideoFormat(320, 180, 10, 150_000)
SCREEN = VideoFormat(1280, 720, 5, 600_000)


@dataclass
class Participant:
    """A participant of a call, on one device."""

    number: int
    room: rtc.Room = field(default_factory=rtc.Room)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list[asyncio.Task[None]])

    async def connect(self, url: str, token: str, *, is_subscribed: bool = False) -> None:
        """Connect to the media server; without a subscription nothing is received, which costs little."""
        options = rtc.RoomOptions(auto_subscribe=is_subscribed, connect_timeout=_TIMEOUT_S)
        await self.room.connect(url, token, options=options)

    async def publish_video(
        self, video_format: VideoFormat, *, is_screen: bool = False, frames: Sequence[bytes] | None = None
    ) -> None:
        """Start to send a video of these frames, or of drawn ones."""
        source = rtc.VideoSource(video_format.width, video_format.height, is_screencast=is_screen)
        kind = rtc.TrackSource.SOURCE_SCREENSHARE if is_screen else rtc.TrackSource.SOURCE_CAMERA
        encoding = rtc.VideoEncoding(max_framerate=video_format.frames_per_second, max_bitrate=video_format.bitrate)
        options = rtc.TrackPublishOptions(source=kind, simulcast=False, video_encoding=encoding)
        track = rtc.LocalVideoTrack.create_video_track("screen" if is_screen else "camera", source)
        await self.room.local_participant.publish_track(track, options)
        drawing = draw_slides(video_format) if is_screen else draw_person(video_format, self.number)
        played = frames or await asyncio.to_thread(list, drawing)
        self._tasks.append(asyncio.create_task(_play_video(source, played, video_format)))

    async def publish_audio(self) -> None:
        """Start to send a tone with pauses, like a voice."""
        source = rtc.AudioSource(_SAMPLE_RATE, 1)
        track = rtc.LocalAudioTrack.create_audio_track("microphone", source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        await self.room.local_participant.publish_track(track, options)
        self._tasks.append(asyncio.create_task(_play_tone(source, _TONES[self.number % len(_TONES)])))

    async def leave(self) -> None:
        """Stop sending and disconnect."""
        for one in self._tasks:
            one.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.room.disconnect()


def draw_person(video_format: VideoFormat, number: int) -> Iterator[bytes]:
    """Return frames of a moving person, with a background colour by number."""
    hue = (number * 0.381966) % 1.0
    wall, skin, cloth = (_to_rgb(hue, 0.25, 0.85), _to_rgb(0.07, 0.35, 0.9), _to_rgb(hue + 0.5, 0.6, 0.6))
    rows, columns = np.mgrid[0 : video_format.height, 0 : video_format.width]
    for step in range(_FRAME_COUNT):
        middle = video_format.width / 2 + np.sin(2 * np.pi * step / _FRAME_COUNT) * video_format.width / 12
        size = video_format.height / 5
        canvas = np.empty((video_format.height, video_format.width, 3), np.uint8)
        canvas[:] = wall
        body = ((columns - middle) / (2 * size)) ** 2 + ((rows - video_format.height) / (2 * size)) ** 2 < 1
        head = ((columns - middle) / (0.8 * size)) ** 2 + ((rows - 2.1 * size) / size) ** 2 < 1
        canvas[body] = cloth
        canvas[head] = skin
        yield _to_i420(canvas)


def draw_slides(video_format: VideoFormat) -> Iterator[bytes]:
    """Return frames of a page of text with a moving pointer."""
    lines = np.arange(video_format.height) // (video_format.height // 18)
    for step in range(_FRAME_COUNT):
        canvas = np.full((video_format.height, video_format.width, 3), 250, np.uint8)
        for line in range(2, 16, 2):
            length = video_format.width * (5 + line * 7 % 5) // 10
            canvas[lines == line, video_format.width // 10 : length] = 60
        at = video_format.width // 10 + step * video_format.width * 3 // 4 // _FRAME_COUNT
        canvas[video_format.height // 2 : video_format.height // 2 + 24, at : at + 24] = (200, 40, 40)
        yield _to_i420(canvas)


def _to_rgb(hue: float, saturation: float, value: float) -> tuple[int, ...]:
    return tuple(round(part * 255) for part in colorsys.hsv_to_rgb(hue % 1.0, saturation, value))


def _to_i420(canvas: Bytes) -> bytes:
    """Convert RGB to I420: luma for each pixel, the two chroma planes at half size."""
    red, green, blue = (canvas[..., part].astype(np.float32) for part in range(3))
    bright = 16 + 0.257 * red + 0.504 * green + 0.098 * blue
    first = 128 - 0.148 * red - 0.291 * green + 0.439 * blue
    second = 128 + 0.439 * red - 0.368 * green - 0.071 * blue
    planes = (bright, first[::2, ::2], second[::2, ::2])
    return b"".join(plane.clip(0, 255).astype(np.uint8).tobytes() for plane in planes)


async def _play_video(source: rtc.VideoSource, frames: Sequence[bytes], video_format: VideoFormat) -> None:
    for frame in cycle(frames):
        source.capture_frame(rtc.VideoFrame(video_format.width, video_format.height, rtc.VideoBufferType.I420, frame))
        await asyncio.sleep(1 / video_format.frames_per_second)


async def _play_tone(source: rtc.AudioSource, tone: int) -> None:
    length = _SAMPLE_RATE * _AUDIO_FRAME_MS // 1000
    samples = np.arange(_SAMPLE_RATE * 3)
    wave = 3000 * np.sin(2 * np.pi * tone * samples / _SAMPLE_RATE)
    audio = np.where(samples < _SAMPLE_RATE * 2, wave, 0).astype(np.int16)
    for at in cycle(range(0, len(audio), length)):
        await source.capture_frame(rtc.AudioFrame(audio[at : at + length].tobytes(), _SAMPLE_RATE, 1, length))


async def sign_in_members(database_url: str, call_id: UUID, count: int) -> list[str]:
    """Return session tokens of so many members of the call's chat, plain members first."""
    engine = make_engine(database_url)
    sessions, bus = make_sessions(engine), LocalBus()
    chat = select(Call.chat_id).where(Call.id == call_id).scalar_subquery()
    plain_first = (Member.role != MemberRole.MEMBER, Member.profile_id)
    members = select(Member.profile_id).where(Member.chat_id == chat, Member.is_present).order_by(*plain_first)
    async with transaction(sessions, bus) as work:
        found = (await work.execute(members.limit(count))).scalars().all()
        tokens = [await open_session(work, one, device="bench", address=None) for one in found]
    await engine.dispose()
    return tokens


def open_client(url: str) -> httpx.AsyncClient:
    """Return an HTTP client that opens a new connection each time, since the server closes idle ones."""
    limits = httpx.Limits(max_keepalive_connections=0)
    return httpx.AsyncClient(base_url=url, timeout=_TIMEOUT_S, limits=limits, trust_env=False)


async def join(client: httpx.AsyncClient, call_id: UUID | str, session_token: str, number: int) -> dict[str, Any]:
    """Join the call over the HTTP API; return the response."""
    answer = await client.post(
        f"/api/calls/{call_id}/join",
        json={"device": f"device-{number}"},
        headers={"Cookie": f"parta_profile={session_token}"},
    )
    answer.raise_for_status()
    return answer.json()


async def _fill_call(options: argparse.Namespace) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    runtime = json.loads((options.home / "up.json").read_text())
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    tokens = await sign_in_members(runtime["database_url"], options.call, options.count)
    if len(tokens) < options.count:
        print(f"the call's chat has only {len(tokens)} members", file=sys.stderr)
    people: list[Participant] = []
    async with open_client(runtime["url"]) as client:
        for number, token in enumerate(tokens):
            joined = await join(client, options.call, token, number)
            if joined["state"] != "admitted":
                print("a participant is waiting in the lobby", file=sys.stderr)
                continue
            one = Participant(number)
            people.append(one)
            await one.connect(runtime["livekit"]["url"], joined["token"])
            await _publish_allowed(one, joined["page"]["me"]["rights"], options)
    print(json.dumps({"people": len(people)}), flush=True)
    await stop.wait()
    await asyncio.gather(*(one.leave() for one in people))


async def _publish_allowed(participant: Participant, rights: dict[str, bool], options: argparse.Namespace) -> None:
    """Publish what was requested, as far as the participant's rights allow."""
    if rights["camera"] and participant.number < options.cameras:
        await participant.publish_video(
            VideoFormat(options.width, options.width * 9 // 16, options.per_second, CAMERA.bitrate)
        )
    if rights["microphone"] and participant.number < options.voices:
        await participant.publish_audio()
    if rights["screen"] and options.screen and participant.number == 0:
        await participant.publish_video(SCREEN, is_screen=True)


def main() -> None:
    """Fill the call until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path, help="the home folder of a running Parta, with up.json")
    parser.add_argument("call", type=UUID, help="the id of an active call")
    parser.add_argument("--count", type=int, default=5, help="how many participants join")
    parser.add_argument("--cameras", type=int, default=1000, help="how many of them send a camera")
    parser.add_argument("--voices", type=int, default=0, help="how many of them send a voice")
    parser.add_argument("--screen", action="store_true", help="the first one shares a screen")
    parser.add_argument("--width", type=int, default=CAMERA.width, help="the width of the video")
    parser.add_argument("--per-second", type=int, default=CAMERA.frames_per_second, help="the frame rate")
    with suppress(KeyboardInterrupt):
        asyncio.run(_fill_call(parser.parse_args()))


if __name__ == "__main__":
    main()
