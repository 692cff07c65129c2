"""People of the demo school as whom anybody may sign in; the tests use the same ones."""

from dataclasses import dataclass
from datetime import date

from parta.identity.models import Sex
from parta.identity.schemas import PersonName


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A named person, with the phone of their Parta ID and the login of their journal account."""

    key: str
    phone: str
    login: str
    last_name: str
    first_name: str
    patronymic: str
    birth_on: date
    sex: Sex
    about: str
    """The description on the sign-in page."""

    @property
    def name(self) -> PersonName:
        """Return the full name."""
        return PersonName(last_name=self.last_name, first_name=self.first_name, patronymic=self.patronymic)


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
PETR = DemoPerson(
    "petr", "+79000000010", "kuznetsov", "Кузнецов", "Пётр", "Олегович", date(1990, 10, 12), Sex.MALE,
    "учитель информатики, ещё без учебного профиля",
)  # fmt: skip
TANYA = DemoPerson(
    "tanya", "+79000000011", "gromova", "Громова", "Татьяна", "Игоревна", date(1984, 7, 19), Sex.FEMALE,
    "мама Дани из 7Б, дневник ещё не подключила",
)  # fmt: skip
DANYA = DemoPerson(
    "danya", "+79000000012", "gromov", "Громов", "Даниил", "Алексеевич", date(2013, 3, 3), Sex.MALE,
    "ученик 7Б, ещё без учебного профиля",
)  # fmt: skip
STRANGER = DemoPerson(
    "stranger", "+79000000009", "", "Чужов", "Пётр", "Ильич", date(1990, 4, 4), Sex.MALE,
    "не из этой школы",
)  # fmt: skip

LINKED = (ANNA, IGOR, MISHA, LENA, VERA, OLGA, NINA)
"""People with a linked learning profile."""

PROFILES_ALONE = (TANYA, STRANGER)
"""People with a learning profile that is not linked."""

OFFERED = (ANNA, IGOR, MISHA, LENA, VERA, KOLYA, OLGA, NINA, PETR, TANYA, DANYA, STRANGER)
"""People whom the sign-in pages offer, if they have a profile or a journal account."""
