"""What guards every request: where it comes from, how much it carries, and what the browser is told about trust.

Pure ASGI, since it lies on the hot path.
"""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parta.core.http import problem_response
from parta.core.settings import Settings

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_MB = 1024 * 1024
_BODY_LIMIT = _MB
_FILE_LIMIT = 50 * _MB
_FILES = ("/api/files", "/api/journal/files")
_DIGITS = 20
"""More than any length has; Python refuses to read thousands."""

Network = IPv4Network | IPv6Network

log = structlog.get_logger()


class SecurityMiddleware:
    """The application behind its guard.

    Refuses what another site's page sends with a person's cookies, and bodies over the limit; names the client's
    address for `address_of`; adds the headers that confine what a page may do.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Guard this application."""
        self._app = app
        self._origin = settings.origin if settings.public_url else None
        self._proxies = [ip_network(proxy, strict=False) for proxy in settings.trusted_proxies]
        self._headers = _page_headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = dict[bytes, bytes](scope["headers"])
        scope.setdefault("state", {})["address"] = _client_address(scope, headers, self._proxies)
        is_socket = scope["type"] == "websocket"
        if (is_socket or scope["method"] not in _SAFE) and not self._comes_from_us(headers, is_socket=is_socket):
            await (_refuse_socket(send) if is_socket else self._refuse(scope, receive, send, 403, "bad_origin"))
            return
        if is_socket:
            await self._app(scope, receive, send)
            return
        await self._pass(scope, receive, send, headers)

    async def _pass(self, scope: Scope, receive: Receive, send: Send, headers: dict[bytes, bytes]) -> None:
        limit = _FILE_LIMIT if scope["path"].startswith(_FILES) else _BODY_LIMIT
        if _length(headers) > limit:
            await self._refuse(scope, receive, send, 413, "too_large", limit=limit)
            return
        body = _Body(receive, limit)
        is_answering = False

        async def tell(message: Message) -> None:
            nonlocal is_answering
            if message["type"] == "http.response.start":
                is_answering = not body.is_over
                message["headers"] = self._with_ours(scope["path"], message.get("headers", ()))
            if not body.is_over:
                await send(message)

        try:
            await self._app(scope, body.receive if b"transfer-encoding" in headers else receive, tell)
        finally:
            if body.is_over and not is_answering:
                await self._refuse(scope, receive, send, 413, "too_large", limit=limit)

    def _comes_from_us(self, headers: dict[bytes, bytes], *, is_socket: bool) -> bool:
        """Whether a page of ours sent it, or something that is no browser and so carries nobody's cookies."""
        origin = headers.get(b"origin")
        if origin is None:
            return not is_socket and headers.get(b"sec-fetch-site", b"same-origin") == b"same-origin"
        if self._origin is not None:
            return origin == self._origin.encode()
        return origin == b"http://" + headers.get(b"host", b"")

    async def _refuse(
        self, scope: Scope, receive: Receive, send: Send, status: int, code: str, **facts: object
    ) -> None:
        log.info("refused", code=code)

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*self._with_ours(scope["path"], message["headers"]), (b"connection", b"close")]
            await send(message)

        await problem_response(status, code, "", **facts)(scope, receive, tell)

    def _with_ours(self, path: str, theirs: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """Add our headers to the answer's own, which win: a file confines itself more strictly than a page."""
        headers = list(theirs)
        named = {name for name, _ in headers}
        headers += [header for header in self._headers if header[0] not in named]
        if path.startswith("/api/") and b"cache-control" not in named:
            headers.append((b"cache-control", b"no-store"))
        return headers


class _Body:
    """A body of unknown length, counted as it comes; over the limit the request ends for the application."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit
        self.is_over = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.is_over = True
            return {"type": "http.disconnect"}
        return message


def client_address(scope: Scope) -> str | None:
    """Give the address of the client that the request came from, past the proxies that are trusted."""
    return scope.get("state", {}).get("address")


def _client_address(scope: Scope, headers: dict[bytes, bytes], proxies: Sequence[Network]) -> str | None:
    """Walk from the peer outwards, as long as who says so is trusted."""
    client: tuple[str, int] | None = scope.get("client")
    if client is None:
        return None
    address = client[0]
    hops = [hop.strip() for hop in headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",") if hop.strip()]
    while hops and _is_among(address, proxies):
        address = hops.pop()
    return address if _is_address(address) else client[0]


def _is_among(address: str, networks: Sequence[Network]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _length(headers: dict[bytes, bytes]) -> int:
    text = headers.get(b"content-length", b"0")
    return int(text[:_DIGITS]) if text.isdigit() else 0


async def _refuse_socket(send: Send) -> None:
    """Close before accepting: the server answers 403."""
    await send({"type": "websocket.close", "code": 1008, "reason": ""})


def _page_headers(settings: Settings) -> list[tuple[bytes, bytes]]:
    """Give the headers of every answer.

    No inline script and no inline style: React and the design system set styles through the object model, which the
    policy does not concern. `connect-src` names the socket too, for browsers whose 'self' does not cover it.
    """
    sockets = settings.origin.replace("http", "ws", 1)
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "font-src": "'self'",
        "img-src": "'self' blob: data:",
        "media-src": "'self' blob:",
        "connect-src": f"'self' {sockets}",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    headers = {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    if settings.is_secure:
        headers["strict-transport-security"] = "max-age=31536000; includeSubDomains"
    return [(name.encode(), value.encode()) for name, value in headers.items()]
