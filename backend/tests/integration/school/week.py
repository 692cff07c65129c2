"""The school's week: every day the same, so that its stories may be told on any."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.journal import service as journal
from parta.journal.models import Lesson
from parta.journal.queries.lessons import read_lessons_where
from parta.journal.service import Slot, Span
from tests.integration.school.school import School, Somebody

BELLS = [
    (time(8, 30), time(9, 15)),
    (time(9, 25), time(10, 10)),
    (time(10, 30), time(11, 15)),
    (time(11, 25), time(12)),
]
EVERY_DAY = range(1, 8)
FIRST, SECOND = "группа 1", "группа 2"


async def lay_down_week(school: School) -> None:
    """Let 7Б have algebra, physics and English in halves (Миша's with Анна, Лена's with Игорь), 3А reading."""
    async with school.world.work() as session:
        await _open_courses(session, school)
        rooms = await journal.add_rooms(session, school.id, {"201": 30, "202": 30, "203": 15})
        school.rooms |= {room.title: room.id for room in rooms}
        bells = await journal.set_bells(session, school.id, "Обычный день", BELLS)
        span = Span("Неделя", school.year.from_on, school.year.to_on)
        places = (
            ("Алгебра", 1, "201"),
            ("Физика", 2, "202"),
            ("Английский 1", 3, "203"),
            ("Английский 2", 3, "202"),
            ("Чтение", 1, "202"),
        )
        slots = [
            Slot(school.courses[title], weekday, number, school.rooms[room])
            for title, number, room in places
            for weekday in EVERY_DAY
        ]
        await journal.set_timetable(session, school.year, bells, span, slots)
    await school.world.settle()


async def _open_courses(session: AsyncSession, school: School) -> None:
    who, from_on = school.accounts, school.year.from_on
    english = await journal.add_subject(session, school.id, "Английский язык")
    for title, group, teacher, student in (
        ("Английский 1", FIRST, "anna", "misha"),
        ("Английский 2", SECOND, "igor", "lena"),
    ):
        course = await journal.open_course(session, school.classes["7Б"], english.id, subgroup=group)
        await journal.assign_teacher(session, course.id, who[teacher], from_on=from_on)
        await journal.place_in_subgroup(session, course.id, [who[student]], from_on=from_on)
        school.courses[title] = course.id
    reading = await journal.add_subject(session, school.id, "Чтение")
    course = await journal.open_course(session, school.classes["3А"], reading.id)
    await journal.assign_teacher(session, course.id, who["nina"], from_on=from_on)
    school.courses["Чтение"] = course.id


async def day_of(somebody: Somebody, path: str, on: date) -> list[dict[str, Any]]:
    """Give the lessons of a day as this person reads the week."""
    week = await somebody.get(f"{path}?on={on}")
    return next(day["lessons"] for day in week["days"] if day["on"] == str(on))


async def lesson_of(school: School, title: str, on: date) -> UUID:
    """Give the lesson of this course on a day, which there must be once."""
    async with school.world.sessions() as session:
        (found,) = await read_lessons_where(session, Lesson.course_id == school.courses[title], Lesson.on == on)
    return found.id


def in_days(school: School, count: int) -> date:
    """Give the school's date in so many days."""
    return school.today + timedelta(days=count)
