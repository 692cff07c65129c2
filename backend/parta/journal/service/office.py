"""The office and single lessons: who stands in, what is cancelled, moved, restored, added. One change at a time."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import JournalActor
from parta.core.errors import NotFound
from parta.core.outbox import emit
from parta.journal import queries
from parta.journal.events import SubstitutionChanged
from parta.journal.models import (
    Course,
    EnrollmentRole,
    JournalAccount,
    Lesson,
    LessonState,
    Room,
    SchoolClass,
    StaffPosition,
    StaffRole,
    Substitution,
    TimetableSlot,
)
from parta.journal.queries.claims import Hours, claim_of_course, claims_of_lessons
from parta.journal.queries.conditions import holds
from parta.journal.queries.office import bells_of, want_administrator
from parta.journal.rules.conflicts import Claim, find_busy_teacher, find_clash
from parta.journal.rules.planning import moment
from parta.journal.schemas import ExtraGiven, MoveGiven, SubstituteGiven
from parta.journal.service.lessons import tell_lesson
from parta.journal.service.refusals import LessonCancelled, NoBell, NotATeacher, OutsideTheYear, refuse_clash
from parta.journal.service.timetable import hold_timetable


async def substitute(session: AsyncSession, actor: JournalActor, lesson_id: UUID, given: SubstituteGiven) -> None:
    """Let this teacher stand in, or nobody any more.

    Raises Forbidden, NotFound, LessonCancelled, NotATeacher, TeacherBusy.
    """
    lesson = await _hold_lesson(session, actor, lesson_id)
    if given.teacher_id is not None:
        if lesson.state is LessonState.CANCELLED:
            raise LessonCancelled
        await _want_free_teacher(session, lesson, given.teacher_id)
    await session.execute(delete(Substitution).where(Substitution.lesson_id == lesson_id))
    if given.teacher_id is not None:
        session.add(
            Substitution(
                school_id=lesson.school_id,
                lesson_id=lesson_id,
                teacher_id=given.teacher_id,
                absent_teacher_id=await _only_teacher(session, lesson),
                reason=given.reason or "",
            )
        )
    tell_lesson(session, lesson)
    emit(session, SubstitutionChanged(course_id=lesson.course_id))


async def cancel(session: AsyncSession, actor: JournalActor, lesson_id: UUID, reason: str) -> None:
    """Let the lesson not take place. Safe to repeat. Raises Forbidden, NotFound."""
    lesson = await _hold_lesson(session, actor, lesson_id)
    lesson.state, lesson.reason = LessonState.CANCELLED, reason
    tell_lesson(session, lesson)
    emit(session, SubstitutionChanged(course_id=lesson.course_id))


async def move(session: AsyncSession, actor: JournalActor, lesson_id: UUID, given: MoveGiven) -> None:
    """Let the lesson take place at another time or in another room; without one it keeps its own.

    Raises Forbidden, NotFound, LessonCancelled, NoBell, OutsideTheYear, and what is busy.
    """
    lesson = await _hold_lesson(session, actor, lesson_id)
    if lesson.state is LessonState.CANCELLED:
        raise LessonCancelled
    await _want_room(session, actor, given.room_id)
    hours = await _hours(session, lesson.course_id, given.on, given.number)
    await _put(session, lesson, hours, given.room_id or lesson.room_id)
    tell_lesson(session, lesson)
    emit(session, SubstitutionChanged(course_id=lesson.course_id))


async def restore(session: AsyncSession, actor: JournalActor, lesson_id: UUID) -> None:
    """Let a cancelled lesson take place after all, or bring a moved one back to its place. Safe to repeat.

    Raises Forbidden, NotFound, NoBell, OutsideTheYear, and what is busy.
    """
    lesson = await _hold_lesson(session, actor, lesson_id)
    if lesson.state is LessonState.CANCELLED:
        hours = Hours(lesson.school_id, lesson.on, lesson.number, lesson.starts_at, lesson.ends_at)
        await _want_free(session, lesson, hours, lesson.room_id)
        lesson.state, lesson.reason = LessonState.PLANNED, ""
    elif lesson.moved_from_on is not None and lesson.moved_from_number is not None:
        hours = await _hours(session, lesson.course_id, lesson.moved_from_on, lesson.moved_from_number)
        await _put(session, lesson, hours, await _own_room(session, lesson))
    tell_lesson(session, lesson)
    emit(session, SubstitutionChanged(course_id=lesson.course_id))


async def add_extra(session: AsyncSession, actor: JournalActor, given: ExtraGiven) -> UUID:
    """Let a course have a lesson beside the timetable, and give it.

    Raises Forbidden, NotFound, NoBell, OutsideTheYear, and what is busy.
    """
    await want_administrator(session, actor)
    course = await _own_course(session, actor, given.course_id)
    await _want_room(session, actor, given.room_id)
    await hold_timetable(session, actor.school_id, [course.class_id])
    hours = await _hours(session, course.id, given.on, given.number)
    claim = await claim_of_course(session, course.id, given.room_id, hours.days)
    refuse_clash(find_clash(claim, await claims_of_lessons(session, hours, but=None)))
    lesson = Lesson(
        school_id=course.school_id,
        class_id=course.class_id,
        course_id=course.id,
        slot_id=None,
        on=hours.on,
        number=hours.number,
        starts_at=hours.starts_at,
        ends_at=hours.ends_at,
        room_id=given.room_id,
        moved_from_on=None,
        moved_from_number=None,
        attendance_confirmed_at=None,
    )
    session.add(lesson)
    await session.flush()
    tell_lesson(session, lesson)
    return lesson.id


async def _hold_lesson(session: AsyncSession, actor: JournalActor, lesson_id: UUID) -> Lesson:
    """Hold the timetable and the class of the lesson, and give it as it is now. Raises Forbidden, NotFound."""
    await want_administrator(session, actor)
    found = await queries.get_lesson(session, lesson_id)
    if found.school_id != actor.school_id:
        raise NotFound
    await hold_timetable(session, actor.school_id, [found.class_id])
    return await queries.get_lesson(session, lesson_id)


async def _own_course(session: AsyncSession, actor: JournalActor, course_id: UUID) -> Course:
    course = await queries.get_course(session, course_id)
    if course.school_id != actor.school_id:
        raise NotFound
    return course


async def _want_room(session: AsyncSession, actor: JournalActor, room_id: UUID | None) -> None:
    if room_id is not None:
        room = await session.get(Room, room_id)
        if room is None or room.school_id != actor.school_id:
            raise NotFound


async def _hours(session: AsyncSession, course_id: UUID, on: date, number: int) -> Hours:
    """Give when the bell of this number rings on that day. Raises NoBell, OutsideTheYear."""
    course = await queries.get_course(session, course_id)
    school = await queries.get_school(session, course.school_id)
    taught = await session.get_one(SchoolClass, course.class_id)
    if not taught.from_on <= on < taught.to_on:
        raise OutsideTheYear
    bell = (await bells_of(session, school.id, on)).get(number)
    if bell is None:
        raise NoBell
    zone = ZoneInfo(school.time_zone)
    return Hours(school.id, on, number, moment(on, bell[0], zone), moment(on, bell[1], zone))


async def _put(session: AsyncSession, lesson: Lesson, hours: Hours, room_id: UUID | None) -> None:
    """Put the lesson there, if nothing is in the way, and remember where it comes from while it is away."""
    await _want_free(session, lesson, hours, room_id)
    origin = (lesson.moved_from_on or lesson.on, lesson.number)
    if lesson.moved_from_number is not None:
        origin = (origin[0], lesson.moved_from_number)
    is_home = origin == (hours.on, hours.number) and room_id == await _own_room(session, lesson)
    lesson.moved_from_on, lesson.moved_from_number = (None, None) if is_home else origin
    lesson.on, lesson.number, lesson.room_id = hours.on, hours.number, room_id
    lesson.starts_at, lesson.ends_at = hours.starts_at, hours.ends_at


async def _own_room(session: AsyncSession, lesson: Lesson) -> UUID | None:
    """Give the room that the week gives the lesson; an extra one has none but where it is."""
    if lesson.slot_id is None:
        return lesson.room_id
    return (await session.get_one(TimetableSlot, lesson.slot_id)).room_id


async def _want_free(session: AsyncSession, lesson: Lesson, hours: Hours, room_id: UUID | None) -> None:
    claim = await _claim(session, lesson, hours, room_id)
    refuse_clash(find_clash(claim, await claims_of_lessons(session, hours, but=lesson.id)))


async def _claim(session: AsyncSession, lesson: Lesson, hours: Hours, room_id: UUID | None) -> Claim:
    """Give what the lesson takes at that time, with who stands in for whom."""
    claim = await claim_of_course(session, lesson.course_id, room_id, hours.days)
    standing_in = select(Substitution).where(Substitution.lesson_id == lesson.id)
    found = (await session.execute(standing_in)).scalar_one_or_none()
    if found is None:
        return claim
    cards = await queries.read_accounts(session, [found.teacher_id])
    present = {one: name for one, name in claim.teachers.items() if one != found.absent_teacher_id}
    return claim.taught_by(present | {one: card.name for one, card in cards.items()})


async def _want_free_teacher(session: AsyncSession, lesson: Lesson, teacher_id: UUID) -> None:
    employed = (
        select(StaffPosition.id)
        .join(JournalAccount, JournalAccount.id == StaffPosition.account_id)
        .where(
            StaffPosition.school_id == lesson.school_id,
            StaffPosition.account_id == teacher_id,
            StaffPosition.role == StaffRole.TEACHER,
            JournalAccount.is_active,
            holds(StaffPosition, lesson.on),
        )
    )
    teachers = await queries.people_of_course(session, lesson.course_id, EnrollmentRole.TEACHER, on=lesson.on)
    if teacher_id in teachers or (await session.execute(employed.limit(1))).first() is None:
        raise NotATeacher
    hours = Hours(lesson.school_id, lesson.on, lesson.number, lesson.starts_at, lesson.ends_at)
    claim = await claim_of_course(session, lesson.course_id, None, hours.days)
    cards = await queries.read_accounts(session, [teacher_id])
    alone = claim.taught_by({one: card.name for one, card in cards.items()})
    refuse_clash(find_busy_teacher(alone, await claims_of_lessons(session, hours, but=lesson.id)))


async def _only_teacher(session: AsyncSession, lesson: Lesson) -> UUID | None:
    """Give whom the lesson would have had, if that is one."""
    teachers = await queries.people_of_course(session, lesson.course_id, EnrollmentRole.TEACHER, on=lesson.on)
    return next(iter(teachers)) if len(teachers) == 1 else None
