"""What `parta dev` adds to `parta up`: pages from Vite, with hot reload, and restarts when the code changes."""

import asyncio
import contextlib
import os
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path

import httpx
import structlog

from parta.core.settings import ConfigurationError, Settings
from parta.manage.child_process import ChildProcess
from parta.manage.home import CHECKOUT

_CODE = (CHECKOUT / "backend" / "parta", CHECKOUT / "backend" / "migrations")
_VITE = CHECKOUT / "web" / "node_modules" / "vite" / "bin" / "vite.js"
_POLL_S = 0.5
_START_TIMEOUT_S = 60

log = structlog.get_logger()


def with_dev_pages(settings: Settings, port: int) -> Settings:
    """Return the settings of a Parta on any free port, whose pages come from Vite at this one."""
    return settings.model_copy(update={"public_url": f"http://127.0.0.1:{port}", "port": 0})


def build_vite(port: int, backend_url: str, on_start: Callable[[str, int], None]) -> ChildProcess:
    """Return the process of Vite's server. Raises ConfigurationError where it is not installed."""
    if not _VITE.exists():
        raise ConfigurationError("the node modules of `web` are not installed: `make install`")
    options = [
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--strictPort",
        "--logLevel",
        "warn",
        "--clearScreen",
        "false",
    ]
    environment = {**os.environ, "PARTA_BACKEND": backend_url}
    return ChildProcess("vite", ["node", str(_VITE), str(_VITE.parents[3]), *options], environment, on_start)


async def wait_until_pages_are_served(url: str, vite: ChildProcess, stop: asyncio.Event) -> None:
    """Wait until Vite answers. Raises ConfigurationError if it exits or does not."""
    deadline = asyncio.get_running_loop().time() + _START_TIMEOUT_S
    async with httpx.AsyncClient(trust_env=False) as client:
        while not stop.is_set():
            if vite.crashes or asyncio.get_running_loop().time() > deadline:
                raise ConfigurationError("Vite did not start: see the lines above; `--port` chooses another port")
            with contextlib.suppress(httpx.TransportError):
                await client.get(url)
                return
            await asyncio.sleep(_POLL_S)


async def restart_on_change(
    children: Sequence[ChildProcess], migrate: Callable[[], Coroutine[None, None, None]]
) -> None:
    """Migrate, and restart these processes, whenever the code has changed, until cancelled."""
    known = await asyncio.to_thread(_read_times)
    while True:
        await asyncio.sleep(_POLL_S)
        times = await asyncio.to_thread(_read_times)
        if times == known:
            continue
        changed = sorted({path.name for path, _ in times ^ known})
        known = times
        log.info("code changed", files=changed)
        try:
            await migrate()
        except ConfigurationError as why:  # a mistake that the next change may mend
            log.error("not restarted", reason=str(why))  # noqa: TRY400 - the message is written for people
            continue
        for child in children:
            child.restart()


def _read_times() -> frozenset[tuple[Path, int]]:
    """Return the files of the code, with the times of their last changes."""
    times = set[tuple[Path, int]]()
    for folder in _CODE:
        for path in folder.rglob("*.py"):
            with contextlib.suppress(FileNotFoundError):  # editors replace files
                times.add((path, path.stat().st_mtime_ns))
    return frozenset(times)
