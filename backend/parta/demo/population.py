"""Who there is at the demo school, decided before anything is written; the same people at every making."""

from dataclasses import dataclass, field

from parta.demo.cast import ANNA, DANYA, IGOR, KOLYA, LENA, LINKED, MISHA, NINA, OLGA, PETR, TANYA, VERA, DemoPerson
from parta.demo.names import Crowd, Logins, Somebody
from parta.demo.plan import DEPARTMENTS, PRIMARY
from parta.identity.models import Sex
from parta.journal.service import Kinship

_SEED = 1514
_PER_CLASS = 25
_UNLINKED_HEADS = frozenset({"2А", "10А"})
"""Classes that have no chats yet, since their homeroom teachers have not linked."""
_WILLING = {"7Б": 0.85, "7А": 0.6, "3А": 0.7}
"""How large a part of a class has linked."""
_WILLING_ELSEWHERE = 0.3
_WILLING_STAFF = 0.85
_SECOND_PARENT = 0.45
_SIBLING = 0.15
_SIBLING_APART = 2


@dataclass(frozen=True, slots=True, eq=False)
class Human:
    """A person of the school: as the journal knows them, and by the phone of their learning profile."""

    who: Somebody
    login: str
    phone: str
    is_linked: bool


@dataclass(frozen=True, slots=True)
class Family:
    """Guardians and their children at the school."""

    surname: str
    father: str
    guardians: list[tuple[Human, Kinship]]
    children: list[Human]


@dataclass(frozen=True, slots=True)
class DemoClass:
    """A class with its head and its students."""

    title: str
    grade: int
    head: Human
    students: list[Human]


@dataclass(slots=True)
class Population:
    """Everybody."""

    departments: dict[str, list[Human]] = field(default_factory=dict[str, list[Human]])
    administrators: list[tuple[Human, str]] = field(default_factory=list[tuple[Human, str]])
    employees: list[tuple[Human, str]] = field(default_factory=list[tuple[Human, str]])
    classes: list[DemoClass] = field(default_factory=list[DemoClass])
    families: list[Family] = field(default_factory=list[Family])

    def everybody(self) -> list[Human]:
        """Give each person once."""
        people = [human for theirs in self.departments.values() for human in theirs]
        people += [human for human, _ in (*self.administrators, *self.employees)]
        people += [human for family in self.families for human, _ in family.guardians]
        people += [student for school_class in self.classes for student in school_class.students]
        return list(dict.fromkeys(people))


def populate(year: int) -> Population:
    """Give the people of the school year that begins in this year."""
    return _Census(year).take()


class _Census:
    """Goes through the school and notes who is there."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._crowd = Crowd(_SEED)
        named = (ANNA, IGOR, MISHA, LENA, VERA, KOLYA, OLGA, NINA, PETR, TANYA, DANYA)
        self._logins = Logins({person.login for person in named})
        self._number = 0
        self._found = Population()

    def take(self) -> Population:
        """Give everybody."""
        self._staff()
        heads = self._heads()
        grades = [*((f"{grade}А", grade) for grade in range(1, 12)), ("7Б", 7)]
        for title, grade in sorted(grades, key=lambda one: (one[1], one[0])):
            students = self._named_students(title, heads[title])
            while len(students) < _PER_CLASS:
                students.append(self._student(title, grade))
            self._found.classes.append(DemoClass(title, grade, heads[title], students))
        return self._found

    def _staff(self) -> None:
        found = self._found
        found.departments = {name: [self._teacher() for _ in range(count)] for name, count in DEPARTMENTS.items()}
        found.departments["Математика"].insert(0, self._named(ANNA))
        found.departments["Физика"] = [self._named(IGOR)]
        found.departments["Информатика"] = [self._named(PETR)]
        unlinked = (False if "2А" in _UNLINKED_HEADS and grade == _SIBLING_APART else None for grade in range(1, 5))
        found.departments[PRIMARY] = [self._teacher(linked) for linked in unlinked]
        found.administrators = [
            (self._named(OLGA), "заместитель директора"),
            (self._adult(Sex.MALE, linked=True), "директор"),
        ]
        found.employees = [
            (self._named(NINA), "библиотекарь"),
            (self._adult(Sex.FEMALE, linked=True), "медицинская сестра"),
            (self._adult(Sex.FEMALE, linked=True), "педагог-психолог"),
            (self._adult(Sex.MALE, linked=False), "заведующий хозяйством"),
        ]

    def _heads(self) -> dict[str, Human]:
        staff = self._found.departments
        heads = {f"{grade}А": teacher for grade, teacher in enumerate(staff[PRIMARY], start=1)}
        of_subjects = [staff["История"][0], staff["Английский язык"][0], staff["Русский язык"][0], staff["Биология"][0]]
        of_subjects += [staff["Русский язык"][1], self._unlinked_head(), staff["Химия"][0]]
        heads |= {f"{grade}А": teacher for grade, teacher in enumerate(of_subjects, start=5)}
        return heads | {"7Б": staff["Математика"][0]}

    def _unlinked_head(self) -> Human:
        head = self._teacher(linked=False)
        self._found.departments["География"].append(head)
        return head

    def _named_students(self, title: str, head: Human) -> list[Human]:
        if title == "3А":
            vera, igor = self._named(VERA), self._of(IGOR)
            kolya = self._named(KOLYA)
            daughter = self._human(self._crowd.child(Sex.FEMALE, "Лебедев", "Игорь", 3, year=self._year), linked=False)
            self._found.families += [
                Family("Соколов", "Андрей", [(vera, Kinship.MOTHER)], [kolya]),
                Family("Лебедев", "Игорь", [(igor, Kinship.FATHER)], [daughter]),
            ]
            return [kolya, daughter]
        if head is not self._of(ANNA):
            return []
        misha, lena, danya = self._named(MISHA), self._named(LENA), self._named(DANYA)
        next(one for one in self._found.families if one.surname == "Соколов").children.append(misha)
        mother = self._human(self._crowd.of_name("Ирина", "Орлов", Sex.FEMALE), linked=True)
        self._found.families += [
            Family("Орлов", "Дмитрий", [(mother, Kinship.MOTHER)], [lena]),
            Family("Громов", "Алексей", [(self._named(TANYA), Kinship.MOTHER)], [danya]),
        ]
        return [misha, lena, danya]

    def _student(self, title: str, grade: int) -> Human:
        chance = self._crowd.chance
        willing = _WILLING.get(title, _WILLING_ELSEWHERE)
        family = self._older_family(grade) if chance.random() < _SIBLING else None
        if family is None:
            family = self._family(willing)
        sex = chance.choice(list(Sex))
        child = self._crowd.child(sex, family.surname, family.father, grade, year=self._year)
        student = self._human(child, linked=chance.random() < willing)
        family.children.append(student)
        return student

    def _older_family(self, grade: int) -> Family | None:
        named = {"Соколов", "Лебедев", "Орлов", "Громов"}
        born = self._year - 6 - grade + _SIBLING_APART
        fitting = [
            one
            for one in self._found.families
            if one.surname not in named and len(one.children) == 1 and one.children[0].who.birth_on.year >= born
        ]
        return self._crowd.chance.choice(fitting) if fitting else None

    def _family(self, willing: float) -> Family:
        chance, surname, father = self._crowd.chance, self._crowd.family(), self._crowd.father()
        mother = self._human(self._crowd.adult(Sex.FEMALE, surname), linked=chance.random() < willing)
        guardians = [(mother, Kinship.MOTHER)]
        if chance.random() < _SECOND_PARENT:
            man = self._crowd.of_name(father, surname, Sex.MALE)
            guardians.append((self._human(man, linked=chance.random() < willing), Kinship.FATHER))
        family = Family(surname, father, guardians, [])
        self._found.families.append(family)
        return family

    def _teacher(self, linked: bool | None = None) -> Human:  # noqa: FBT001 - None leaves it to chance
        willing = self._crowd.chance.random() < _WILLING_STAFF if linked is None else linked
        return self._adult(Sex.FEMALE if self._crowd.chance.random() < _WILLING_STAFF else Sex.MALE, linked=willing)

    def _adult(self, sex: Sex, *, linked: bool) -> Human:
        return self._human(self._crowd.adult(sex), linked=linked)

    def _human(self, who: Somebody, *, linked: bool) -> Human:
        self._number += 1
        return Human(who, self._logins.of(who.name), f"+7901{self._number:07}", linked)

    def _named(self, person: DemoPerson) -> Human:
        who = Somebody(person.name, person.birth_on, person.sex)
        return Human(who, person.login, person.phone, person in LINKED)

    def _of(self, person: DemoPerson) -> Human:
        staff = self._found.departments
        return next(human for theirs in staff.values() for human in theirs if human.login == person.login)
