"""Text that nobody sees is no name, no title and no message; what emoji consist of stays."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from parta.core.text import clean_line, clean_text, is_blank, require_line
from parta.core.text_fields import LongText, OptionalTitle, Reason, ShortText, Text, Title, clean_guest_name
from parta.files.schemas import clean_file_name

UNSEEN = [
    "\u3164", "\u115f", "\u1160", "\uffa0", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202e", "\u2060",
    "\u2064", "\u2066", "\u2069", "\ufeff", "\u2800", "\u180e", "\u180b", "\u034f", "\u17b4", "\u061c", "\u00ad",
    "\ufe0e", "\ufe0f", "\ufffc", "\U0001d159", "\U000e0001", "\U000e0041", "\U000e007f", "\U000e0100", "\x00", "\x7f",
]  # fmt: skip
SPACES = [" ", "\t", "\n", "\u00a0", "\u2003", "\u2028", "\u3000"]
REORDERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
EMOJI = ["\U0001faea", "👩‍👩‍👧‍👦", "🏳️‍🌈", "❤️", "👋🏽", "5️⃣", "🇷🇺", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "©️"]

tricky = st.text(st.one_of(st.sampled_from([*UNSEEN, *SPACES, "а", "7", "👩", "❤"]), st.characters()), max_size=20)


@pytest.mark.parametrize("letter", UNSEEN, ids=lambda letter: f"U+{ord(letter):04X}")
@pytest.mark.parametrize("schema", [TypeAdapter[str](Title), TypeAdapter[str](Reason)], ids=["title", "reason"])
def test_a_title_of_what_nobody_sees_is_none(schema: TypeAdapter[str], letter: str) -> None:
    with pytest.raises(ValidationError):
        schema.validate_python(f"{letter} {letter}")


@pytest.mark.parametrize("letter", [*UNSEEN, "\u0301"], ids=lambda letter: f"U+{ord(letter):04X}")
def test_what_nobody_sees_is_empty_wherever_it_may_be(letter: str) -> None:
    blank = f"{letter}\u2003{letter}"
    assert is_blank(blank)
    assert TypeAdapter[str](OptionalTitle).validate_python(blank) == ""
    assert [TypeAdapter[str](schema).validate_python(blank) for schema in (Text, ShortText, LongText)] == [""] * 3
    for clean in (clean_guest_name, clean_file_name):
        with pytest.raises(ValueError, match="name"):
            clean(blank)
    with pytest.raises(ValueError, match="name"):
        clean_guest_name(f"{letter}7")


@pytest.mark.parametrize("mark", ["\u0301", "\u20dd", "\u20e3"], ids=lambda mark: f"U+{ord(mark):04X}")
def test_marks_on_nothing_are_no_name(mark: str) -> None:
    assert is_blank(f"{mark} {mark}{mark}")
    for clean in (require_line, clean_file_name):
        with pytest.raises(ValueError, match=r"name|see"):
            clean(f"{mark} {mark}{mark}")
    assert require_line(f"б{mark}") == f"б{mark}"


def test_a_letter_has_eight_marks_at_most() -> None:
    for clean in (require_line, clean_file_name):
        assert clean("б" + "\u0321" * 50 + "в" + "\u0321" * 8) == "б" + "\u0321" * 8 + "в" + "\u0321" * 8


@given(text=tricky)
def test_a_name_that_is_accepted_has_something_to_see_and_nothing_that_hides(text: str) -> None:
    try:
        name = require_line(text)
    except ValueError:
        assert is_blank(text)
        return
    assert any(unicodedata.category(letter)[0] in "LMNPS" and letter not in UNSEEN for letter in name)
    assert not any(letter in name for letter in ("\u202e", "\u2066", "\u200b", "\u3164", "\n"))
    assert name == " ".join(name.split(" ")).strip()
    assert clean_line(name) == name


@given(text=tricky)
def test_a_message_stays_as_it_was_written_but_for_what_reorders_it(text: str) -> None:
    cleaned = clean_text(text)
    assert cleaned == clean_text(cleaned)
    assert cleaned in {"", _composed(text).strip()}
    assert clean_text(f"{text}а") == _composed(f"{text}а").strip()


def _composed(text: str) -> str:
    lines = re.sub("\r\n?|[\u0085\u2028\u2029]", "\n", text)
    kept = (one for one in lines if one in "\n\t" or unicodedata.category(one) not in {"Cc", "Cs"})
    return unicodedata.normalize("NFC", "".join(one for one in kept if one not in REORDERING))


@pytest.mark.parametrize("emoji", EMOJI)
def test_emoji_survive_in_names_and_messages(emoji: str) -> None:
    assert clean_line(f" Класс\u200b {emoji} {emoji}{emoji}") == f"Класс {emoji} {emoji}{emoji}"
    assert clean_text(emoji) == emoji
    assert clean_file_name(f"{emoji}.png") == f"{emoji}.png"


@pytest.mark.parametrize("word", ["می\u200cخواهم", "ක්\u200dෂ", "क्\u200cष"])
def test_a_joiner_stays_between_the_letters_that_need_it(word: str) -> None:
    assert clean_line(f"\u200c{word}\u200d") == word
    assert clean_line(f"Анна\u200cМария {word}") == f"АннаМария {word}"


def test_what_a_mac_has_decomposed_is_composed() -> None:
    for clean in (clean_text, clean_line, clean_file_name):
        assert clean(unicodedata.normalize("NFD", "Чай, йод, ёлка")) == "Чай, йод, ёлка"


def test_nothing_in_a_message_reorders_it_or_is_control() -> None:
    assert clean_text("а\u202eб\u2066в\x02г\r\nд\te") == "абвг\nд\te"


@pytest.mark.parametrize("hidden", ["😀\U000e0041\U000e0042", "а\ufe0f", "👩\u200dа", "👩\u200d", "а\u200d👩"])
def test_what_joins_emoji_is_kept_nowhere_else(hidden: str) -> None:
    assert clean_line(hidden) == "".join(letter for letter in hidden if letter not in UNSEEN and letter < "\U000e0000")
