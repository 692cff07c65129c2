"""Schools: founding them, their years, subjects, rooms, bells and the week."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.ids import new_id
from parta.journal.models import (
    Bell,
    BellSchedule,
    Holiday,
    Room,
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
from parta.journal.service.timetable import make_lessons


@dataclass(frozen=True, slots=True)
class Span:
    """A named time between two days, the second not included."""

    title: str
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class Slot:
    """A course's place in the week."""

    course_id: UUID
    weekday: int
    number: int
    room_id: UUID | None = None
    weeks: Weeks = Weeks.EVERY


async def found_school(session: AsyncSession, title: str, *, city: str, time_zone: str) -> School:
    """Make a school whose journal is kept here."""
    founded = School(title=title, city=city, time_zone=time_zone, source=None, sourced_id=None)
    session.add(founded)
    await session.flush()
    return founded


async def open_year(
    session: AsyncSession, school_id: UUID, span: Span, *, kind: TermKind, terms: Sequence[Span]
) -> SchoolYear:
    """Open a school year with its terms."""
    year = SchoolYear(school_id=school_id, title=span.title, from_on=span.from_on, to_on=span.to_on)
    session.add(year)
    await session.flush()
    session.add_all(
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
    await session.flush()
    return year


async def add_holidays(session: AsyncSession, year: SchoolYear, holidays: Sequence[Span]) -> None:
    """Let nobody have lessons on these days; those that were made for them go."""
    session.add_all(
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
    await session.flush()
    await make_lessons(session, year.id, since=min(one.from_on for one in holidays))


async def end_year(session: AsyncSession, year: SchoolYear, *, to_on: date) -> None:
    """Let the year and all its classes end: that day is the first after it. Their chats are archived then."""
    year.to_on = to_on
    classes = select(SchoolClass.id).where(SchoolClass.year_id == year.id, SchoolClass.to_on >= to_on)
    for class_id in (await session.execute(classes.order_by(SchoolClass.id))).scalars().all():
        await close_class(session, class_id, to_on=to_on)


async def add_subject(session: AsyncSession, school_id: UUID, title: str) -> Subject:
    """Let the school teach this."""
    subject = Subject(school_id=school_id, title=title)
    session.add(subject)
    await session.flush()
    return subject


async def add_rooms(session: AsyncSession, school_id: UUID, rooms: Mapping[str, int | None]) -> Sequence[Room]:
    """Let the school have these rooms: title → seats."""
    added = [Room(id=new_id(), school_id=school_id, title=title, seats=seats) for title, seats in rooms.items()]
    session.add_all(added)
    await session.flush()
    return added


async def set_bells(
    session: AsyncSession, school_id: UUID, title: str, bells: Sequence[tuple[time, time]]
) -> BellSchedule:
    """Make a schedule of bells: when the first, the second … lesson begins and ends."""
    schedule = BellSchedule(school_id=school_id, title=title)
    session.add(schedule)
    await session.flush()
    session.add_all(
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
    await session.flush()
    return schedule


async def set_timetable(
    session: AsyncSession, year: SchoolYear, schedule: BellSchedule, span: Span, slots: Collection[Slot]
) -> Timetable:
    """Lay down the week that repeats within this time, and make the lessons that follow from it."""
    timetable = Timetable(
        school_id=year.school_id,
        year_id=year.id,
        bell_schedule_id=schedule.id,
        title=span.title,
        from_on=span.from_on,
        to_on=span.to_on,
    )
    session.add(timetable)
    await session.flush()
    session.add_all(
        TimetableSlot(
            id=new_id(),
            school_id=year.school_id,
            timetable_id=timetable.id,
            course_id=slot.course_id,
            weekday=slot.weekday,
            number=slot.number,
            weeks=slot.weeks,
            room_id=slot.room_id,
            from_on=span.from_on,
            to_on=span.to_on,
        )
        for slot in slots
    )
    await session.flush()
    await make_lessons(session, year.id, since=span.from_on)
    return timetable
