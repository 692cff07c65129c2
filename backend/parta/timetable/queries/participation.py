"""Who substitutes in lessons: the capacities that the timetable adds to the participation of a school."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, cast, literal, null

from parta.school.queries.participation import Branch, CapacityKind, Day, literal_capacity
from parta.timetable.models import Lesson, LessonState, Substitution


class _SubstitutesOfDay(Branch):
    """Those who teach on the lesson's day."""

    __slots__ = ()

    @property
    def from_on(self) -> ColumnElement[date]:
        return Lesson.on.expression

    @property
    def to_on(self) -> ColumnElement[date | None]:
        return Lesson.on + literal(1)

    def is_valid_on(self, on: Day) -> ColumnElement[bool]:
        return Lesson.on == on


class _ComingSubstitutes(_SubstitutesOfDay):
    """Those who may see the class until then."""

    __slots__ = ()

    @property
    def from_on(self) -> ColumnElement[Any]:
        return cast(null(), Date())

    def is_valid_on(self, on: Day) -> ColumnElement[bool]:
        return Lesson.on >= on


_OF_LESSON: Mapping[str, Any] = {
    "table": Substitution,
    "account_id": Substitution.teacher_id,
    "school_id": Lesson.school_id,
    "class_id": Lesson.class_id,
    "course_id": Lesson.course_id,
}
SUBSTITUTES_OF_DAY = _SubstitutesOfDay(
    capacity=literal_capacity(CapacityKind.SUBSTITUTE_OF_DAY),
    facts=(Substitution.lesson_id == Lesson.id, Lesson.state == LessonState.PLANNED),
    **_OF_LESSON,
)
COMING_SUBSTITUTES = _ComingSubstitutes(
    capacity=literal_capacity(CapacityKind.COMING_SUBSTITUTE),
    facts=(Substitution.lesson_id == Lesson.id,),
    **_OF_LESSON,
)
