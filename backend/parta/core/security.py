"""Security checks of every request: its origin, its size, and the response's security headers.

Pure ASGI, since it is on the hot path.
"""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parta.core.http import problem_response
from parta.core.loopback import is_loopback_host
from parta.core.settings import Settings

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_MB = 1024 * 1024
_BODY_LIMIT = _MB
_FILE_LIMIT = 50 * _MB
_FILE_PATH = "/api/files"
_MAX_LENGTH_DIGITS = 20
"""More than any length has; Python refuses to parse thousands."""

Network = IPv4Network | IPv6Network

log = structlog.get_logger()


class SecurityMiddleware:
    """Rejects cross-site requests with a person's cookies and bodies over the limit.

    Determines the client's address for `client_address`; adds the headers that restrict what a page may do.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Wrap this application."""
        self._app = app
        self._origin = settings.origin if settings.public_url else None
        self._own_host = None if settings.public_url else settings.host
        self._proxies = [ip_network(proxy, strict=False) for proxy in settings.trusted_proxies]
        self._headers = _build_headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request, or reject it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = dict[bytes, bytes](scope["headers"])
        scope.setdefault("state", {})["address"] = _client_address(scope, headers, self._proxies)
        is_socket = scope["type"] == "websocket"
        if self._own_host is not None and not self._is_own_host(scope, headers.get(b"host", b"")):
            await (_reject_socket(send) if is_socket else self._reject_host(scope, receive, send))
            return
        if (is_socket or scope["method"] not in _SAFE_METHODS) and not self._is_same_origin(
            headers, is_socket=is_socket
        ):
            await (_reject_socket(send) if is_socket else self._reject(scope, receive, send, 403, "bad_origin"))
            return
        if is_socket:
            await self._app(scope, receive, send)
            return
        await self._forward(scope, receive, send, headers)

    async def _forward(self, scope: Scope, receive: Receive, send: Send, headers: dict[bytes, bytes]) -> None:
        limit = _FILE_LIMIT if scope["path"].startswith(_FILE_PATH) else _BODY_LIMIT
        if _get_content_length(headers) > limit:
            await self._reject(scope, receive, send, 413, "too_large", limit=limit)
            return
        body = _LimitedBody(receive, limit)
        is_responding = False

        async def send_limited(message: Message) -> None:
            nonlocal is_responding
            if message["type"] == "http.response.start":
                is_responding = not body.is_over
                message["headers"] = self._add_headers(scope["path"], message.get("headers", ()))
            if not body.is_over:
                await send(message)

        try:
            await self._app(scope, body.receive if b"transfer-encoding" in headers else receive, send_limited)
        finally:
            if body.is_over and not is_responding:
                await self._reject(scope, receive, send, 413, "too_large", limit=limit)

    def _is_same_origin(self, headers: dict[bytes, bytes], *, is_socket: bool) -> bool:
        """Return True if one of our pages sent it, or a client that is no browser and so carries nobody's cookies."""
        origin = headers.get(b"origin")
        if origin is None:
            return not is_socket and headers.get(b"sec-fetch-site", b"same-origin") == b"same-origin"
        if self._origin is not None:
            return origin == self._origin.encode()
        return origin == b"http://" + headers.get(b"host", b"")

    def _is_own_host(self, scope: Scope, header: bytes) -> bool:
        """Return True if the browser asked for this machine itself, or for an address at which it was reached.

        Otherwise somebody else's name leads here: their page would pass for one of ours.
        """
        host = _get_host(header)
        server: tuple[str, int | None] | None = scope.get("server")
        return is_loopback_host(host) or host == self._own_host or (server is not None and host == server[0].lower())

    async def _reject_host(self, scope: Scope, receive: Receive, send: Send) -> None:
        detail = (
            "Parta does not know this address. Open it by the address of this machine, or tell its administrator to "
            "set PARTA_PUBLIC_URL. / Парта не знает этого адреса. Откройте её по адресу этого компьютера, или пусть "
            "администратор задаст PARTA_PUBLIC_URL."
        )
        await self._reject(scope, receive, send, 421, "unknown_host", detail)

    async def _reject(  # noqa: PLR0913, PLR0917 - the three of ASGI, and the problem
        self, scope: Scope, receive: Receive, send: Send, status: int, code: str, detail: str = "", **extra: object
    ) -> None:
        log.info("request rejected", code=code)

        async def send_and_close(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*self._add_headers(scope["path"], message["headers"]), (b"connection", b"close")]
            await send(message)

        await problem_response(status, code, detail, **extra)(scope, receive, send_and_close)

    def _add_headers(self, path: str, response_headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """Add our headers to the response's own, which take precedence: a file is restricted more than a page."""
        headers = list(response_headers)
        named = {name for name, _ in headers}
        headers += [header for header in self._headers if header[0] not in named]
        if path.startswith("/api/") and b"cache-control" not in named:
            headers.append((b"cache-control", b"no-store"))
        return headers


class _LimitedBody:
    """A body of unknown length, counted as it is received; over the limit the application sees a disconnect."""

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
    """Return the client's address, past the trusted proxies."""
    return scope.get("state", {}).get("address")


def _get_host(header: bytes) -> str:
    """Return the name or the address of a Host header, without its port, in lower case."""
    host = header.decode("latin-1").strip().lower()
    name, _, port = host.rpartition(":")
    if name and port.isdigit() and (":" not in name or name.endswith("]")):
        host = name
    return host.strip("[]").rstrip(".")


def _client_address(scope: Scope, headers: dict[bytes, bytes], proxies: Sequence[Network]) -> str | None:
    """Return the first address of the forwarding chain, from the peer outwards, that is not a trusted proxy."""
    client: tuple[str, int] | None = scope.get("client")
    if client is None:
        return None
    address = client[0]
    if not proxies or b"x-forwarded-for" not in headers:
        return address
    hops = [hop.strip() for hop in headers[b"x-forwarded-for"].decode("latin-1").split(",") if hop.strip()]
    while hops and _is_in_networks(address, proxies):
        address = hops.pop()
    return address if _is_address(address) else client[0]


def _is_in_networks(address: str, networks: Sequence[Network]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _get_content_length(headers: dict[bytes, bytes]) -> int:
    text = headers.get(b"content-length", b"0")
    return int(text[:_MAX_LENGTH_DIGITS]) if text.isdigit() else 0


async def _reject_socket(send: Send) -> None:
    """Close before accepting: the server responds 403."""
    await send({"type": "websocket.close", "code": 1008, "reason": ""})


def build_policy(settings: Settings, *, scripts: Iterable[str] = (), styles: Iterable[str] = ()) -> str:
    """Return the policy of what a page may load and run.

    No inline script and no inline style, except those of a page of ours with these hashes: React and the design system
    set styles through the object model, to which the policy does not apply. `connect-src` names the socket too, for
    browsers whose 'self' does not cover it.
    """
    socket_origin = settings.origin.replace("http", "ws", 1)
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *scripts]),
        "style-src": " ".join(["'self'", *styles]),
        "font-src": "'self'",
        "img-src": "'self' blob: data:",
        "media-src": "'self' blob:",
        "connect-src": f"'self' {socket_origin}",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def _build_headers(settings: Settings) -> list[tuple[bytes, bytes]]:
    """Return the headers of every response."""
    headers = {
        "content-security-policy": build_policy(settings),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    if settings.is_secure:
        headers["strict-transport-security"] = "max-age=31536000; includeSubDomains"
    return [(name.encode(), value.encode()) for name, value in headers.items()]
