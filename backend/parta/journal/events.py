"""What happens in the journal."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.outbox import Event


@dataclass(frozen=True, slots=True)
class ClassChanged(Event):
    """A class has other people, another title, head or end."""

    name: ClassVar[str] = "journal.class_changed"
    class_id: UUID


@dataclass(frozen=True, slots=True)
class CourseChanged(Event):
    """A course has other teachers or students."""

    name: ClassVar[str] = "journal.course_changed"
    course_id: UUID


@dataclass(frozen=True, slots=True)
class StaffChanged(Event):
    """Somebody joined or left the school's staff, or has another position."""

    name: ClassVar[str] = "journal.staff_changed"
    school_id: UUID


@dataclass(frozen=True, slots=True)
class AccountsChanged(Event):
    """People of a school are somebody else there now: another name, role, class, child."""

    name: ClassVar[str] = "journal.accounts_changed"
    school_id: UUID
    account_ids: list[UUID]


@dataclass(frozen=True, slots=True)
class LessonChanged(Event):
    """A lesson is elsewhere, cancelled, restored, or says something else."""

    name: ClassVar[str] = "journal.lesson_changed"
    lesson_id: UUID


@dataclass(frozen=True, slots=True)
class SubstitutionChanged(Event):
    """Somebody else stands in for the teacher in a lesson of this course, or nobody any more."""

    name: ClassVar[str] = "journal.substitution_changed"
    course_id: UUID


@dataclass(frozen=True, slots=True)
class SchoolChanged(Event):
    """A school settled something anew that concerns all its people."""

    name: ClassVar[str] = "journal.school_changed"
    school_id: UUID


@dataclass(frozen=True, slots=True)
class SchoolDayBegan(Event):
    """It is another day at the school, or Parta has just started: what holds by date may hold no more."""

    name: ClassVar[str] = "journal.school_day_began"
    school_id: UUID
