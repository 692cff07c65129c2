"""Names of people: as they are kept, and as they are searched."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from pydantic_core import PydanticCustomError

from parta.core.text import clean_line, is_mark

_DASHES = re.compile("\\s*[-\u2010-\u2015\u2212]+\\s*")
_APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032"
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
_SHAPE = re.compile(r"'?a+(?:'a+)*'?\.?(?:(?:[- ]|(?<=\.))'?a+(?:'a+)*'?\.?)*")
"""Words of letters (a), joined by a hyphen, a space or the dot of an initial; an apostrophe anywhere but alone."""
_JOINERS = "\u200c\u200d"
_STYLED = ("<font>", "<wide>", "<narrow>", "<circle>", "<square>", "<super>", "<sub>", "<small>", "<vertical>")
"""Letters that are drawn for effect, by how Unicode decomposes them."""
_EAST_ASIAN = frozenset({"CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO"})
"""Scripts of which one name is written together."""
_WORD = re.compile(r"[^\s.-]+")
_PARTICLES = frozenset({"оглы", "оглу", "кызы", "кзы", "гызы", "уулу", "улы"})
"""«Son of», «daughter of»: after another word they are written small."""
_SOUNDS_APART = "яюєїеёі"
"""Before these letters an apostrophe parts sounds, as in «Лук'яненко»; before others it begins a name."""
UNSEARCHED = f"\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff{_APOSTROPHES}"
"""Marks on letters, and what stands inside of a word or does not: what a class of a pattern holds."""
_UNSEARCHED = re.compile(f"[{UNSEARCHED}]")


def tidy_name(text: str) -> str:
    """Return the name in one spelling: one line, hyphen and apostrophe, and a capital where it has none, or only them.

    It may be empty, or no name.
    """
    name = _DASHES.sub("-", clean_line(text).translate(_ONE_APOSTROPHE))
    return _WORD.sub(_capitalize, name) if name.islower() or name.isupper() else name


def clean_name(text: str) -> str:
    """Return the tidied name: letters of one script, hyphens, apostrophes, dots, spaces. Raises ValueError."""
    name = tidy_name(text)
    if not is_name(name):
        raise PydanticCustomError("not_a_name", "not a name")
    require_one_script(name)
    return name


def is_name(text: str) -> bool:
    """Return True if the text is made as a tidied name is: words of letters, joined."""
    return _SHAPE.fullmatch("".join(map(_class_of, text))) is not None


def require_one_script(name: str) -> None:
    """Raise ValueError if letters of the name look like those of another alphabet, or are of one."""
    scripts = Counter(_script_of(letter) for letter in name if letter.isalpha())
    if len(scripts) > 1:
        raise PydanticCustomError("mixed_scripts", "letters of several alphabets")


def split_words(text: str) -> list[str]:
    """Return the words of a name, or of a query for one, as they are compared.

    Case, accents, ё and apostrophes do not matter; hyphens part words.
    """
    plain = _UNSEARCHED.sub("", unicodedata.normalize("NFKD", text)).lower().replace("ς", "σ")
    return "".join(letter if letter.isalnum() or is_mark(letter) else " " for letter in plain).split()


def begins_words(beginnings: Sequence[str], words: Sequence[str]) -> bool:
    """Return True if each of these begins one of the words."""
    return all(any(word.startswith(beginning) for word in words) for beginning in beginnings)


def _capitalize(found: re.Match[str]) -> str:
    small = found[0].replace("İ", "i").lower()
    if small in _PARTICLES and found.start() > 0:
        return small
    head, apostrophe, rest = small.partition("'")
    head = found[0][0] + head[1:] if head and found[0].isupper() else head
    begins_anew = len(head) <= 1 and rest and rest[0] not in _SOUNDS_APART
    return _title(head) + apostrophe + (_title(rest) if begins_anew else rest)


def _title(word: str) -> str:
    return unicodedata.normalize("NFC", word[:1].title() + word[1:])


def _class_of(letter: str) -> str:
    if letter.isalpha():
        return "?" if unicodedata.decomposition(letter).startswith(_STYLED) else "a"
    return "a" if is_mark(letter) or letter in _JOINERS else letter if letter in "-'. " else "?"


def _script_of(letter: str) -> str:
    script = unicodedata.name(letter, "UNKNOWN").split()[0]
    return "EAST ASIAN" if script in _EAST_ASIAN else script
