"""Who or what would be in two places at once. No IO."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from parta.identity.schemas import PersonName
from parta.journal.models import Weeks


class Busy(StrEnum):
    """What is taken already."""

    TEACHER = "teacher_busy"
    CLASS = "class_busy"
    SUBGROUP = "subgroup_busy"
    ROOM = "room_busy"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a lesson, or a place in the week, takes for itself at one time."""

    class_id: UUID
    class_title: str
    subject: str
    teachers: Mapping[UUID, PersonName]
    students: frozenset[UUID] | None
    """None: the whole class; else those of the subgroup."""
    room_id: UUID | None
    room: str | None
    weeks: Weeks = Weeks.EVERY
    at: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """When, for who is told of it: day or weekday, and number."""

    def taught_by(self, teachers: Mapping[UUID, PersonName]) -> "Claim":
        """Give the same claim with these teachers."""
        return replace(self, teachers=teachers)


@dataclass(frozen=True, slots=True)
class Clash:
    """What is in the way, with facts to word it."""

    busy: Busy
    facts: Mapping[str, Any]


def find_clash(wanted: Claim, others: Iterable[Claim]) -> Clash | None:
    """Give the first thing in the way of this claim among others at the same time: teacher, class, then room."""
    met = [other for other in others if do_weeks_meet(wanted.weeks, other.weeks)]
    for find in (_busy_teacher, _busy_class, _busy_room):
        for other in met:
            if (found := find(wanted, other)) is not None:
                return found
    return None


def find_busy_teacher(wanted: Claim, others: Iterable[Claim]) -> Clash | None:
    """Give what keeps these teachers from coming, whatever becomes of class and room."""
    return next((found for other in others if (found := _busy_teacher(wanted, other)) is not None), None)


def do_weeks_meet(one: Weeks, other: Weeks) -> bool:
    """Whether some week has both: odd and even weeks never meet."""
    return one is other or Weeks.EVERY in {one, other}


def _busy_teacher(wanted: Claim, other: Claim) -> Clash | None:
    both = sorted(wanted.teachers.keys() & other.teachers.keys())
    return _clash(Busy.TEACHER, other, who=other.teachers[both[0]].model_dump()) if both else None


def _busy_class(wanted: Claim, other: Claim) -> Clash | None:
    if wanted.students is not None and other.students is not None:
        return _clash(Busy.SUBGROUP, other, **_class(other)) if wanted.students & other.students else None
    return _clash(Busy.CLASS, other, **_class(other)) if wanted.class_id == other.class_id else None


def _busy_room(wanted: Claim, other: Claim) -> Clash | None:
    if wanted.room_id is None or wanted.room_id != other.room_id:
        return None
    return _clash(Busy.ROOM, other, room=other.room)


def _class(other: Claim) -> dict[str, str]:
    return {"class": other.class_title}


def _clash(busy: Busy, other: Claim, **what: object) -> Clash:
    return Clash(busy, {**what, "subject": other.subject, "class_title": other.class_title, **other.at})
