"""The media server's program: given, or built once for all Partas of this user, from the sources that `media/` pins."""

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
_GO = (
    *("build", "-mod=readonly", "-buildvcs=false", "-trimpath"),
    "-ldflags=-s -w",
)
_USUAL_GO = Path("/usr/local/go/bin/go")
_LAST_WORDS = 800
FIRST_TIME = "building the media server (first time, a few minutes)"


class NoMediaServer(Exception):  # noqa: N818 - a state, worded for who runs the installation
    """There is no program to run; the message says what to do. All but calls works without."""


def keep_binary(settings: Settings, tell: Callable[[str], None]) -> Path:
    """Give the program; it is built if it was not before, which `tell` hears of. Raises NoMediaServer."""
    if settings.livekit_binary is not None:
        if not os.access(settings.livekit_binary, os.X_OK):
            raise NoMediaServer(f"PARTA_LIVEKIT_BINARY={settings.livekit_binary} is no program")
        return settings.livekit_binary
    built = find_built()
    if built is None:
        raise NoMediaServer("its sources are not here: set PARTA_LIVEKIT_BINARY or PARTA_LIVEKIT_URL")
    if not built.exists():
        with _alone(built.parent):
            if not built.exists():  # of two who come at once, one builds and the other waits
                _build(_go(), built, tell)
    return built


def find_built() -> Path | None:
    """Give where the program lies once it is built; None where there is nothing to build it from."""
    if not (_SOURCES / "go.sum").exists():
        return None
    pinned = (_SOURCES / "go.mod").read_bytes() + (_SOURCES / "go.sum").read_bytes()
    key = hashlib.sha256(pinned + repr((_GO, platform.system(), platform.machine())).encode()).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "parta" / f"livekit-{key}"


def find_go() -> str | None:
    """Give where Go is."""
    return shutil.which("go") or (str(_USUAL_GO) if _USUAL_GO.exists() else None)


def _go() -> str:
    go = find_go()
    if go is None:
        raise NoMediaServer("Go 1.26 or newer builds it, and is not installed: https://go.dev/dl")
    return go


def _build(go: str, to: Path, tell: Callable[[str], None]) -> None:
    tell(FIRST_TIME)
    with tempfile.TemporaryDirectory(dir=to.parent) as unfinished:
        made = Path(unfinished) / "livekit"
        run = subprocess.run(  # noqa: S603 - Go itself
            [go, *_GO, "-o", made, _PACKAGE],
            cwd=_SOURCES,
            env={**os.environ, "CGO_ENABLED": "0"},
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode != 0:
            raise NoMediaServer(f"Go could not build it: {run.stderr.strip()[-_LAST_WORDS:]}")
        made.rename(to)


@contextmanager
def _alone(folder: Path) -> Generator[None]:
    """Go on only when no other process is within this block."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "livekit.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
