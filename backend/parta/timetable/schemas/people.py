"""People of courses and lessons, by the ids of their accounts."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CourseRoster:
    """The people of a course on a day, or on its class's last day, by the ids of their accounts."""

    course_id: UUID
    class_id: UUID
    school_id: UUID
    school: str
    title: str
    class_title: str
    subgroup: str | None
    has_ended: bool
    classmates_may_write: bool
    """True if the school lets its students write to each other."""
    teachers: frozenset[UUID]
    students: frozenset[UUID]
    guardians: dict[UUID, list[str]]
    """Guardian → first names of their children in the course."""


@dataclass(frozen=True, slots=True)
class LessonPeople:
    """The people of a lesson on its day, by the ids of their accounts."""

    teachers: frozenset[UUID]
    """The teachers of the course and the substitute."""
    students: frozenset[UUID]
    guardians: dict[UUID, list[str]]
    """Guardian → first names of their children at the lesson."""
    children: dict[UUID, list[UUID]]
    """Guardian → these children, in the same order."""
