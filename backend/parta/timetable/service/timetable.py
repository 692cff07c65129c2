"""Lessons of the year: created from the timetable, and reconciled with it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, func, insert, or_, select, update

from parta.core.clock import now, today
from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.school import queries as schools
from parta.school.models import Course, Holiday, SchoolClass, SchoolYear, Term
from parta.school.queries.classes import CLASS
from parta.school.queries.conditions import among
from parta.timetable.models import Bell, Lesson, LessonFile, LessonState, Substitution, Timetable, TimetableSlot
from parta.timetable.queries.lessons import LESSON, list_published_lessons
from parta.timetable.rules.schedule import (
    Bells,
    Calendar,
    ExistingLesson,
    LessonChanges,
    PlannedLesson,
    WeekSlot,
    reconcile,
)
from parta.timetable.rules.schedule import plan_lessons as wanted_of
from parta.timetable.service.lessons import emit_lesson_changed

_ORIGINAL_DAY = func.coalesce(Lesson.moved_from_on, Lesson.on)
_UPDATED_COLUMNS = frozenset(
    ("id", "slot_id", "on", "number", "starts_at", "ends_at", "classroom_id", "moved_from_on", "moved_from_number")
)


async def lock_timetable(work: UnitOfWork, school_id: UUID, classes: Collection[UUID]) -> None:
    """Lock the timetable of the school, and the streams of these classes."""
    await work.advisory_lock(f"timetable:{school_id}")
    await work.lock_streams(*classes)


async def sync_lessons(
    work: UnitOfWork,
    year_id: UUID,
    *,
    since: date,
    classes: Collection[UUID] | None = None,
    states_history: bool = False,
) -> None:
    """Reconcile the lessons of the year, or of these classes in it, with the timetable from that day on.

    Lessons with content stay, in the next slot of their week. What has begun stays as it was, unless the school states
    its past, such as in an import. Idempotent. Raises NotFound.
    """
    year = await work.get(SchoolYear, year_id)
    if year is None:
        raise NotFound
    class_ids = sorted(classes if classes is not None else await _classes_of_year(work, year_id))
    await lock_timetable(work, year.school_id, class_ids)
    slots, bells = await _slots(work, class_ids, since), await _bells(work, year.school_id)
    planned = wanted_of(slots, bells, await _calendar(work, year), since=since)
    existing, published = await _list_existing_lessons(work, class_ids, since)
    changes = reconcile(planned, existing, at=None if states_history else now())
    await _apply_changes(work, year.school_id, changes)
    course_classes = {one.course_id: one.class_id for one in planned} | await _classes_of_courses(work, class_ids)
    changed = {one.id: course_classes[one.course_id] for one in changes.changed}
    deleted = set(changes.deleted)
    touched = {one.class_id for one in changes.added} | set(changed.values())
    touched |= {course_classes[one.course_id] for one in existing if one.id in deleted}
    for class_id in sorted(touched):
        work.publish(class_id, CLASS, class_id)
    for lesson_id, class_id in changed.items():
        if lesson_id in published:
            work.publish(class_id, LESSON, lesson_id)
            emit_lesson_changed(work, lesson_id)


async def publish_class(work: UnitOfWork, class_id: UUID) -> None:
    """Publish the class to its subscribers, and its lessons from today on that were published before."""
    school_class = await schools.get_class(work, class_id)
    school = await schools.get_school(work, school_class.school_id)
    await work.lock_streams(class_id)
    work.publish(class_id, CLASS, class_id)
    lessons = await list_published_lessons(work, class_id, since=today(school.time_zone))
    if lessons:
        work.publish(class_id, LESSON, *lessons)


async def _classes_of_year(work: UnitOfWork, year_id: UUID) -> Sequence[UUID]:
    query = select(SchoolClass.id).where(SchoolClass.year_id == year_id)
    return (await work.execute(query)).scalars().all()


async def _classes_of_courses(work: UnitOfWork, classes: Collection[UUID]) -> dict[UUID, UUID]:
    query = select(Course.id, Course.class_id).where(among(Course.class_id, classes))
    return dict((await work.execute(query)).all())


async def _slots(work: UnitOfWork, classes: Collection[UUID], since: date) -> list[WeekSlot]:
    query = select(
        TimetableSlot.id,
        Course.class_id,
        TimetableSlot.course_id,
        TimetableSlot.weekday,
        TimetableSlot.number,
        TimetableSlot.weeks,
        TimetableSlot.classroom_id,
        func.greatest(TimetableSlot.from_on, SchoolClass.from_on),
        func.least(TimetableSlot.to_on, SchoolClass.to_on),
        Timetable.bell_schedule_id,
    )
    query = query.join(Course, Course.id == TimetableSlot.course_id)
    query = query.join(SchoolClass, SchoolClass.id == Course.class_id)
    query = query.join(Timetable, Timetable.id == TimetableSlot.timetable_id)
    query = query.where(among(Course.class_id, classes), TimetableSlot.to_on > since).order_by(TimetableSlot.id)
    return [
        WeekSlot(slot, class_id, course_id, weekday, number, weeks, classroom_id, (from_on, to_on), bell_schedule_id)
        for slot, class_id, course_id, weekday, number, weeks, classroom_id, from_on, to_on, bell_schedule_id in (
            await work.execute(query)
        )
    ]


async def _bells(work: UnitOfWork, school_id: UUID) -> dict[UUID, Bells]:
    bells: defaultdict[UUID, dict[int, tuple[time, time]]] = defaultdict(dict)
    for one in (await work.execute(select(Bell).where(Bell.school_id == school_id))).scalars():
        bells[one.schedule_id][one.number] = (one.starts_at, one.ends_at)
    return dict(bells)


async def _calendar(work: UnitOfWork, year: SchoolYear) -> Calendar:
    terms = select(Term.from_on, Term.to_on).where(Term.year_id == year.id)
    holidays = select(Holiday.from_on, Holiday.to_on).where(Holiday.year_id == year.id)
    school = await schools.get_school(work, year.school_id)
    return Calendar(
        year.from_on,
        [(from_on, to_on) for from_on, to_on in (await work.execute(terms))],
        [(from_on, to_on) for from_on, to_on in (await work.execute(holidays))],
        school.time_zone,
    )


async def _list_existing_lessons(
    work: UnitOfWork, classes: Collection[UUID], since: date
) -> tuple[list[ExistingLesson], Collection[UUID]]:
    """Return the lessons whose origin is on that day or later, and which of them were published."""
    has_content = or_(
        Lesson.is_bound,
        Lesson.changed_seq > 0,
        Lesson.topic != "",
        Lesson.homework_text != "",
        Lesson.attendance_confirmed_at.is_not(None),
        exists().where(LessonFile.lesson_id == Lesson.id),
        exists().where(Substitution.lesson_id == Lesson.id),
    )
    query = select(
        Lesson.id,
        Lesson.course_id,
        Lesson.slot_id,
        Lesson.on,
        Lesson.number,
        Lesson.starts_at,
        Lesson.ends_at,
        Lesson.classroom_id,
        Lesson.moved_from_on,
        Lesson.moved_from_number,
        Lesson.state == LessonState.CANCELLED,
        Lesson.reason != "",
        has_content,
        Lesson.changed_seq > 0,
    )
    rows = (await work.execute(query.where(among(Lesson.class_id, classes), since <= _ORIGINAL_DAY))).all()
    return [ExistingLesson._make(row[:-1]) for row in rows], {row[0] for row in rows if row[-1]}


async def _apply_changes(work: UnitOfWork, school_id: UUID, changes: LessonChanges) -> None:
    if changes.deleted:
        await work.execute(
            delete(Lesson).where(among(Lesson.id, changes.deleted)).execution_options(synchronize_session=False)
        )
    if changes.changed:
        await work.execute(update(Lesson), [_to_update(one) for one in changes.changed])
    if changes.added:
        await work.execute(insert(Lesson), [_to_insert(school_id, one) for one in changes.added])


def _to_update(one: ExistingLesson) -> dict[str, Any]:
    state = LessonState.CANCELLED if one.is_cancelled else LessonState.PLANNED
    return {name: value for name, value in one._asdict().items() if name in _UPDATED_COLUMNS} | {"state": state}


def _to_insert(school_id: UUID, one: PlannedLesson) -> dict[str, Any]:
    """Return the row of a new lesson."""
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
