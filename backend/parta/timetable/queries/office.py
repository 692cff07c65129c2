"""Reads of the school office: its options, a class's timetable slots, and the bells of a day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import today
from parta.core.errors import NotFound
from parta.core.principals import AccountPrincipal
from parta.identity.schemas import PersonName
from parta.school.models import Course, Holiday, JournalAccount, SchoolClass, Subject, Term
from parta.school.queries import require_administrator
from parta.school.queries.accounts import get_school
from parta.school.queries.conditions import among
from parta.school.queries.participation import STAFF_TEACHERS
from parta.school.queries.rosters import list_teachers
from parta.timetable.models import Bell, Classroom, Timetable, TimetableSlot
from parta.timetable.schemas import (
    OfficeBell,
    OfficeChoices,
    OfficeClass,
    OfficeClassroom,
    OfficeCourse,
    OfficeHoliday,
    OfficeTeacher,
    OfficeTerm,
    SlotRead,
)


async def read_choices(session: AsyncSession, actor: AccountPrincipal) -> OfficeChoices:
    """Return all options of the office today. Raises Forbidden."""
    await require_administrator(session, actor)
    school = await get_school(session, actor.school_id)
    on = today(school.time_zone)
    classes = select(SchoolClass).where(SchoolClass.school_id == school.id, SchoolClass.to_on > on)
    found = (await session.execute(classes.order_by(SchoolClass.grade, SchoolClass.title))).scalars().all()
    years = {one.year_id for one in found}
    terms = select(Term).where(among(Term.year_id, years)).order_by(Term.from_on)
    holidays = select(Holiday).where(among(Holiday.year_id, years)).order_by(Holiday.from_on)
    classrooms = select(Classroom).where(Classroom.school_id == school.id)
    return OfficeChoices(
        classes=[OfficeClass.model_validate(one) for one in found],
        courses=await _courses(session, [one.id for one in found], on),
        teachers=await _teachers(session, school.id, on),
        classrooms=[
            OfficeClassroom.model_validate(one)
            for one in (await session.execute(classrooms.order_by(Classroom.title))).scalars()
        ],
        bells=[
            OfficeBell(number=number, starts_at=begin, ends_at=end)
            for number, (begin, end) in sorted((await get_bells(session, school.id, on)).items())
        ],
        terms=[OfficeTerm.model_validate(one) for one in (await session.execute(terms)).scalars()],
        holidays=[OfficeHoliday.model_validate(one) for one in (await session.execute(holidays)).scalars()],
    )


async def get_bells(session: AsyncSession, school_id: UUID, on: date) -> Mapping[int, tuple[time, time]]:
    """Return the bells of the day by number: of the timetable valid then, else the next, else the last."""
    timetables = select(Timetable).where(Timetable.school_id == school_id).order_by(Timetable.from_on)
    found = (await session.execute(timetables)).scalars().all()
    timetable = next((one for one in found if one.to_on > on), found[-1] if found else None)
    if timetable is None:
        return {}
    bells = select(Bell).where(Bell.schedule_id == timetable.bell_schedule_id)
    return {bell.number: (bell.starts_at, bell.ends_at) for bell in (await session.execute(bells)).scalars()}


async def read_class_slots(session: AsyncSession, actor: AccountPrincipal, class_id: UUID) -> Sequence[SlotRead]:
    """Return the current and future slots of the class. Raises Forbidden, NotFound."""
    await require_administrator(session, actor)
    query = select(SchoolClass.id).where(SchoolClass.id == class_id, SchoolClass.school_id == actor.school_id)
    if (await session.execute(query)).first() is None:
        raise NotFound
    school = await get_school(session, actor.school_id)
    on = today(school.time_zone)
    slots = select(TimetableSlot.id).join(Course, Course.id == TimetableSlot.course_id)
    slots = slots.where(Course.class_id == class_id, TimetableSlot.to_on > on)
    return await read_slots(session, (await session.execute(slots)).scalars().all(), on)


async def read_slots(session: AsyncSession, ids: Collection[UUID], on: date) -> Sequence[SlotRead]:
    """Return these slots with their teachers on that day."""
    query = select(TimetableSlot, Subject.title, Course.subgroup, Classroom.title)
    query = query.join(Course, Course.id == TimetableSlot.course_id).join(Subject, Subject.id == Course.subject_id)
    query = query.outerjoin(Classroom, Classroom.id == TimetableSlot.classroom_id).where(among(TimetableSlot.id, ids))
    order = (TimetableSlot.weekday, TimetableSlot.number, TimetableSlot.from_on, Subject.title, Course.subgroup)
    rows = (await session.execute(query.order_by(*order))).all()
    teachers = await list_teachers(session, {slot.course_id for slot, *_ in rows}, on)
    return [
        SlotRead(
            id=slot.id,
            course_id=slot.course_id,
            subject=subject,
            subgroup=subgroup,
            teachers=[PersonName.model_validate(one) for one in teachers.get(slot.course_id, [])],
            weekday=slot.weekday,
            number=slot.number,
            weeks=slot.weeks,
            classroom_id=slot.classroom_id,
            classroom=classroom,
            from_on=slot.from_on,
            to_on=slot.to_on,
        )
        for slot, subject, subgroup, classroom in rows
    ]


async def _courses(session: AsyncSession, classes: Collection[UUID], on: date) -> list[OfficeCourse]:
    taught = select(Course, Subject.title).join(Subject, Subject.id == Course.subject_id)
    taught = taught.where(among(Course.class_id, classes)).order_by(Subject.title, Course.subgroup)
    rows = (await session.execute(taught)).all()
    teachers = await list_teachers(session, [course.id for course, _ in rows], on)
    return [
        OfficeCourse(
            id=course.id,
            class_id=course.class_id,
            subject=subject,
            subgroup=course.subgroup,
            teachers=[one.id for one in teachers.get(course.id, [])],
        )
        for course, subject in rows
    ]


async def _teachers(session: AsyncSession, school_id: UUID, on: date) -> list[OfficeTeacher]:
    employed = STAFF_TEACHERS.exists(
        STAFF_TEACHERS.account_id == JournalAccount.id,
        STAFF_TEACHERS.school_id == school_id,
        STAFF_TEACHERS.is_valid_on(on),
    )
    people = select(JournalAccount).where(employed).order_by(JournalAccount.last_name, JournalAccount.id)
    found = (await session.execute(people)).scalars()
    return [OfficeTeacher(id=one.id, name=PersonName.model_validate(one)) for one in found]
