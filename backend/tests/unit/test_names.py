"""Names of people: what is one, how it is spelt, and into which words it is split to be found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from parta.core.names import clean_name, split_words, tidy_name
from parta.core.text import is_blank
from parta.core.text_fields import clean_guest_name
from parta.demo import cast
from tests.cases import SHARED_CASES


@pytest.mark.parametrize(("typed", "name"), SHARED_CASES["names"])
def test_a_name_is_letters_of_one_script(typed: str, name: str) -> None:
    if not name.isascii() or "_" not in name:
        assert clean_name(typed) == name
        return
    with pytest.raises(PydanticCustomError) as refused:
        clean_name(typed)
    assert refused.value.type == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("анна", "Анна"),
        ("ИВАНОВА", "Иванова"),
        ("анна-мария", "Анна-Мария"),
        ("о’коннор", "О'Коннор"),
        ("ЛУК'ЯНЕНКО", "Лук'яненко"),
        ("в'ячеслав", "В'ячеслав"),
        ("МАМЕД ОГЛЫ", "Мамед оглы"),
        ("İBRAHİM", "İbrahim"),
        ("х.-м.", "Х.-М."),
        ("МакДональд", "МакДональд"),
        ("де Голль", "де Голль"),
    ],
)
def test_a_name_gets_its_capitals_where_it_has_none_or_only_them(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@pytest.mark.parametrize(("typed", "name"), [("анна, мама миши", "анна, мама миши"), ("бабушка миши", "Бабушка Миши")])
def test_a_guest_may_say_more_than_a_name(typed: str, name: str) -> None:
    assert clean_guest_name(typed) == name


def test_a_guest_is_refused_whose_letters_only_look_like_those_of_a_name() -> None:
    assert clean_guest_name("Анна Smith") == "Анна Smith"
    with pytest.raises(ValueError, match="several alphabets"):
        clean_guest_name("Аннa Сергеевна")


def test_an_apostrophe_before_a_name_stays_one() -> None:
    assert tidy_name("'АННА") == tidy_name("'анна") == "'Анна"


@given(text=st.text(st.one_of(st.sampled_from("аяьИ'’-–. \u0301\u200d\u200bßİ"), st.characters()), max_size=12))
def test_a_name_that_is_tidy_stays_as_it_is(text: str) -> None:
    assert tidy_name(tidy_name(text)) == tidy_name(text)


@pytest.mark.parametrize(("text", "words"), SHARED_CASES["words"])
def test_a_name_and_a_query_are_split_alike(text: str, words: list[str]) -> None:
    assert split_words(text) == words


@pytest.mark.parametrize(("text", "blank"), SHARED_CASES["blank"])
def test_what_nobody_sees_is_blank_for_server_and_page(text: str, *, blank: bool) -> None:
    assert is_blank(text) is blank


def test_the_people_of_the_demo_came_through_the_same_door() -> None:
    for person in (one for one in vars(cast).values() if isinstance(one, cast.DemoPerson)):
        for part in (person.last_name, person.first_name, person.patronymic):
            assert clean_name(part) == part
