"""The people of the tests, the same as in the demo school."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Person:
    """A person, as the learning profile and the school's journal know them."""

    key: str
    phone: str
    last_name: str
    first_name: str
    patronymic: str
    birth_on: date
    sex: Literal["female", "male"]


ANNA = Person("anna", "+79000000001", "Белова", "Анна", "Сергеевна", date(1985, 3, 14), "female")
"""Анна Сергеевна, teacher of mathematics, homeroom teacher of 7Б."""
IGOR = Person("igor", "+79000000002", "Лебедев", "Игорь", "Павлович", date(1979, 9, 2), "male")
"""Игорь Павлович, teacher of physics in 7Б, and father of a girl in 3А."""
MISHA = Person("misha", "+79000000003", "Соколов", "Михаил", "Андреевич", date(2013, 5, 20), "male")
"""Миша, student of 7Б."""
LENA = Person("lena", "+79000000004", "Орлова", "Елена", "Дмитриевна", date(2013, 8, 7), "female")
"""Лена, student of 7Б."""
VERA = Person("vera", "+79000000005", "Соколова", "Вера", "Николаевна", date(1986, 11, 30), "female")
"""Вера, mother of Миша (7Б) and of Коля (3А)."""
KOLYA = Person("kolya", "+79000000006", "Соколов", "Николай", "Андреевич", date(2017, 2, 11), "male")
"""Коля, student of 3А."""
OLGA = Person("olga", "+79000000007", "Миронова", "Ольга", "Петровна", date(1972, 6, 5), "female")
"""Ольга Петровна, deputy head, administrator of the school."""
NINA = Person("nina", "+79000000008", "Зуева", "Нина", "Васильевна", date(1968, 1, 22), "female")
"""Нина Васильевна, librarian: an employee who teaches nobody."""
STRANGER = Person("stranger", "+79000000009", "Чужов", "Пётр", "Ильич", date(1990, 4, 4), "male")
"""Nobody from this school."""

EVERYONE = (ANNA, IGOR, MISHA, LENA, VERA, KOLYA, OLGA, NINA, STRANGER)
