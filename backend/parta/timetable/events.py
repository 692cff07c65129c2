"""Events of the timetable."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.outbox import Event


@dataclass(frozen=True, slots=True)
class LessonChanged(Event):
    """A lesson was moved, cancelled or restored, or its content changed."""

    name: ClassVar[str] = "timetable.lesson_changed"
    lesson_id: UUID
    changed_by_id: UUID | None = None
    """The journal account that changed it; None for the school's own rules and for what a profile did."""
    former_substitute_id: UUID | None = None
    """The substitute whom the change has relieved of it."""


@dataclass(frozen=True, slots=True)
class SubstitutionChanged(Event):
    """The substitute of a lesson of this course changed."""

    name: ClassVar[str] = "timetable.substitution_changed"
    is_audited: ClassVar[bool] = True
    course_id: UUID
