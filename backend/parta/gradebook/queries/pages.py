"""Reads of a lesson's page: the lesson, its students for its teacher, and the reader's rights."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now, today
from parta.core.principals import AccountPrincipal
from parta.gradebook.queries.attendance import read_attendance
from parta.gradebook.schemas import LessonPage, LessonRights, LessonStudent
from parta.identity.schemas import PersonName
from parta.school.models import JournalAccount
from parta.school.queries.conditions import among
from parta.timetable.models import Lesson, LessonState
from parta.timetable.queries.course_people import get_lesson_people
from parta.timetable.queries.lessons import read_lessons
from parta.timetable.queries.loaded_lessons import load_visible_lesson


async def read_page(session: AsyncSession, actor: AccountPrincipal, lesson_id: UUID) -> LessonPage:
    """Return the lesson's page. Raises NotFound."""
    loaded, is_mine = await load_visible_lesson(session, actor, lesson_id)
    lesson = loaded.lesson
    takes_place = is_mine and lesson.state is LessonState.PLANNED
    (read,) = await read_lessons(session, [lesson_id])
    return LessonPage(
        lesson=read,
        students=await _students(session, lesson) if is_mine else [],
        may=LessonRights(
            edit=is_mine,
            confirm_attendance=takes_place and lesson.on <= today(loaded.school.time_zone),
            hold=takes_place and lesson.ends_at > now(),
        ),
    )


async def _students(session: AsyncSession, lesson: Lesson) -> list[LessonStudent]:
    people = await get_lesson_people(session, lesson.id)
    attendance = await read_attendance(session, [lesson.id])
    known = people.students | {student for _, student in attendance}
    accounts = select(JournalAccount).where(among(JournalAccount.id, known))
    found = (await session.execute(accounts)).scalars().all()
    students = [
        LessonStudent(id=one.id, name=PersonName.model_validate(one), attendance=attendance.get((lesson.id, one.id)))
        for one in found
    ]
    return sorted(students, key=_by_name)


def _by_name(student: LessonStudent) -> tuple[str, str, UUID]:
    name = student.name
    return name.last_name.lower().replace("ё", "е"), name.first_name.lower(), student.id
