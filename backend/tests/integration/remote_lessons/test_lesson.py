"""J10, J11, J18: a lesson is prepared, published, taught and ended."""

from datetime import timedelta

import pytest

from parta.core import clock
from tests.cast import ANNA, IGOR, LENA, MISHA, VERA
from tests.integration.remote_lessons.teaching import Teaching, code

pytestmark = pytest.mark.anyio


async def test_a_teacher_teaches_from_draft_to_end(teaching: Teaching) -> None:
    drafted = await teaching.create(ANNA)
    assert (drafted["state"], drafted["title"]) == ("draft", "Алгебра, 7Б")
    assert [await teaching.state(ANNA), await teaching.state(MISHA)] == ["draft", ""]
    published = await teaching[ANNA].post(f"/api/journal/lessons/{teaching.lesson}/remote/publish")
    assert published["state"] == "published"
    assert [await teaching.state(person) for person in (ANNA, MISHA, VERA)] == ["published"] * 3
    assert (await teaching.entry(MISHA))["state"] == "waiting_for_teacher"
    assert await teaching.refused(MISHA) == (409, "waiting_for_teacher")
    entered = await teaching.enter(ANNA)
    opened = await teaching.entry(MISHA)
    assert (opened["state"], opened["role"], opened["call_id"]) == ("open", "student", entered["call_id"])
    assert await teaching.enter(MISHA) == entered
    call = (await teaching[ANNA].get(f"/api/calls/{entered['call_id']}"))["call"]
    assert (call["is_lesson"], call["title"], call["rights"]["screen"]) == (True, "Алгебра, 7Б", False)
    await teaching[ANNA].post(f"/api/journal/lessons/{teaching.lesson}/remote/end")
    await teaching.tell()
    assert [await teaching.state(person) for person in (ANNA, MISHA)] == ["ended"] * 2
    assert await teaching.refused(MISHA) == await teaching.refused(ANNA) == (409, "lesson_ended")
    assert (await teaching[MISHA].get(f"/api/calls/{entered['call_id']}/preview"))["state"] == "ended"


async def test_the_first_connection_of_the_teacher_makes_the_subjects_chat(teaching: Teaching) -> None:
    await teaching.publish(ANNA)
    assert "Алгебра, 7Б" not in await teaching[MISHA].titles()
    entered = await teaching.enter(ANNA)
    assert await teaching.school.roles_in(entered["chat_id"]) == {
        "anna": "admin",
        "misha": "member",
        "lena": "member",
        "vera": "reader",
    }
    page = await teaching[VERA].get(f"/api/chats/{entered['chat_id']}/messages")
    assert [one["card"]["state"] for one in page["messages"] if one["card"]] == ["open"]
    await teaching.connect(ANNA)
    me = (await teaching[ANNA].get(f"/api/calls/{entered['call_id']}"))["me"]
    assert (me["role"], me["is_connected"]) == ("admin", True)


async def test_students_come_from_five_minutes_before_and_the_teacher_from_fifteen(teaching: Teaching) -> None:
    lesson = await teaching.make_lesson("Алгебра", begins_in=timedelta(minutes=20))
    await teaching.publish(ANNA, lesson)
    for person in (ANNA, MISHA, VERA):
        refused = await teaching[person].ask("POST", f"/api/lessons/{lesson}/enter")
        assert code(refused) == (409, "too_early")
        assert "opens_at" in refused.json()
    await teaching.pass_minutes(6)
    entered = await teaching.enter(ANNA, lesson)
    assert await teaching.refused(MISHA, lesson=lesson) == (409, "too_early")
    early = await teaching[MISHA].ask("POST", f"/api/calls/{entered['call_id']}/join", device="laptop")
    assert code(early) == (409, "too_early")
    clock.move(timedelta(minutes=9, seconds=30))
    assert await teaching.enter(MISHA, lesson) == entered


async def test_ending_the_call_leaves_the_lesson_and_the_teacher_opens_another_call_of_it(teaching: Teaching) -> None:
    await teaching.publish(ANNA)
    first = await teaching.enter(ANNA)
    await teaching[ANNA].post(f"/api/calls/{first['call_id']}/end")
    await teaching.tell()
    assert await teaching.state(ANNA) == "running"
    assert (await teaching.entry(LENA))["state"] == "waiting_for_teacher"
    second = await teaching.enter(ANNA)
    assert second["call_id"] != first["call_id"]
    assert second["chat_id"] == first["chat_id"]
    assert await teaching.enter(LENA) == second


async def test_until_a_lesson_is_ended_its_teacher_starts_no_other(teaching: Teaching) -> None:
    other = await teaching.make_lesson("Алгебра", begins_in=timedelta(minutes=1))
    await teaching.publish(ANNA)
    await teaching.publish(ANNA, other)
    first = await teaching.enter(ANNA)
    await teaching[ANNA].post(f"/api/calls/{first['call_id']}/end")
    running = {"lesson_id": teaching.lesson, "title": "Алгебра, 7Б"}
    assert await teaching[ANNA].get("/api/journal/remote-lessons/running") == running
    assert (await teaching.entry(ANNA, other))["other_running"] == running
    refused = await teaching[ANNA].ask("POST", f"/api/lessons/{other}/enter")
    assert code(refused) == (409, "other_lesson_running")
    assert {key: refused.json()[key] for key in running} == running
    await teaching[ANNA].post(f"/api/lessons/{teaching.lesson}/end")
    assert await teaching[ANNA].get("/api/journal/remote-lessons/running") is None
    await teaching.enter(ANNA, other)
    assert await teaching.state(ANNA, other) == "running"


async def test_one_call_serves_the_lesson_however_often_its_teacher_comes(teaching: Teaching) -> None:
    await teaching.publish(ANNA)
    assert await teaching.enter(ANNA) == await teaching.enter(ANNA)


async def test_a_draft_is_taken_back_and_deleted_and_made_again(teaching: Teaching) -> None:
    path = f"/api/journal/lessons/{teaching.lesson}/remote"
    await teaching.publish(ANNA)
    assert code(await teaching[ANNA].ask("DELETE", path)) == (409, "lesson_published")
    assert (await teaching[ANNA].post(f"{path}/take-back"))["state"] == "draft"
    assert await teaching.state(MISHA) == ""
    assert (await teaching.entry(MISHA))["state"] == "unpublished"
    assert await teaching.refused(ANNA) == (409, "not_published")
    await teaching[ANNA].delete(path)
    assert await teaching.state(ANNA) == ""
    assert code(await teaching[ANNA].ask("DELETE", path)) == (404, "no_remote_lesson")
    await teaching.create(ANNA)
    assert code(await teaching[ANNA].ask("POST", path)) == (409, "remote_lesson_exists")


async def test_a_running_lesson_can_only_be_ended(teaching: Teaching) -> None:
    path = f"/api/journal/lessons/{teaching.lesson}/remote"
    await teaching.publish(ANNA)
    assert code(await teaching[ANNA].ask("POST", f"{path}/end")) == (409, "lesson_not_running")
    await teaching.enter(ANNA)
    for method, act in (("POST", "/publish"), ("POST", "/take-back"), ("DELETE", "")):
        assert code(await teaching[ANNA].ask(method, f"{path}{act}")) == (409, "lesson_running")
    for _ in range(2):
        assert (await teaching[ANNA].post(f"{path}/end"))["state"] == "ended"
    assert code(await teaching[ANNA].ask("POST", path)) == (409, "lesson_ended")


async def test_students_and_guardians_are_told_once_and_a_guardian_of_which_child(teaching: Teaching) -> None:
    await teaching.publish(ANNA)
    path = f"/api/journal/lessons/{teaching.lesson}/remote"
    await teaching[ANNA].post(f"{path}/take-back")
    await teaching[ANNA].post(f"{path}/publish")
    await teaching.world.settle()
    (to_misha,) = await teaching.notices(MISHA, "lesson_published")
    (to_vera,) = await teaching.notices(VERA, "lesson_published")
    assert (to_misha["lesson_id"], to_misha["title"], "child" in to_misha) == (teaching.lesson, "Алгебра, 7Б", False)
    assert to_vera == {**to_misha, "child": "Михаил"}
    assert await teaching.notices(ANNA, "lesson_published") == []
    assert await teaching.notices(IGOR, "lesson_published") == []
