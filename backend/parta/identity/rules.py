"""Decisions of Parta ID, without IO."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from ipaddress import IPv6Address, ip_address

import phonenumbers
from zxcvbn import zxcvbn

CODE_TRIES = 5
CODE_LIFE = timedelta(minutes=10)
ATTEMPT_LIFE = timedelta(hours=24)
"""How long a sign-in may be resumed: a closed tab, a school day between the code and the names."""
IDLE_LIFE = timedelta(days=30)
"""A device that nobody used for a month asks again."""
SESSION_LIFE = timedelta(days=180)
"""A school year's half: even a device in daily use asks then."""
SEEN_EVERY = timedelta(minutes=5)
"""How exactly a device's last use is known; spares a write with every request."""
CONFIRMATION_LIFE = timedelta(minutes=10)
SESSIONS = 50
"""Devices of one person at once; who signs in on one more leaves the one used longest ago."""
LATE_TRY = timedelta(seconds=15)
"""When a code that the carrier did not take is tried again, at first; then twice as late each time."""

_FIRST_COUNTDOWN = 60
_SHORTEST_PASSWORD = 10
_LONGEST_PASSWORD = 128
_JUDGED = 72
"""As much of a password as is looked at; what is longer is long enough."""
_LEAST_SCORE = 2
"""A million guesses: five years at the pace that the throttle allows."""
_SAME_KEYS = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`")
_SOUNDS = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziiklmnoprstufye", strict=True)) | {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ь": "", "ъ": "",
}  # fmt: skip
_BROWSERS = (
    ("YaBrowser/", "Яндекс Браузер"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""The first sign that is found names the browser: most of them claim to be their elders too."""
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_OLDEST = 110
_YOUNGEST = 5


def find_phone(text: str, region: str = "RU") -> str | None:
    """Give the one spelling (E.164) of a number written in any way; None if no message could reach it.

    Numbers without a country are of `region`; others begin with a plus.
    """
    try:
        found = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if found.extension or not phonenumbers.is_valid_number(found):
        return None
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


def show_phone(phone: str) -> str:
    """Give the number as people write it: +7 900 000-00-00."""
    return phonenumbers.format_number(phonenumbers.parse(phone), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def mask_phone(phone: str) -> str:
    """Give the number with its middle hidden: +7 900 •••-••-00."""
    shown = show_phone(phone)
    digits = [place for place, sign in enumerate(shown) if sign.isdigit()]
    hidden = set(digits[-7:-2])
    return "".join("•" if place in hidden else sign for place, sign in enumerate(shown))


def mask_address(address: str | None) -> str | None:
    """Give the address with its end hidden: enough to tell home from elsewhere, too little to find a person."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return None
    if isinstance(found, IPv6Address):
        return f"{':'.join(found.exploded.split(':')[:3])}:…"
    return f"{str(found).rpartition('.')[0]}.•"


def resend_wait(sendings: int) -> int:
    """Give the seconds to wait after so many codes: a minute, then twice as long each time, an hour at most."""
    return min(_FIRST_COUNTDOWN * 2 ** (sendings - 1), 3600)


def resend_after(sendings: int, sent_at: datetime, at: datetime) -> int:
    """Give the seconds until another code may be asked for."""
    left = (sent_at + timedelta(seconds=resend_wait(sendings)) - at).total_seconds()
    return max(0, round(left))


def is_weak(password: str, own: Iterable[str]) -> bool:
    """Whether the password is too short, too long, or soon guessed by who knows common ones and `own`.

    Judged as typed, and as the same keys give it in the Latin layout: «пароль» is known as gfhjkm.
    """
    if not _SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        return True
    known = [spelled for text in own for spelled in _spellings(text) if len(spelled) > 2]  # noqa: PLR2004 - initials
    return any(
        zxcvbn(typed[:_JUDGED], user_inputs=known)["score"] < _LEAST_SCORE for typed in (password, _in_latin(password))
    )


def device_of(user_agent: str) -> str:
    """Give the device as its owner would call it: «Chrome, Windows»."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), None)
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), None)
    return ", ".join(part for part in (browser, system) if part) or "?"


def is_plausible_birth(birth_on: date, today: date) -> bool:
    """Whether somebody born that day may be at a school, or have a child there."""
    return _YOUNGEST <= age(birth_on, today) <= _OLDEST


def age(birth_on: date, today: date) -> int:
    """Give how old the person is, in full years."""
    return today.year - birth_on.year - ((today.month, today.day) < (birth_on.month, birth_on.day))


def is_adult(birth_on: date, today: date) -> bool:
    """Whether the person is of full age."""
    return age(birth_on, today) >= 18  # noqa: PLR2004 - what the law calls full age


def _in_latin(text: str) -> str:
    return text.lower().translate(_SAME_KEYS)


def _spellings(text: str) -> list[str]:
    """Give the ways in which one's own name or number turns up in a password."""
    lower = text.lower().lstrip("+")
    return [lower, _in_latin(lower), "".join(_SOUNDS.get(letter, letter) for letter in lower)]
