"""Lessons that a year's timetable requires, and their reconciliation with the existing ones. No IO.

A lesson's *origin* is the day and bell from the timetable, before any move. Lessons are matched to planned ones first
exactly, then in order within a course's week: so topic and homework follow their lesson to its new slot.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from parta.timetable.models import Weeks

DateRange = tuple[date, date]
"""From one day to another, the second exclusive."""
Bells = Mapping[int, tuple[time, time]]
"""Number → start and end in the school's local time."""

_DAY = timedelta(days=1)
_SUNDAY = 7


@dataclass(frozen=True, slots=True)
class Calendar:
    """The school days: in terms, except holidays; weeks are counted from the year's first."""

    first_day: date
    terms: Sequence[DateRange]
    holidays: Sequence[DateRange]
    time_zone: str

    def days(self, since: date) -> Iterator[date]:
        """Yield the school days from that day on."""
        for from_on, to_on in sorted(self.terms):
            for offset in range((to_on - max(from_on, since)).days):
                on = max(from_on, since) + offset * _DAY
                if not any(begin <= on < end for begin, end in self.holidays):
                    yield on

    def is_odd(self, on: date) -> bool:
        """Return True if the day is in an odd week; the year's first week is odd."""
        return (get_monday(on) - get_monday(self.first_day)).days // 7 % 2 == 0


@dataclass(frozen=True, slots=True)
class WeekSlot:
    """A weekly slot of a course, with its bell schedule."""

    id: UUID
    class_id: UUID
    course_id: UUID
    weekday: int
    number: int
    weeks: Weeks
    classroom_id: UUID | None
    days: DateRange
    bell_schedule_id: UUID


class PlannedLesson(NamedTuple):
    """A lesson that the timetable requires."""

    class_id: UUID
    course_id: UUID
    slot_id: UUID
    on: date
    number: int
    starts_at: datetime
    ends_at: datetime
    classroom_id: UUID | None


class ExistingLesson(NamedTuple):
    """An existing lesson, without its content."""

    id: UUID
    course_id: UUID
    slot_id: UUID | None
    on: date
    number: int
    starts_at: datetime
    ends_at: datetime
    classroom_id: UUID | None
    moved_from_on: date | None
    moved_from_number: int | None
    is_cancelled: bool
    has_reason: bool
    has_content: bool
    """True if it has content or was published to people: then it is not deleted."""

    @property
    def origin(self) -> tuple[date, int]:
        """The day and bell number from the timetable, before any move."""
        if self.moved_from_on is None or self.moved_from_number is None:
            return self.on, self.number
        return self.moved_from_on, self.moved_from_number

    @property
    def is_moved(self) -> bool:
        """True if it was moved from its slot."""
        return self.moved_from_on is not None

    @property
    def is_orphaned(self) -> bool:
        """True if its slot was removed and it stays, cancelled, because of its content."""
        return self.slot_id is None and self.is_cancelled and not self.has_reason

    @property
    def is_extra(self) -> bool:
        """True if it does not come from the timetable."""
        return self.slot_id is None and not self.is_orphaned


@dataclass(slots=True)
class LessonChanges:
    """The changes that reconcile the lessons with the timetable."""

    added: list[PlannedLesson] = field(default_factory=list[PlannedLesson])
    changed: list[ExistingLesson] = field(default_factory=list[ExistingLesson])
    deleted: list[UUID] = field(default_factory=list[UUID])


class Unusual(StrEnum):
    """Why a lesson at this time is more likely a slip than meant: the office is asked first."""

    HOLIDAY = "holiday"
    SUNDAY = "sunday"
    PAST = "past"


def find_unusual(on: date, starts_at: datetime, holidays: Iterable[DateRange], *, at: datetime) -> list[Unusual]:
    """Return what is unusual about a lesson of this day that starts at this moment."""
    found = [Unusual.HOLIDAY] if any(begin <= on < end for begin, end in holidays) else []
    found += [Unusual.SUNDAY] if on.isoweekday() == _SUNDAY else []
    return found + ([Unusual.PAST] if starts_at <= at else [])


def get_monday(on: date) -> date:
    """Return the Monday of the day's week."""
    return on - on.weekday() * _DAY


def to_utc(on: date, at: time, zone: ZoneInfo) -> datetime:
    """Return this local time of the school in UTC."""
    return datetime.combine(on, at, zone).astimezone(UTC)


def plan_lessons(
    slots: Iterable[WeekSlot], bells: Mapping[UUID, Bells], calendar: Calendar, *, since: date
) -> list[PlannedLesson]:
    """Return the lessons that these slots require from that day on; a slot without its bell requires none."""
    zone = ZoneInfo(calendar.time_zone)
    by_weekday: defaultdict[int, list[WeekSlot]] = defaultdict(list)
    for slot in slots:
        if slot.number in bells[slot.bell_schedule_id]:
            by_weekday[slot.weekday].append(slot)
    planned: dict[tuple[UUID, date, int], PlannedLesson] = {}
    for on in calendar.days(since):
        skipped_weeks = Weeks.EVEN if calendar.is_odd(on) else Weeks.ODD
        times: dict[tuple[UUID, int], tuple[datetime, datetime]] = {}
        for slot in by_weekday[on.isoweekday()]:
            if slot.weeks is skipped_weeks or not slot.days[0] <= on < slot.days[1]:
                continue
            bell = (slot.bell_schedule_id, slot.number)
            if bell not in times:
                begin, end = bells[slot.bell_schedule_id][slot.number]
                times[bell] = to_utc(on, begin, zone), to_utc(on, end, zone)
            lesson = PlannedLesson(
                slot.class_id, slot.course_id, slot.id, on, slot.number, *times[bell], slot.classroom_id
            )
            planned.setdefault((slot.course_id, on, slot.number), lesson)
    return list(planned.values())


def reconcile(
    planned: Iterable[PlannedLesson], existing: Iterable[ExistingLesson], *, at: datetime | None = None
) -> LessonChanges:
    """Return the changes that turn the existing lessons into the planned ones. Idempotent.

    Moved, cancelled and extra lessons stay. Others without a slot are deleted, or cancelled if they have content.
    What began before `at` has happened: it is not changed, and counts as the course's lesson of its week; nothing is
    added before.
    """
    changes = LessonChanges()
    if at is not None:
        planned, existing = _leave_history(list(planned), list(existing), at)
    unmatched = {(one.course_id, one.on, one.number): one for one in planned}
    weeks: defaultdict[tuple[UUID, date], list[ExistingLesson]] = defaultdict(list)
    for one in sorted(existing, key=lambda one: (one.is_extra, one.is_orphaned, one.id)):
        planned_lesson = unmatched.pop((one.course_id, *one.origin), None)
        if planned_lesson is not None:
            _update(changes, one, planned_lesson)
        elif not one.is_extra:
            weeks[one.course_id, get_monday(one.origin[0])].append(one)
    unassigned: defaultdict[tuple[UUID, date], list[PlannedLesson]] = defaultdict(list)
    for planned_lesson in sorted(unmatched.values(), key=lambda one: (one.on, one.number)):
        unassigned[planned_lesson.course_id, get_monday(planned_lesson.on)].append(planned_lesson)
    for week, lessons in weeks.items():
        _reassign(changes, lessons, unassigned.pop(week, []))
    changes.added += [one for lessons in unassigned.values() for one in lessons]
    return changes


def _leave_history(
    planned: Sequence[PlannedLesson], existing: Sequence[ExistingLesson], at: datetime
) -> tuple[list[PlannedLesson], list[ExistingLesson]]:
    """Return what is to be reconciled without the lessons that have begun, and without those planned for them."""
    begun = [one for one in existing if one.starts_at <= at and not one.is_cancelled]
    known = {(one.course_id, *one.origin) for one in existing}
    kept = {(one.course_id, *one.origin) for one in begun}
    wanted = {(one.course_id, one.on, one.number) for one in planned}
    replaced = Counter(
        (one.course_id, get_monday(one.origin[0]))
        for one in begun
        if not one.is_extra and (one.course_id, *one.origin) not in wanted
    )
    remaining: list[PlannedLesson] = []
    for one in sorted(planned, key=lambda one: (one.on, one.number)):
        key, week = (one.course_id, one.on, one.number), (one.course_id, get_monday(one.on))
        if key not in known and replaced[week]:
            replaced[week] -= 1
        elif key not in kept and (key in known or one.starts_at > at):
            remaining.append(one)
    return remaining, [one for one in existing if one.starts_at > at or one.is_cancelled]


def _reassign(changes: LessonChanges, lessons: Sequence[ExistingLesson], planned: Sequence[PlannedLesson]) -> None:
    """Move the lessons of a course's week to its new slots in order, lessons with content first."""
    movable = [one for one in lessons if one.is_orphaned or not one.is_cancelled]
    chosen = sorted(movable, key=lambda one: (not one.has_content, one.origin))[: len(planned)]
    for one, planned_lesson in zip(sorted(chosen, key=lambda one: one.origin), planned, strict=False):
        _update(changes, one, planned_lesson)
    changes.added += planned[len(chosen) :]
    for one in lessons:
        if one not in chosen:
            _remove(changes, one)


def _update(changes: LessonChanges, one: ExistingLesson, planned: PlannedLesson) -> None:
    """Set the lesson's slot and time; for a moved lesson set only its origin."""
    if one.is_moved:
        updated = one._replace(slot_id=planned.slot_id, moved_from_on=planned.on, moved_from_number=planned.number)
    else:
        updated = one._replace(
            slot_id=planned.slot_id,
            on=planned.on,
            number=planned.number,
            starts_at=planned.starts_at,
            ends_at=planned.ends_at,
            classroom_id=planned.classroom_id,
        )
    if one.is_orphaned:
        updated = updated._replace(is_cancelled=False)
    if updated != one:
        changes.changed.append(updated)


def _remove(changes: LessonChanges, one: ExistingLesson) -> None:
    """Delete a lesson whose slot was removed, or cancel it if it has content; detach a moved or cancelled one."""
    if one.is_orphaned:
        return
    if one.is_cancelled or one.is_moved:
        changes.changed.append(one._replace(slot_id=None))
    elif one.has_content:
        changes.changed.append(one._replace(slot_id=None, is_cancelled=True))
    else:
        changes.deleted.append(one.id)
