"""What teachers write of lessons: topic, homework, attendance."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from parta.core.clock import now, today
from parta.core.ids import new_id
from parta.core.principals import AccountPrincipal
from parta.core.unit_of_work import UnitOfWork
from parta.files.queries import read_own_files
from parta.files.service import grant, revoke
from parta.gradebook.models import Attendance, AttendanceState
from parta.gradebook.schemas import AttendanceEntry, LessonUpdate
from parta.gradebook.service.errors import BadFile, LessonAhead, NotALessonStudent
from parta.timetable import queries as timetable
from parta.timetable.models import Lesson, LessonFile, LessonState
from parta.timetable.queries import LoadedLesson
from parta.timetable.service.errors import LessonCancelled
from parta.timetable.service.lessons import bind_lesson, publish_lesson

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
    if not by_student.keys() <= (await timetable.get_lesson_people(work, lesson_id)).students:
        raise NotALessonStudent
    await save_attendance(work, lesson, by_student.values())
    publish_lesson(work, lesson)


async def save_attendance(work: UnitOfWork, lesson: Lesson, entries: Iterable[AttendanceEntry]) -> None:
    """Save the attendance of the lesson. The class's stream is locked."""
    lesson.attendance_confirmed_at = now()
    bind_lesson(lesson)
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


async def _lock_own_lesson(work: UnitOfWork, actor: AccountPrincipal, lesson_id: UUID) -> LoadedLesson:
    """Lock the class of a lesson that the actor teaches, and return the lesson. Raises NotFound, Forbidden."""
    await work.lock_streams((await timetable.get_lesson(work, lesson_id)).class_id)
    return await timetable.load_own_lesson(work, actor, lesson_id)


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
