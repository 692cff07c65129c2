"""Classrooms, bell schedules, timetables and holidays, and the end of a year."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from sqlalchemy import select

from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.school.models import Holiday, SchoolClass, SchoolYear
from parta.school.service import NamedPeriod, end_class
from parta.timetable.models import Bell, BellSchedule, Classroom, Timetable, TimetableSlot, Weeks
from parta.timetable.service.timetable import sync_lessons


@dataclass(frozen=True, slots=True)
class SlotSpec:
    """A weekly slot of a course to create."""

    course_id: UUID
    weekday: int
    number: int
    classroom_id: UUID | None = None
    weeks: Weeks = Weeks.EVERY


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
    await sync_lessons(work, year.id, since=min(one.from_on for one in holidays), states_history=True)


async def end_year(work: UnitOfWork, year: SchoolYear, *, to_on: date) -> None:
    """End the year and all its classes: that day is the first after it. Their chats are archived then."""
    year.to_on = to_on
    classes = select(SchoolClass.id).where(SchoolClass.year_id == year.id, SchoolClass.to_on >= to_on)
    for class_id in (await work.execute(classes.order_by(SchoolClass.id))).scalars().all():
        await close_class(work, class_id, to_on=to_on)


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
    await sync_lessons(work, year.id, since=period.from_on, states_history=True)
    return timetable


async def close_class(work: UnitOfWork, class_id: UUID, *, to_on: date) -> None:
    """End the class: that day is the first without it. Raises NotFound."""
    school_class = await end_class(work, class_id, to_on=to_on)
    await sync_lessons(work, school_class.year_id, since=to_on, classes=[class_id])
