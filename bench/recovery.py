"""How soon all is level again after each process of a running `parta up` is killed, in seconds from the kill."""

import asyncio
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import uvloop
from websockets.exceptions import WebSocketException

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

from crowd import Person, create_crowd
from smoke import choose
from ws_client import WebSocketClient

from parta.core.ids import new_id
from parta.messenger.models import MemberRole
from tests.realtime.board_client import open_board_client

PARTS = choose(("web", "worker", "boards", "postgres", "livekit"), ("web",))
ROUNDS = choose(3, 1)
TIMEOUT_S = 60
RETRY_S = 0.05
SETTLED_S = choose(10.0, 0.0)
"""So long a part runs before it is killed: who dies at once is restarted after a growing pause."""
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


_SMS = {"PARTA_SMS": "http", "PARTA_SMS_URL": "http://127.0.0.1:9/"}


@dataclass(frozen=True, slots=True)
class Scene:
    """A running Parta with two people in a chat, and the board of their call."""

    home: Path
    url: str
    people: list[Person]
    chat: str
    board: str = ""

    @property
    def runtime(self) -> dict[str, Any]:
        """Return what runs now."""
        return json.loads((self.home / "up.json").read_text())

    @property
    def pids(self) -> Mapping[str, int]:
        """Return the process ids of all parts."""
        return self.runtime["pids"]

    @asynccontextmanager
    async def browser(self, person: Person) -> AsyncGenerator[httpx.AsyncClient]:
        """Yield a client that is signed in as this person."""
        headers = {"Cookie": f"parta_profile={person.token}", "Origin": self.url}
        async with httpx.AsyncClient(base_url=self.url, headers=headers, timeout=5, trust_env=False) as client:
            yield client

    async def chats_are_level(self) -> None:
        """Raise unless a message arrives by a new socket."""
        sender, reader = self.people
        found = asyncio.Event()
        client_id = str(new_id())

        def look(frame: bytes) -> None:
            if client_id.encode() in frame:
                found.set()

        async with AsyncExitStack() as stack:
            port = int(self.url.rpartition(":")[2])
            socket = await asyncio.wait_for(WebSocketClient.open(port, reader.token, look), 5)
            stack.callback(socket.close)
            browser = await stack.enter_async_context(self.browser(sender))
            body = {"client_id": client_id, "text": "Всё снова работает?"}
            (await browser.post(f"/api/chats/{self.chat}/messages", json=body)).raise_for_status()
            await asyncio.wait_for(found.wait(), 5)

    async def worker_is_level(self) -> None:
        """Raise unless a picture is examined, with its preview made."""
        async with self.browser(self.people[0]) as browser:
            headers = {"X-Client-Id": str(new_id())}
            uploaded = await browser.post("/api/files?name=a.png", content=_PICTURE, headers=headers)
            path = f"/api/files/{uploaded.raise_for_status().json()['id']}/preview"
            for _ in range(int(TIMEOUT_S / RETRY_S)):
                if (await browser.get(path)).is_success:
                    return
                await asyncio.sleep(RETRY_S)
            raise TimeoutError

    async def boards_are_level(self) -> None:
        """Raise unless a stroke arrives at the other."""
        key = new_id().hex
        async with AsyncExitStack() as stack:
            one, other = [
                await stack.enter_async_context(open_board_client(self.url, person.token, self.board))
                for person in self.people
            ]
            for client in (one, other):
                await asyncio.wait_for(client.until(lambda it: it.states or it.close_code), 5)
            await one.draw(key)
            await asyncio.wait_for(other.until(lambda it: key in it.drawing), 5)

    async def media_are_level(self) -> None:
        """Raise unless the media server answers."""
        async with httpx.AsyncClient(timeout=5, trust_env=False) as client:
            (await client.get(self.runtime["livekit"]["url"])).raise_for_status()


@contextmanager
def running() -> Generator[tuple[Path, dict[str, Any]]]:
    """Run `parta up` in a home of its own; yield the home, and what runs."""
    home = Path(tempfile.mkdtemp(prefix="parta-"))
    home.chmod(0o711)  # the database's own account may enter
    ports = dict.fromkeys(("PARTA_PORT", "PARTA_LIVEKIT_PORT", "PARTA_LIVEKIT_UDP_PORT", "PARTA_LIVEKIT_TCP_PORT"), "0")
    environment = {**os.environ, **ports, "PARTA_HOME": str(home), **_SMS, "PARTA_DISK_RESERVE_GB": "0"}
    with (home / "log").open("ab") as log:
        process = subprocess.Popen([sys.executable, "-m", "parta", "up"], env=environment, stdout=log, stderr=log)
    try:
        ends_at = time.monotonic() + TIMEOUT_S
        while not _is_ready(home):
            assert time.monotonic() < ends_at, (home / "log").read_text()
            time.sleep(RETRY_S)
        yield home, _read(home)
    finally:
        process.terminate()
        process.wait(60)
        shutil.rmtree(home)


def _is_ready(home: Path) -> bool:
    runtime = _read(home)
    if not runtime.get("pids", {}).keys() >= {"web", "worker", "boards", "livekit"}:
        return False
    try:
        return all(
            httpx.get(url, trust_env=False).is_success
            for url in (f"{runtime['url']}/readyz", runtime["livekit"]["url"])
        )
    except httpx.TransportError:
        return False


def _read(home: Path) -> dict[str, Any]:
    try:
        return json.loads((home / "up.json").read_text())
    except FileNotFoundError:
        return {}


async def create_scene(home: Path, runtime: Mapping[str, Any]) -> Scene:
    """Return two people in a chat, with a call whose board is open."""
    crowd = await create_crowd(runtime["database_url"], people=2, chats=1, first_role=MemberRole.ADMIN)
    scene = Scene(home, runtime["url"], crowd.people, str(crowd.chats[0]))
    leader, other = scene.people
    async with scene.browser(leader) as browser, scene.browser(other) as guest:
        body = {"client_id": str(new_id()), "title": "Алгебра"}
        made = (await browser.post(f"/api/chats/{scene.chat}/calls", json=body)).raise_for_status().json()
        path = f"/api/calls/{made['id']}"
        for client in (browser, guest):
            (await client.post(f"{path}/join", json={"device": "laptop"})).raise_for_status()
        (await browser.put(f"{path}/settings", json={"is_board_open": True})).raise_for_status()
        page = (await browser.get(path)).raise_for_status().json()
    return replace(scene, board=page["call"]["board_id"])


async def measure_recovery(scene: Scene, part: str, is_level: Callable[[], Awaitable[None]]) -> float:
    """Kill this part; return the seconds until `is_level` raises nothing."""
    await until_level(is_level)
    await asyncio.sleep(SETTLED_S)
    os.kill(scene.pids[part], signal.SIGKILL)
    killed_at = time.perf_counter()
    await until_level(is_level)
    return time.perf_counter() - killed_at


async def until_level(is_level: Callable[[], Awaitable[None]]) -> None:
    """Ask until nothing is raised. Raises TimeoutError."""
    async with asyncio.timeout(TIMEOUT_S):
        while True:
            try:
                await is_level()
            except (OSError, httpx.HTTPError, WebSocketException, json.JSONDecodeError):
                await asyncio.sleep(RETRY_S)
            else:
                return


async def measure(home: Path, runtime: Mapping[str, Any]) -> dict[str, float]:
    """Kill each part several times; return the median of the seconds until all is level."""
    scene = await create_scene(home, runtime)
    probes = {
        "web": scene.chats_are_level,
        "worker": scene.worker_is_level,
        "boards": scene.boards_are_level,
        "postgres": scene.chats_are_level,
        "livekit": scene.media_are_level,
    }
    figures: dict[str, float] = {}
    for part in PARTS:
        times = [await measure_recovery(scene, part, probes[part]) for _ in range(ROUNDS)]
        print(part, *(f"{one:.2f}" for one in times))
        figures[f"{part}_s"] = round(statistics.median(times), 2)
    return figures


def main() -> None:
    """Measure and print the figures; the last line is JSON."""
    with running() as (home, runtime):
        figures = uvloop.run(measure(home, runtime))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
