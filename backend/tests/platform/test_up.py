"""`parta up`: everything starts, killed processes are restarted, everything stops."""

import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from parta.manage.addresses import get_lan_address
from parta.manage.child_process import RestartDelay
from tests.platform.wait import is_alive, wait_until


@dataclass
class Up:
    """A running `parta up`."""

    process: "subprocess.Popen[bytes]"
    home: Path
    tls: ssl.SSLContext | bool = True

    @property
    def runtime(self) -> dict[str, Any]:
        """Return the content of its runtime file; empty if there is none."""
        try:
            return json.loads((self.home / "up.json").read_text())
        except FileNotFoundError:
            return {}

    def get(self, path: str) -> httpx.Response:
        """Send a GET request to the public address."""
        return httpx.get(f"{self.runtime['url']}{path}", verify=self.tls)

    def has_calls(self) -> bool:
        """Return True if the media server answers."""
        try:
            return httpx.get(self.runtime["livekit"]["url"]).is_success
        except httpx.TransportError:
            return False

    def is_ready(self) -> bool:
        """Return True if Parta answers and the worker is running."""
        assert self.process.poll() is None, (self.home / "log").read_text()
        try:
            return "worker" in self.runtime.get("pids", {}) and self.get("/readyz").is_success
        except httpx.TransportError:
            return False

    def has_logged(self, words: str) -> bool:
        """Return True if these words are in its output."""
        log = (self.home / "log").read_text()
        assert self.process.poll() is None, log
        return words in log

    def list_pids(self) -> dict[str, int]:
        """Return the process ids of everything that it supervises."""
        return {name: pid for name, pid in self.runtime["pids"].items() if name != "up"}


_MEDIA_PORTS = ("PARTA_LIVEKIT_PORT", "PARTA_LIVEKIT_UDP_PORT", "PARTA_LIVEKIT_TCP_PORT")

_DEFAULT = "default"
"""Stands for a setting that is not set."""


def _build_environment(home: Path, **settings: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PARTA_")}
    sms = {"PARTA_SMS": "http", "PARTA_SMS_URL": "http://127.0.0.1:9/"}
    ports = dict.fromkeys(("PARTA_PORT", *_MEDIA_PORTS), "0")
    environment = {**inherited, "PARTA_HOME": str(home), **ports, **sms, **settings}
    return {name: value for name, value in environment.items() if value != _DEFAULT}


def _start(home: Path, *options: str, **settings: str) -> "subprocess.Popen[bytes]":
    return start_parta(home, "up", *options, **settings)


def start_parta(home: Path, *arguments: str, **settings: str) -> "subprocess.Popen[bytes]":
    """Start a command of Parta, with this home and its output in the file `log`."""
    command = [sys.executable, "-m", "parta", *arguments]
    with (home / "log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own program
            command, env=_build_environment(home, **settings), stdout=log, stderr=log
        )


@pytest.fixture
def home() -> Iterator[Path]:
    """Return a home folder."""
    with temporary_home() as path:
        yield path


@contextmanager
def temporary_home() -> Generator[Path]:
    """Yield a home folder that the database's account can traverse."""
    path = Path(tempfile.mkdtemp(prefix="parta-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def up(home: Path) -> Iterator[Up]:
    """Return a `parta up` that is ready."""
    running = Up(_start(home), home)
    with stopped_afterwards(running):
        wait_until(running.is_ready)
        yield running


@contextmanager
def stopped_afterwards(running: Up) -> Generator[None]:
    """Stop it after the block, also after an error."""
    try:
        yield
    finally:
        if running.process.poll() is None:
            running.process.terminate()
        running.process.wait(60)


def test_killed_processes_are_restarted_and_all_stop_in_order(up: Up) -> None:
    for name in ("web", "worker", "boards", "postgres", "livekit"):
        before = up.list_pids()[name]
        os.kill(before, signal.SIGKILL)
        wait_until(lambda before=before, name=name: up.list_pids()[name] != before and up.is_ready())
    wait_until(up.has_calls)
    wait_until(lambda: (up.home / "log").read_text().count('"worker started"') > 1)

    pids = up.list_pids()
    up.process.send_signal(signal.SIGINT)
    assert up.process.wait(60) == 0
    assert [name for name, pid in pids.items() if is_alive(pid)] == []
    assert up.runtime == {}
    log = (up.home / "log").read_text()
    assert "Parta is at" in log
    assert log.index('"worker ended"') < log.index('"stopped"')


def test_a_start_has_nothing_to_warn_of(up: Up) -> None:
    wait_until(up.has_calls)
    wait_until(lambda: '"worker started"' in (up.home / "log").read_text())
    up.process.terminate()
    assert up.process.wait(60) == 0
    lines = [line for line in (up.home / "log").read_text().splitlines() if line.startswith("{")]
    assert [line for line in lines if json.loads(line)["level"] != "info"] == []


def test_two_that_start_together_have_each_their_own_media_server(home: Path) -> None:
    ports = dict.fromkeys(_MEDIA_PORTS, _DEFAULT)
    with temporary_home() as other_home:
        both = [Up(_start(one, **ports), one) for one in (home, other_home)]
        with stopped_afterwards(both[0]), stopped_afterwards(both[1]):
            for running in both:
                wait_until(running.is_ready)
                wait_until(running.has_calls)
            first, second = (_read_media_config(running.home) for running in both)
            assert first["port"] != second["port"]
            assert first["rtc"]["udp_port"] != second["rtc"]["udp_port"]


def test_a_media_port_that_is_taken_after_the_start_is_chosen_anew_and_the_address_stays(up: Up) -> None:
    wait_until(up.has_calls)
    before = up.runtime
    os.kill(up.list_pids()["livekit"], signal.SIGKILL)
    with _take_port(urlsplit(str(before["livekit"]["url"])).port or 0):
        wait_until(lambda: up.runtime["livekit"]["url"] != before["livekit"]["url"] and up.has_calls())
        wait_until(lambda: up.list_pids()["web"] != before["pids"]["web"] and up.is_ready())
        assert up.get("/rtc/validate?access_token=mine").status_code == 401
        assert up.runtime["url"] == before["url"]


def _take_port(port: int) -> socket.socket:
    """Return a socket that listens at this port, as soon as it is free."""
    deadline = time.monotonic() + 10
    while True:
        try:
            return socket.create_server(("127.0.0.1", port))
        except OSError:
            assert time.monotonic() < deadline


def test_nothing_outlives_a_killed_owner(up: Up) -> None:
    pids = up.list_pids()
    everything = [child.pid for child in psutil.Process(up.process.pid).children(recursive=True)]
    assert set(pids.values()) <= set(everything)

    up.process.kill()
    up.process.wait()

    wait_until(lambda: not any(is_alive(pid) for pid in everything))


def test_the_network_is_served_by_https_with_a_certificate_that_devices_can_trust(home: Path) -> None:
    if get_lan_address() is None:
        pytest.skip("this machine is on no network")
    running = Up(_start(home, "--lan"), home, tls=False)
    with stopped_afterwards(running):
        wait_until(running.is_ready)
        assert running.runtime["url"].startswith(f"https://{get_lan_address()}:")
        authority = running.get("/parta-ca.crt")
        assert authority.headers["content-type"] == "application/x-x509-ca-cert"
        running.tls = ssl.create_default_context(cadata=authority.text)
        assert running.get("/readyz").is_success
        with pytest.raises(httpx.ConnectError):
            httpx.get(running.runtime["url"], verify=_build_outdated_tls(authority.text))
        wait_until(running.has_calls)
        assert running.get("/rtc/validate?access_token=mine").status_code == 401
        webhook = urlsplit(str(_read_media_config(home)["webhook"]["urls"][0]))
        assert httpx.get(f"{webhook.scheme}://{webhook.netloc}/readyz").is_success
        assert _read_media_config(home)["rtc"]["node_ip"] == get_lan_address()
        assert "/parta-ca.crt" in (home / "log").read_text()


def _build_outdated_tls(authority: str) -> ssl.SSLContext:
    """Return a client's settings that offer only a cipher suite without authenticated encryption."""
    tls = ssl.create_default_context(cadata=authority)
    tls.maximum_version = ssl.TLSVersion.TLSv1_2
    tls.set_ciphers("ECDHE-ECDSA-AES128-SHA256")
    return tls


def _read_media_config(home: Path) -> dict[str, Any]:
    return json.loads((home / "livekit" / "livekit.yaml").read_text())


def test_without_a_media_server_everything_but_calls_runs(home: Path) -> None:
    running = Up(_start(home, PARTA_LIVEKIT_BINARY="/nowhere/livekit"), home)
    with stopped_afterwards(running):
        wait_until(running.is_ready)
        assert running.runtime["livekit"] is None
        assert running.get("/rtc/validate").status_code == 503
        assert "PARTA_LIVEKIT_BINARY" in (home / "log").read_text()


def test_a_media_server_that_does_not_stay_alive_leaves_the_rest_running(home: Path) -> None:
    running = Up(_start(home, PARTA_LIVEKIT_BINARY=shutil.which("false") or ""), home)
    with stopped_afterwards(running):
        wait_until(lambda: "calls are not available" in (home / "log").read_text())
        wait_until(running.is_ready)


def _fail_at_start(home: Path, command: str, *, times: int) -> dict[str, str]:
    """Return the settings by which so many first starts of `parta <command>` die before they do anything."""
    folder = home / "dying"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        "import os, pathlib, sys\n"
        "starts = pathlib.Path(__file__).with_name('starts')\n"
        f"if sys.orig_argv[-1] == {command!r}:\n"
        "    with starts.open('a') as file:\n"
        "        file.write('.')\n"
        f"    if len(starts.read_text()) <= {times}:\n"
        "        os._exit(3)\n"
    )
    return {"PYTHONPATH": os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])}


def _list_exits(home: Path, command: str) -> list[tuple[int, float]]:
    """Return status and pause of each exit of `parta <command>` that the log reports."""
    lines = (home / "log").read_text().splitlines()
    exits = [json.loads(line) for line in lines if '"process exited"' in line]
    return [(one["status"], one["restart_in_s"]) for one in exits if one["process"] == command]


@pytest.mark.parametrize("command", ["web", "worker"])
def test_a_process_that_dies_at_start_is_restarted_after_a_growing_pause(home: Path, command: str) -> None:
    running = Up(_start(home, **_fail_at_start(home, command, times=2)), home)
    with stopped_afterwards(running):
        wait_until(lambda: "Parta is at" in (home / "log").read_text())
        wait_until(running.is_ready)
    assert _list_exits(home, command) == [(3, 0.1), (3, 0.2)]


def test_a_web_process_that_always_dies_at_start_is_reported_plainly(home: Path) -> None:
    running = Up(_start(home, **_fail_at_start(home, "web", times=1000)), home)
    with stopped_afterwards(running):
        assert running.process.wait(60) == 1
    assert [pause for _, pause in _list_exits(home, "web")][:3] == [0.1, 0.2, 0.4]
    log = (home / "log").read_text()
    assert "`parta web` keeps exiting: see the lines above" in log
    assert "Traceback" not in log
    assert running.runtime == {}


def test_a_failed_migration_leaves_nothing_that_looks_like_a_running_parta(home: Path) -> None:
    running = Up(_start(home, **_fail_at_start(home, "--and-seed", times=1)), home)
    with stopped_afterwards(running):
        assert running.process.wait(60) == 1
    assert "`parta migrate` failed: see the lines above" in (home / "log").read_text()
    assert not (home / "up.json").exists()


def test_a_taken_port_is_reported_plainly(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        process = _start(home, PARTA_PORT=str(other.getsockname()[1]))
        assert process.wait(60) == 1
    log = (home / "log").read_text()
    assert "cannot listen" in log
    assert "Traceback" not in log


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
def test_an_invalid_setting_is_reported_by_its_name(home: Path, settings: dict[str, str], named: str) -> None:
    assert _start(home, **settings).wait(60) == 1
    log = (home / "log").read_text()
    assert named in log
    assert "Traceback" not in log


def test_delays_grow_and_a_stable_run_makes_them_short_again() -> None:
    pause = RestartDelay()
    assert [pause.after_run_of(1) for _ in range(4)] == [0.1, 0.2, 0.4, 0.8]
    assert [pause.after_run_of(180) for _ in range(9)] == [0.0] * 9
    assert [pause.after_run_of(1) for _ in range(20)][-1] == 30
