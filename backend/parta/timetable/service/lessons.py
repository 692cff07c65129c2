"""Single lessons: topic, homework, attendance, and lessons outside the timetable."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from parta.core.principals import AccountPrincipal
from parta.core.unit_of_work import UnitOfWork
from parta.school import queries as schools
from parta.timetable.events import LessonChanged
from parta.timetable.models import Lesson
from parta.timetable.queries.lessons import LESSON, list_lessons_with_file
from parta.timetable.queries.office import get_bells


async def add_lesson(
    work: UnitOfWork, course_id: UUID, *, starts_at: datetime, ends_at: datetime, classroom_id: UUID | None = None
) -> Lesson:
    """Create a lesson of the course outside the timetable. Raises NotFound."""
    course = await schools.get_course(work, course_id)
    await work.lock_streams(course.class_id)
    school = await schools.get_school(work, course.school_id)
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
