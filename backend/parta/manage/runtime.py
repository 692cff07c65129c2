"""How to reach a Parta that is already running here."""

import json
from typing import Any

import psutil
from pydantic import SecretStr

from parta.core.settings import Settings

_CLOCK_TOLERANCE_S = 2.0
"""The kernel counts the starts of processes from its own start, and the clock may be set meanwhile."""


def with_runtime(settings: Settings) -> Settings:
    """Return the settings with the database and the media server of a running `parta up`, if there is one."""
    runtime, update = read_runtime(settings), dict[str, object]()
    if settings.database_url is None:
        update["database_url"] = runtime.get("database_url")
    media = runtime.get("livekit")
    if settings.livekit_url is None and media:
        update |= {
            "livekit_url": media["url"],
            "livekit_key": media["key"],
            "livekit_secret": SecretStr(media["secret"]),
        }
    return settings.model_copy(update=update)


def read_runtime(settings: Settings) -> dict[str, Any]:
    """Return the content of the runtime file of this home; empty if `parta up` is not running."""
    file = settings.folder / "up.json"
    try:
        runtime: dict[str, Any] = json.loads(file.read_text())
        is_running = _is_running_since(runtime["pids"]["up"], file.stat().st_mtime)
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return runtime if is_running else {}


def _is_running_since(pid: int, at: float) -> bool:
    """Return True if this process ran at this time already: one that began later has only got the same number."""
    try:
        return psutil.Process(pid).create_time() <= at + _CLOCK_TOLERANCE_S
    except psutil.NoSuchProcess:
        return False
