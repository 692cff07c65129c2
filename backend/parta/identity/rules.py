"""Decisions of Parta ID, without IO."""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from ipaddress import IPv6Address, ip_address

import phonenumbers
from zxcvbn import zxcvbn

MAX_CODE_TRIES = 5
CODE_LIFETIME = timedelta(minutes=10)
ATTEMPT_LIFETIME = timedelta(minutes=15)
"""From the last code sent until a sign-in ends, whether or not the code was entered: a proof is as old as its code."""
NUMBER_RETENTION = timedelta(hours=24)
"""How long the number of a sign-in that has ended is kept for its browser, e.g. over a school day."""
MAX_IDLE_TIME = timedelta(days=30)
"""A session that was not used for a month ends."""
SESSION_LIFETIME = timedelta(days=180)
"""Half a school year: then even a session in daily use ends."""
CONFIRMATION_LIFETIME = timedelta(minutes=10)
MAX_SESSIONS = 50
"""Sessions of one person; beyond it a new sign-in ends the least recently used one."""
FIRST_RETRY_DELAY = timedelta(seconds=15)
"""Delay of the first retry of a code that the carrier did not accept; it doubles each time."""

_FIRST_RESEND_DELAY_S = 60
_MIN_PASSWORD_LENGTH = 10
_MAX_PASSWORD_LENGTH = 128
_SCORED_LENGTH = 72
"""Only this many characters are scored; a longer password is strong enough."""
_MIN_SCORE = 2
"""A million guesses: five years at the rate that the rate limit allows."""
_LATIN_KEYS = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`")
_CYRILLIC_KEYS = {latin: cyrillic for cyrillic, latin in _LATIN_KEYS.items()} | str.maketrans('<>{}:"~', "бюхъжэе")
_DIGITS_AS_LETTERS = str.maketrans("0134@$", "оиеаас"), str.maketrans("0134@$", "oleaas")
_SEPARATORS = re.compile(r"[\s._\-,+«»\"'№#!?()/]+")
_MIN_WORD_LENGTH = 3
_MIN_STEM_LENGTH = 3
_MIN_REST_LENGTH = 6
_MIN_REST_GUESSES = 100_000
"""What is left of a password without known words and years must be at least this long and this hard."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_KNOWN_WORDS = (
    "школа", "школы", "школьный", "гимназия", "лицей", "учитель", "ученик", "класс", "директор", "дневник", "журнал",
    "парта", "пароль", "россия", "москва", "александр", "алексей", "анастасия", "андрей", "анна", "антон", "артем",
    "борис", "вадим", "валентин", "валерий", "василий", "вера", "виктор", "виталий", "владимир", "галина", "георгий",
    "григорий", "дарья", "денис", "дмитрий", "евгений", "екатерина", "елена", "елизавета", "иван", "игорь", "илья",
    "ирина", "кирилл", "константин", "ксения", "лариса", "леонид", "любовь", "людмила", "максим", "маргарита", "марина",
    "мария", "михаил", "надежда", "наталья", "никита", "николай", "нина", "оксана", "олег", "ольга", "павел", "петр",
    "полина", "роман", "светлана", "семен", "сергей", "софия", "станислав", "степан", "татьяна", "федор", "юлия",
    "юрий", "яков", "ярослав",
)  # fmt: skip
"""What passwords are made of at a school, beside its own names."""
_TRANSLITERATION = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziiklmnoprstufye", strict=True)) | {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ь": "", "ъ": "",
}  # fmt: skip
_MOBILE_TYPES = frozenset({phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE})
_SATELLITES = ("+7954",)
"""Ranges of satellite networks that the library takes for mobile ones."""
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
"""The first match names the browser: most user agents also name older browsers."""
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_MAX_AGE = 110
_MIN_AGE = 5


def parse_phone(text: str, region: str = "RU") -> str | None:
    """Return the number in E.164; None if it cannot receive an SMS.

    Numbers without a country code are of `region`; others begin with a plus.
    """
    try:
        found = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if found.extension or not phonenumbers.is_valid_number(found):
        return None
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


def is_served(phone: str, countries: Collection[str]) -> bool:
    """Return True if codes are sent to this number (E.164): a mobile one of these countries.

    Not to fixed lines, premium rates and satellites, which cost much and which no person of a school signs in by.
    """
    found = phonenumbers.parse(phone)
    return (
        phonenumbers.region_code_for_number(found) in countries
        and phonenumbers.number_type(found) in _MOBILE_TYPES
        and not phone.startswith(_SATELLITES)
    )


def format_phone(phone: str) -> str:
    """Return the number in the international format: +7 900 000-00-00."""
    return phonenumbers.format_number(phonenumbers.parse(phone), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def mask_phone(phone: str) -> str:
    """Return the number with its middle masked: +7 900 •••-••-00."""
    text = format_phone(phone)
    digits = [index for index, char in enumerate(text) if char.isdigit()]
    hidden = set(digits[-7:-2])
    return "".join("•" if index in hidden else char for index, char in enumerate(text))


def mask_address(address: str | None) -> str | None:
    """Return the IP address with its end masked: enough to recognize home, too little to locate a person."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return None
    if isinstance(found, IPv6Address):
        return f"{':'.join(found.exploded.split(':')[:3])}:…"
    return f"{str(found).rpartition('.')[0]}.•"


def get_resend_delay(send_count: int) -> int:
    """Return the seconds to wait after so many codes: a minute, doubling each time, an hour at most."""
    return min(_FIRST_RESEND_DELAY_S * 2 ** (send_count - 1), 3600)


def get_resend_after(send_count: int, sent_at: datetime, at: datetime) -> int:
    """Return the seconds until another code may be requested."""
    left = (sent_at + timedelta(seconds=get_resend_delay(send_count)) - at).total_seconds()
    return max(0, round(left))


def is_weak(password: str, own: Iterable[str]) -> bool:
    """Return True if the password is too short, too long, or easy to guess from common passwords and `own` words.

    Scored as typed and as the same keys produce it in the Latin layout: «пароль» is gfhjkm. Names are also taken out of
    it, in whatever alphabet, layout, order and ending they are written: what is left must be hard to guess by itself.
    """
    own = list(own)
    if not _MIN_PASSWORD_LENGTH <= len(password) <= _MAX_PASSWORD_LENGTH:
        return True
    own_words = [spelling for text in own for spelling in _spellings(text) if len(spelling) > 2]  # noqa: PLR2004 - initials
    return any(
        zxcvbn(typed[:_SCORED_LENGTH], user_inputs=own_words)["score"] < _MIN_SCORE
        for typed in (password, _to_latin_keys(password))
    ) or _is_made_of_words(password[:_SCORED_LENGTH], own)


def parse_device(user_agent: str) -> str:
    """Return a readable name of the device: «Chrome, Windows»."""
    browser = next((name for token, name in _BROWSERS if token in user_agent), None)
    system = next((name for token, name in _SYSTEMS if token in user_agent), None)
    return ", ".join(part for part in (browser, system) if part) or "?"


def is_plausible_birth(birth_on: date, today: date) -> bool:
    """Return True if somebody born that day may be at a school or have a child there."""
    return _MIN_AGE <= get_age(birth_on, today) <= _MAX_AGE


def get_age(birth_on: date, today: date) -> int:
    """Return the person's age in full years."""
    return today.year - birth_on.year - ((today.month, today.day) < (birth_on.month, birth_on.day))


def is_adult(birth_on: date, today: date) -> bool:
    """Return True if the person is an adult."""
    return get_age(birth_on, today) >= 18  # noqa: PLR2004 - full age by law


def _is_made_of_words(password: str, own: Iterable[str]) -> bool:
    """Return True if little is left of the password without these words, as typed or by other keys and letters."""
    words = {part for text in (*own, *_KNOWN_WORDS) for part in _SEPARATORS.split(_fold(text))}
    stems = sorted({stem for word in words for stem in _stems(word)}, key=len, reverse=True)
    typed = _fold(password)
    for text in (typed, typed.translate(_CYRILLIC_KEYS), *map(typed.translate, _DIGITS_AS_LETTERS)):
        rest = text
        for stem in stems:
            rest = rest.replace(stem, " ")
        left = _SEPARATORS.sub("", _YEAR.sub("", rest))
        if rest != text and (len(left) < _MIN_REST_LENGTH or zxcvbn(left)["guesses"] < _MIN_REST_GUESSES):
            return True
    return False


def _fold(text: str) -> str:
    return text.lower().replace("ё", "е")


def _stems(word: str) -> Iterable[str]:
    """Return the beginnings of a word that all its forms have, in both alphabets, forwards and backwards."""
    if len(word) < _MIN_WORD_LENGTH:
        return
    endings = range(max(_MIN_STEM_LENGTH, len(word) - 2), len(word)) if word.isalpha() else ()
    for form in (word, *(word[:end] for end in endings)):
        latin = "".join(_TRANSLITERATION.get(letter, letter) for letter in form)
        yield from (form, form[::-1], latin, latin[::-1])


def _to_latin_keys(text: str) -> str:
    return text.lower().translate(_LATIN_KEYS)


def _spellings(text: str) -> list[str]:
    """Return the forms in which a name or number may appear in a password."""
    lower = text.lower().lstrip("+")
    return [lower, _to_latin_keys(lower), "".join(_TRANSLITERATION.get(letter, letter) for letter in lower)]
