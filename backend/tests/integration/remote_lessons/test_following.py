"""The remote lesson follows the school: cancelled, moved, taught by somebody else; and who leaves is let in no more."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from parta.journal.service import withdraw_student
from tests.cast import ANNA, IGOR, KOLYA, MISHA, OLGA, STRANGER, VERA
from tests.integration.remote_lessons.teaching import Teaching, code
from tests.integration.school.week import in_days, lay_down_week, lesson_of

pytestmark = pytest.mark.anyio


async def office(teaching: Teaching, lesson: str, act: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
    """Let Ольга Петровна do this to the lesson, and what follows follow."""
    olga = teaching.people.get("olga") or await teaching.come(OLGA, profile=False)
    told = await olga.post(f"/api/journal/office/lessons/{lesson}/{act}", **body)
    await teaching.tell()
    return told


async def test_a_cancelled_lesson_is_withdrawn_and_can_be_published_once_it_is_restored(teaching: Teaching) -> None:
    await teaching.publish(ANNA)
    await office(teaching, teaching.lesson, "cancel", reason="Болезнь")
    assert [await teaching.state(MISHA), await teaching.state(ANNA)] == ["", "draft"]
    assert (await teaching.entry(MISHA))["state"] == "unpublished"
    path = f"/api/journal/lessons/{teaching.lesson}/remote"
    assert code(await teaching[ANNA].ask("POST", f"{path}/publish")) == (409, "lesson_cancelled")
    await teaching[ANNA].delete(path)
    assert code(await teaching[ANNA].ask("POST", path)) == (409, "lesson_cancelled")


async def test_a_lesson_that_is_cancelled_while_it_goes_on_ends_with_its_call(teaching: Teaching) -> None:
    await teaching.publish(ANNA)
    entered = await teaching.enter(ANNA)
    await office(teaching, teaching.lesson, "cancel", reason="Тревога")
    assert await teaching.state(MISHA) == "ended"
    assert (await teaching[ANNA].get(f"/api/calls/{entered['call_id']}/preview"))["state"] == "ended"
    assert await teaching[ANNA].get("/api/journal/remote-lessons/running") is None


async def test_a_moved_lesson_is_told_with_its_new_time(teaching: Teaching) -> None:
    await lay_down_week(teaching.school)
    lesson = str(await lesson_of(teaching.school, "Алгебра", in_days(teaching.school, 1)))
    before = await teaching.publish(ANNA, lesson)
    moved = await office(teaching, lesson, "move", on=str(in_days(teaching.school, 2)), number=4, room_id=None)
    after = (await teaching.listed(MISHA))[lesson]
    assert (after["state"], after["starts_at"]) == ("published", moved["starts_at"])
    assert after["opens_at"] != before["opens_at"]
    assert (await teaching.entry(MISHA, lesson))["starts_at"] == moved["starts_at"]
    told = await teaching.notices(MISHA, "lesson_published")
    assert len({one["starts_at"] for one in told}) == len(told) == 2


async def test_who_stands_in_prepares_and_teaches_the_lesson_and_sees_the_call(teaching: Teaching) -> None:
    lesson = await teaching.make_lesson("Физика", begins_in=timedelta(minutes=50))
    refused = await teaching[ANNA].ask("POST", f"/api/journal/lessons/{lesson}/remote")
    assert code(refused) == (403, "forbidden")
    anna_id = str(teaching.school.accounts["anna"])
    await office(teaching, lesson, "substitute", teacher_id=anna_id, reason="Болезнь")
    await teaching.publish(ANNA, lesson)
    await teaching.pass_minutes(45)
    entered = await teaching.enter(ANNA, lesson)
    assert (await teaching.entry(ANNA, lesson))["role"] == "teacher"
    assert await teaching.school.roles_in(entered["chat_id"]) == {
        "anna": "admin",
        "igor": "admin",
        "misha": "member",
        "lena": "member",
        "vera": "reader",
    }
    assert await teaching.enter(IGOR, lesson) == entered
    await office(teaching, lesson, "substitute", teacher_id=None, reason="Вернулся")
    assert (await teaching[ANNA].ask("GET", f"/api/lessons/{lesson}/entry")).status_code == 404


async def test_who_leaves_the_class_leaves_the_lesson_and_its_call_at_once(teaching: Teaching) -> None:
    await teaching.publish(ANNA)
    entered = await teaching.enter(ANNA)
    misha = await teaching.connect(MISHA)
    async with teaching.world.work() as session:
        account, of_7b = teaching.school.accounts["misha"], teaching.school.classes["7Б"]
        await withdraw_student(session, of_7b, account, to_on=teaching.school.today)
    await teaching.tell()
    assert (await teaching[MISHA].ask("GET", f"/api/lessons/{teaching.lesson}/entry")).status_code == 404
    assert (await teaching[MISHA].ask("GET", f"/api/calls/{entered['call_id']}")).status_code == 404
    assert (await teaching[MISHA].ask("GET", f"/api/chats/{entered['chat_id']}")).status_code == 404
    present = await teaching.world.media.list_present(UUID(entered["call_id"]))
    assert misha.identity not in {one.identity for one in present}


async def test_who_unlinks_leaves_the_lesson_and_its_call_at_once(teaching: Teaching) -> None:
    await teaching.publish(ANNA)
    entered = await teaching.enter(ANNA)
    vera = await teaching.connect(VERA)
    (link,) = await teaching[VERA].get("/api/linking/links")
    await teaching[VERA].delete(f"/api/linking/links/{link['id']}")
    await teaching.tell()
    assert (await teaching[VERA].ask("GET", f"/api/lessons/{teaching.lesson}/entry")).status_code == 404
    assert (await teaching[VERA].ask("GET", f"/api/calls/{entered['call_id']}")).status_code == 404
    present = await teaching.world.media.list_present(UUID(entered["call_id"]))
    assert vera.identity not in {one.identity for one in present}


async def test_for_who_has_no_part_in_the_lesson_there_is_no_door(teaching: Teaching) -> None:
    await teaching.publish(ANNA)
    await teaching.enter(ANNA)
    await teaching.school.link(KOLYA)
    teaching.people["stranger"] = await teaching.school.arrive(STRANGER, journal=False)
    await teaching.come(KOLYA)
    for person in (KOLYA, STRANGER, IGOR):
        assert (await teaching[person].ask("GET", f"/api/lessons/{teaching.lesson}/entry")).status_code == 404
        assert await teaching.refused(person) == await teaching.refused(person, "end") == (404, "not_found")
    for person in (MISHA, VERA):
        assert await teaching.refused(person, "end") == (403, "forbidden")
