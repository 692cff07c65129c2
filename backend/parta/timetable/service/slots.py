"""The office and timetable slots: changed from a day on; the lessons follow at once."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from parta.core.clock import today
from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.core.principals import AccountPrincipal
from parta.core.unit_of_work import UnitOfWork
from parta.school import queries as schools
from parta.school.models import Course, SchoolClass
from parta.school.queries.access import require_administrator
from parta.timetable.models import Bell, Classroom, Timetable, TimetableSlot
from parta.timetable.queries.bookings import SlotTime, get_course_booking, list_slot_bookings
from parta.timetable.rules.conflicts import find_conflicts
from parta.timetable.schemas import SlotRequest
from parta.timetable.service.errors import NoBell, OutsideYear, PastDay, raise_conflicts
from parta.timetable.service.timetable import lock_timetable, sync_lessons


async def add_slot(work: UnitOfWork, actor: AccountPrincipal, request: SlotRequest) -> UUID:
    """Create a slot of the course from that day to the timetable's end.

    Raises Forbidden, NotFound, PastDay, OutsideYear, NoBell, and the conflict found.
    """
    course, school_class = await _lock_classes(work, actor, request)
    timetable = await _get_timetable(work, school_class, request.from_on)
    slot = TimetableSlot(
        id=new_id(),
        school_id=course.school_id,
        timetable_id=timetable.id,
        course_id=course.id,
        from_on=request.from_on,
        to_on=timetable.to_on,
    )
    await _set_slot(work, slot, request)
    work.add(slot)
    await work.flush()
    await sync_lessons(work, school_class.year_id, since=request.from_on, classes=[school_class.id])
    return slot.id


async def change_slot(work: UnitOfWork, actor: AccountPrincipal, slot_id: UUID, request: SlotRequest) -> UUID:
    """Change the slot from that day on, and return the slot valid then; what was before stays.

    Raises Forbidden, NotFound, PastDay, OutsideYear, NoBell, and the conflict found.
    """
    former = await _get_own_slot(work, actor, slot_id)
    course = await schools.get_course(work, former.course_id)
    _, school_class = await _lock_classes(work, actor, request, course.class_id)
    former = await _get_own_slot(work, actor, slot_id)
    if request.from_on >= former.to_on:
        raise OutsideYear
    slot = former if request.from_on <= former.from_on else _split(former, request.from_on)
    await _set_slot(work, slot, request)
    work.add(slot)
    await work.flush()
    await sync_lessons(work, school_class.year_id, since=request.from_on, classes={course.class_id, school_class.id})
    return slot.id


async def end_slot(work: UnitOfWork, actor: AccountPrincipal, slot_id: UUID, from_on: date) -> None:
    """End the slot on that day. Raises Forbidden, NotFound, PastDay."""
    slot = await _get_own_slot(work, actor, slot_id)
    school_class = await schools.get_class(work, (await schools.get_course(work, slot.course_id)).class_id)
    await lock_timetable(work, actor.school_id, [school_class.id])
    slot = await _get_own_slot(work, actor, slot_id)
    await _require_future(work, actor, from_on)
    slot.to_on = max(slot.from_on, min(slot.to_on, from_on))
    await work.flush()
    await sync_lessons(work, school_class.year_id, since=from_on, classes=[school_class.id])
    if slot.to_on == slot.from_on:
        await work.delete(slot)


async def _lock_classes(
    work: UnitOfWork, actor: AccountPrincipal, request: SlotRequest, *other_classes: UUID
) -> tuple[Course, SchoolClass]:
    """Lock the timetable and the classes; return the course and its class if they belong to the actor's school."""
    await require_administrator(work, actor)
    await _require_future(work, actor, request.from_on)
    course = await schools.get_course(work, request.course_id)
    classroom = await work.get(Classroom, request.classroom_id) if request.classroom_id is not None else None
    is_foreign = request.classroom_id is not None and (classroom is None or classroom.school_id != actor.school_id)
    if course.school_id != actor.school_id or is_foreign:
        raise NotFound
    await lock_timetable(work, actor.school_id, {course.class_id, *other_classes})
    return course, await schools.get_class(work, course.class_id)


def _split(former: TimetableSlot, on: date) -> TimetableSlot:
    """End the slot on that day, and return a new slot for the rest."""
    rest = TimetableSlot(
        id=new_id(),
        school_id=former.school_id,
        timetable_id=former.timetable_id,
        from_on=on,
        to_on=former.to_on,
    )
    former.to_on = on
    return rest


async def _set_slot(work: UnitOfWork, slot: TimetableSlot, request: SlotRequest) -> None:
    """Set course, time and classroom of the slot. Raises NoBell, and the conflict found."""
    timetable = await work.get_one(Timetable, slot.timetable_id)
    query = select(Bell.id).where(Bell.schedule_id == timetable.bell_schedule_id, Bell.number == request.number)
    if (await work.execute(query)).first() is None:
        raise NoBell
    days = (max(slot.from_on, request.from_on), slot.to_on)
    booking = await get_course_booking(work, request.course_id, request.classroom_id, days, request.weeks)
    time = SlotTime(slot.school_id, request.weekday, request.number, days)
    raise_conflicts(find_conflicts(booking, await list_slot_bookings(work, time, exclude=slot.id)))
    slot.course_id, slot.classroom_id = request.course_id, request.classroom_id
    slot.weekday, slot.number, slot.weeks = request.weekday, request.number, request.weeks


async def _get_own_slot(work: UnitOfWork, actor: AccountPrincipal, slot_id: UUID) -> TimetableSlot:
    """Return the slot, freshly read. Raises Forbidden, NotFound."""
    await require_administrator(work, actor)
    slot = await work.get(TimetableSlot, slot_id, populate_existing=True)
    if slot is None or slot.school_id != actor.school_id:
        raise NotFound
    return slot


async def _get_timetable(work: UnitOfWork, school_class: SchoolClass, on: date) -> Timetable:
    """Return the timetable of the class on that day. Raises OutsideYear."""
    query = select(Timetable).where(
        Timetable.year_id == school_class.year_id, Timetable.from_on <= on, Timetable.to_on > on
    )
    found = (await work.execute(query.order_by(Timetable.from_on.desc()).limit(1))).scalar_one_or_none()
    if found is None or on >= school_class.to_on:
        raise OutsideYear
    return found


async def _require_future(work: UnitOfWork, actor: AccountPrincipal, from_on: date) -> None:
    school = await schools.get_school(work, actor.school_id)
    if from_on < today(school.time_zone):
        raise PastDay
