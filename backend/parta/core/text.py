"""Text as people see it."""

import re
import unicodedata
from itertools import groupby

_BLANKS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\U0001d159\U000e0000-\U000e0fff]"
)
"""Letters, marks and symbols that are drawn as nothing: fillers, selectors of variants, an empty pattern of Braille."""

_EMOJI_PART = (
    "[\u00a9\u00ae\u203c\u2049\u2100-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]?"
)
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3|\U0001f3f4[\U000e0030-\U000e007a]{1,6}\U000e007f"
    f"|{_EMOJI_PART}(?:\u200d{_EMOJI_PART})*"
)
"""One emoji: with modifiers, a ZWJ sequence, a flag or a keycap."""

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, and what reorders the text around it: nobody can tell what was written."""
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_JOINED = re.compile(
    "[\u0620-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17b3\u17b6-\u180a\u1820-\u18aa\u1b00-\u1b7f\ua8e0-\ua8ff]"
)
"""Letters of alphabets in which a joiner, or its opposite, makes another word: Arabic, Khmer, those of India."""

_ALIKE = str.maketrans("aeopcyxkmthb03ёйі", "аеорсухкмтнвозеии")
"""Letters that look alike in both alphabets, in lower case; digits used for letters; letters that people replace."""

_MAX_MARKS = 8


def is_emoji(text: str) -> bool:
    """Return True if the text is one emoji."""
    return _EMOJI.fullmatch(text) is not None


def is_blank(text: str) -> bool:
    """Return True if nobody sees anything of the text; marks are seen on something only."""
    is_seen = any(_is_visible(letter) and not is_mark(letter) for letter in text if not letter.isspace())
    return not is_seen and _EMOJI.search(text) is None


def compose(text: str) -> str:
    """Return the text in the form in which equal texts are equal (NFC), without controls and what reorders it."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _UNWANTED.sub("", _LINE_ENDS.sub("\n", text)))


def clean_text(text: str) -> str:
    """Return the text as it is kept: composed, without spaces around it; an empty one if nobody sees anything of it."""
    composed = compose(text).strip()
    return "" if is_blank(composed) else composed


def count_units(text: str) -> int:
    """Return the length of the text in UTF-16 code units."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def strip_invisible(text: str) -> str:
    """Return the text without the characters that nobody sees; inside of emoji they are seen.

    What joins or parts the letters of one word stays where its alphabet needs it.
    """
    if text.isascii() and text.isprintable():
        return text
    seen: list[str] = []
    end = 0
    for emoji in _EMOJI.finditer(text):
        seen += _list_visible(text, end, emoji.start())
        seen.append(emoji[0])
        end = emoji.end()
    return "".join([*seen, *_list_visible(text, end, len(text))])


def limit_marks(text: str) -> str:
    """Return the text with at most eight marks on a letter: more of them cover the lines above and below."""
    runs = (list(run) for _, run in groupby(text, is_mark))
    return "".join("".join(run[:_MAX_MARKS] if is_mark(run[0]) else run) for run in runs)


def clean_line(text: str) -> str:
    """Return the name or title as it is seen: one line, single spaces, nothing invisible, few marks on a letter.

    It is empty if nobody sees anything of it.
    """
    line = limit_marks(" ".join(unicodedata.normalize("NFC", strip_invisible(" ".join(text.split()))).split()))
    return "" if is_blank(line) else line


def require_line(text: str) -> str:
    """Return the name or title as it is seen. Raises ValueError if nothing of it is."""
    line = clean_line(text)
    if not line:
        message = "nothing to see"
        raise ValueError(message)
    return line


def is_mark(letter: str) -> bool:
    """Return True for what is drawn on the letter before it."""
    return unicodedata.category(letter)[0] == "M"


def fold_words(text: str) -> frozenset[str]:
    """Return the words of a name as they look: case, accents, and alphabets that look alike do not matter."""
    plain = unicodedata.normalize("NFKD", strip_invisible(text)).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_ALIKE)
    return frozenset("".join(letter if letter.isalnum() else " " for letter in letters).split())


def _list_visible(text: str, start: int, end: int) -> list[str]:
    return [text[at] for at in range(start, end) if _is_visible(text[at]) or _is_joiner(text, at)]


def _is_joiner(text: str, at: int) -> bool:
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] in "\u200c\u200d" and len(around) == len(_JOINED.findall(around)) == len("ab")


def _is_visible(letter: str) -> bool:
    """Return False for what is drawn as nothing, reverses or hides what is seen, or is no character of any alphabet."""
    category = unicodedata.category(letter)
    return category[0] != "C" and category not in {"Zl", "Zp"} and _BLANKS.match(letter) is None
