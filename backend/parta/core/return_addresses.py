"""Addresses that come from outside and to which a browser is sent: of this installation, or of another site."""

import posixpath
import re
from urllib.parse import urlsplit

_HIDDEN = re.compile(r"[^\x21-\x7e]|\\|%(?:2[ef]|5c|[01][0-9a-f]|7f)", re.IGNORECASE)
"""What a browser may resolve otherwise than it looks: controls, spaces, backslashes, encoded dots and slashes."""


def resolve_own_path(text: str) -> str:
    """Return the address as a browser of this installation resolves it, with its query. Raises ValueError.

    What is returned is what was checked: dots are resolved first. Empty parts are refused: two slashes name a host.
    """
    path, mark, query = text.partition("?")
    resolved = posixpath.normpath(path) if path.startswith("/") else ""
    if not resolved or "//" in path or _HIDDEN.search(path) or _HIDDEN.search(query) or "#" in text:
        message = "not an address of this installation"
        raise ValueError(message)
    return f"{resolved}{mark}{query}"


def require_web_address(text: str) -> str:
    """Return the address of another site to which a browser may be sent. Raises ValueError."""
    parts = urlsplit(text)
    is_plain = not re.search(r"[^\x21-\x7e]|\\", text) and parts.username is None
    if parts.scheme not in {"http", "https"} or not parts.hostname or not is_plain:
        message = "not an address of the web"
        raise ValueError(message)
    return text
