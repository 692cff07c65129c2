"""How names compare, and when a child seems to use an adult's profile."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parta.identity.schemas import PersonName
from parta.journal.schemas import Role
from parta.linking.models import Difference, Reason
from parta.linking.rules import Person, conflicts, differences, same_name

ON = date(2026, 11, 23)
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LETTERS = st.text(_RUSSIAN + _RUSSIAN.upper() + "-' ", min_size=1, max_size=20).filter(
    lambda text: any(sign.isalpha() for sign in text)
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
    assert same_name(one, other) is same


@given(LETTERS, LETTERS)
def test_the_order_of_the_sides_does_not_matter(one: str, other: str) -> None:
    assert same_name(one, other) == same_name(other, one)


@given(LETTERS, LETTERS, LETTERS)
def test_what_equals_the_same_equals_each_other(one: str, other: str, third: str) -> None:
    if same_name(one, other) and same_name(other, third):
        assert same_name(one, third)


@given(LETTERS)
def test_a_name_is_itself_however_it_is_typed(name: str) -> None:
    for spelling in (name.upper(), name.lower(), name.replace("ё", "е").replace("Ё", "Е"), f" {name}", name + "-"):
        assert same_name(name, spelling)


@given(PEOPLE)
def test_nobody_differs_from_themselves(person: Person) -> None:
    assert differences(person, person) == []
    anonymous = Person(person.name.model_copy(update={"patronymic": None}), None)
    assert differences(person, anonymous) == []


@given(PEOPLE, PEOPLE)
def test_differences_are_seen_from_both_sides_alike(one: Person, other: Person) -> None:
    assert differences(one, other) == differences(other, one)


@given(PEOPLE, PEOPLE)
def test_what_is_not_a_difference_is_the_same(one: Person, other: Person) -> None:
    found = differences(one, other)
    assert (Difference.LAST_NAME in found) is not same_name(one.name.last_name, other.name.last_name)
    assert (Difference.BIRTH_ON in found) is (
        one.birth_on is not None and other.birth_on is not None and one.birth_on != other.birth_on
    )


CHILD, ADULT = date(2014, 5, 20), date(1986, 11, 30)


@pytest.mark.parametrize(
    ("profile", "account", "roles", "linked_as", "reasons"),
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
    profile: date, account: date | None, roles: set[Role], linked_as: set[Role], reasons: list[Reason]
) -> None:
    name = PersonName(last_name="Соколов", first_name="Михаил", patronymic=None)
    sides = Person(name, profile), Person(name, account)
    assert conflicts(*sides, roles=roles, linked_as=linked_as, on=ON) == reasons
