"""Addresses of the web in a text, found once, when it is written."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

MAX_URL_LENGTH = 2048
_ADDRESS = re.compile(r"(?<![\w@.])(?:https?://|www\.)[^\s<>«»\"`]+", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s\x00-\x20\x7f<>\"\ud800-\udfff]+", re.IGNORECASE)
_END_OF_SENTENCE = ".,;:!?'*_…"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def find_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the addresses in the text: (start, end, url), in order.

    An address ends before the punctuation of the sentence around it, and before a bracket that it did not open.
    """
    for match in _ADDRESS.finditer(text):
        address = _trim(match.group())
        url = address if "://" in address else f"https://{address}"
        if is_url(url):
            yield match.start(), match.start() + len(address), url


def is_url(url: str) -> bool:
    """Return True if this is an address of the web that a message may link to."""
    return len(url) <= MAX_URL_LENGTH and _URL.fullmatch(url) is not None and host_of(url) is not None


def host_of(url: str) -> str | None:
    """Return the host that the address leads to; None if there is none, or a user's name hides it."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    host = parts.hostname
    return host if host and "@" not in parts.netloc and host.strip(".-") else None


def _trim(found: str) -> str:
    while found:
        last = found[-1]
        is_unopened = last in _BRACKETS and found.count(last) > found.count(_BRACKETS[last])
        if last not in _END_OF_SENTENCE and not is_unopened:
            break
        found = found[:-1]
    return found
