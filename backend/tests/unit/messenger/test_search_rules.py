"""How queries are split, and what is shown of a text in which something was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from parta.messenger.rules.search import BEGIN, END, FoldedText, split_query


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("Ёлка  в зале", [["Елка"], ["в"], ["зале"]]),
        ("3.14", [["3", "14"]]),
        ("кабинет 3-14", [["кабинет"], ["3", "14"]]),
        ("https://www.resh.edu.ru/a_b", [["resh", "edu", "ru", "a", "b"]]),
        ("ivanov.school@mail.ru", [["ivanov", "school", "mail", "ru"]]),
        ("тел. +7 (912) 345-67-89", [["тел"], ["9123456789"]]),
        ("8-912-345-67-89", [["9123456789"]]),
        ("за\u0301мок", [["замок"]]),
        ("!!! — ,", []),
        ("а " * 40, [["а"]] * 12),
    ],
)
def test_a_query_is_split_into_what_is_written_together(query: str, terms: list[list[str]]) -> None:
    assert [list(term.words) for term in split_query(query)] == terms


def mark(text: str, word: str) -> str:
    """Return the folded words of the text with this word marked, as the database marks it."""
    return FoldedText(text).words.replace(word, f"{BEGIN}{word}{END}")


def test_what_was_found_is_shown_wherever_it_is_with_the_words_around_it() -> None:
    text = f"{'слово ' * 200}ёлка{' слово' * 200}"
    snippet = FoldedText(text).cut(mark(text, "елка"), frozenset())
    assert snippet.startswith("…слово ")
    assert snippet.endswith("слово…")
    assert f"слово {BEGIN}ёлка{END} слово" in snippet
    assert len(snippet) < 210


def test_of_much_that_was_found_the_part_with_most_of_it_is_shown() -> None:
    once, often = "снег лежит", "снег, снег и ещё раз снег"
    text = f"{once}{' слово' * 60} {often}{' слово' * 60} {once}"
    snippet = FoldedText(text).cut(mark(text, "снег"), frozenset())
    assert often in snippet.replace(BEGIN, "").replace(END, "")


def test_a_phone_is_shown_as_it_was_written() -> None:
    text = "Звоните: +7 (912) 345-67-89"
    assert FoldedText(text).cut(FoldedText(text).words, frozenset({"9123456789"})) == f"Звоните: {BEGIN}{text[9:]}{END}"


@given(some.text(some.sampled_from("аё б.-\n\u0301\u00ad👍"), max_size=300), some.integers(0, 300))
def test_a_snippet_is_a_part_of_the_text_and_contains_what_was_found(text: str, at: int) -> None:
    written = text[:at] + "зёрно" + text[at:]
    snippet = FoldedText(written).cut(mark(written, "зерно"), frozenset())
    assert f"{BEGIN}зёрно" in snippet
    plain = snippet.replace(BEGIN, "").replace(END, "").removeprefix("…").removesuffix("…")
    assert plain in " ".join(written.split())
    assert snippet.startswith("…") or " ".join(written.split()).startswith(plain)
