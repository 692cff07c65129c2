"""Events of the journal."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.outbox import Event


@dataclass(frozen=True, slots=True)
class ClassChanged(Event):
    """The people, title, homeroom teacher or end of a class changed."""

    name: ClassVar[str] = "journal.class_changed"
    is_audited: ClassVar[bool] = True
    class_id: UUID


@dataclass(frozen=True, slots=True)
class CourseChanged(Event):
    """The teachers or students of a course changed."""

    name: ClassVar[str] = "journal.course_changed"
    is_audited: ClassVar[bool] = True
    course_id: UUID


@dataclass(frozen=True, slots=True)
class StaffChanged(Event):
    """Somebody joined or left the school's staff, or their position changed."""

    name: ClassVar[str] = "journal.staff_changed"
    is_audited: ClassVar[bool] = True
    school_id: UUID


@dataclass(frozen=True, slots=True)
class AccountsChanged(Event):
    """The names, roles, classes or children of people at a school changed."""

    name: ClassVar[str] = "journal.accounts_changed"
    is_audited: ClassVar[bool] = True
    school_id: UUID
    account_ids: list[UUID]


@dataclass(frozen=True, slots=True)
class LessonChanged(Event):
    """A lesson was moved, cancelled or restored, or its content changed."""

    name: ClassVar[str] = "journal.lesson_changed"
    lesson_id: UUID
    changed_by_id: UUID | None = None
    """The journal account that changed it; None for the school's own rules and for what a profile did."""
    former_substitute_id: UUID | None = None
    """The substitute whom the change has relieved of it."""


@dataclass(frozen=True, slots=True)
class SubstitutionChanged(Event):
    """The substitute of a lesson of this course changed."""

    name: ClassVar[str] = "journal.substitution_changed"
    is_audited: ClassVar[bool] = True
    course_id: UUID


@dataclass(frozen=True, slots=True)
class SchoolChanged(Event):
    """A setting of the school that concerns all its people changed."""

    name: ClassVar[str] = "journal.school_changed"
    is_audited: ClassVar[bool] = True
    school_id: UUID


@dataclass(frozen=True, slots=True)
class SchoolDayStarted(Event):
    """A new day started at the school: everything that depends on the date may have changed."""

    name: ClassVar[str] = "journal.school_day_started"
    school_id: UUID
