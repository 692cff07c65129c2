"""The office and the week: a course's places in it, changed from a day on; the lessons follow at once."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import JournalActor
from parta.core.clock import today
from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.journal import queries
from parta.journal.models import Bell, Course, Room, SchoolClass, Timetable, TimetableSlot
from parta.journal.queries.claims import WeekPlace, claim_of_course, claims_of_slots
from parta.journal.queries.office import want_administrator
from parta.journal.rules.conflicts import find_clash
from parta.journal.schemas import SlotGiven
from parta.journal.service.refusals import NoBell, OutsideTheYear, PastDay, refuse_clash
from parta.journal.service.timetable import hold_timetable, make_lessons


async def add_slot(session: AsyncSession, actor: JournalActor, given: SlotGiven) -> UUID:
    """Give the course this place in the week from that day on, to the timetable's end.

    Raises Forbidden, NotFound, PastDay, OutsideTheYear, NoBell, and what is busy.
    """
    course, taught = await _hold(session, actor, given)
    timetable = await _timetable_at(session, taught, given.from_on)
    slot = TimetableSlot(
        id=new_id(),
        school_id=course.school_id,
        timetable_id=timetable.id,
        course_id=course.id,
        from_on=given.from_on,
        to_on=timetable.to_on,
    )
    await _place(session, slot, given)
    session.add(slot)
    await session.flush()
    await make_lessons(session, taught.year_id, since=given.from_on, classes=[taught.id])
    return slot.id


async def change_slot(session: AsyncSession, actor: JournalActor, slot_id: UUID, given: SlotGiven) -> UUID:
    """Let the slot be this from that day on, and give what holds then; what was before stays.

    Raises Forbidden, NotFound, PastDay, OutsideTheYear, NoBell, and what is busy.
    """
    former = await _own_slot(session, actor, slot_id)
    course = await queries.get_course(session, former.course_id)
    _, taught = await _hold(session, actor, given, course.class_id)
    former = await _own_slot(session, actor, slot_id)
    if given.from_on >= former.to_on:
        raise OutsideTheYear
    slot = former if given.from_on <= former.from_on else _split(former, given.from_on)
    await _place(session, slot, given)
    session.add(slot)
    await session.flush()
    await make_lessons(session, taught.year_id, since=given.from_on, classes={course.class_id, taught.id})
    return slot.id


async def end_slot(session: AsyncSession, actor: JournalActor, slot_id: UUID, from_on: date) -> None:
    """Let the slot be no more from that day on. Raises Forbidden, NotFound, PastDay."""
    slot = await _own_slot(session, actor, slot_id)
    taught = await queries.get_class(session, (await queries.get_course(session, slot.course_id)).class_id)
    await hold_timetable(session, actor.school_id, [taught.id])
    slot = await _own_slot(session, actor, slot_id)
    await _want_future(session, actor, from_on)
    slot.to_on = max(slot.from_on, min(slot.to_on, from_on))
    await session.flush()
    await make_lessons(session, taught.year_id, since=from_on, classes=[taught.id])
    if slot.to_on == slot.from_on:
        await session.delete(slot)


async def _hold(
    session: AsyncSession, actor: JournalActor, given: SlotGiven, *also: UUID
) -> tuple[Course, SchoolClass]:
    """Hold the timetable and the classes concerned; give the course and its class, if all that is given is ours."""
    await want_administrator(session, actor)
    await _want_future(session, actor, given.from_on)
    course = await queries.get_course(session, given.course_id)
    room = await session.get(Room, given.room_id) if given.room_id is not None else None
    is_strange = given.room_id is not None and (room is None or room.school_id != actor.school_id)
    if course.school_id != actor.school_id or is_strange:
        raise NotFound
    await hold_timetable(session, actor.school_id, {course.class_id, *also})
    return course, await queries.get_class(session, course.class_id)


def _split(former: TimetableSlot, on: date) -> TimetableSlot:
    """Let the slot end on that day, and give what goes on from there."""
    rest = TimetableSlot(
        id=new_id(),
        school_id=former.school_id,
        timetable_id=former.timetable_id,
        from_on=on,
        to_on=former.to_on,
    )
    former.to_on = on
    return rest


async def _place(session: AsyncSession, slot: TimetableSlot, given: SlotGiven) -> None:
    """Put the slot there, if its bell rings and nothing is in the way."""
    timetable = await session.get_one(Timetable, slot.timetable_id)
    rung = select(Bell.id).where(Bell.schedule_id == timetable.bell_schedule_id, Bell.number == given.number)
    if (await session.execute(rung)).first() is None:
        raise NoBell
    days = (max(slot.from_on, given.from_on), slot.to_on)
    claim = await claim_of_course(session, given.course_id, given.room_id, days, given.weeks)
    place = WeekPlace(slot.school_id, given.weekday, given.number, days)
    refuse_clash(find_clash(claim, await claims_of_slots(session, place, but=slot.id)))
    slot.course_id, slot.room_id = given.course_id, given.room_id
    slot.weekday, slot.number, slot.weeks = given.weekday, given.number, given.weeks


async def _own_slot(session: AsyncSession, actor: JournalActor, slot_id: UUID) -> TimetableSlot:
    """Give the slot as it is now. Raises Forbidden, NotFound."""
    await want_administrator(session, actor)
    slot = await session.get(TimetableSlot, slot_id, populate_existing=True)
    if slot is None or slot.school_id != actor.school_id:
        raise NotFound
    return slot


async def _timetable_at(session: AsyncSession, taught: SchoolClass, on: date) -> Timetable:
    """Give the timetable that holds for the class on that day. Raises OutsideTheYear."""
    held = select(Timetable).where(Timetable.year_id == taught.year_id, Timetable.from_on <= on, Timetable.to_on > on)
    found = (await session.execute(held.order_by(Timetable.from_on.desc()).limit(1))).scalar_one_or_none()
    if found is None or on >= taught.to_on:
        raise OutsideTheYear
    return found


async def _want_future(session: AsyncSession, actor: JournalActor, from_on: date) -> None:
    school = await queries.get_school(session, actor.school_id)
    if from_on < today(school.time_zone):
        raise PastDay
