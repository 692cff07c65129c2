"""Events of schools."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.outbox import Event


@dataclass(frozen=True, slots=True)
class ClassChanged(Event):
    """The people, title, homeroom teacher or end of a class changed."""

    name: ClassVar[str] = "school.class_changed"
    is_audited: ClassVar[bool] = True
    class_id: UUID


@dataclass(frozen=True, slots=True)
class CourseChanged(Event):
    """The teachers or students of a course changed."""

    name: ClassVar[str] = "school.course_changed"
    is_audited: ClassVar[bool] = True
    course_id: UUID


@dataclass(frozen=True, slots=True)
class StaffChanged(Event):
    """Somebody joined or left the school's staff, or their position changed."""

    name: ClassVar[str] = "school.staff_changed"
    is_audited: ClassVar[bool] = True
    school_id: UUID


@dataclass(frozen=True, slots=True)
class AccountsChanged(Event):
    """The names, roles, classes or children of people at a school changed."""

    name: ClassVar[str] = "school.accounts_changed"
    is_audited: ClassVar[bool] = True
    school_id: UUID
    account_ids: list[UUID]


@dataclass(frozen=True, slots=True)
class AccountRenamed(Event):
    """The name of a person at a school changed."""

    name: ClassVar[str] = "school.account_renamed"
    account_id: UUID


@dataclass(frozen=True, slots=True)
class SchoolChanged(Event):
    """A setting of the school that concerns all its people changed."""

    name: ClassVar[str] = "school.school_changed"
    is_audited: ClassVar[bool] = True
    school_id: UUID


@dataclass(frozen=True, slots=True)
class SchoolDayStarted(Event):
    """A new day started at the school: everything that depends on the date may have changed."""

    name: ClassVar[str] = "school.school_day_started"
    school_id: UUID
