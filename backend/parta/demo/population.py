"""All people of the demo school, generated before anything is written; the same in every run."""

from dataclasses import dataclass, field

from parta.demo.cast import ANNA, DANYA, IGOR, KOLYA, LENA, LINKED, MISHA, NINA, OLGA, PETR, TANYA, VERA, DemoPerson
from parta.demo.curriculum import DEPARTMENTS, PRIMARY
from parta.demo.names import LoginGenerator, PeopleGenerator, PersonDetails
from parta.identity.models import Sex
from parta.school.service import Kinship

_SEED = 1514
_PER_CLASS = 25
_CLASSES_WITH_UNLINKED_TEACHER = frozenset({"2А", "10А"})
"""Classes that have no chats yet, since their homeroom teachers have not linked a profile."""
_LINKED_SHARE = {"7Б": 0.85, "7А": 0.6, "3А": 0.7}
"""The share of people of a class who have linked a profile."""
_DEFAULT_LINKED_SHARE = 0.3
_LINKED_STAFF_SHARE = 0.85
_SECOND_PARENT_SHARE = 0.45
_SIBLING_SHARE = 0.15
_SIBLING_AGE_GAP = 2


@dataclass(frozen=True, slots=True, eq=False)
class SchoolPerson:
    """A person of the school: details and login for the journal, phone of the learning profile."""

    details: PersonDetails
    login: str
    phone: str
    is_linked: bool


@dataclass(frozen=True, slots=True)
class Family:
    """Guardians and their children at the school."""

    surname: str
    father: str
    guardians: list[tuple[SchoolPerson, Kinship]]
    children: list[SchoolPerson]


@dataclass(frozen=True, slots=True)
class DemoClass:
    """A class with its homeroom teacher and students."""

    title: str
    grade: int
    homeroom_teacher: SchoolPerson
    students: list[SchoolPerson]


@dataclass(slots=True)
class Population:
    """All people of the school."""

    departments: dict[str, list[SchoolPerson]] = field(default_factory=dict[str, list[SchoolPerson]])
    administrators: list[tuple[SchoolPerson, str]] = field(default_factory=list[tuple[SchoolPerson, str]])
    employees: list[tuple[SchoolPerson, str]] = field(default_factory=list[tuple[SchoolPerson, str]])
    classes: list[DemoClass] = field(default_factory=list[DemoClass])
    families: list[Family] = field(default_factory=list[Family])

    def everybody(self) -> list[SchoolPerson]:
        """Return each person once."""
        people = [person for theirs in self.departments.values() for person in theirs]
        people += [person for person, _ in (*self.administrators, *self.employees)]
        people += [person for family in self.families for person, _ in family.guardians]
        people += [student for school_class in self.classes for student in school_class.students]
        return list(dict.fromkeys(people))


def populate(year: int) -> Population:
    """Return the people of the school year that begins in this year."""
    return _PopulationBuilder(year).build()


class _PopulationBuilder:
    """Builds the population step by step."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._generator = PeopleGenerator(_SEED)
        named = (ANNA, IGOR, MISHA, LENA, VERA, KOLYA, OLGA, NINA, PETR, TANYA, DANYA)
        self._logins = LoginGenerator({person.login for person in named})
        self._number = 0
        self._population = Population()

    def build(self) -> Population:
        """Return the population."""
        self._add_staff()
        homeroom_teachers = self._assign_homeroom_teachers()
        grades = [*((f"{grade}А", grade) for grade in range(1, 12)), ("7Б", 7)]
        for title, grade in sorted(grades, key=lambda one: (one[1], one[0])):
            students = self._add_named_students(title, homeroom_teachers[title])
            while len(students) < _PER_CLASS:
                students.append(self._add_student(title, grade))
            self._population.classes.append(DemoClass(title, grade, homeroom_teachers[title], students))
        return self._population

    def _add_staff(self) -> None:
        population = self._population
        population.departments = {
            name: [self._add_teacher() for _ in range(count)] for name, count in DEPARTMENTS.items()
        }
        population.departments["Математика"].insert(0, self._build_named(ANNA))
        population.departments["Физика"] = [self._build_named(IGOR)]
        population.departments["Информатика"] = [self._build_named(PETR)]
        unlinked = (
            False if "2А" in _CLASSES_WITH_UNLINKED_TEACHER and grade == _SIBLING_AGE_GAP else None
            for grade in range(1, 5)
        )
        population.departments[PRIMARY] = [self._add_teacher(linked) for linked in unlinked]
        population.administrators = [
            (self._build_named(OLGA), "заместитель директора"),
            (self._add_adult(Sex.MALE, linked=True), "директор"),
        ]
        population.employees = [
            (self._build_named(NINA), "библиотекарь"),
            (self._add_adult(Sex.FEMALE, linked=True), "медицинская сестра"),
            (self._add_adult(Sex.FEMALE, linked=True), "педагог-психолог"),
            (self._add_adult(Sex.MALE, linked=False), "заведующий хозяйством"),
        ]

    def _assign_homeroom_teachers(self) -> dict[str, SchoolPerson]:
        staff = self._population.departments
        homeroom_teachers = {f"{grade}А": teacher for grade, teacher in enumerate(staff[PRIMARY], start=1)}
        subject_teachers = [
            staff["История"][0],
            staff["Английский язык"][0],
            staff["Русский язык"][0],
            staff["Биология"][0],
        ]
        subject_teachers += [staff["Русский язык"][1], self._add_unlinked_teacher(), staff["Химия"][0]]
        homeroom_teachers |= {f"{grade}А": teacher for grade, teacher in enumerate(subject_teachers, start=5)}
        return homeroom_teachers | {"7Б": staff["Математика"][0]}

    def _add_unlinked_teacher(self) -> SchoolPerson:
        teacher = self._add_teacher(linked=False)
        self._population.departments["География"].append(teacher)
        return teacher

    def _add_named_students(self, title: str, homeroom_teacher: SchoolPerson) -> list[SchoolPerson]:
        if title == "3А":
            vera, igor = self._build_named(VERA), self._find_staff(IGOR)
            kolya = self._build_named(KOLYA)
            daughter = self._add_person(
                self._generator.child(Sex.FEMALE, "Лебедев", "Игорь", 3, year=self._year), linked=False
            )
            self._population.families += [
                Family("Соколов", "Андрей", [(vera, Kinship.MOTHER)], [kolya]),
                Family("Лебедев", "Игорь", [(igor, Kinship.FATHER)], [daughter]),
            ]
            return [kolya, daughter]
        if homeroom_teacher is not self._find_staff(ANNA):
            return []
        misha, lena, danya = self._build_named(MISHA), self._build_named(LENA), self._build_named(DANYA)
        next(one for one in self._population.families if one.surname == "Соколов").children.append(misha)
        mother = self._add_person(self._generator.adult_named("Ирина", "Орлов", Sex.FEMALE), linked=True)
        self._population.families += [
            Family("Орлов", "Дмитрий", [(mother, Kinship.MOTHER)], [lena]),
            Family("Громов", "Алексей", [(self._build_named(TANYA), Kinship.MOTHER)], [danya]),
        ]
        return [misha, lena, danya]

    def _add_student(self, title: str, grade: int) -> SchoolPerson:
        generator = self._generator.random
        linked_share = _LINKED_SHARE.get(title, _DEFAULT_LINKED_SHARE)
        family = self._find_family_of_older_child(grade) if generator.random() < _SIBLING_SHARE else None
        if family is None:
            family = self._add_family(linked_share)
        sex = generator.choice(list(Sex))
        child = self._generator.child(sex, family.surname, family.father, grade, year=self._year)
        student = self._add_person(child, linked=generator.random() < linked_share)
        family.children.append(student)
        return student

    def _find_family_of_older_child(self, grade: int) -> Family | None:
        named = {"Соколов", "Лебедев", "Орлов", "Громов"}
        min_year = self._year - 6 - grade + _SIBLING_AGE_GAP
        candidates = [
            one
            for one in self._population.families
            if one.surname not in named and len(one.children) == 1 and one.children[0].details.birth_on.year >= min_year
        ]
        return self._generator.random.choice(candidates) if candidates else None

    def _add_family(self, linked_share: float) -> Family:
        generator, surname, father = self._generator.random, self._generator.family(), self._generator.father()
        mother = self._add_person(self._generator.adult(Sex.FEMALE, surname), linked=generator.random() < linked_share)
        guardians = [(mother, Kinship.MOTHER)]
        if generator.random() < _SECOND_PARENT_SHARE:
            man = self._generator.adult_named(father, surname, Sex.MALE)
            guardians.append((self._add_person(man, linked=generator.random() < linked_share), Kinship.FATHER))
        family = Family(surname, father, guardians, [])
        self._population.families.append(family)
        return family

    def _add_teacher(self, linked: bool | None = None) -> SchoolPerson:  # noqa: FBT001 - None means random
        is_linked = self._generator.random.random() < _LINKED_STAFF_SHARE if linked is None else linked
        return self._add_adult(
            Sex.FEMALE if self._generator.random.random() < _LINKED_STAFF_SHARE else Sex.MALE, linked=is_linked
        )

    def _add_adult(self, sex: Sex, *, linked: bool) -> SchoolPerson:
        return self._add_person(self._generator.adult(sex), linked=linked)

    def _add_person(self, details: PersonDetails, *, linked: bool) -> SchoolPerson:
        self._number += 1
        return SchoolPerson(details, self._logins.make_login(details.name), f"+7901{self._number:07}", linked)

    def _build_named(self, person: DemoPerson) -> SchoolPerson:
        details = PersonDetails(person.name, person.birth_on, person.sex)
        return SchoolPerson(details, person.login, person.phone, person in LINKED)

    def _find_staff(self, person: DemoPerson) -> SchoolPerson:
        staff = self._population.departments
        return next(one for members in staff.values() for one in members if one.login == person.login)
