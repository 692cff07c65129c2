"""Lessons one by one: what the teacher writes into them, who was there, and lessons beside the timetable."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import JournalActor
from parta.core.clock import now, today
from parta.core.errors import Forbidden
from parta.core.ids import new_id
from parta.core.outbox import emit
from parta.core.streams import lock_streams, publish
from parta.files.queries import read_own_files
from parta.files.service import grant, revoke
from parta.journal import queries
from parta.journal.events import LessonChanged
from parta.journal.models import Attendance, Lesson, LessonFile, LessonState, Presence
from parta.journal.queries.lessons import LESSON, lessons_with_file
from parta.journal.queries.office import bells_of
from parta.journal.schemas import AttendanceEntry, LessonGiven
from parta.journal.service.refusals import BadFile, LessonAhead, LessonCancelled, NotAtTheLesson

SCOPE = "lesson"
"""The scope of leave to have a file that a lesson carries."""


async def write_lesson(session: AsyncSession, actor: JournalActor, lesson_id: UUID, given: LessonGiven) -> None:
    """Write topic and homework into a lesson that one teaches. Raises NotFound, Forbidden, BadFile."""
    lesson = await _hold_own(session, actor, lesson_id)
    if given.topic is not None:
        lesson.topic = given.topic
    if given.homework_text is not None:
        lesson.homework_text = given.homework_text
    if given.homework_file_ids is not None:
        await _carry(session, actor, lesson_id, list(dict.fromkeys(given.homework_file_ids)))
    tell_lesson(session, lesson)


async def confirm_attendance(
    session: AsyncSession, actor: JournalActor, lesson_id: UUID, entries: Iterable[AttendanceEntry]
) -> None:
    """Note who was at a lesson that one teaches. Safe to repeat.

    Raises NotFound, Forbidden, LessonCancelled, LessonAhead, NotAtTheLesson.
    """
    lesson = await _hold_own(session, actor, lesson_id)
    school = await queries.get_school(session, lesson.school_id)
    if lesson.state is LessonState.CANCELLED:
        raise LessonCancelled
    if lesson.on > today(school.time_zone):
        raise LessonAhead
    named = {entry.student_id: entry for entry in entries}
    if not named.keys() <= (await queries.lesson_people(session, lesson_id)).students:
        raise NotAtTheLesson
    await mark_attendance(session, lesson, named.values())
    tell_lesson(session, lesson)


async def mark_attendance(session: AsyncSession, lesson: Lesson, entries: Iterable[AttendanceEntry]) -> None:
    """Write down who was there. The class is held."""
    lesson.attendance_confirmed_at = now()
    rows = [
        {
            "id": new_id(),
            "school_id": lesson.school_id,
            "lesson_id": lesson.id,
            "student_id": entry.student_id,
            "state": entry.state,
            "late_minutes": entry.late_minutes if entry.state is Presence.LATE else 0,
        }
        for entry in entries
    ]
    if rows:
        marked = insert(Attendance).values(rows)
        again = {"state": marked.excluded.state, "late_minutes": marked.excluded.late_minutes}
        there = [Attendance.lesson_id, Attendance.student_id]
        await session.execute(marked.on_conflict_do_update(index_elements=there, set_=again))


async def add_lesson(
    session: AsyncSession, course_id: UUID, *, starts_at: datetime, ends_at: datetime, room_id: UUID | None = None
) -> Lesson:
    """Let the course have a lesson beside the timetable at this time. Raises NotFound."""
    course = await queries.get_course(session, course_id)
    await lock_streams(session, course.class_id)
    school = await queries.get_school(session, course.school_id)
    local = starts_at.astimezone(ZoneInfo(school.time_zone))
    bells = await bells_of(session, school.id, local.date())
    number = next((number for number, (begins, _) in bells.items() if begins == local.time()), 0)
    lesson = Lesson(
        school_id=school.id,
        class_id=course.class_id,
        course_id=course_id,
        slot_id=None,
        on=local.date(),
        number=number,
        starts_at=starts_at,
        ends_at=ends_at,
        room_id=room_id,
        moved_from_on=None,
        moved_from_number=None,
        attendance_confirmed_at=None,
    )
    session.add(lesson)
    await session.flush()
    tell_lesson(session, lesson)
    return lesson


async def bind_lesson(session: AsyncSession, lesson_id: UUID, *, is_bound: bool = True) -> None:
    """Note whether another part of Parta stands on the lesson: then it outlives its place in the week. NotFound."""
    lesson = await queries.get_lesson(session, lesson_id)
    lesson.is_bound = is_bound


async def show_file_anew(session: AsyncSession, file_id: UUID) -> None:
    """Tell the lessons anew that carry this file."""
    lessons = [await queries.get_lesson(session, one) for one in await lessons_with_file(session, file_id)]
    await lock_streams(session, *(lesson.class_id for lesson in lessons))
    for lesson in lessons:
        publish(session, lesson.class_id, LESSON, lesson.id)


def tell_lesson(session: AsyncSession, lesson: Lesson) -> None:
    """Tell that the lesson changed. The class is held."""
    publish(session, lesson.class_id, LESSON, lesson.id)
    emit(session, LessonChanged(lesson_id=lesson.id))


async def _hold_own(session: AsyncSession, actor: JournalActor, lesson_id: UUID) -> Lesson:
    """Hold the class of a lesson that the actor teaches, and give it as it is now. Raises NotFound, Forbidden."""
    await lock_streams(session, (await queries.get_lesson(session, lesson_id)).class_id)
    lesson = await queries.visible_lesson(session, actor, lesson_id)
    if not await queries.teaches(session, actor.account_id, lesson_id):
        raise Forbidden
    return lesson


async def _carry(session: AsyncSession, actor: JournalActor, lesson_id: UUID, wanted: Sequence[UUID]) -> None:
    """Let the homework carry exactly these files, in this order. Raises BadFile."""
    theirs = select(LessonFile.file_id).where(LessonFile.lesson_id == lesson_id)
    before = set((await session.execute(theirs)).scalars())
    added = set(wanted) - before
    if added - (await read_own_files(session, actor.account_id, added)).keys():
        raise BadFile
    await session.execute(delete(LessonFile).where(LessonFile.lesson_id == lesson_id))
    session.add_all(
        LessonFile(lesson_id=lesson_id, file_id=file_id, position=place) for place, file_id in enumerate(wanted)
    )
    for file_id in sorted(added):
        await grant(session, file_id, SCOPE, lesson_id)
    for file_id in sorted(before - set(wanted)):
        await revoke(session, file_id, SCOPE, lesson_id)
