"""Plausible names of people of the demo school, the same in every run."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from parta.identity.models import Sex
from parta.identity.schemas import PersonName


def _words(text: str) -> list[str]:
    return text.split()


_MALE_NAMES = _words(
    "Александр Алексей Андрей Антон Арсений Артём Богдан Вадим Василий Виктор Владимир Вячеслав Георгий Глеб "
    "Григорий Даниил Денис Дмитрий Евгений Егор Захар Иван Илья Кирилл Константин Лев Леонид Макар Максим Марк "
    "Матвей Михаил Никита Николай Олег Павел Пётр Роман Савелий Семён Сергей Степан Тимофей Тимур Фёдор Юрий "
    "Ярослав "
)
_FEMALE_NAMES = _words(
    "Агата Алёна Александра Алина Алиса Анастасия Анна Арина Валерия Варвара Василиса Вера Вероника Виктория "
    "Дарья Диана Ева Евгения Екатерина Елена Елизавета Есения Злата Ирина Камилла Карина Кира Ксения Любовь "
    "Маргарита Марина Мария Милана Милена Надежда Наталья Нина Ольга Полина Светлана София Таисия Татьяна "
    "Ульяна Юлия Яна "
)
_FAMILY_NAMES = _words(
    "Абрамов Агафонов Аксёнов Алексеев Андреев Антонов Афанасьев Баранов Белов Беляев Блинов Богданов Борисов "
    "Быков Васильев Веселов Виноградов Власов Воробьёв Воронов Гаврилов Голубев Горбунов Горшков Григорьев "
    "Гусев Давыдов Данилов Дементьев Денисов Дорофеев Дьячков Егоров Ершов Ефимов Жданов Жуков Журавлёв Зайцев "
    "Захаров Зимин Иванов Игнатьев Ильин Исаев Казаков Калинин Карпов Киселёв Князев Ковалёв Козлов Колесников "
    "Комаров Кондратьев Королёв Костин Котов Кузьмин Лазарев Лаптев Логинов Лукин Макаров Максимов Мартынов "
    "Маслов Матвеев Медведев Мельников Миронов Моисеев Морозов Назаров Некрасов Никитин Новиков Носков Орлов "
    "Осипов Павлов Панов Пахомов Петров Поляков Попов Прохоров Рогов Родионов Романов Рябов Савельев Самойлов "
    "Сафонов Семёнов Сергеев Сидоров Симонов Ситников Соболев Сорокин Степанов Субботин Суханов Сысоев Тарасов "
    "Терентьев Тимофеев Титов Тихонов Трофимов Туров Уваров Ушаков Фадеев Федотов Филатов Фомин Фролов "
    "Харитонов Хохлов Цветков Чернов Шаров Шестаков Широков Шилов Щукин Юдин "
)
_PATRONYMIC_STEMS = {
    "Александр": "Александров", "Алексей": "Алексеев", "Андрей": "Андреев", "Антон": "Антонов", "Виктор": "Викторов",
    "Владимир": "Владимиров", "Денис": "Денисов", "Дмитрий": "Дмитриев", "Евгений": "Евгеньев", "Иван": "Иванов",
    "Константин": "Константинов", "Максим": "Максимов", "Михаил": "Михайлов", "Николай": "Николаев", "Олег": "Олегов",
    "Павел": "Павлов", "Роман": "Романов", "Сергей": "Сергеев", "Юрий": "Юрьев", "Игорь": "Игорев",
}  # fmt: skip
"""First name of the father → stem of the patronymic."""
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        _words("a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sch - y - e yu ya"),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """The name, birth date and sex of a generated person."""

    name: PersonName
    birth_on: date
    sex: Sex


class PeopleGenerator:
    """Generates people, always the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        """Start the sequence of people."""
        self.random = random.Random(seed)  # noqa: S311 - no secret
        self._families = self._shuffled()

    def family(self) -> str:
        """Return the next family name, in its male form."""
        return next(self._families)

    def adult(self, sex: Sex, family: str | None = None) -> PersonDetails:
        """Return an adult born between 1968 and 1998."""
        return self._person(sex, family or self.family(), self._born(1968, 1998), self.father())

    def child(self, sex: Sex, family: str, father: str, school_grade: int, *, year: int) -> PersonDetails:
        """Return a student of this grade, who was seven in the first one."""
        born = date(year - 6 - school_grade, 1, 15) + timedelta(days=self.random.randrange(330))
        return self._person(sex, family, born, father)

    def father(self) -> str:
        """Return a first name of a father."""
        return self.random.choice(list(_PATRONYMIC_STEMS))

    def adult_named(self, first_name: str, family: str, sex: Sex) -> PersonDetails:
        """Return an adult with this first name."""
        one = self.adult(sex, family)
        return PersonDetails(one.name.model_copy(update={"first_name": first_name}), one.birth_on, sex)

    def _person(self, sex: Sex, family: str, born: date, father: str) -> PersonDetails:
        is_man = sex is Sex.MALE
        name = PersonName(
            last_name=family if is_man else to_female(family),
            first_name=self.random.choice(_MALE_NAMES if is_man else _FEMALE_NAMES),
            patronymic=_PATRONYMIC_STEMS[father] + ("ич" if is_man else "на"),
        )
        return PersonDetails(name, born, sex)

    def _born(self, first: int, last: int) -> date:
        return date(self.random.randrange(first, last), self.random.randrange(1, 13), self.random.randrange(1, 29))

    def _shuffled(self) -> Iterator[str]:
        while True:
            families = list(_FAMILY_NAMES)
            self.random.shuffle(families)
            yield from families


class LoginGenerator:
    """Generates a unique login for each person."""

    def __init__(self, taken: set[str]) -> None:
        """Start with these logins taken."""
        self._taken = taken

    def make_login(self, name: PersonName) -> str:
        """Return an unused login: family name and initial, with a number if necessary."""
        stem = f"{to_latin(name.last_name)}.{to_latin(name.first_name)[:1]}"
        login, number = stem, 1
        while login in self._taken:
            number += 1
            login = f"{stem}{number}"
        self._taken.add(login)
        return login


def to_female(family: str) -> str:
    """Return the female form of a family name."""
    return f"{family}а"


def to_latin(word: str) -> str:
    """Transliterate a Russian word, in lower case."""
    return "".join(_LATIN.get(letter, letter) for letter in word.lower()).replace("-", "")
