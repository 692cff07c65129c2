"""People of the demo school whom everybody may try, the same as in the tests."""

from dataclasses import dataclass
from datetime import date

from parta.identity.models import Sex


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody by name, as Parta ID (by phone) and the school's journal (by login) know them."""

    key: str
    phone: str
    login: str
    last_name: str
    first_name: str
    patronymic: str
    birth_on: date
    sex: Sex
    about: str
    """Who it is, in the words of the sign-in page."""


ANNA = DemoPerson(
    "anna", "+79000000001", "belova", "Белова", "Анна", "Сергеевна", date(1985, 3, 14), Sex.FEMALE,
    "учитель математики, классный руководитель 7Б",
)  # fmt: skip
IGOR = DemoPerson(
    "igor", "+79000000002", "lebedev", "Лебедев", "Игорь", "Павлович", date(1979, 9, 2), Sex.MALE,
    "учитель физики в 7Б и отец ученицы 3А",
)  # fmt: skip
MISHA = DemoPerson(
    "misha", "+79000000003", "sokolov", "Соколов", "Михаил", "Андреевич", date(2013, 5, 20), Sex.MALE,
    "ученик 7Б",
)  # fmt: skip
LENA = DemoPerson(
    "lena", "+79000000004", "orlova", "Орлова", "Елена", "Дмитриевна", date(2013, 8, 7), Sex.FEMALE,
    "ученица 7Б",
)  # fmt: skip
VERA = DemoPerson(
    "vera", "+79000000005", "sokolova", "Соколова", "Вера", "Николаевна", date(1986, 11, 30), Sex.FEMALE,
    "мама Миши из 7Б и Коли из 3А",
)  # fmt: skip
KOLYA = DemoPerson(
    "kolya", "+79000000006", "sokolov.n", "Соколов", "Николай", "Андреевич", date(2017, 2, 11), Sex.MALE,
    "ученик 3А",
)  # fmt: skip
OLGA = DemoPerson(
    "olga", "+79000000007", "mironova", "Миронова", "Ольга", "Петровна", date(1972, 6, 5), Sex.FEMALE,
    "заместитель директора, администратор школы",
)  # fmt: skip
NINA = DemoPerson(
    "nina", "+79000000008", "zueva", "Зуева", "Нина", "Васильевна", date(1968, 1, 22), Sex.FEMALE,
    "библиотекарь",
)  # fmt: skip
STRANGER = DemoPerson(
    "stranger", "+79000000009", "", "Чужов", "Пётр", "Ильич", date(1990, 4, 4), Sex.MALE,
    "не из этой школы",
)  # fmt: skip

OFFERED = (ANNA, IGOR, MISHA, LENA, VERA, KOLYA, OLGA, NINA, STRANGER)
"""Whom the sign-in pages offer, as far as they have a profile or an account by now."""
