"""Single lessons: topic, homework, attendance, and lessons outside the timetable."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from parta.core.clock import now, today
from parta.core.ids import new_id
from parta.core.principals import AccountPrincipal
from parta.core.unit_of_work import UnitOfWork
from parta.files.queries import read_own_files
from parta.files.service import grant, revoke
from parta.journal import queries
from parta.journal.events import LessonChanged
from parta.journal.models import Attendance, AttendanceState, Lesson, LessonFile, LessonState
from parta.journal.queries import LoadedLesson
from parta.journal.queries.lessons import LESSON, list_lessons_with_file
from parta.journal.queries.office import get_bells
from parta.journal.schemas import AttendanceEntry, LessonUpdate
from parta.journal.service.errors import BadFile, LessonAhead, LessonCancelled, NotALessonStudent

SCOPE = "lesson"
"""The scope of file grants by lessons."""


async def update_lesson(work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID, changes: LessonUpdate) -> None:
    """Update topic and homework of a lesson that the actor teaches. Raises NotFound, Forbidden, BadFile."""
    lesson = (await _lock_own_lesson(work, actor, lesson_id)).lesson
    if changes.topic is not None:
        lesson.topic = changes.topic
    if changes.homework_text is not None:
        lesson.homework_text = changes.homework_text
    if changes.homework_file_ids is not None:
        await _set_homework_files(work, actor, lesson_id, list(dict.fromkeys(changes.homework_file_ids)))
    publish_lesson(work, lesson)


async def confirm_attendance(
    work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID, entries: Iterable[AttendanceEntry]
) -> None:
    """Confirm the attendance of a lesson that the actor teaches. Idempotent.

    Raises NotFound, Forbidden, LessonCancelled, LessonAhead, NotALessonStudent.
    """
    loaded = await _lock_own_lesson(work, actor, lesson_id)
    lesson = loaded.lesson
    if lesson.state is LessonState.CANCELLED:
        raise LessonCancelled
    if lesson.on > today(loaded.school.time_zone):
        raise LessonAhead
    by_student = {entry.student_id: entry for entry in entries}
    if not by_student.keys() <= (await queries.get_lesson_people(work, lesson_id)).students:
        raise NotALessonStudent
    await save_attendance(work, lesson, by_student.values())
    publish_lesson(work, lesson)


async def save_attendance(work: UnitOfWork, lesson: Lesson, entries: Iterable[AttendanceEntry]) -> None:
    """Save the attendance of the lesson. The class's stream is locked."""
    lesson.attendance_confirmed_at = now()
    rows = [
        {
            "id": new_id(),
            "school_id": lesson.school_id,
            "lesson_id": lesson.id,
            "student_id": entry.student_id,
            "state": entry.state,
            "late_minutes": entry.late_minutes if entry.state is AttendanceState.LATE else 0,
        }
        for entry in entries
    ]
    if rows:
        statement = insert(Attendance).values(rows)
        updates = {"state": statement.excluded.state, "late_minutes": statement.excluded.late_minutes}
        key = [Attendance.lesson_id, Attendance.student_id]
        await work.execute(statement.on_conflict_do_update(index_elements=key, set_=updates))


async def add_lesson(
    work: UnitOfWork, course_id: UUID, *, starts_at: datetime, ends_at: datetime, classroom_id: UUID | None = None
) -> Lesson:
    """Create a lesson of the course outside the timetable. Raises NotFound."""
    course = await queries.get_course(work, course_id)
    await work.lock_streams(course.class_id)
    school = await queries.get_school(work, course.school_id)
    local = starts_at.astimezone(ZoneInfo(school.time_zone))
    bells = await get_bells(work, school.id, local.date())
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
        classroom_id=classroom_id,
        moved_from_on=None,
        moved_from_number=None,
        attendance_confirmed_at=None,
    )
    work.add(lesson)
    await work.flush()
    publish_lesson(work, lesson)
    return lesson


def bind_lesson(lesson: Lesson) -> None:
    """Record that another package refers to the lesson: it is not deleted with its slot. It is locked."""
    lesson.is_bound = True


async def publish_lessons_with_file(work: UnitOfWork, file_id: UUID) -> None:
    """Publish the lessons with this file."""
    lessons = await list_lessons_with_file(work, file_id)
    await work.lock_streams(*(class_id for class_id, _ in lessons))
    for class_id, lesson_id in lessons:
        work.publish(class_id, LESSON, lesson_id)


def publish_lesson(work: UnitOfWork, lesson: Lesson, *, former_substitute_id: UUID | None = None) -> None:
    """Publish the lesson and emit LessonChanged. The class's stream is locked."""
    work.publish(lesson.class_id, LESSON, lesson.id)
    emit_lesson_changed(work, lesson.id, former_substitute_id=former_substitute_id)


def emit_lesson_changed(work: UnitOfWork, lesson_id: UUID, *, former_substitute_id: UUID | None = None) -> None:
    """Emit LessonChanged, with the account that acts."""
    actor = work.actor
    changed_by_id = actor.id if isinstance(actor, AccountPrincipal) else None
    work.emit(
        LessonChanged(lesson_id=lesson_id, changed_by_id=changed_by_id, former_substitute_id=former_substitute_id)
    )


async def _lock_own_lesson(work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID) -> LoadedLesson:
    """Lock the class of a lesson that the actor teaches, and return the lesson. Raises NotFound, Forbidden."""
    await work.lock_streams((await queries.get_lesson(work, lesson_id)).class_id)
    return await queries.load_own_lesson(work, actor, lesson_id)


async def _set_homework_files(
    work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID, file_ids: Sequence[UUID]
) -> None:
    """Set the files of the homework, in this order. Raises BadFile."""
    query = select(LessonFile.file_id).where(LessonFile.lesson_id == lesson_id)
    current = set((await work.execute(query)).scalars())
    added = set(file_ids) - current
    if added - (await read_own_files(work, actor.id, added)).keys():
        raise BadFile
    await work.execute(delete(LessonFile).where(LessonFile.lesson_id == lesson_id))
    work.add_all(
        LessonFile(lesson_id=lesson_id, file_id=file_id, index=index) for index, file_id in enumerate(file_ids)
    )
    for file_id in sorted(added):
        await grant(work, file_id, SCOPE, lesson_id)
    for file_id in sorted(current - set(file_ids)):
        await revoke(work, file_id, SCOPE, lesson_id)
