"""Errors of lessons and the timetable."""

from collections.abc import Sequence
from typing import ClassVar

from parta.core.errors import Conflict, Invalid
from parta.timetable.rules.conflicts import ConflictKind, TimetableConflict


class TeacherBusy(Conflict):
    """A teacher has another lesson at that time."""

    code = "teacher_busy"


class ClassBusy(Conflict):
    """The class has another lesson at that time."""

    code = "class_busy"


class SubgroupBusy(Conflict):
    """Students of the subgroup have another lesson at that time."""

    code = "subgroup_busy"


class ClassroomBusy(Conflict):
    """The classroom has another lesson at that time."""

    code = "classroom_busy"


class LessonCancelled(Conflict):
    """The lesson does not take place."""

    code = "lesson_cancelled"


class LessonHeld(Conflict):
    """The lesson has taken place: its attendance is confirmed."""

    code = "lesson_held"


class UnusualTime(Conflict):
    """A lesson at this time is more likely a slip; extra: `reasons`. The office may accept it."""

    code = "unusual_time"


class NotATeacher(Invalid):
    """The substitute is no teacher of the school on that day, or already teaches the lesson."""

    code: ClassVar[str] = "not_a_teacher"


class NoBell(Invalid):
    """The day has no bell of this number."""

    code: ClassVar[str] = "no_bell"


class OutsideYear(Invalid):
    """The day is outside the class's year, or no timetable is valid then."""

    code: ClassVar[str] = "outside_year"


class PastDay(Invalid):
    """The timetable cannot be changed before today."""

    code: ClassVar[str] = "past_day"


_CONFLICT_ERRORS: dict[ConflictKind, type[Conflict]] = {
    ConflictKind.TEACHER: TeacherBusy,
    ConflictKind.CLASS: ClassBusy,
    ConflictKind.SUBGROUP: SubgroupBusy,
    ConflictKind.CLASSROOM: ClassroomBusy,
}


def raise_conflicts(conflicts: Sequence[TimetableConflict]) -> None:
    """Raise the error of the first of these conflicts, if any; extra: that conflict, and all as `conflicts`.

    Raises TeacherBusy, ClassBusy, SubgroupBusy, ClassroomBusy.
    """
    if conflicts:
        first, every = conflicts[0], [{"code": one.kind, **one.extra} for one in conflicts]
        raise _CONFLICT_ERRORS[first.kind](**first.extra, conflicts=every)
