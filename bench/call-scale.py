"""The cost of a large call: a teacher who sends camera, screen and voice, and 10, 30, 60 listeners.

The listeners are lightweight: they receive all media, as in a real lesson, and decode none of it.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen
from uuid import UUID, uuid4

import httpx
import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from crowd import Crowd, create_crowd
from participants import Participant, VideoFormat, join, open_client
from smoke import choose, run_parta

from parta.core.settings import Settings
from parta.manage.livekit.binary import find_go
from parta.manage.livekit.plan import MediaServerPlan, plan_media_server
from parta.messenger.models import MemberRole
from tests.processes import Processes

LISTENERS = Path(__file__).resolve().parent / "listeners"
SIZES = choose((10, 30, 60), (2,))
JOIN_STORM = choose(30, 2)
MEASURE_S = choose(20.0, 1.0)
CAMERA = VideoFormat(160, 96, 15, 400_000)
SCREEN = VideoFormat(320, 180, 5, 600_000)
TRACKS = 3
"""Tracks sent by the teacher."""
TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """A running call before the listeners join."""

    parta: Processes
    server: psutil.Process
    url: str
    call_id: UUID
    crowd: Crowd
    program: Path
    """The listeners' program."""


def main() -> None:
    """Measure the call and print the figures; the last line is JSON."""
    with run_parta() as parta, tempfile.TemporaryDirectory() as folder:
        program = _build_listeners(Path(folder))
        settings = Settings(home=Path(folder), livekit_port=0, livekit_udp_port=0)
        with _running_media_server(plan_media_server(settings, parta.url, print)) as (plan, server):
            parta.settings |= _to_environment(plan.settings)
            parta.start("web")
            parta.start("worker")
            figures = asyncio.run(_measure_all(parta, server, str(plan.settings.livekit_url), program))
    print(json.dumps(figures))


async def _measure_all(parta: Processes, server: psutil.Process, url: str, program: Path) -> dict[str, object]:
    crowd = await create_crowd(parta.database_url, people=max(SIZES) + 1, chats=1, first_role=MemberRole.ADMIN)
    figures: dict[str, object] = {}
    async with _running_lesson(parta, server, url, crowd, program) as lesson:
        for size in SIZES:
            async with _running_listeners(lesson, size) as seconds:
                print(f"{size:3} joined at once: after {seconds} s each had received media of all {TRACKS} tracks")
                if size == JOIN_STORM:
                    figures["join_storm_s"] = seconds
                figures |= await _measure(lesson, size)
    return figures


@asynccontextmanager
async def _running_listeners(lesson: Lesson, size: int) -> AsyncGenerator[float]:
    """Make so many join at once and leave after the block; yield the seconds until all received all tracks."""
    process = await asyncio.create_subprocess_exec(lesson.program, stdin=PIPE, stdout=PIPE)
    assert process.stdin is not None
    request = {
        "parta": lesson.parta.url,
        "media": lesson.url.replace("http", "ws", 1),
        "call": str(lesson.call_id),
        "sessions": [person.token for person in lesson.crowd.people[1 : size + 1]],
        "tracks": TRACKS,
    }
    process.stdin.write(json.dumps(request).encode() + b"\n")
    try:
        yield round(await _wait_for_media(process), 2)
    finally:
        process.stdin.close()
        await process.wait()


async def _wait_for_media(process: Process) -> float:
    assert process.stdout is not None
    async with asyncio.timeout(TIMEOUT_S):
        line = await process.stdout.readline()
    assert line, "the listeners failed"
    return float(json.loads(line)["seconds"])


async def _measure(lesson: Lesson, size: int) -> dict[str, object]:
    """Return the CPU usage of the media server and the web process, and the network traffic."""
    await asyncio.sleep(2)
    started, media, web = time.perf_counter(), _cpu_s(lesson.server), lesson.parta.cpu_s("web")
    sent = psutil.net_io_counters().bytes_sent
    await asyncio.sleep(MEASURE_S)
    seconds = time.perf_counter() - started
    cores = round((_cpu_s(lesson.server) - media) / seconds, 3)
    web_s = round((lesson.parta.cpu_s("web") - web) * 60 / seconds, 2)
    megabits = round((psutil.net_io_counters().bytes_sent - sent) * 8 / seconds / 1e6, 1)
    print(f"{size:3} listeners: media server {cores} cores, web {web_s} CPU s a minute, {megabits} Mbit/s sent")
    return {f"sfu_cores_{size}": cores, f"web_cpu_s_per_minute_{size}": web_s, f"sent_mbit_s_{size}": megabits}


@asynccontextmanager
async def _running_lesson(
    parta: Processes, server: psutil.Process, url: str, crowd: Crowd, program: Path
) -> AsyncGenerator[Lesson]:
    """Run a call in which the teacher sends camera, screen and voice."""
    token = crowd.people[0].token
    teacher = Participant(0)
    async with open_client(parta.url) as client:
        body = {"client_id": str(uuid4()), "is_ringing": False}
        cookie = {"Cookie": f"parta_profile={token}"}
        response = await client.post(f"/api/chats/{crowd.chats[0]}/calls", json=body, headers=cookie)
        response.raise_for_status()
        call_id = UUID(response.json()["id"])
        joined = await join(client, call_id, token, 0)
    await teacher.connect(url, joined["token"])
    noise = np.random.default_rng(7)
    for video_format, is_screen in ((CAMERA, False), (SCREEN, True)):
        await teacher.publish_video(video_format, is_screen=is_screen, frames=_build_noise(noise, video_format))
    await teacher.publish_audio()
    try:
        yield Lesson(parta, server, url, call_id, crowd, program)
    finally:
        await teacher.leave()


def _build_noise(noise: np.random.Generator, video_format: VideoFormat) -> list[bytes]:
    """Return frames of noise, which no codec can compress well."""
    points = video_format.width * video_format.height
    return [noise.integers(16, 235, points, np.uint8).tobytes() + bytes([128]) * (points // 2) for _ in range(16)]


@contextmanager
def _running_media_server(plan: MediaServerPlan) -> Generator[tuple[MediaServerPlan, psutil.Process]]:
    """Run the media server during the block."""
    assert plan.command is not None, "there is no media server: run `make media`"
    with Popen(plan.command, stdin=PIPE) as supervisor:  # noqa: S603 - our own program
        try:
            deadline = time.monotonic() + TIMEOUT_S
            while not _is_answering(str(plan.settings.livekit_url)):
                assert time.monotonic() < deadline
                time.sleep(0.1)
            yield plan, psutil.Process(supervisor.pid).children()[0]
        finally:
            supervisor.terminate()


def _build_listeners(folder: Path) -> Path:
    go = find_go()
    assert go is not None, "Go 1.26 or newer is needed to build the listeners"
    environment = {**os.environ, "CGO_ENABLED": "0"}
    build = [go, "build", "-mod=readonly", "-buildvcs=false", "-o", folder / "listeners", "."]
    subprocess.run(build, cwd=LISTENERS, env=environment, check=True)  # noqa: S603 - our own program
    return folder / "listeners"


def _is_answering(url: str) -> bool:
    try:
        return httpx.get(url, trust_env=False).is_success
    except httpx.TransportError:
        return False


def _to_environment(settings: Settings) -> dict[str, str]:
    assert settings.livekit_secret is not None
    return {
        "PARTA_LIVEKIT_URL": str(settings.livekit_url),
        "PARTA_LIVEKIT_KEY": str(settings.livekit_key),
        "PARTA_LIVEKIT_SECRET": settings.livekit_secret.get_secret_value(),
    }


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


if __name__ == "__main__":
    main()
