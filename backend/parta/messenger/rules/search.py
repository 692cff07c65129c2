"""Rules of the search in messages: into which words a query is split, as texts are, and what is shown of a text found.

The database splits texts (`SEARCH_VECTOR` of the models) by the same rules.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

BEGIN, END = "\x02", "\x03"
"""Around what was found; no text contains them."""
MAX_WORDS = 12

_FOLDED = str.maketrans({"ё": "е", "Ё": "Е"})
_UNREAD = frozenset("\u0300\u0301\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Accents and what is invisible inside of a word."""
_WORD = re.compile(r"[^\W_]+")
_PHONE = re.compile(r"(?:\+7|\b[78])[\s(-]*(\d{3})[\s)-]*(\d{3})[\s-]*(\d{2})[\s-]*(\d{2})\b")
_SCHEME = re.compile(r"\bhttps?://(?:www\.)?|\bwww\.", re.IGNORECASE)
_JOINT = re.compile(r"[^\w\s]{1,3}|_")
"""What stands between the words of an address, a date or a fraction."""
_MAX_LEAD = 32
_MAX_SNIPPET = 200
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after the other; of a query's last term the last word may be incomplete."""

    words: Sequence[str]


def split_query(query: str) -> list[Term]:
    """Return the terms of a query. What is written without spaces, such as `12.05.2027`, is one term."""
    spoken = _PHONE.sub(r" \1\2\3\4 ", _SCHEME.sub(" ", _fold(query)))
    terms: list[Term] = []
    left = MAX_WORDS
    for chunk in spoken.split():
        words = _WORD.findall(chunk)[:left]
        left -= len(words)
        if words:
            terms.append(Term(words))
    return terms


def list_phones(terms: Iterable[Term]) -> frozenset[str]:
    """Return the words of the query that may be phone numbers."""
    return frozenset(word for term in terms for word in term.words if word.isdigit())


class FoldedText:
    """A text as its words are looked for, by which the places found are known in the text as it was written."""

    def __init__(self, text: str) -> None:
        """Fold the text."""
        self._text = text
        self._places = [place for place, letter in enumerate(text) if letter not in _UNREAD]
        self.words = "".join(
            letter if letter.isalnum() else " " for letter in (text[place] for place in self._places)
        ).translate(_FOLDED)

    def cut(self, marked: str, phones: frozenset[str]) -> str:
        """Return the snippet: a part of the text as it was written, with what was found in its folded copy marked."""
        found = [*self._list_found(marked), *self._list_phones(phones)]
        return _cut(self._text, _merge(self._text, sorted(found)))

    def _list_found(self, marked: str) -> Iterable[tuple[int, int]]:
        place = start = 0
        for letter in marked:
            if letter == BEGIN:
                start = place
            elif letter == END:
                yield self._places[start], self._places[place - 1] + 1
            else:
                place += 1

    def _list_phones(self, phones: frozenset[str]) -> Iterable[tuple[int, int]]:
        for match in _PHONE.finditer(self._text) if phones else ():
            if any("".join(match.groups()).startswith(phone) for phone in phones):
                yield match.span()


def _fold(text: str) -> str:
    return "".join(letter for letter in text if letter not in _UNREAD).translate(_FOLDED)


def _merge(text: str, found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what was found, as one where only the signs of an address or of a number are between."""
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and (start <= merged[-1][1] or _JOINT.fullmatch(text, merged[-1][1], start)):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, found: Sequence[tuple[int, int]]) -> str:
    """Return the part with most of what was found, from the border of a word; what is left out is an ellipsis."""
    starts = [start for start, _ in found]
    near = [bisect_left(starts, start + _MAX_SNIPPET // 2) - at for at, start in enumerate(starts)]
    first = found[near.index(max(near))] if found else (0, 0)
    start = 0 if first[0] <= _MAX_LEAD else _border(text, first[0] - _MAX_LEAD, first[0])
    end = max(first[1], start + _MAX_SNIPPET)
    end = len(text) if end >= len(text) else max(first[1], text.rfind(" ", first[1], end))
    shown = [one for one in found if one[0] >= start and one[1] <= end]
    borders = [start, *(place for one in shown for place in one), end]
    parts = [text[here:there] for here, there in pairwise(borders)]
    marked = "".join(part if at % 2 == 0 else f"{BEGIN}{part}{END}" for at, part in enumerate(parts))
    before, after = _ELLIPSIS if start else "", _ELLIPSIS if end < len(text) else ""
    return before + " ".join(marked.split()) + after


def _border(text: str, start: int, end: int) -> int:
    """Return where the first whole word after `start` begins; the end if none does."""
    space = re.compile(r"\s+").search(text, start, end)
    return space.end() if space else end
