"""Recognizing requests from this machine itself."""

from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from typing import Any

_FORWARDED = frozenset(
    {b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip"}
)


def is_loopback_host(host: str) -> bool:
    """Return True if this name or address (without a port) is this machine itself."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_loopback_request(scope: Mapping[str, Any]) -> bool:
    """Return True if the request came from this machine itself, not through a proxy that identifies itself."""
    client: tuple[str, int] | None = scope.get("client")
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    if client is None or any(name.lower() in _FORWARDED for name, _ in headers):
        return False
    try:
        return ip_address(client[0]).is_loopback
    except ValueError:
        return False
