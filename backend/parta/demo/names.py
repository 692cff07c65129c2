"""Believable people for the demo school, the same at every making."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from parta.identity.models import Sex
from parta.identity.schemas import PersonName


def _words(text: str) -> list[str]:
    return text.split()


_MEN = _words(
    "Александр Алексей Андрей Антон Арсений Артём Богдан Вадим Василий Виктор Владимир Вячеслав Георгий Глеб "
    "Григорий Даниил Денис Дмитрий Евгений Егор Захар Иван Илья Кирилл Константин Лев Леонид Макар Максим Марк "
    "Матвей Михаил Никита Николай Олег Павел Пётр Роман Савелий Семён Сергей Степан Тимофей Тимур Фёдор Юрий "
    "Ярослав "
)
_WOMEN = _words(
    "Агата Алёна Александра Алина Алиса Анастасия Анна Арина Валерия Варвара Василиса Вера Вероника Виктория "
    "Дарья Диана Ева Евгения Екатерина Елена Елизавета Есения Злата Ирина Камилла Карина Кира Ксения Любовь "
    "Маргарита Марина Мария Милана Милена Надежда Наталья Нина Ольга Полина Светлана София Таисия Татьяна "
    "Ульяна Юлия Яна "
)
_FAMILIES = _words(
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
_FATHERS = {
    "Александр": "Александров", "Алексей": "Алексеев", "Андрей": "Андреев", "Антон": "Антонов", "Виктор": "Викторов",
    "Владимир": "Владимиров", "Денис": "Денисов", "Дмитрий": "Дмитриев", "Евгений": "Евгеньев", "Иван": "Иванов",
    "Константин": "Константинов", "Максим": "Максимов", "Михаил": "Михайлов", "Николай": "Николаев", "Олег": "Олегов",
    "Павел": "Павлов", "Роман": "Романов", "Сергей": "Сергеев", "Юрий": "Юрьев", "Игорь": "Игорев",
}  # fmt: skip
"""First name of a father → stem of the patronymic."""
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        _words("a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sch - y - e yu ya"),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the demo school."""

    name: PersonName
    birth_on: date
    sex: Sex


class Crowd:
    """Gives people one after another, always the same ones."""

    def __init__(self, seed: int) -> None:
        """Begin this row of people."""
        self.chance = random.Random(seed)  # noqa: S311 - a play, no secret
        self._families = self._shuffled()

    def family(self) -> str:
        """Give a family's name, in its male form."""
        return next(self._families)

    def adult(self, sex: Sex, family: str | None = None) -> Somebody:
        """Give somebody between 28 and 58."""
        return self._person(sex, family or self.family(), self._born(1968, 1998), self.father())

    def child(self, sex: Sex, family: str, father: str, school_grade: int, *, year: int) -> Somebody:
        """Give a student who was seven in the first grade."""
        born = date(year - 6 - school_grade, 1, 15) + timedelta(days=self.chance.randrange(330))
        return self._person(sex, family, born, father)

    def father(self) -> str:
        """Give the first name of somebody's father."""
        return self.chance.choice(list(_FATHERS))

    def of_name(self, first_name: str, family: str, sex: Sex) -> Somebody:
        """Give an adult with this first name."""
        one = self.adult(sex, family)
        return Somebody(one.name.model_copy(update={"first_name": first_name}), one.birth_on, sex)

    def _person(self, sex: Sex, family: str, born: date, father: str) -> Somebody:
        is_man = sex is Sex.MALE
        name = PersonName(
            last_name=family if is_man else female(family),
            first_name=self.chance.choice(_MEN if is_man else _WOMEN),
            patronymic=_FATHERS[father] + ("ич" if is_man else "на"),
        )
        return Somebody(name, born, sex)

    def _born(self, first: int, last: int) -> date:
        return date(self.chance.randrange(first, last), self.chance.randrange(1, 13), self.chance.randrange(1, 29))

    def _shuffled(self) -> Iterator[str]:
        while True:
            families = list(_FAMILIES)
            self.chance.shuffle(families)
            yield from families


class Logins:
    """Gives every person a login of their own, as a school would."""

    def __init__(self, taken: set[str]) -> None:
        """Begin with these given away."""
        self._taken = taken

    def of(self, name: PersonName) -> str:
        """Give a login that nobody has: family name and initial, numbered where it must be."""
        stem = f"{latin(name.last_name)}.{latin(name.first_name)[:1]}"
        login, number = stem, 1
        while login in self._taken:
            number += 1
            login = f"{stem}{number}"
        self._taken.add(login)
        return login


def female(family: str) -> str:
    """Give the female form of a family's name."""
    return f"{family}а"


def latin(word: str) -> str:
    """Spell a Russian word in Latin letters, in lower case."""
    return "".join(_LATIN.get(letter, letter) for letter in word.lower()).replace("-", "")
