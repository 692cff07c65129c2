"""The page with the codes that a real Parta would send to phones."""

import base64
import hmac
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from html import escape
from typing import Any

from fastapi import Request

from parta.adapters.sms.outbox import SmsRow
from parta.core.errors import NotFound
from parta.core.loopback import is_loopback_request
from parta.core.schema import ResponseModel

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:720px;margin:32px auto;padding:0 16px;color-scheme:light dark}"
    "li{margin:16px 0;list-style:none}ul{padding:0}time{opacity:.7}"
)
CONTENT_SECURITY_POLICY = (
    f"default-src 'none'; style-src 'sha256-{base64.b64encode(sha256(_STYLE.encode()).digest()).decode()}'"
)
"""It permits only the page's own style."""


class SmsRead(ResponseModel):
    """An SMS that was not sent."""

    phone: str
    text: str
    at: datetime


def require_local_visitor(request: Request, token: str) -> None:
    """Raise NotFound unless the request comes from this machine, with the token that was printed at start."""
    expected: Any = request.app.state.context.settings.demo_token
    if expected is None or not is_loopback_request(request.scope):
        raise NotFound
    if not hmac.compare_digest(expected.get_secret_value().encode(), token.encode()):
        raise NotFound


def render(messages: Sequence[SmsRow]) -> str:
    """Return the page as HTML."""
    items = "".join(
        f"<li><time>{message.at:%H:%M:%S} UTC</time> <strong>{escape(message.phone)}</strong><br>{escape(message.text)}"
        for message in messages
    )
    return (
        '<!doctype html><html lang="ru"><meta charset="utf-8"><meta http-equiv="refresh" content="3">'
        '<meta name="viewport" content="width=device-width"><title>Сообщения демо-школы</title>'
        f"<style>{_STYLE}</style><h1>Сообщения с кодами</h1>"
        f"<p>В демо-школе коды не уходят на телефоны, а видны здесь.</p><ul>{items or '<li>Пока пусто.'}</ul>"
    )
