"""Which lessons a year wants, and how those that are there come into line with it. No IO.

A lesson's *place* is the day and bell that the week gives it, wherever it was moved. Lessons are matched to wanted
places first exactly, then in order within a course's week: so topic and homework follow their lesson to its new place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from parta.journal.models import Weeks

Days = tuple[date, date]
"""From one day to another, the second not included."""
Bells = Mapping[int, tuple[time, time]]
"""Number → when it begins and ends, by the school's clock."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the school has lessons: in its terms, but for holidays; weeks are counted from the year's first."""

    first_day: date
    terms: Sequence[Days]
    holidays: Sequence[Days]
    time_zone: str

    def days(self, since: date) -> Iterator[date]:
        """Give the school days from that one on."""
        for from_on, to_on in sorted(self.terms):
            for place in range((to_on - max(from_on, since)).days):
                on = max(from_on, since) + place * _DAY
                if not any(begin <= on < end for begin, end in self.holidays):
                    yield on

    def is_odd(self, on: date) -> bool:
        """Whether the day lies in an odd week: the year's first is one."""
        return (monday_of(on) - monday_of(self.first_day)).days // 7 % 2 == 0


@dataclass(frozen=True, slots=True)
class WeekSlot:
    """A course's place in the week, with the bells that ring for it."""

    id: UUID
    class_id: UUID
    course_id: UUID
    weekday: int
    number: int
    weeks: Weeks
    room_id: UUID | None
    days: Days
    bells_id: UUID


class Wanted(NamedTuple):
    """A lesson that there should be."""

    class_id: UUID
    course_id: UUID
    slot_id: UUID
    on: date
    number: int
    starts_at: datetime
    ends_at: datetime
    room_id: UUID | None


class Placed(NamedTuple):
    """A lesson that there is, as far as its place goes."""

    id: UUID
    course_id: UUID
    slot_id: UUID | None
    on: date
    number: int
    starts_at: datetime
    ends_at: datetime
    room_id: UUID | None
    moved_from_on: date | None
    moved_from_number: int | None
    is_cancelled: bool
    has_reason: bool
    is_precious: bool
    """Whether it carries something, or people have heard of it: then it does not vanish."""

    @property
    def place(self) -> tuple[date, int]:
        """The day and bell that the week gave it."""
        if self.moved_from_on is None or self.moved_from_number is None:
            return self.on, self.number
        return self.moved_from_on, self.moved_from_number

    @property
    def is_moved(self) -> bool:
        """Whether it takes place elsewhere than the week says."""
        return self.moved_from_on is not None

    @property
    def is_left(self) -> bool:
        """Whether the timetable wanted it no more, and it stayed, cancelled, for what it carries."""
        return self.slot_id is None and self.is_cancelled and not self.has_reason

    @property
    def is_extra(self) -> bool:
        """Whether it is none of the timetable's business."""
        return self.slot_id is None and not self.is_left


@dataclass(slots=True)
class Changes:
    """What brings the lessons into line."""

    added: list[Wanted] = field(default_factory=list[Wanted])
    changed: list[Placed] = field(default_factory=list[Placed])
    dropped: list[UUID] = field(default_factory=list[UUID])


def monday_of(on: date) -> date:
    """Give the Monday of the day's week."""
    return on - on.weekday() * _DAY


def moment(on: date, at: time, zone: ZoneInfo) -> datetime:
    """Give the moment at which the school's clock shows this, in UTC."""
    return datetime.combine(on, at, zone).astimezone(UTC)


def wanted_lessons(
    slots: Iterable[WeekSlot], bells: Mapping[UUID, Bells], calendar: Calendar, *, since: date
) -> list[Wanted]:
    """Give the lessons that these slots ask for from that day on; a slot without its bell asks for none."""
    zone = ZoneInfo(calendar.time_zone)
    by_weekday: defaultdict[int, list[WeekSlot]] = defaultdict(list)
    for slot in slots:
        if slot.number in bells[slot.bells_id]:
            by_weekday[slot.weekday].append(slot)
    wanted: dict[tuple[UUID, date, int], Wanted] = {}
    for on in calendar.days(since):
        passing = Weeks.EVEN if calendar.is_odd(on) else Weeks.ODD
        rung: dict[tuple[UUID, int], tuple[datetime, datetime]] = {}
        for slot in by_weekday[on.isoweekday()]:
            if slot.weeks is passing or not slot.days[0] <= on < slot.days[1]:
                continue
            bell = (slot.bells_id, slot.number)
            if bell not in rung:
                begin, end = bells[slot.bells_id][slot.number]
                rung[bell] = moment(on, begin, zone), moment(on, end, zone)
            lesson = Wanted(slot.class_id, slot.course_id, slot.id, on, slot.number, *rung[bell], slot.room_id)
            wanted.setdefault((slot.course_id, on, slot.number), lesson)
    return list(wanted.values())


def bring_into_line(wanted: Iterable[Wanted], there: Iterable[Placed]) -> Changes:
    """Say what makes the lessons that are there those that are wanted; done twice it changes nothing more.

    Moved, cancelled and extra lessons stay. What nobody wants any more goes, or, if it is precious, stays cancelled.
    """
    changes = Changes()
    open_places = {(one.course_id, one.on, one.number): one for one in wanted}
    weeks: defaultdict[tuple[UUID, date], list[Placed]] = defaultdict(list)
    for one in sorted(there, key=lambda one: (one.is_extra, one.is_left, one.id)):
        place = open_places.pop((one.course_id, *one.place), None)
        if place is not None:
            _keep(changes, one, place)
        elif not one.is_extra:
            weeks[one.course_id, monday_of(one.place[0])].append(one)
    free: defaultdict[tuple[UUID, date], list[Wanted]] = defaultdict(list)
    for place in sorted(open_places.values(), key=lambda one: (one.on, one.number)):
        free[place.course_id, monday_of(place.on)].append(place)
    for week, lessons in weeks.items():
        _follow(changes, lessons, free.pop(week, []))
    changes.added += [place for places in free.values() for place in places]
    return changes


def _follow(changes: Changes, lessons: Sequence[Placed], places: Sequence[Wanted]) -> None:
    """Let lessons of a course's week take its new places in order, what is precious before the rest."""
    able = [one for one in lessons if one.is_left or not one.is_cancelled]
    chosen = sorted(able, key=lambda one: (not one.is_precious, one.place))[: len(places)]
    for one, place in zip(sorted(chosen, key=lambda one: one.place), places, strict=False):
        _keep(changes, one, place)
    changes.added += places[len(chosen) :]
    for one in lessons:
        if one not in chosen:
            _leave(changes, one)


def _keep(changes: Changes, one: Placed, place: Wanted) -> None:
    """Give the lesson this place, unless it was moved: then only its origin is another."""
    if one.is_moved:
        kept = one._replace(slot_id=place.slot_id, moved_from_on=place.on, moved_from_number=place.number)
    else:
        kept = one._replace(
            slot_id=place.slot_id,
            on=place.on,
            number=place.number,
            starts_at=place.starts_at,
            ends_at=place.ends_at,
            room_id=place.room_id,
        )
    if one.is_left:
        kept = kept._replace(is_cancelled=False)
    if kept != one:
        changes.changed.append(kept)


def _leave(changes: Changes, one: Placed) -> None:
    """Let go of a lesson that the week wants no more."""
    if one.is_left:
        return
    if one.is_cancelled or one.is_moved:
        changes.changed.append(one._replace(slot_id=None))
    elif one.is_precious:
        changes.changed.append(one._replace(slot_id=None, is_cancelled=True))
    else:
        changes.dropped.append(one.id)
