"""The media server's binary: configured, or built once per user from the version pinned in `media/`."""

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from parta.core.settings import Settings

_SOURCES = Path(__file__).resolve().parents[4] / "media"
_PACKAGE = "github.com/livekit/livekit-server/cmd/server"
_BUILD_ARGUMENTS = (
    *("build", "-mod=readonly", "-buildvcs=false", "-trimpath"),
    "-ldflags=-s -w",
)
_DEFAULT_GO = Path("/usr/local/go/bin/go")
_MAX_ERROR_LENGTH = 800
BUILD_MESSAGE = "building the media server (first time, a few minutes)"


class MediaBinaryError(Exception):
    """There is no binary to run; the message says what to do. Everything but calls works without it."""


def ensure_binary(settings: Settings, report: Callable[[str], None]) -> Path:
    """Return the binary; it is built if necessary, which `report` announces. Raises MediaBinaryError."""
    if settings.livekit_binary is not None:
        if not os.access(settings.livekit_binary, os.X_OK):
            raise MediaBinaryError(f"PARTA_LIVEKIT_BINARY={settings.livekit_binary} is not executable")
        return settings.livekit_binary
    built = get_built_path()
    if built is None:
        raise MediaBinaryError("its sources are missing: set PARTA_LIVEKIT_BINARY or PARTA_LIVEKIT_URL")
    if not built.exists():
        with _exclusive_lock(built.parent):
            if not built.exists():  # of two concurrent processes, one builds and the other waits
                _build(_require_go(), built, report)
    return built


def get_built_path() -> Path | None:
    """Return the path of the built binary, whether it exists or not; None if there are no sources."""
    if not (_SOURCES / "go.sum").exists():
        return None
    pinned = (_SOURCES / "go.mod").read_bytes() + (_SOURCES / "go.sum").read_bytes()
    key = hashlib.sha256(pinned + repr((_BUILD_ARGUMENTS, platform.system(), platform.machine())).encode()).hexdigest()[
        :16
    ]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "parta" / f"livekit-{key}"


def find_go() -> str | None:
    """Return the path of Go; None if it is not installed."""
    return shutil.which("go") or (str(_DEFAULT_GO) if _DEFAULT_GO.exists() else None)


def _require_go() -> str:
    go = find_go()
    if go is None:
        raise MediaBinaryError("Go 1.26 or newer is needed to build it, and is not installed: https://go.dev/dl")
    return go


def _build(go: str, to: Path, report: Callable[[str], None]) -> None:
    report(BUILD_MESSAGE)
    with tempfile.TemporaryDirectory(dir=to.parent) as temporary:
        binary = Path(temporary) / "livekit"
        run = subprocess.run(  # noqa: S603 - Go itself
            [go, *_BUILD_ARGUMENTS, "-o", binary, _PACKAGE],
            cwd=_SOURCES,
            env={**os.environ, "CGO_ENABLED": "0"},
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode != 0:
            raise MediaBinaryError(f"Go could not build it: {run.stderr.strip()[-_MAX_ERROR_LENGTH:]}")
        binary.rename(to)


@contextmanager
def _exclusive_lock(folder: Path) -> Generator[None]:
    """Hold a file lock during the block, so that only one process is within it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "livekit.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
