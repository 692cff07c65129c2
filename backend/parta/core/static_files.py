"""The pages: the built front end, from three entry pages, each with routes of its own that only the browser knows."""

import asyncio
import gzip
import mimetypes
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from parta.core.http import problem_response

_ENTRIES = {"id": "id.html", "journal": "journal.html"}
_MESSENGER = "messenger.html"
_HASHED = "assets"
"""The folder of files whose names say what is in them: they never change."""
_NOT_PAGES = frozenset({"api", "ws", "demo", "metrics", "healthz", "readyz"})
_COMPRESSED = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")
_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".woff2": "font/woff2"}


@dataclass(frozen=True, slots=True)
class _CachedFile:
    """A file as it is given out: read and compressed once."""

    changed_at: int
    media_type: str
    tag: str
    content: bytes
    compressed: bytes | None


class SpaStaticFiles:
    """Answers whatever nothing else answers: files of the front end, its entry pages, or not found."""

    def __init__(self, root: Path | None) -> None:
        """Serve the front end that was built into this folder."""
        self._root = root
        self._kept: dict[str, _CachedFile] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; sockets are refused."""
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
            return
        answer = await self._answer(Request(scope))
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        name = file_for(request.url.path)
        if name is None or self._root is None:
            return problem_response(404, "not_found")
        if request.method not in {"GET", "HEAD"}:
            return problem_response(405, "method_not_allowed")
        kept = await asyncio.to_thread(self._find, self._root, name)
        if kept is None:
            return problem_response(404, "not_found")
        headers = {"ETag": kept.tag, "Cache-Control": _caching(name), "Content-Type": kept.media_type}
        if request.headers.get("If-None-Match") == kept.tag:
            return Response(status_code=304, headers=headers)
        content = kept.content
        if kept.compressed is not None:
            headers["Vary"] = "Accept-Encoding"
            if "gzip" in request.headers.get("Accept-Encoding", ""):
                content, headers["Content-Encoding"] = kept.compressed, "gzip"
        return Response(content, headers=headers)

    def _find(self, root: Path, name: str) -> _CachedFile | None:
        path = root / name
        try:
            changed_at = os.stat(path).st_mtime_ns  # noqa: PTH116 - a hot path
            known = self._kept.get(name)
            if known is None or known.changed_at != changed_at:
                self._kept[name] = known = _read(path, changed_at)
        except (OSError, ValueError):
            return None
        return known


def file_for(path: str) -> str | None:
    """Give the file that answers this address: a file of that name, or the entry page whose route it is."""
    parts = PurePosixPath(path).parts[1:]
    if any(part in {"..", "."} or "\\" in part or "\0" in part for part in parts):
        return None
    if parts and parts[0] in _NOT_PAGES:
        return None
    if parts and "." in parts[-1]:
        return "/".join(parts) if len(parts) == 1 or parts[0] in {_HASHED, "fonts"} else None
    return _ENTRIES.get(parts[0], _MESSENGER) if parts else _MESSENGER


def _caching(name: str) -> str:
    return "public, max-age=31536000, immutable" if name.startswith(f"{_HASHED}/") else "no-cache"


def _read(path: Path, changed_at: int) -> _CachedFile:
    content = path.read_bytes()
    media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_text = media_type.startswith(_COMPRESSED)
    compressed = gzip.compress(content, 9, mtime=0) if is_text else None
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    return _CachedFile(changed_at, f"{media_type}; charset=utf-8" if is_text else media_type, tag, content, compressed)
