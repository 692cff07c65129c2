"""`parta up`: everything begins, what dies begins again, everything ends."""

import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from parta.manage.addresses import lan_address
from parta.manage.children import Pause
from tests.platform.waiting import is_alive, until


@dataclass
class Up:
    """A `parta up` that runs."""

    process: "subprocess.Popen[bytes]"
    home: Path
    trust: ssl.SSLContext | bool = True

    @property
    def board(self) -> dict[str, Any]:
        """Give what it tells of itself; nothing before it does."""
        try:
            return json.loads((self.home / "up.json").read_text())
        except FileNotFoundError:
            return {}

    def ask(self, path: str) -> httpx.Response:
        """Ask as people do."""
        return httpx.get(f"{self.board['url']}{path}", verify=self.trust)

    def has_calls(self) -> bool:
        """Tell whether the media server answers."""
        try:
            return httpx.get(self.board["livekit"]["url"]).is_success
        except httpx.TransportError:
            return False

    def is_ready(self) -> bool:
        """Tell whether people can come, and the worker runs."""
        assert self.process.poll() is None, (self.home / "words").read_text()
        try:
            return "worker" in self.board.get("pids", {}) and self.ask("/readyz").is_success
        except httpx.TransportError:
            return False

    def pids(self) -> dict[str, int]:
        """Give the process numbers of everything that it keeps."""
        return {name: pid for name, pid in self.board["pids"].items() if name != "up"}


def _environment(home: Path, **settings: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PARTA_")}
    sms = {"PARTA_SMS": "http", "PARTA_SMS_URL": "http://127.0.0.1:9/"}
    ports = dict.fromkeys(("PARTA_PORT", "PARTA_LIVEKIT_PORT", "PARTA_LIVEKIT_UDP_PORT", "PARTA_LIVEKIT_TCP_PORT"), "0")
    return {**inherited, "PARTA_HOME": str(home), **ports, **sms, **settings}


def _begin(home: Path, *options: str, **settings: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "parta", "up", *options]
    with (home / "words").open("ab") as words:
        return subprocess.Popen(  # noqa: S603 - our own program
            command, env=_environment(home, **settings), stdout=words, stderr=words
        )


@pytest.fixture
def home() -> Iterator[Path]:
    """Give a home that the database's account may pass through."""
    path = Path(tempfile.mkdtemp(prefix="parta-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def up(home: Path) -> Iterator[Up]:
    """Give everything, running."""
    running = Up(_begin(home), home)
    with _ended(running):
        until(running.is_ready)
        yield running


@contextmanager
def _ended(running: Up) -> Generator[None]:
    """End it after the block, whatever happens there."""
    try:
        yield
    finally:
        if running.process.poll() is None:
            running.process.terminate()
        running.process.wait(60)


def test_whatever_dies_begins_again_and_all_ends_in_order(up: Up) -> None:
    for name in ("web", "worker", "postgres", "livekit"):
        before = up.pids()[name]
        os.kill(before, signal.SIGKILL)
        until(lambda before=before, name=name: up.pids()[name] != before and up.is_ready())
    until(up.has_calls)
    until(lambda: (up.home / "words").read_text().count('"worker works"') > 1)

    kept = up.pids()
    up.process.send_signal(signal.SIGINT)
    assert up.process.wait(60) == 0
    assert [name for name, pid in kept.items() if is_alive(pid)] == []
    assert up.board == {}
    words = (up.home / "words").read_text()
    assert "Parta is at" in words
    assert words.index('"worker ended"') < words.index('"ended"')


def test_nothing_outlives_a_killed_owner(up: Up) -> None:
    kept = up.pids()
    everything = [child.pid for child in psutil.Process(up.process.pid).children(recursive=True)]
    assert set(kept.values()) <= set(everything)

    up.process.kill()
    up.process.wait()

    until(lambda: not any(is_alive(pid) for pid in everything))


def test_the_network_is_served_by_https_with_a_certificate_that_devices_can_trust(home: Path) -> None:
    if lan_address() is None:
        pytest.skip("this machine is on no network")
    running = Up(_begin(home, "--lan"), home, trust=False)
    with _ended(running):
        until(running.is_ready)
        assert running.board["url"].startswith(f"https://{lan_address()}:")
        authority = running.ask("/parta-ca.crt")
        assert authority.headers["content-type"] == "application/x-x509-ca-cert"
        running.trust = ssl.create_default_context(cadata=authority.text)
        assert running.ask("/readyz").is_success
        until(running.has_calls)
        assert running.ask("/rtc/validate?access_token=mine").status_code == 401
        told = urlsplit(str(_media_config(home)["webhook"]["urls"][0]))
        assert httpx.get(f"{told.scheme}://{told.netloc}/readyz").is_success
        assert _media_config(home)["rtc"]["node_ip"] == lan_address()
        assert "/parta-ca.crt" in (home / "words").read_text()


def _media_config(home: Path) -> dict[str, Any]:
    return json.loads((home / "livekit" / "livekit.yaml").read_text())


def test_without_a_media_server_everything_but_calls_runs(home: Path) -> None:
    running = Up(_begin(home, PARTA_LIVEKIT_BINARY="/nowhere/livekit"), home)
    with _ended(running):
        until(running.is_ready)
        assert running.board["livekit"] is None
        assert running.ask("/rtc/validate").status_code == 503
        assert "PARTA_LIVEKIT_BINARY" in (home / "words").read_text()


def test_a_media_server_that_does_not_stay_alive_leaves_the_rest_running(home: Path) -> None:
    running = Up(_begin(home, PARTA_LIVEKIT_BINARY=shutil.which("false") or ""), home)
    with _ended(running):
        until(lambda: "there are no calls" in (home / "words").read_text())
        until(running.is_ready)


def test_a_taken_port_is_told_plainly(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        process = _begin(home, PARTA_PORT=str(other.getsockname()[1]))
        assert process.wait(60) == 1
    words = (home / "words").read_text()
    assert "cannot listen" in words
    assert "Traceback" not in words


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"PARTA_SMS": "outbox"}, "PARTA_SMS"),
        ({"PARTA_SMS_URL": ""}, "PARTA_SMS_URL"),
        ({"PARTA_PORT": "eighty"}, "PARTA_PORT"),
        ({"PARTA_LIVEKIT_URL": "http://127.0.0.1:1"}, "PARTA_LIVEKIT_KEY"),
        ({"PARTA_LIVEKIT_SECRET": "short"}, "PARTA_LIVEKIT_SECRET"),
        ({"PARTA_TLS_CERT": "/nowhere"}, "PARTA_TLS_KEY"),
        ({"PARTA_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nowhere"}, "PARTA_DATABASE_URL"),
    ],
)
def test_what_is_not_fit_is_told_by_the_name_of_the_setting(home: Path, settings: dict[str, str], named: str) -> None:
    assert _begin(home, **settings).wait(60) == 1
    words = (home / "words").read_text()
    assert named in words
    assert "Traceback" not in words


def test_pauses_grow_and_a_steady_life_makes_them_short_again() -> None:
    pause = Pause()
    assert [pause.after_life_of(1) for _ in range(4)] == [0.1, 0.2, 0.4, 0.8]
    assert pause.after_life_of(3600) == 0.1
    assert [pause.after_life_of(1) for _ in range(20)][-1] == 30
