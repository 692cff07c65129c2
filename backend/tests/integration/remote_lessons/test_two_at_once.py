"""Two tabs, two teachers, at the same moment."""

import asyncio

import pytest

from parta.journal.service import assign_teacher
from tests.cast import ANNA, IGOR, MISHA
from tests.integration.remote_lessons.teaching import Teaching

pytestmark = pytest.mark.anyio


async def test_two_tabs_create_one_remote_lesson(teaching: Teaching) -> None:
    path = f"/api/journal/lessons/{teaching.lesson}/remote"
    answers = await asyncio.gather(*(teaching[ANNA].ask("POST", path) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_two_tabs_publish_and_everybody_is_told_once(teaching: Teaching) -> None:
    await teaching.create(ANNA)
    path = f"/api/journal/lessons/{teaching.lesson}/remote/publish"
    answers = await asyncio.gather(*(teaching[ANNA].ask("POST", path) for _ in range(4)))
    assert [answer.status_code for answer in answers] == [200] * 4
    await teaching.world.settle()
    assert len(await teaching.notices(MISHA, "lesson_published")) == 1


async def test_two_teachers_who_enter_at_once_meet_in_one_call(teaching: Teaching) -> None:
    async with teaching.world.work() as session:
        course, igor = teaching.school.courses["Алгебра"], teaching.school.accounts["igor"]
        await assign_teacher(session, course, igor, from_on=teaching.school.year.from_on)
    await teaching.publish(ANNA)
    path = f"/api/lessons/{teaching.lesson}/enter"
    tabs = (ANNA, IGOR, ANNA, IGOR)
    answers = await asyncio.gather(*(teaching[person].post(path) for person in tabs))
    assert all(answer == answers[0] for answer in answers)
    await teaching.tell()
    assert await teaching.enter(MISHA) == answers[0]


async def test_one_teacher_in_two_tabs_begins_one_of_two_lessons(teaching: Teaching) -> None:
    other = await teaching.make_lesson("Алгебра")
    for lesson in (teaching.lesson, other):
        await teaching.publish(ANNA, lesson)
    asked = (teaching[ANNA].ask("POST", f"/api/lessons/{lesson}/enter") for lesson in (teaching.lesson, other))
    answers = await asyncio.gather(*asked)
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    (refused,) = [answer.json()["code"] for answer in answers if answer.status_code == 409]
    assert refused == "other_lesson_running"


async def test_the_lesson_is_ended_in_two_places_while_somebody_enters(teaching: Teaching) -> None:
    await teaching.publish(ANNA)
    await teaching.enter(ANNA)
    answers = await asyncio.gather(
        teaching[ANNA].ask("POST", f"/api/journal/lessons/{teaching.lesson}/remote/end"),
        teaching[ANNA].ask("POST", f"/api/lessons/{teaching.lesson}/end"),
        teaching[ANNA].ask("POST", f"/api/lessons/{teaching.lesson}/enter"),
        teaching[MISHA].ask("POST", f"/api/lessons/{teaching.lesson}/enter"),
    )
    assert [answer.status_code for answer in answers[:2]] == [200, 204]
    assert all(answer.status_code in {200, 409} for answer in answers[2:])
    await teaching.tell()
    assert await teaching.state(ANNA) == "ended"
