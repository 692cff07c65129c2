"""The school's timetable: the same every day, so that its tests can run on any day."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from parta.core.unit_of_work import UnitOfWork
from parta.school import service as schools
from parta.school.service import NamedPeriod
from parta.timetable import service as timetable
from parta.timetable.models import Lesson
from parta.timetable.queries.lessons import read_lessons_where
from parta.timetable.service import SlotSpec
from tests.integration.school.school import School, Somebody

BELLS = [
    (time(8, 30), time(9, 15)),
    (time(9, 25), time(10, 10)),
    (time(10, 30), time(11, 15)),
    (time(11, 25), time(12)),
]
EVERY_DAY = range(1, 8)
FIRST, SECOND = "группа 1", "группа 2"


async def create_timetable(school: School) -> None:
    """Create algebra, physics and English in subgroups (Миша with Анна, Лена with Игорь) for 7Б, reading for 3А."""
    async with school.installation.transaction() as work:
        await _open_courses(work, school)
        classrooms = await timetable.add_classrooms(work, school.id, {"201": 30, "202": 30, "203": 15})
        school.classrooms |= {room.title: room.id for room in classrooms}
        bells = await timetable.add_bell_schedule(work, school.id, "Обычный день", BELLS)
        span = NamedPeriod("Неделя", school.year.from_on, school.year.to_on)
        lessons = (
            ("Алгебра", 1, "201"),
            ("Физика", 2, "202"),
            ("Английский 1", 3, "203"),
            ("Английский 2", 3, "202"),
            ("Чтение", 1, "202"),
        )
        slots = [
            SlotSpec(school.courses[title], weekday, number, school.classrooms[room])
            for title, number, room in lessons
            for weekday in EVERY_DAY
        ]
        await timetable.add_timetable(work, school.year, bells, span, slots)
    await school.installation.settle()


async def _open_courses(work: UnitOfWork, school: School) -> None:
    who, from_on = school.accounts, school.year.from_on
    english = await schools.add_subject(work, school.id, "Английский язык")
    for title, group, teacher, student in (
        ("Английский 1", FIRST, "anna", "misha"),
        ("Английский 2", SECOND, "igor", "lena"),
    ):
        course = await schools.open_course(work, school.classes["7Б"], english.id, subgroup=group)
        await schools.assign_teacher(work, course.id, who[teacher], from_on=from_on)
        await schools.add_to_subgroup(work, course.id, [who[student]], from_on=from_on)
        school.courses[title] = course.id
    reading = await schools.add_subject(work, school.id, "Чтение")
    course = await schools.open_course(work, school.classes["3А"], reading.id)
    await schools.assign_teacher(work, course.id, who["nina"], from_on=from_on)
    school.courses["Чтение"] = course.id


async def read_day(somebody: Somebody, path: str, on: date, which: str = "lessons") -> list[dict[str, Any]]:
    """Return the lessons of a day in the week of this person; with `moved_away` those that were moved from it."""
    week = await somebody.get(f"{path}?on={on}")
    return next(day[which] for day in week["days"] if day["on"] == str(on))


async def find_lesson(school: School, title: str, on: date) -> UUID:
    """Return the only lesson of this course on a day."""
    async with school.installation.sessions() as session:
        (found,) = await read_lessons_where(session, Lesson.course_id == school.courses[title], Lesson.on == on)
    return found.id


def in_days(school: School, count: int) -> date:
    """Return the school's date in so many days."""
    return school.today + timedelta(days=count)
