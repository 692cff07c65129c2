"""A lesson that starts now, so that remote teaching can be tried at any time."""

from datetime import timedelta
from uuid import UUID

from parta.core.clock import now, today
from parta.core.errors import Forbidden
from parta.core.principals import AccountPrincipal
from parta.core.rate_limits import RateLimit
from parta.core.unit_of_work import UnitOfWork
from parta.school import queries as schools
from parta.school.schemas import TeacherHome
from parta.timetable import queries as timetable
from parta.timetable.schemas import LessonRead
from parta.timetable.service import add_lesson

_LENGTH = timedelta(minutes=45)
LESSONS = RateLimit("demo_lessons", burst=10, interval=timedelta(minutes=1))


async def create_lesson_now(work: UnitOfWork, actor: AccountPrincipal) -> LessonRead:
    """Create a lesson that starts now, in a course that the actor teaches; return it.

    Raises Forbidden if the actor teaches nothing. The caller has hit LESSONS.
    """
    school = await schools.get_school(work, actor.school_id)
    home = await schools.read_home(work, actor, on=today(school.time_zone))
    if home.teacher is None or not home.teacher.courses:
        raise Forbidden
    starts_at = now().replace(second=0, microsecond=0)
    lesson = await add_lesson(work, _choose_course(home.teacher), starts_at=starts_at, ends_at=starts_at + _LENGTH)
    await work.flush()
    (read,) = await timetable.read_lessons(work, [lesson.id])
    return read


def _choose_course(teacher: TeacherHome) -> UUID:
    """Return a course in the teacher's homeroom class; if there is none, the first course."""
    own = {line.title for line in teacher.homeroom_classes}
    return next((course.id for course in teacher.courses if course.class_title in own), teacher.courses[0].id)
