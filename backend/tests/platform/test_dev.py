"""`parta dev`: the pages come from Vite, a change of the code restarts what runs it, and everything stops."""

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import parta
from tests.platform.test_up import Up, start_parta, stopped_afterwards, temporary_home
from tests.platform.wait import is_alive, wait_until


@pytest.fixture
def dev() -> Iterator[Up]:
    """Return a `parta dev` that serves pages."""
    with temporary_home() as home:
        port = str(_find_free_port())
        running = Up(start_parta(home, "dev", "--port", port, PARTA_DEMO="true", PARTA_SMS="outbox"), home)
        with stopped_afterwards(running):
            # Each takes its time on a busy machine: the database, the server, Vite.
            wait_until(lambda: "web" in running.runtime.get("pids", {}))
            wait_until(lambda: "vite" in running.runtime["pids"])
            wait_until(lambda: running.has_logged("Parta is at"))
            yield running


def test_pages_are_served_by_vite_and_a_change_of_the_code_restarts_parta(dev: Up) -> None:
    page = httpx.get(f"{dev.runtime['url']}/id", headers={"Accept": "text/html"}, timeout=60)
    assert "/@vite/client" in page.text
    assert dev.get("/api/demo/people").is_success
    pids = dev.list_pids()

    (Path(parta.__file__).parent / "__init__.py").touch()
    wait_until(lambda: dev.has_logged('"code changed"'))
    for name in ("web", "worker", "boards"):
        wait_until(lambda name=name: dev.list_pids()[name] != pids[name])
    wait_until(lambda: dev.get("/api/demo/people").is_success)
    assert dev.list_pids()["postgres"] == pids["postgres"]
    assert dev.list_pids()["vite"] == pids["vite"]

    pids = dev.list_pids()
    dev.process.send_signal(signal.SIGINT)
    assert dev.process.wait(60) == 0
    assert [name for name, pid in pids.items() if is_alive(pid)] == []
    log = (dev.home / "log").read_text()
    assert log.count("Parta is at") == 1
    assert "Local:" not in log


def _find_free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
