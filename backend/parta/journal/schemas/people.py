"""People, their first screens, and rosters."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, SecretStr, StringConstraints

from parta.core.schema import RequestModel, ResponseModel
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.journal.models import Role


class SignIn(RequestModel):
    """What the school's sign-in slip says."""

    login: Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00]+$")]
    password: Annotated[SecretStr, Field(min_length=1, max_length=200)]


class SchoolRead(ResponseModel):
    """A school as its people see it."""

    id: UUID
    title: str
    city: str
    time_zone: str


class JournalPerson(ResponseModel):
    """Who is signed in to the journal."""

    account_id: UUID
    login: str | None
    name: PersonName
    roles: list[Role]
    school: SchoolRead


class CourseLine(ResponseModel):
    """A course as a student sees it."""

    id: UUID
    title: str
    subgroup: str | None
    teachers: list[PersonName]


class StudentHome(ResponseModel):
    """A student's first screen."""

    class_title: str
    homeroom_teacher: PersonName | None
    courses: list[CourseLine]


class ChildLine(ResponseModel):
    """A child as a guardian sees it."""

    id: UUID
    name: PersonName
    class_title: str | None
    homeroom_teacher: PersonName | None
    school: str


class GuardianHome(ResponseModel):
    """A guardian's first screen."""

    children: list[ChildLine]


class ClassLine(ResponseModel):
    """A class as its head sees it."""

    id: UUID
    title: str
    students: int


class TaughtCourse(ResponseModel):
    """A course as its teacher sees it."""

    id: UUID
    title: str
    class_title: str
    subgroup: str | None
    students: int


class TeacherHome(ResponseModel):
    """A teacher's first screen."""

    homeroom_classes: list[ClassLine]
    courses: list[TaughtCourse]


class EmployeeHome(ResponseModel):
    """An employee's first screen."""

    position: str


class JournalHome(ResponseModel):
    """The first screen: a part for everything that the person is at the school."""

    student: StudentHome | None
    guardian: GuardianHome | None
    teacher: TeacherHome | None
    employee: EmployeeHome | None


@dataclass(frozen=True, slots=True)
class AccountCard:
    """What parts above need of a person at a school."""

    id: UUID
    school_id: UUID
    school: str
    login: str | None
    name: PersonName
    birth_on: date | None
    sex: Sex | None


@dataclass(frozen=True, slots=True)
class Capacity:
    """One thing that a person is at a school: role, and the class, child or subject by which."""

    role: Role
    school: str
    detail: str


@dataclass(frozen=True, slots=True)
class ClassRoster:
    """Who belongs to a class on a day, or belonged on its last, by the ids of their accounts."""

    class_id: UUID
    school: str
    title: str
    is_over: bool
    classmates_may_write: bool
    """Whether the school lets its students write to each other."""
    homeroom_teacher_id: UUID | None
    students: frozenset[UUID]
    guardians: dict[UUID, list[str]]
    """Guardian → first names of their children in the class."""
    teachers: dict[UUID, list[str]]
    """Teacher → subjects that they teach the class."""


@dataclass(frozen=True, slots=True)
class CourseRoster:
    """Who belongs to a course on a day, or belonged on its class's last, by the ids of their accounts."""

    course_id: UUID
    class_id: UUID
    school: str
    title: str
    class_title: str
    subgroup: str | None
    is_over: bool
    classmates_may_write: bool
    """Whether the school lets its students write to each other."""
    teachers: frozenset[UUID]
    students: frozenset[UUID]
    guardians: dict[UUID, list[str]]
    """Guardian → first names of their children in the course."""


@dataclass(frozen=True, slots=True)
class StaffRoster:
    """Who works at a school on a day: account → role and title of the position."""

    school_id: UUID
    school: str
    positions: dict[UUID, list[Capacity]]
