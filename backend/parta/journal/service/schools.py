"""Schools: their creation, years, subjects, classrooms, bell schedules and timetables."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from sqlalchemy import select

from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.journal.models import (
    Bell,
    BellSchedule,
    Classroom,
    Holiday,
    School,
    SchoolClass,
    SchoolYear,
    Subject,
    Term,
    TermKind,
    Timetable,
    TimetableSlot,
    Weeks,
)
from parta.journal.service.classes import close_class
from parta.journal.service.timetable import sync_lessons


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A named period between two days, the second exclusive."""

    title: str
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class SlotSpec:
    """A weekly slot of a course to create."""

    course_id: UUID
    weekday: int
    number: int
    classroom_id: UUID | None = None
    weeks: Weeks = Weeks.EVERY


async def create_school(work: UnitOfWork, title: str, *, city: str, time_zone: str) -> School:
    """Create a school with its journal here."""
    school = School(title=title, city=city, time_zone=time_zone, source=None, sourced_id=None)
    work.add(school)
    await work.flush()
    return school


async def open_year(
    work: UnitOfWork, school_id: UUID, period: NamedPeriod, *, kind: TermKind, terms: Sequence[NamedPeriod]
) -> SchoolYear:
    """Create a school year with its terms."""
    year = SchoolYear(school_id=school_id, title=period.title, from_on=period.from_on, to_on=period.to_on)
    work.add(year)
    await work.flush()
    work.add_all(
        Term(
            id=new_id(),
            school_id=school_id,
            year_id=year.id,
            kind=kind,
            title=term.title,
            from_on=term.from_on,
            to_on=term.to_on,
        )
        for term in terms
    )
    await work.flush()
    return year


async def add_holidays(work: UnitOfWork, year: SchoolYear, holidays: Sequence[NamedPeriod]) -> None:
    """Add holidays; the lessons on these days are deleted or cancelled."""
    work.add_all(
        Holiday(
            id=new_id(),
            school_id=year.school_id,
            year_id=year.id,
            title=one.title,
            from_on=one.from_on,
            to_on=one.to_on,
        )
        for one in holidays
    )
    await work.flush()
    await sync_lessons(work, year.id, since=min(one.from_on for one in holidays))


async def end_year(work: UnitOfWork, year: SchoolYear, *, to_on: date) -> None:
    """End the year and all its classes: that day is the first after it. Their chats are archived then."""
    year.to_on = to_on
    classes = select(SchoolClass.id).where(SchoolClass.year_id == year.id, SchoolClass.to_on >= to_on)
    for class_id in (await work.execute(classes.order_by(SchoolClass.id))).scalars().all():
        await close_class(work, class_id, to_on=to_on)


async def add_subject(work: UnitOfWork, school_id: UUID, title: str) -> Subject:
    """Create a subject of the school."""
    subject = Subject(school_id=school_id, title=title)
    work.add(subject)
    await work.flush()
    return subject


async def add_classrooms(
    work: UnitOfWork, school_id: UUID, classrooms: Mapping[str, int | None]
) -> Sequence[Classroom]:
    """Create classrooms of the school: title → seats."""
    added = [
        Classroom(id=new_id(), school_id=school_id, title=title, seats=seats) for title, seats in classrooms.items()
    ]
    work.add_all(added)
    await work.flush()
    return added


async def add_bell_schedule(
    work: UnitOfWork, school_id: UUID, title: str, bells: Sequence[tuple[time, time]]
) -> BellSchedule:
    """Create a bell schedule: the start and end of the first, the second … lesson."""
    schedule = BellSchedule(school_id=school_id, title=title)
    work.add(schedule)
    await work.flush()
    work.add_all(
        Bell(
            id=new_id(),
            school_id=school_id,
            schedule_id=schedule.id,
            number=number,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        for number, (starts_at, ends_at) in enumerate(bells, start=1)
    )
    await work.flush()
    return schedule


async def add_timetable(
    work: UnitOfWork, year: SchoolYear, schedule: BellSchedule, period: NamedPeriod, slots: Collection[SlotSpec]
) -> Timetable:
    """Create a timetable for this period and the lessons that follow from it."""
    timetable = Timetable(
        school_id=year.school_id,
        year_id=year.id,
        bell_schedule_id=schedule.id,
        title=period.title,
        from_on=period.from_on,
        to_on=period.to_on,
    )
    work.add(timetable)
    await work.flush()
    work.add_all(
        TimetableSlot(
            id=new_id(),
            school_id=year.school_id,
            timetable_id=timetable.id,
            course_id=slot.course_id,
            weekday=slot.weekday,
            number=slot.number,
            weeks=slot.weeks,
            classroom_id=slot.classroom_id,
            from_on=period.from_on,
            to_on=period.to_on,
        )
        for slot in slots
    )
    await work.flush()
    await sync_lessons(work, year.id, since=period.from_on)
    return timetable
