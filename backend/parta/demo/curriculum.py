"""The demo school's curriculum: subjects and weekly hours by grade, and the departments that teach them."""

from collections.abc import Mapping

PRIMARY = "начальные классы"
"""The department of primary teachers, who teach most subjects of their class."""

HALVES = ("группа 1", "группа 2")
IN_HALVES = frozenset({"Английский язык", "Информатика"})
"""Subjects taught in two subgroups."""

_PRIMARY: dict[str, int] = {
    "Русский язык": 5,
    "Математика": 4,
    "Литературное чтение": 4,
    "Окружающий мир": 2,
    "Физическая культура": 3,
    "Музыка": 1,
    "Изобразительное искусство": 1,
    "Технология": 1,
}
_MIDDLE: dict[str, int] = {
    "Русский язык": 4,
    "Литература": 3,
    "Английский язык": 3,
    "История": 2,
    "География": 2,
    "Биология": 1,
    "Физическая культура": 2,
    "Технология": 1,
}
_SENIOR: dict[str, int] = {
    "Русский язык": 2,
    "Литература": 3,
    "Английский язык": 3,
    "История": 2,
    "Обществознание": 2,
    "Алгебра": 4,
    "Геометрия": 2,
    "Физика": 3,
    "Химия": 2,
    "Биология": 1,
    "Информатика": 1,
    "Физическая культура": 2,
}
_EXACT: dict[str, int] = {"Алгебра": 3, "Геометрия": 2, "Физика": 2, "Информатика": 1, "Обществознание": 1}
_BY_CLASS_TEACHER = frozenset({"Русский язык", "Математика", "Литературное чтение", "Окружающий мир", "Технология"})
_ENGLISH_FROM = 2
_PRIMARY_TO = 4
_EXACT_FROM = 7
_CHEMISTRY_FROM = 8
_SENIOR_FROM = 10

DEPARTMENTS: dict[str, int] = {
    "Русский язык": 2,
    "Математика": 1,
    "Английский язык": 3,
    "История": 2,
    "География": 1,
    "Биология": 1,
    "Химия": 1,
    "Физическая культура": 2,
    "Музыка": 1,
    "Изобразительное искусство": 1,
    "Технология": 1,
}
"""How many teachers a department has besides the named ones."""

_TAUGHT_BY = {
    "Литература": "Русский язык",
    "Обществознание": "История",
    "Алгебра": "Математика",
    "Геометрия": "Математика",
}
"""Subject → the department that teaches it."""


def get_weekly_hours(grade: int) -> Mapping[str, int]:
    """Return the subjects of a grade with their weekly hours."""
    if grade <= _PRIMARY_TO:
        return _PRIMARY | ({"Английский язык": 2} if grade >= _ENGLISH_FROM else {})
    if grade >= _SENIOR_FROM:
        return _SENIOR
    chemistry = {"Химия": 2} if grade >= _CHEMISTRY_FROM else {}
    exact = _EXACT if grade >= _EXACT_FROM else {"Математика": 5, "Музыка": 1, "Изобразительное искусство": 1}
    return _MIDDLE | exact | chemistry


def get_department(subject: str, grade: int) -> str:
    """Return the department that teaches this subject in this grade."""
    if grade <= _PRIMARY_TO and subject in _BY_CLASS_TEACHER:
        return PRIMARY
    return _TAUGHT_BY.get(subject, subject)
