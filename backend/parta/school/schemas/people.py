"""Schemas of people, home pages and rosters."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, SecretStr

from parta.core.schema import RequestModel, ResponseModel
from parta.core.text_fields import Login
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.school.models import Role


class JournalSignInRequest(RequestModel):
    """The login and password from the school's sign-in slip."""

    login: Login
    password: Annotated[SecretStr, Field(min_length=1, max_length=200)]


class SchoolRead(ResponseModel):
    """A school as its people see it."""

    id: UUID
    title: str
    city: str
    time_zone: str


class JournalPerson(ResponseModel):
    """The person signed in to the journal."""

    account_id: UUID
    login: str | None
    name: PersonName
    roles: list[Role]
    school: SchoolRead


class CourseSummary(ResponseModel):
    """A course as a student sees it."""

    id: UUID
    title: str
    subgroup: str | None
    teachers: list[PersonName]


class StudentHome(ResponseModel):
    """A student's home page."""

    class_title: str
    homeroom_teacher: PersonName | None
    courses: list[CourseSummary]


class ChildSummary(ResponseModel):
    """A child as a guardian sees it."""

    id: UUID
    name: PersonName
    class_title: str | None
    homeroom_teacher: PersonName | None
    school: str


class GuardianHome(ResponseModel):
    """A guardian's home page."""

    children: list[ChildSummary]


class ClassSummary(ResponseModel):
    """A class as its homeroom teacher sees it."""

    id: UUID
    title: str
    students: int


class TaughtCourse(ResponseModel):
    """A course as its teacher sees it."""

    id: UUID
    title: str
    class_id: UUID
    class_title: str
    subgroup: str | None
    students: int


class TeacherHome(ResponseModel):
    """A teacher's home page."""

    homeroom_classes: list[ClassSummary]
    courses: list[TaughtCourse]


class EmployeeHome(ResponseModel):
    """An employee's home page."""

    position: str


class JournalHome(ResponseModel):
    """The home page: one section for each role of the person."""

    student: StudentHome | None
    guardian: GuardianHome | None
    teacher: TeacherHome | None
    employee: EmployeeHome | None


@dataclass(frozen=True, slots=True)
class AccountSummary:
    """A person at a school as upper packages need them."""

    id: UUID
    school_id: UUID
    school: str
    login: str | None
    name: PersonName
    birth_on: date | None
    sex: Sex | None


@dataclass(frozen=True, slots=True)
class Capacity:
    """A capacity of a person at a school: the role and its class, child or subject."""

    role: Role
    school_id: UUID
    school: str
    detail: str


@dataclass(frozen=True, slots=True)
class ClassRoster:
    """The people of a class on a day, or on its last day, by the ids of their accounts."""

    class_id: UUID
    school_id: UUID
    school: str
    title: str
    has_ended: bool
    classmates_may_write: bool
    """True if the school lets its students write to each other."""
    homeroom_teacher_id: UUID | None
    students: frozenset[UUID]
    guardians: dict[UUID, list[str]]
    """Guardian → first names of their children in the class."""
    teachers: dict[UUID, list[str]]
    """Teacher → subjects that they teach the class."""


@dataclass(frozen=True, slots=True)
class StaffRoster:
    """The staff of a school on a day: account → role and title of the position."""

    school_id: UUID
    school: str
    positions: dict[UUID, list[Capacity]]
