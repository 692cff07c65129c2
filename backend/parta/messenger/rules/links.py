"""Addresses of the web and of mail in a text, found once, when it is written."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

MAX_URL_LENGTH = 2048
_TOP_LEVELS = (
    "ru|рф|su|рус|дети|москва|онлайн|сайт|орг|com|org|net|edu|gov|info|online|site|school|pro|academy|tatar|moscow"
    "|by|kz|uz|kg|tj|ua|me|io|app|dev|eu|de|fr|uk|pl"
)
"""By these endings a name without `https://` is known as one of the web; others are files and words, as `readme.md`."""
_ADDRESS = re.compile(
    r"(?<![\w.+@-])(?P<mail>\w[\w.+-]*@(?:[^\W_][\w-]*\.)+[^\W\d_]{2,}(?![\w@-]))"
    r"|(?<![^\W_])(?<![@.])(?:https?://|www\.)[^\s<>«»\"`]+"
    rf"|(?<![\w@./-])(?:[^\W_][\w-]*\.)+(?:{_TOP_LEVELS})(?![\w@-]|\.\w)(?::\d{{1,5}})?(?:[/?#][^\s<>«»\"`]*)?",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s\x00-\x20\x7f<>\"\ud800-\udfff]+", re.IGNORECASE)
_MAIL = re.compile(r"mailto:(\w[\w.+-]*@(?:[^\W_][\w-]*\.)+[^\W\d_]{2,})", re.IGNORECASE)
_END_OF_SENTENCE = ".,;:!?'…"
_MAX_MARKS = 3
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def find_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the addresses in the text, of the web and of mail: (start, end, url), in order.

    An address ends before the punctuation of the sentence around it, before a bracket that it did not open, and before
    marks that also stand before it.
    """
    if "." not in text and "://" not in text:
        return
    for match in _ADDRESS.finditer(text):
        before = text[max(0, match.start() - _MAX_MARKS) : match.start()]
        address = _trim(match.group(), before[len(before.rstrip("*_")) :])
        url = _url_of(address, is_mail=match["mail"] is not None)
        if is_url(url):
            yield match.start(), match.start() + len(address), url


def is_url(url: str) -> bool:
    """Return True if this is an address of the web, or of mail, that a message may link to."""
    is_known = _URL.fullmatch(url) is not None or _MAIL.fullmatch(url) is not None
    return len(url) <= MAX_URL_LENGTH and is_known and host_of(url) is not None


def host_of(url: str) -> str | None:
    """Return the host, or the mailbox, that the address leads to; None if there is none, or a user's name hides it."""
    if mail := _MAIL.fullmatch(url):
        return mail[1].lower()
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    host = parts.hostname
    return host if host and "@" not in parts.netloc and host.strip(".-") else None


def _url_of(address: str, *, is_mail: bool) -> str:
    if is_mail:
        return f"mailto:{address}"
    return address if "://" in address else f"https://{address}"


def _trim(found: str, marks: str) -> str:
    found = _trim_punctuation(found)
    is_marked = marks != "" and found.endswith(marks[::-1])
    return _trim_punctuation(found[: -len(marks)]) if is_marked else found


def _trim_punctuation(found: str) -> str:
    while found:
        last = found[-1]
        is_unopened = last in _BRACKETS and found.count(last) > found.count(_BRACKETS[last])
        if last not in _END_OF_SENTENCE and not is_unopened:
            break
        found = found[:-1]
    return found
