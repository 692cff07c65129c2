"""Browsers in which somebody has signed in before: a signed cookie of a year, with nothing personal in it.

It opens nothing. It gives a browser its own buckets of the limits that protect a number or a login, so that strangers
who exhaust the common ones lock nobody out.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta

from fastapi import Request, Response

from parta.core.cookies import set_cookie
from parta.core.http import cookie_token
from parta.core.keys import derive_key
from parta.core.settings import Settings

DEVICE_COOKIE = "parta_device"
_LIFETIME = timedelta(days=365)
_MAX_SUBJECTS = 8
"""People of one browser; beyond it the one who signed in first is forgotten."""


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A browser that was signed in before, and signatures of those for whom it was."""

    id: str
    signatures: tuple[str, ...]
    key: bytes

    def knows(self, subject: str) -> bool:
        """Return True if this number or login has signed in here."""
        wanted = _sign_subject(self.key, self.id, subject)
        return any(hmac.compare_digest(wanted, one) for one in self.signatures)


def read_device(request: Request) -> KnownDevice | None:
    """Return the browser, if its cookie is genuine."""
    key = _derive_key(request)
    device_id, _, rest = (cookie_token(request, DEVICE_COOKIE) or "").partition(".")
    signature, *signatures = rest.split(".")
    if not rest.isascii() or not hmac.compare_digest(_sign_device(key, device_id), signature):
        return None
    return KnownDevice(device_id, tuple(signatures[:_MAX_SUBJECTS]), key)


def remember_device(request: Request, response: Response, subject: str) -> None:
    """Mark the browser as one in which this number or login has signed in."""
    device = read_device(request) or KnownDevice(secrets.token_urlsafe(12), (), _derive_key(request))
    own = _sign_subject(device.key, device.id, subject)
    others = [one for one in device.signatures if one != own]
    signatures = [own, *others][:_MAX_SUBJECTS]
    value = ".".join([device.id, _sign_device(device.key, device.id), *signatures])
    set_cookie(request, response, DEVICE_COOKIE, value, _LIFETIME)


def _derive_key(request: Request) -> bytes:
    settings: Settings = request.app.state.context.settings
    return derive_key(settings, "known devices")


def _sign_device(key: bytes, device_id: str) -> str:
    return _sign(key, f"device:{device_id}")


def _sign_subject(key: bytes, device_id: str, subject: str) -> str:
    return _sign(key, f"subject:{device_id}:{subject}")


def _sign(key: bytes, text: str) -> str:
    return urlsafe_b64encode(hmac.digest(key, text.encode(), "sha256")[:18]).decode()
