"""Decisions of Parta ID, without IO."""

import re
from datetime import date, datetime, timedelta
from ipaddress import IPv6Address, ip_address

import phonenumbers

CODE_TRIES = 5
CODE_LIFE = timedelta(minutes=10)
ATTEMPT_LIFE = timedelta(hours=24)
"""How long a sign-in may be resumed: a closed tab, a school day between the code and the names."""
PASSWORD_TRIES = 10
"""Wrong passwords within one sign-in; the throttle by number and address stands beside it."""
IDLE_LIFE = timedelta(days=30)
"""A device that nobody used for a month asks again."""
SESSION_LIFE = timedelta(days=180)
"""A school year's half: even a device in daily use asks then."""
SEEN_EVERY = timedelta(minutes=5)
"""How exactly a device's last use is known; spares a write with every request."""
CONFIRMATION_LIFE = timedelta(minutes=10)
SENDINGS = 6
"""Codes that one sign-in may ask for."""

_FIRST_COUNTDOWN = 60
_LETTERS = r"(?:[А-ЯЁа-яё]+|[A-Za-zÀ-ÖØ-öø-ÿ]+)"
_NAME = re.compile(rf"{_LETTERS}(?:[-'’ ]{_LETTERS}|[-'’ ](?={_LETTERS}))*")
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
    if address is None:
        return None
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        return f"{':'.join(found.exploded.split(':')[:3])}:…"
    return f"{address.rpartition('.')[0]}.•"


def resend_wait(sendings: int) -> int:
    """Give the seconds to wait after so many codes: a minute, then twice as long each time, an hour at most."""
    return min(_FIRST_COUNTDOWN * 2 ** (sendings - 1), 3600)


def resend_after(sendings: int, sent_at: datetime, at: datetime) -> int:
    """Give the seconds until another code may be asked for."""
    left = (sent_at + timedelta(seconds=resend_wait(sendings)) - at).total_seconds()
    return max(0, round(left))


def clean_name(text: str) -> str:
    """Give a part of a name with single spaces and one kind of apostrophe. Raises ValueError if it is none.

    Letters of one alphabet (Cyrillic or Latin), joined by hyphens, apostrophes and spaces.
    """
    name = " ".join(text.replace("’", "'").replace("`", "'").split())
    if _NAME.fullmatch(name) is None:
        message = "not a name"
        raise ValueError(message)
    return name


def is_plausible_birth(birth_on: date, today: date) -> bool:
    """Whether somebody born that day may be at a school, or have a child there."""
    return _YOUNGEST <= age(birth_on, today) <= _OLDEST


def age(birth_on: date, today: date) -> int:
    """Give how old the person is, in full years."""
    return today.year - birth_on.year - ((today.month, today.day) < (birth_on.month, birth_on.day))


def is_adult(birth_on: date, today: date) -> bool:
    """Whether the person is of full age."""
    return age(birth_on, today) >= 18  # noqa: PLR2004 - what the law calls full age
