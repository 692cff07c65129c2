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

_ALIKE = str.maketrans("aeopcyxkmthb03ёйі", "аеорсухкмтнвозеии")
"""Letters that look alike in both alphabets, in lower case; digits used for letters; letters that people replace."""

_MAX_MARKS = 8


def is_emoji(text: str) -> bool:
    """Return True if the text is one emoji."""
    return _EMOJI.fullmatch(text) is not None


def is_blank(text: str) -> bool:
    """Return True if nobody sees anything of the text; marks are seen on something only."""
    is_seen = any(_is_visible(letter) and not _is_mark(letter) for letter in text if not letter.isspace())
    return not is_seen and _EMOJI.search(text) is None


def drop_blank(text: str) -> str:
    """Return the text as it was written; an empty one if nobody sees anything of it."""
    return "" if is_blank(text) else text


def strip_invisible(text: str) -> str:
    """Return the text without the characters that nobody sees; inside of emoji they are seen."""
    if text.isascii() and text.isprintable():
        return text
    seen: list[str] = []
    end = 0
    for emoji in _EMOJI.finditer(text):
        seen += filter(_is_visible, text[end : emoji.start()])
        seen.append(emoji[0])
        end = emoji.end()
    return "".join([*seen, *filter(_is_visible, text[end:])])


def limit_marks(text: str) -> str:
    """Return the text with at most eight marks on a letter: more of them cover the lines above and below."""
    runs = (list(run) for _, run in groupby(text, _is_mark))
    return "".join("".join(run[:_MAX_MARKS] if _is_mark(run[0]) else run) for run in runs)


def clean_line(text: str) -> str:
    """Return the name or title as it is seen: one line, single spaces, nothing invisible, few marks on a letter.

    It may be empty.
    """
    return limit_marks(" ".join(strip_invisible(" ".join(text.split())).split()))


def require_line(text: str) -> str:
    """Return the name or title as it is seen. Raises ValueError if nothing of it is."""
    line = clean_line(text)
    if is_blank(line):
        message = "nothing to see"
        raise ValueError(message)
    return line


def fold_words(text: str) -> frozenset[str]:
    """Return the words of a name as they look: case, accents, and alphabets that look alike do not matter."""
    plain = unicodedata.normalize("NFKD", strip_invisible(text)).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_ALIKE)
    return frozenset("".join(letter if letter.isalnum() else " " for letter in letters).split())


def _is_visible(letter: str) -> bool:
    """Return False for what is drawn as nothing, reverses or hides what is seen, or is no character of any alphabet."""
    category = unicodedata.category(letter)
    return category[0] != "C" and category not in {"Zl", "Zp"} and _BLANKS.match(letter) is None


def _is_mark(letter: str) -> bool:
    """Return True for what is drawn on the letter before it."""
    return unicodedata.category(letter)[0] == "M"
