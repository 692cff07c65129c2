"""How pages that still speak protocol 1 are told to reload.

They know no word for it. What ends at their boundary against faults is an entity that they cannot draw: there they say
«Обновите страницу. Ваши сообщения и черновики сохранены.», with a button. Nothing of the outbox is touched.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from parta.gateway import protocol

VERSION = 1
_RETRY_AFTER_S = 30
_UNDRAWABLE_RING: dict[str, Any] = {
    "id": "reload",
    "state": "ringing",
    "at": "9999-01-01T00:00:00Z",
    "call_id": "",
    "chat_id": "",
    "title": "",
    "from_picture": None,
    "from_name": {},
}
"""A ring whose caller's name is no text."""


def reload_frame(streams: Mapping[str, int]) -> bytes | None:
    """Return the frame by which a page with these streams asks its person to reload; None: its kind of page has none.

    A page in a call is asked to come again later instead: a call is not interrupted.
    """
    if any(stream.startswith(("call:", "lobby:")) for stream in streams):
        return protocol.retry(_RETRY_AFTER_S)
    own = next((stream for stream in streams if stream.startswith("profile:")), None)
    if own is None:
        return None
    puts: list[dict[str, Any]] = [{"kind": "ring", "value": _UNDRAWABLE_RING}]
    return msgspec.json.encode({"t": "put", "s": own, "n": streams[own] + 1, "puts": puts})
