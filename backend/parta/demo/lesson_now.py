"""A lesson right now, so that teaching remotely can be tried at any hour of any day."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import JournalActor
from parta.core.clock import now, today
from parta.core.errors import Forbidden
from parta.core.rate_limits import RateLimit, hit
from parta.journal import queries as journal
from parta.journal.schemas import LessonRead, TeacherHome
from parta.journal.service import add_lesson

_LENGTH = timedelta(minutes=45)
_LESSONS = RateLimit("demo_lessons", burst=10, every=timedelta(minutes=1))


async def begin_lesson_now(session: AsyncSession, actor: JournalActor) -> LessonRead:
    """Give a course that the actor teaches a lesson from now on. Raises Forbidden for who teaches nothing."""
    school = await journal.get_school(session, actor.school_id)
    home = await journal.read_home(session, actor, on=today(school.time_zone))
    if home.teacher is None or not home.teacher.courses:
        raise Forbidden
    await hit(session, _LESSONS, str(actor.account_id))
    starts_at = now().replace(second=0, microsecond=0)
    lesson = await add_lesson(session, _course_of(home.teacher), starts_at=starts_at, ends_at=starts_at + _LENGTH)
    await session.flush()
    (told,) = await journal.read_lessons(session, [lesson.id])
    return told


def _course_of(teacher: TeacherHome) -> UUID:
    """Choose a course in the teacher's own class, where all know each other; else the first."""
    own = {line.title for line in teacher.homeroom_classes}
    return next((course.id for course in teacher.courses if course.class_title in own), teacher.courses[0].id)
