"""Rules of linking: comparison of names, and a child on an adult's profile."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parta.identity.schemas import PersonName
from parta.linking.models import PersonMismatch, Reason
from parta.linking.rules import Person, find_conflicts, find_mismatches, is_same_name
from parta.school.schemas import Role

ON = date(2026, 11, 23)
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LETTERS = st.text(_RUSSIAN + _RUSSIAN.upper() + "-' ", min_size=1, max_size=20).filter(
    lambda text: any(char.isalpha() for char in text)
)
NAMES = st.builds(PersonName, last_name=LETTERS, first_name=LETTERS, patronymic=st.none() | LETTERS)
DATES = st.none() | st.dates(date(1940, 1, 1), date(2026, 1, 1))
PEOPLE = st.builds(Person, name=NAMES, birth_on=DATES)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Семёнов", "СЕМЕНОВ", True),
        ("Римский-Корсаков", "Римский Корсаков", True),
        ("О'Коннор", "ОКоннор", True),
        ("Анна-Мария", "Аннамария", True),
        ("Фёдор", "Федор", True),
        ("Сергей", "Сергеи", False),
        ("Белова", "Белов", False),
        ("Наталья", "Наталия", False),
        ("Ёлкин", "Елкин", True),
    ],
)
def test_spellings_of_one_name(one: str, other: str, *, same: bool) -> None:
    assert is_same_name(one, other) is same


@given(LETTERS, LETTERS)
def test_the_order_of_the_sides_does_not_matter(one: str, other: str) -> None:
    assert is_same_name(one, other) == is_same_name(other, one)


@given(LETTERS, LETTERS, LETTERS)
def test_what_equals_the_same_equals_each_other(one: str, other: str, third: str) -> None:
    if is_same_name(one, other) and is_same_name(other, third):
        assert is_same_name(one, third)


@given(LETTERS)
def test_a_name_is_itself_however_it_is_typed(name: str) -> None:
    for spelling in (name.upper(), name.lower(), name.replace("ё", "е").replace("Ё", "Е"), f" {name}", name + "-"):
        assert is_same_name(name, spelling)


@given(PEOPLE)
def test_nobody_has_mismatches_with_themselves(person: Person) -> None:
    assert find_mismatches(person, person) == []
    anonymous = Person(person.name.model_copy(update={"patronymic": None}), None)
    assert find_mismatches(person, anonymous) == []


@given(PEOPLE, PEOPLE)
def test_mismatches_are_the_same_from_both_sides(one: Person, other: Person) -> None:
    assert find_mismatches(one, other) == find_mismatches(other, one)


@given(PEOPLE, PEOPLE)
def test_what_is_not_a_mismatch_is_the_same(one: Person, other: Person) -> None:
    found = find_mismatches(one, other)
    assert (PersonMismatch.LAST_NAME in found) is not is_same_name(one.name.last_name, other.name.last_name)
    assert (PersonMismatch.BIRTH_ON in found) is (
        one.birth_on is not None and other.birth_on is not None and one.birth_on != other.birth_on
    )


CHILD, ADULT = date(2014, 5, 20), date(1986, 11, 30)


@pytest.mark.parametrize(
    ("profile", "account", "roles", "linked_roles", "reasons"),
    [
        (CHILD, CHILD, {Role.STUDENT}, set[Role](), []),
        (ADULT, ADULT, {Role.GUARDIAN}, set[Role](), []),
        (ADULT, None, {Role.GUARDIAN}, {Role.TEACHER}, []),
        (ADULT, CHILD, {Role.STUDENT}, set[Role](), [Reason.ADULTS_PROFILE, Reason.BIRTH_DATES_CONTRADICT]),
        (ADULT, None, {Role.STUDENT}, set[Role](), [Reason.ADULTS_PROFILE]),
        (CHILD, CHILD, {Role.STUDENT}, {Role.GUARDIAN}, [Reason.LINKED_AS_ADULT]),
        (CHILD, ADULT, {Role.GUARDIAN}, set[Role](), [Reason.BIRTH_DATES_CONTRADICT]),
        (CHILD, None, {Role.GUARDIAN}, {Role.STUDENT}, [Reason.LINKED_AS_STUDENT]),
        (date(2014, 5, 20), date(2013, 5, 20), {Role.STUDENT}, set[Role](), []),
        (date(2007, 1, 1), date(2007, 1, 1), {Role.STUDENT}, set[Role](), []),
        (ADULT, ADULT, {Role.TEACHER, Role.STUDENT}, {Role.GUARDIAN}, []),
    ],
)
def test_when_a_child_and_an_adult_seem_to_share_a_profile(
    profile: date, account: date | None, roles: set[Role], linked_roles: set[Role], reasons: list[Reason]
) -> None:
    name = PersonName(last_name="Соколов", first_name="Михаил", patronymic=None)
    sides = Person(name, profile), Person(name, account)
    assert find_conflicts(*sides, roles=roles, linked_roles=linked_roles, on=ON) == reasons
