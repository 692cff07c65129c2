"""The office and single lessons: substituting, cancelling, moving, restoring, adding. One change at a time."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from parta.core.clock import now
from parta.core.errors import NotFound
from parta.core.principals import AccountPrincipal
from parta.core.unit_of_work import UnitOfWork
from parta.school import queries as schools
from parta.school.models import Course, EnrollmentRole, Holiday, JournalAccount, SchoolClass
from parta.school.queries.access import require_administrator
from parta.school.queries.participation import STAFF_TEACHERS
from parta.timetable import queries
from parta.timetable.events import SubstitutionChanged
from parta.timetable.models import Classroom, Lesson, LessonState, Substitution, TimetableSlot
from parta.timetable.queries.bookings import (
    LessonTime,
    get_course_booking,
    get_lesson_booking,
    list_lesson_bookings,
)
from parta.timetable.queries.office import get_bells
from parta.timetable.rules.conflicts import find_conflicts, find_teacher_conflicts
from parta.timetable.rules.schedule import find_unusual, to_utc
from parta.timetable.schemas import ExtraLessonCreate, MoveRequest, SubstituteRequest
from parta.timetable.service.errors import (
    LessonCancelled,
    LessonHeld,
    NoBell,
    NotATeacher,
    OutsideYear,
    UnusualTime,
    raise_conflicts,
)
from parta.timetable.service.lessons import publish_lesson
from parta.timetable.service.timetable import lock_timetable


async def substitute_teacher(
    work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID, request: SubstituteRequest
) -> None:
    """Set or remove the substitute of the lesson.

    Raises Forbidden, NotFound, LessonCancelled, NotATeacher, TeacherBusy.
    """
    lesson = await _lock_lesson(work, actor, lesson_id)
    if request.teacher_id is not None:
        if lesson.state is LessonState.CANCELLED:
            raise LessonCancelled
        await _require_free_teacher(work, lesson, request.teacher_id)
    former = delete(Substitution).where(Substitution.lesson_id == lesson_id).returning(Substitution.teacher_id)
    former_substitute_id = (await work.execute(former)).scalar_one_or_none()
    if request.teacher_id is not None:
        work.add(
            Substitution(
                school_id=lesson.school_id,
                lesson_id=lesson_id,
                teacher_id=request.teacher_id,
                absent_teacher_id=await _get_only_teacher(work, lesson),
                reason=request.reason or "",
            )
        )
    publish_lesson(work, lesson, former_substitute_id=former_substitute_id)
    work.emit(SubstitutionChanged(course_id=lesson.course_id))


async def cancel_lesson(work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID, reason: str) -> None:
    """Cancel the lesson. Idempotent. Raises Forbidden, NotFound, LessonHeld."""
    lesson = await _lock_lesson(work, actor, lesson_id)
    _require_not_held(lesson)
    lesson.state, lesson.reason = LessonState.CANCELLED, reason
    publish_lesson(work, lesson)
    await _emit_substitution_changed(work, lesson)


async def move_lesson(work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID, request: MoveRequest) -> None:
    """Move the lesson to another time or classroom; without one it stays in its own.

    Raises Forbidden, NotFound, LessonCancelled, LessonHeld, NoBell, OutsideYear, UnusualTime, and the conflict found.
    """
    lesson = await _lock_lesson(work, actor, lesson_id)
    if lesson.state is LessonState.CANCELLED:
        raise LessonCancelled
    _require_not_held(lesson)
    await _require_classroom(work, actor, request.classroom_id)
    time = await _get_lesson_time(work, lesson.course_id, request.on, request.number)
    # Only another classroom, or another hour of the same odd day, needs no second question.
    if not request.accept_unusual and request.on != lesson.on:
        await _require_usual(work, lesson.class_id, time)
    await _set_lesson_time(work, lesson, time, request.classroom_id or lesson.classroom_id)
    publish_lesson(work, lesson)
    await _emit_substitution_changed(work, lesson)


async def restore_lesson(work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID) -> None:
    """Restore a cancelled lesson, or move a moved one back to its slot. Idempotent.

    Raises Forbidden, NotFound, NoBell, OutsideYear, and the conflict found.
    """
    lesson = await _lock_lesson(work, actor, lesson_id)
    if lesson.state is LessonState.CANCELLED:
        time = LessonTime(lesson.school_id, lesson.on, lesson.number, lesson.starts_at, lesson.ends_at)
        await _require_free(work, lesson, time, lesson.classroom_id)
        lesson.state, lesson.reason = LessonState.PLANNED, ""
    elif lesson.moved_from_on is not None and lesson.moved_from_number is not None:
        time = await _get_lesson_time(work, lesson.course_id, lesson.moved_from_on, lesson.moved_from_number)
        await _set_lesson_time(work, lesson, time, await _get_own_classroom(work, lesson))
    publish_lesson(work, lesson)
    await _emit_substitution_changed(work, lesson)


async def add_extra_lesson(work: UnitOfWork, actor: AccountPrincipal, request: ExtraLessonCreate) -> UUID:
    """Create a lesson of a course outside the timetable, and return its id.

    Raises Forbidden, NotFound, NoBell, OutsideYear, UnusualTime, and the conflict found.
    """
    await require_administrator(work, actor)
    course = await _get_own_course(work, actor, request.course_id)
    await _require_classroom(work, actor, request.classroom_id)
    await lock_timetable(work, actor.school_id, [course.class_id])
    time = await _get_lesson_time(work, course.id, request.on, request.number)
    if not request.accept_unusual:
        await _require_usual(work, course.class_id, time)
    booking = await get_course_booking(work, course.id, request.classroom_id, time.days)
    raise_conflicts(find_conflicts(booking, await list_lesson_bookings(work, time, exclude=None)))
    lesson = Lesson(
        school_id=course.school_id,
        class_id=course.class_id,
        course_id=course.id,
        slot_id=None,
        on=time.on,
        number=time.number,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        classroom_id=request.classroom_id,
        moved_from_on=None,
        moved_from_number=None,
        attendance_confirmed_at=None,
    )
    work.add(lesson)
    await work.flush()
    publish_lesson(work, lesson)
    return lesson.id


async def _emit_substitution_changed(work: UnitOfWork, lesson: Lesson) -> None:
    """Emit SubstitutionChanged if the lesson has a substitute: when they teach is not what it was."""
    substitution = select(Substitution.id).where(Substitution.lesson_id == lesson.id)
    if (await work.execute(substitution)).first() is not None:
        work.emit(SubstitutionChanged(course_id=lesson.course_id))


async def _lock_lesson(work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID) -> Lesson:
    """Lock the timetable and the lesson's class, and return the lesson, freshly read. Raises Forbidden, NotFound."""
    await require_administrator(work, actor)
    found = await queries.get_lesson(work, lesson_id)
    if found.school_id != actor.school_id:
        raise NotFound
    await lock_timetable(work, actor.school_id, [found.class_id])
    return await queries.get_lesson(work, lesson_id)


async def _get_own_course(work: UnitOfWork, actor: AccountPrincipal, course_id: UUID) -> Course:
    course = await schools.get_course(work, course_id)
    if course.school_id != actor.school_id:
        raise NotFound
    return course


async def _require_classroom(work: UnitOfWork, actor: AccountPrincipal, classroom_id: UUID | None) -> None:
    if classroom_id is not None:
        classroom = await work.get(Classroom, classroom_id)
        if classroom is None or classroom.school_id != actor.school_id:
            raise NotFound


async def _get_lesson_time(work: UnitOfWork, course_id: UUID, on: date, number: int) -> LessonTime:
    """Return the time of the lesson of this number on that day. Raises NoBell, OutsideYear."""
    course = await schools.get_course(work, course_id)
    school = await schools.get_school(work, course.school_id)
    school_class = await work.get_one(SchoolClass, course.class_id)
    if not school_class.from_on <= on < school_class.to_on:
        raise OutsideYear
    bell = (await get_bells(work, school.id, on)).get(number)
    if bell is None:
        raise NoBell
    zone = ZoneInfo(school.time_zone)
    return LessonTime(school.id, on, number, to_utc(on, bell[0], zone), to_utc(on, bell[1], zone))


def _require_not_held(lesson: Lesson) -> None:
    if lesson.attendance_confirmed_at is not None:
        raise LessonHeld


async def _require_usual(work: UnitOfWork, class_id: UUID, time: LessonTime) -> None:
    """Raise UnusualTime for a holiday, a Sunday or the past."""
    school_class = await work.get_one(SchoolClass, class_id)
    query = select(Holiday.from_on, Holiday.to_on).where(Holiday.year_id == school_class.year_id)
    holidays = [(from_on, to_on) for from_on, to_on in (await work.execute(query)).all()]
    if reasons := find_unusual(time.on, time.starts_at, holidays, at=now()):
        raise UnusualTime(reasons=reasons)


async def _set_lesson_time(work: UnitOfWork, lesson: Lesson, time: LessonTime, classroom_id: UUID | None) -> None:
    """Move the lesson to this time and classroom, and record its origin. Raises the conflict found."""
    await _require_free(work, lesson, time, classroom_id)
    origin = (lesson.moved_from_on or lesson.on, lesson.number)
    if lesson.moved_from_number is not None:
        origin = (origin[0], lesson.moved_from_number)
    is_at_origin = origin == (time.on, time.number) and classroom_id == await _get_own_classroom(work, lesson)
    lesson.moved_from_on, lesson.moved_from_number = (None, None) if is_at_origin else origin
    lesson.on, lesson.number, lesson.classroom_id = time.on, time.number, classroom_id
    lesson.starts_at, lesson.ends_at = time.starts_at, time.ends_at


async def _get_own_classroom(work: UnitOfWork, lesson: Lesson) -> UUID | None:
    """Return the classroom of the lesson's slot; for an extra lesson its current one."""
    if lesson.slot_id is None:
        return lesson.classroom_id
    return (await work.get_one(TimetableSlot, lesson.slot_id)).classroom_id


async def _require_free(work: UnitOfWork, lesson: Lesson, time: LessonTime, classroom_id: UUID | None) -> None:
    booking = await get_lesson_booking(work, lesson, time.days, classroom_id)
    raise_conflicts(find_conflicts(booking, await list_lesson_bookings(work, time, exclude=lesson.id)))


async def _require_free_teacher(work: UnitOfWork, lesson: Lesson, teacher_id: UUID) -> None:
    employed = STAFF_TEACHERS.select(STAFF_TEACHERS.account_id)
    employed = employed.join(JournalAccount, JournalAccount.id == STAFF_TEACHERS.account_id).where(
        STAFF_TEACHERS.school_id == lesson.school_id,
        STAFF_TEACHERS.account_id == teacher_id,
        JournalAccount.is_active,
        STAFF_TEACHERS.is_valid_on(lesson.on),
    )
    teachers = await schools.list_course_people(work, lesson.course_id, EnrollmentRole.TEACHER, on=lesson.on)
    if teacher_id in teachers or (await work.execute(employed.limit(1))).first() is None:
        raise NotATeacher
    time = LessonTime(lesson.school_id, lesson.on, lesson.number, lesson.starts_at, lesson.ends_at)
    booking = await get_course_booking(work, lesson.course_id, None, time.days)
    accounts = await schools.read_accounts(work, [teacher_id])
    substitute_booking = booking.with_teachers({one: card.name for one, card in accounts.items()})
    raise_conflicts(
        find_teacher_conflicts(substitute_booking, await list_lesson_bookings(work, time, exclude=lesson.id))
    )


async def _get_only_teacher(work: UnitOfWork, lesson: Lesson) -> UUID | None:
    """Return the only teacher of the lesson's course on its day, if there is exactly one."""
    teachers = await schools.list_course_people(work, lesson.course_id, EnrollmentRole.TEACHER, on=lesson.on)
    return next(iter(teachers)) if len(teachers) == 1 else None
