"""A real S3 server over a folder, built once per user from the version pinned in `tests/s3`, and stopped or frozen."""

import asyncio
import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from parta.manage.livekit.binary import find_go

_SOURCES = Path(__file__).resolve().parents[1] / "s3"
_PACKAGE = "github.com/versity/versitygw/cmd/versitygw"
_BUCKET = "uploads"
_KEY = "the-key-of-the-tests"
_TIMEOUT_S = 15.0


@dataclass
class S3Server:
    """A running S3 server with one empty bucket."""

    folder: Path
    port: int
    process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """Return the address of the storage."""
        return f"s3://{_BUCKET}/files"

    @property
    def environment(self) -> dict[str, str]:
        """Return what the environment tells the client."""
        return {
            "AWS_ENDPOINT": f"http://127.0.0.1:{self.port}",
            "AWS_ALLOW_HTTP": "true",
            "AWS_VIRTUAL_HOSTED_STYLE_REQUEST": "false",
            "AWS_ACCESS_KEY_ID": _KEY,
            "AWS_SECRET_ACCESS_KEY": _KEY,
            "AWS_REGION": "us-east-1",
        }

    async def start(self) -> None:
        """Start it, and wait until it responds."""
        binary = await asyncio.to_thread(_ensure_binary)
        self.process = await asyncio.create_subprocess_exec(
            *(binary, "--port", f"127.0.0.1:{self.port}", "--quiet", "posix", self.folder),
            env={"ROOT_ACCESS_KEY": _KEY, "ROOT_SECRET_KEY": _KEY, "PATH": os.environ["PATH"]},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        async with httpx.AsyncClient() as client, asyncio.timeout(_TIMEOUT_S):
            while not await _responds(client, self.port):  # noqa: ASYNC110 - the event happens in another process
                await asyncio.sleep(0.05)

    async def stop(self) -> None:
        """Stop it; what it stored stays."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()
            self.process = None

    def freeze(self) -> None:
        """Let it accept connections and answer none."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
        while psutil.Process(self.process.pid).status() != psutil.STATUS_STOPPED:
            pass

    def thaw(self) -> None:
        """Let it answer again."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)


@asynccontextmanager
async def run_s3_server(folder: Path) -> AsyncGenerator[S3Server]:
    """Yield a running server that keeps its objects in this folder."""
    (folder / _BUCKET).mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = S3Server(folder, port)
    try:
        await server.start()
        yield server
    finally:
        await server.stop()


def _ensure_binary() -> Path:
    pinned = (_SOURCES / "go.mod").read_bytes() + (_SOURCES / "go.sum").read_bytes()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "parta"
    built = cache / f"s3-{hashlib.sha256(pinned).hexdigest()[:16]}"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "s3.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            _build(built)
    return built


def _build(to: Path) -> None:
    go = find_go()
    assert go is not None, "Go is needed to build the S3 server of the tests: https://go.dev/dl"
    with tempfile.TemporaryDirectory(dir=to.parent) as temporary:
        binary = Path(temporary) / "s3"
        arguments = ["build", "-mod=readonly", "-buildvcs=false", "-trimpath", "-ldflags=-s -w", "-o", binary, _PACKAGE]
        subprocess.run([go, *arguments], cwd=_SOURCES, env={**os.environ, "CGO_ENABLED": "0"}, check=True)  # noqa: S603 - Go itself
        binary.rename(to)


async def _responds(client: httpx.AsyncClient, port: int) -> bool:
    with suppress(httpx.TransportError):
        await client.get(f"http://127.0.0.1:{port}/")
        return True
    return False
