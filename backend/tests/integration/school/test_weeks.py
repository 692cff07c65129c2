"""Weeks: a teacher's, a class's, a diary's."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import ANNA, LENA, MISHA, VERA
from tests.integration.school.school import School
from tests.integration.school.week import create_timetable, in_days, read_day
from tests.statements import count_statements

pytestmark = pytest.mark.anyio


async def test_a_teacher_reads_the_week_of_what_they_teach(school: School) -> None:
    await create_timetable(school)
    anna = await school.sign_in(ANNA, profile=False)
    lessons = await read_day(anna, "/api/journal/timetable/mine", school.today)
    assert [(one["subject"], one["number"], one["classroom"], one["class_title"]) for one in lessons] == [
        ("Алгебра", 1, "201", "7Б"),
        ("Английский язык", 3, "203", "7Б"),
    ]
    week = await anna.get("/api/journal/timetable/mine")
    assert [day["on"] for day in week["days"] if day["is_today"]] == [str(school.today)]
    assert week["year"]["from_on"] == str(school.year.from_on)
    assert lessons[0]["teachers"][0]["last_name"] == "Белова"


async def test_students_read_the_diary_with_their_own_half_of_the_class(school: School) -> None:
    await create_timetable(school)
    for person, group in ((MISHA, "группа 1"), (LENA, "группа 2")):
        student = await school.sign_in(person, profile=False)
        path = f"/api/journal/diary/{school.accounts[person.key]}"
        lessons = await read_day(student, path, school.today)
        assert [(one["subject"], one["subgroup"]) for one in lessons] == [
            ("Алгебра", None),
            ("Физика", None),
            ("Английский язык", group),
        ]


async def test_a_week_costs_the_same_however_full_it_is(school: School, engine: AsyncEngine) -> None:
    await create_timetable(school)
    vera, anna = await school.sign_in(VERA, profile=False), await school.sign_in(ANNA, profile=False)
    beyond = in_days(school, 1000)
    diary = f"/api/journal/diary/{school.accounts['misha']}"
    for reader, path in (
        (vera, diary),
        (anna, "/api/journal/timetable/mine"),
        (anna, f"/api/journal/timetable/classes/{school.classes['7Б']}"),
    ):
        with count_statements(engine) as full:
            assert await read_day(reader, path, school.today)
        with count_statements(engine) as empty:
            assert not await read_day(reader, path, beyond)
        assert len(full) <= 12
        assert len(full) - len(empty) <= 2
