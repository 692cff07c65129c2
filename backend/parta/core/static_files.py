"""The built front end: three entry pages, each with routes that only the browser knows, and their assets."""

import asyncio
import mimetypes
import os
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from parta.core.http import problem_response
from parta.core.security import build_policy
from parta.core.settings import Settings

_ENTRIES = {"id": "id.html", "journal": "journal.html"}
_MESSENGER = "messenger.html"
_HASHED_FOLDER = "assets"
"""The folder of files with content hashes in their names: they never change."""
_NON_PAGE_PREFIXES = frozenset({"api", "ws", "demo", "metrics", "healthz", "readyz"})
_ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""The encodings that the build makes, the smallest first, and how their files end."""
_TEXTS = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_INLINE_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
_MEDIA_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".woff2": "font/woff2"}


@dataclass(frozen=True, slots=True)
class _CachedFile:
    """A file as it is served: read once, with the copies that the build compressed."""

    changed_at: int
    media_type: str
    etag: str
    content: bytes
    encoded: Mapping[str, bytes]
    policy: str | None
    """Of a page: it allows the inline script and style that the build put there, by their hashes."""


class SpaStaticFiles:
    """Serves every path without another route: files of the front end, its entry pages, or not found."""

    def __init__(self, root: Path | None, settings: Settings) -> None:
        """Serve the front end built into this folder."""
        self._root = root
        self._settings = settings
        self._cache: dict[str, _CachedFile] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; sockets are rejected."""
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
            return
        response = await self._respond(Request(scope))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        name = find_file(request.url.path)
        if name is None or self._root is None:
            return problem_response(404, "not_found")
        if request.method not in {"GET", "HEAD"}:
            return problem_response(405, "method_not_allowed")
        cached = await asyncio.to_thread(self._find_cached, self._root, name)
        if cached is None:
            return problem_response(404, "not_found")
        headers = {"ETag": cached.etag, "Cache-Control": _get_cache_control(name), "Content-Type": cached.media_type}
        if cached.policy is not None:
            headers["Content-Security-Policy"] = cached.policy
        if request.headers.get("If-None-Match") == cached.etag:
            return Response(status_code=304, headers=headers)
        content = cached.content
        if cached.encoded:
            headers["Vary"] = "Accept-Encoding"
            if encoding := choose_encoding(request.headers.get("Accept-Encoding", ""), cached.encoded):
                content, headers["Content-Encoding"] = cached.encoded[encoding], encoding
        return Response(content, headers=headers)

    def _find_cached(self, root: Path, name: str) -> _CachedFile | None:
        path = root / name
        try:
            changed_at = os.stat(path).st_mtime_ns  # noqa: PTH116 - a hot path
            known = self._cache.get(name)
            if known is None or known.changed_at != changed_at:
                self._cache[name] = known = _read_file(path, changed_at, self._settings)
        except (OSError, ValueError):
            return None
        return known


def find_file(path: str) -> str | None:
    """Return the file that serves this path: a file of that name, or the entry page of this route; None: not found."""
    parts = PurePosixPath(path).parts[1:]
    if any(part in {"..", "."} or "\\" in part or "\0" in part for part in parts):
        return None
    if parts and parts[0] in _NON_PAGE_PREFIXES:
        return None
    if parts and "." in parts[-1]:
        return "/".join(parts) if len(parts) == 1 or parts[0] in {_HASHED_FOLDER, "fonts"} else None
    return _ENTRIES.get(parts[0], _MESSENGER) if parts else _MESSENGER


def choose_encoding(accepted: str, available: Iterable[str]) -> str | None:
    """Return the first available encoding that this `Accept-Encoding` allows; None: the file as it is."""
    qualities = dict[str, float]()
    for part in accepted.split(","):
        name, _, parameter = part.partition(";")
        qualities[name.strip().lower()] = _parse_quality(parameter)
    return next((name for name in available if qualities.get(name, qualities.get("*", 0)) > 0), None)


def _parse_quality(parameter: str) -> float:
    try:
        return float(parameter.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0


def _get_cache_control(name: str) -> str:
    return "public, max-age=31536000, immutable" if name.startswith(f"{_HASHED_FOLDER}/") else "no-cache"


def _read_file(path: Path, changed_at: int, settings: Settings) -> _CachedFile:
    content = path.read_bytes()
    media_type = _MEDIA_TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_text = media_type.startswith(_TEXTS)
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    encoded = _read_encoded(path, changed_at) if is_text else dict[str, bytes]()
    policy = _build_page_policy(content, settings) if path.suffix == ".html" else None
    media_type = f"{media_type}; charset=utf-8" if is_text else media_type
    return _CachedFile(changed_at, media_type, etag, content, encoded, policy)


def _build_page_policy(page: bytes, settings: Settings) -> str:
    scripts, styles = (map(_hash_source, pattern.findall(page)) for pattern in (_INLINE_SCRIPT, _INLINE_STYLE))
    return build_policy(settings, scripts=scripts, styles=styles)


def _hash_source(code: bytes) -> str:
    return f"'sha256-{b64encode(sha256(code).digest()).decode()}'"


def _read_encoded(path: Path, changed_at: int) -> Mapping[str, bytes]:
    """Return the compressed copies of a file. One that is older than the file is of a former build."""
    copies = {name: path.with_name(path.name + ending) for name, ending in _ENCODINGS.items()}
    return {
        name: copy.read_bytes()
        for name, copy in copies.items()
        if copy.exists() and copy.stat().st_mtime_ns >= changed_at
    }
