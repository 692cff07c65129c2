"""Lessons of the year: made from the week as it repeats, and kept in line with it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import today
from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.core.outbox import emit
from parta.core.streams import advisory_lock, lock_streams, publish
from parta.journal import queries
from parta.journal.events import LessonChanged
from parta.journal.models import (
    Attendance,
    Bell,
    Course,
    Holiday,
    Lesson,
    LessonFile,
    LessonState,
    SchoolClass,
    SchoolYear,
    Substitution,
    Term,
    Timetable,
    TimetableSlot,
)
from parta.journal.queries.conditions import among
from parta.journal.queries.lessons import CLASS, LESSON, told_lessons
from parta.journal.rules.planning import Bells, Calendar, Changes, Placed, Wanted, WeekSlot, bring_into_line
from parta.journal.rules.planning import wanted_lessons as wanted_of

_PLACE = func.coalesce(Lesson.moved_from_on, Lesson.on)
_KEPT = frozenset(
    ("id", "slot_id", "on", "number", "starts_at", "ends_at", "room_id", "moved_from_on", "moved_from_number")
)


async def hold_timetable(session: AsyncSession, school_id: UUID, classes: Collection[UUID]) -> None:
    """Let nobody else change the timetable of the school meanwhile, nor anything in these classes."""
    await advisory_lock(session, f"timetable:{school_id}")
    await lock_streams(session, *classes)


async def make_lessons(
    session: AsyncSession, year_id: UUID, *, since: date, classes: Collection[UUID] | None = None
) -> None:
    """Bring the lessons of the year, or of these classes in it, into line with the timetable from that day on.

    What carries something stays, in the place of its week that follows. Safe to repeat. Raises NotFound.
    """
    year = await session.get(SchoolYear, year_id)
    if year is None:
        raise NotFound
    concerned = sorted(classes if classes is not None else await _classes_of_year(session, year_id))
    await hold_timetable(session, year.school_id, concerned)
    slots, bells = await _slots(session, concerned, since), await _bells(session, year.school_id)
    wanted = wanted_of(slots, bells, await _calendar(session, year), since=since)
    there, told = await _there(session, concerned, since)
    changes = bring_into_line(wanted, there)
    await _write(session, year.school_id, changes)
    course_classes = {one.course_id: one.class_id for one in wanted} | await _classes_of_courses(session, concerned)
    changed = {one.id: course_classes[one.course_id] for one in changes.changed}
    gone = set(changes.dropped)
    touched = {one.class_id for one in changes.added} | set(changed.values())
    touched |= {course_classes[one.course_id] for one in there if one.id in gone}
    for class_id in sorted(touched):
        publish(session, class_id, CLASS, class_id)
    for lesson_id, class_id in changed.items():
        if lesson_id in told:
            publish(session, class_id, LESSON, lesson_id)
            emit(session, LessonChanged(lesson_id=lesson_id))


async def tell_class(session: AsyncSession, class_id: UUID) -> None:
    """Tell those who hear of the class that its people, or what it is, changed; with it the lessons that they know."""
    told = await queries.get_class(session, class_id)
    school = await queries.get_school(session, told.school_id)
    await lock_streams(session, class_id)
    publish(session, class_id, CLASS, class_id)
    lessons = await told_lessons(session, class_id, since=today(school.time_zone))
    if lessons:
        publish(session, class_id, LESSON, *lessons)


async def _classes_of_year(session: AsyncSession, year_id: UUID) -> Sequence[UUID]:
    theirs = select(SchoolClass.id).where(SchoolClass.year_id == year_id)
    return (await session.execute(theirs)).scalars().all()


async def _classes_of_courses(session: AsyncSession, classes: Collection[UUID]) -> dict[UUID, UUID]:
    theirs = select(Course.id, Course.class_id).where(among(Course.class_id, classes))
    return dict((await session.execute(theirs)).all())


async def _slots(session: AsyncSession, classes: Collection[UUID], since: date) -> list[WeekSlot]:
    kept = select(
        TimetableSlot.id,
        Course.class_id,
        TimetableSlot.course_id,
        TimetableSlot.weekday,
        TimetableSlot.number,
        TimetableSlot.weeks,
        TimetableSlot.room_id,
        func.greatest(TimetableSlot.from_on, SchoolClass.from_on),
        func.least(TimetableSlot.to_on, SchoolClass.to_on),
        Timetable.bell_schedule_id,
    )
    kept = kept.join(Course, Course.id == TimetableSlot.course_id)
    kept = kept.join(SchoolClass, SchoolClass.id == Course.class_id)
    kept = kept.join(Timetable, Timetable.id == TimetableSlot.timetable_id)
    kept = kept.where(among(Course.class_id, classes), TimetableSlot.to_on > since).order_by(TimetableSlot.id)
    return [
        WeekSlot(slot, class_id, course_id, weekday, number, weeks, room_id, (from_on, to_on), bells_id)
        for slot, class_id, course_id, weekday, number, weeks, room_id, from_on, to_on, bells_id in (
            await session.execute(kept)
        )
    ]


async def _bells(session: AsyncSession, school_id: UUID) -> dict[UUID, Bells]:
    rung: defaultdict[UUID, dict[int, tuple[time, time]]] = defaultdict(dict)
    for one in (await session.execute(select(Bell).where(Bell.school_id == school_id))).scalars():
        rung[one.schedule_id][one.number] = (one.starts_at, one.ends_at)
    return dict(rung)


async def _calendar(session: AsyncSession, year: SchoolYear) -> Calendar:
    terms = select(Term.from_on, Term.to_on).where(Term.year_id == year.id)
    holidays = select(Holiday.from_on, Holiday.to_on).where(Holiday.year_id == year.id)
    school = await queries.get_school(session, year.school_id)
    return Calendar(
        year.from_on,
        [(from_on, to_on) for from_on, to_on in (await session.execute(terms))],
        [(from_on, to_on) for from_on, to_on in (await session.execute(holidays))],
        school.time_zone,
    )


async def _there(
    session: AsyncSession, classes: Collection[UUID], since: date
) -> tuple[list[Placed], Collection[UUID]]:
    """Give the lessons whose place is on that day or later, and which of them people have heard of."""
    is_precious = or_(
        Lesson.is_bound,
        Lesson.changed_seq > 0,
        Lesson.topic != "",
        Lesson.homework_text != "",
        Lesson.attendance_confirmed_at.is_not(None),
        exists().where(LessonFile.lesson_id == Lesson.id),
        exists().where(Substitution.lesson_id == Lesson.id),
        exists().where(Attendance.lesson_id == Lesson.id),
    )
    kept = select(
        Lesson.id,
        Lesson.course_id,
        Lesson.slot_id,
        Lesson.on,
        Lesson.number,
        Lesson.starts_at,
        Lesson.ends_at,
        Lesson.room_id,
        Lesson.moved_from_on,
        Lesson.moved_from_number,
        Lesson.state == LessonState.CANCELLED,
        Lesson.reason != "",
        is_precious,
        Lesson.changed_seq > 0,
    )
    rows = (await session.execute(kept.where(among(Lesson.class_id, classes), since <= _PLACE))).all()
    return [Placed._make(row[:-1]) for row in rows], {row[0] for row in rows if row[-1]}


async def _write(session: AsyncSession, school_id: UUID, changes: Changes) -> None:
    if changes.dropped:
        await session.execute(
            delete(Lesson).where(among(Lesson.id, changes.dropped)).execution_options(synchronize_session=False)
        )
    if changes.changed:
        await session.execute(update(Lesson), [_changed(one) for one in changes.changed])
    if changes.added:
        await session.execute(insert(Lesson), [_added(school_id, one) for one in changes.added])


def _changed(one: Placed) -> dict[str, Any]:
    state = LessonState.CANCELLED if one.is_cancelled else LessonState.PLANNED
    return {name: value for name, value in one._asdict().items() if name in _KEPT} | {"state": state}


def _added(school_id: UUID, one: Wanted) -> dict[str, Any]:
    """Give the row of a lesson that nobody has touched yet."""
    return one._asdict() | {
        "id": new_id(),
        "school_id": school_id,
        "changed_seq": 0,
        "state": LessonState.PLANNED,
        "reason": "",
        "moved_from_on": None,
        "moved_from_number": None,
        "topic": "",
        "homework_text": "",
        "attendance_confirmed_at": None,
        "is_bound": False,
    }
