"""J10, J11, J18: a lesson is prepared, published, taught and ended."""

from datetime import timedelta

import pytest

from parta.core import clock
from tests.cast import ANNA, IGOR, LENA, MISHA, VERA
from tests.integration.remote_lessons.scenario import LessonScenario, error_of

pytestmark = pytest.mark.anyio


async def test_a_teacher_teaches_from_draft_to_end(scenario: LessonScenario) -> None:
    drafted = await scenario.create(ANNA)
    assert (drafted["state"], drafted["title"]) == ("draft", "Алгебра, 7Б")
    assert [await scenario.state(ANNA), await scenario.state(MISHA)] == ["draft", ""]
    published = await scenario[ANNA].post(f"/api/journal/lessons/{scenario.lesson}/remote/publish")
    assert published["state"] == "published"
    assert [await scenario.state(person) for person in (ANNA, MISHA, VERA)] == ["published"] * 3
    assert (await scenario.entry(MISHA))["state"] == "waiting_for_teacher"
    assert await scenario.get_error(MISHA) == (409, "waiting_for_teacher")
    entered = await scenario.enter(ANNA)
    opened = await scenario.entry(MISHA)
    assert (opened["state"], opened["role"], opened["call_id"]) == ("open", "student", entered["call_id"])
    assert await scenario.enter(MISHA) == entered
    call = (await scenario[ANNA].get(f"/api/calls/{entered['call_id']}"))["call"]
    assert (call["is_lesson"], call["title"], call["rights"]["screen"]) == (True, "Алгебра, 7Б", False)
    await scenario[ANNA].post(f"/api/journal/lessons/{scenario.lesson}/remote/end")
    await scenario.deliver_webhooks()
    assert [await scenario.state(person) for person in (ANNA, MISHA)] == ["ended"] * 2
    assert await scenario.get_error(MISHA) == await scenario.get_error(ANNA) == (409, "lesson_ended")
    assert (await scenario[MISHA].get(f"/api/calls/{entered['call_id']}/preview"))["state"] == "ended"


async def test_the_first_connection_of_the_teacher_creates_the_chat_of_the_course(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    assert "Алгебра, 7Б" not in await scenario[MISHA].titles()
    entered = await scenario.enter(ANNA)
    assert await scenario.school.roles_in(entered["chat_id"]) == {
        "anna": "admin",
        "misha": "member",
        "lena": "member",
        "vera": "reader",
    }
    page = await scenario[VERA].get(f"/api/chats/{entered['chat_id']}/messages")
    assert [one["value"]["state"] for one in page["attachments"]] == ["open"]
    await scenario.connect(ANNA)
    me = (await scenario[ANNA].get(f"/api/calls/{entered['call_id']}"))["me"]
    assert (me["role"], me["is_connected"]) == ("admin", True)


async def test_students_come_from_five_minutes_before_and_the_teacher_from_fifteen(scenario: LessonScenario) -> None:
    lesson = await scenario.make_lesson("Алгебра", begins_in=timedelta(minutes=20))
    await scenario.publish(ANNA, lesson)
    for person in (ANNA, MISHA, VERA):
        refused = await scenario[person].ask("POST", f"/api/lessons/{lesson}/enter")
        assert error_of(refused) == (409, "too_early")
        assert "opens_at" in refused.json()
    await scenario.pass_minutes(6)
    entered = await scenario.enter(ANNA, lesson)
    assert await scenario.get_error(MISHA, lesson=lesson) == (409, "too_early")
    early = await scenario[MISHA].ask("POST", f"/api/calls/{entered['call_id']}/join", device="laptop")
    assert error_of(early) == (409, "too_early")
    clock.move(timedelta(minutes=9, seconds=30))
    assert await scenario.enter(MISHA, lesson) == entered


async def test_ending_the_call_leaves_the_lesson_and_the_teacher_opens_another_call_of_it(
    scenario: LessonScenario,
) -> None:
    await scenario.publish(ANNA)
    first = await scenario.enter(ANNA)
    await scenario[ANNA].post(f"/api/calls/{first['call_id']}/end")
    await scenario.deliver_webhooks()
    assert await scenario.state(ANNA) == "running"
    assert (await scenario.entry(LENA))["state"] == "waiting_for_teacher"
    second = await scenario.enter(ANNA)
    assert second["call_id"] != first["call_id"]
    assert second["chat_id"] == first["chat_id"]
    assert await scenario.enter(LENA) == second


async def test_the_teacher_ends_the_lesson_from_its_call_also_when_that_is_over(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    call = (await scenario.enter(ANNA))["call_id"]
    await scenario.enter(MISHA)
    path = f"/api/lessons/of-call/{call}/end"
    assert error_of(await scenario[MISHA].ask("POST", path)) == (403, "forbidden")
    await scenario[ANNA].post(f"/api/calls/{call}/end")
    assert await scenario.state(ANNA) == "running"
    await scenario[ANNA].post(path)
    assert await scenario.state(ANNA) == "ended"
    unknown = f"/api/lessons/of-call/{scenario.lesson}/end"
    assert error_of(await scenario[ANNA].ask("POST", unknown)) == (404, "not_found")


async def test_until_a_lesson_is_ended_its_teacher_starts_no_other(scenario: LessonScenario) -> None:
    other = await scenario.make_lesson("Алгебра", begins_in=timedelta(minutes=1))
    await scenario.publish(ANNA)
    await scenario.publish(ANNA, other)
    first = await scenario.enter(ANNA)
    await scenario[ANNA].post(f"/api/calls/{first['call_id']}/end")
    running = {"lesson_id": scenario.lesson, "title": "Алгебра, 7Б"}
    assert await scenario[ANNA].get("/api/journal/remote-lessons/running") == running
    assert (await scenario.entry(ANNA, other))["other_running"] == running
    refused = await scenario[ANNA].ask("POST", f"/api/lessons/{other}/enter")
    assert error_of(refused) == (409, "other_lesson_running")
    assert {key: refused.json()[key] for key in running} == running
    await scenario[ANNA].post(f"/api/lessons/{scenario.lesson}/end")
    assert await scenario[ANNA].get("/api/journal/remote-lessons/running") is None
    await scenario.enter(ANNA, other)
    assert await scenario.state(ANNA, other) == "running"


async def test_one_call_serves_the_lesson_however_often_its_teacher_enters(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    assert await scenario.enter(ANNA) == await scenario.enter(ANNA)


async def test_a_published_lesson_is_taken_back_deleted_and_created_again(scenario: LessonScenario) -> None:
    path = f"/api/journal/lessons/{scenario.lesson}/remote"
    await scenario.publish(ANNA)
    assert error_of(await scenario[ANNA].ask("DELETE", path)) == (409, "lesson_published")
    assert (await scenario[ANNA].post(f"{path}/take-back"))["state"] == "draft"
    assert await scenario.state(MISHA) == ""
    assert (await scenario.entry(MISHA))["state"] == "unpublished"
    assert await scenario.get_error(ANNA) == (409, "not_published")
    await scenario[ANNA].delete(path)
    assert await scenario.state(ANNA) == ""
    assert error_of(await scenario[ANNA].ask("DELETE", path)) == (404, "no_remote_lesson")
    await scenario.create(ANNA)
    assert error_of(await scenario[ANNA].ask("POST", path)) == (409, "remote_lesson_exists")


async def test_a_running_lesson_can_only_be_ended(scenario: LessonScenario) -> None:
    path = f"/api/journal/lessons/{scenario.lesson}/remote"
    await scenario.publish(ANNA)
    assert error_of(await scenario[ANNA].ask("POST", f"{path}/end")) == (409, "lesson_not_running")
    await scenario.enter(ANNA)
    for method, act in (("POST", "/publish"), ("POST", "/take-back"), ("DELETE", "")):
        assert error_of(await scenario[ANNA].ask(method, f"{path}{act}")) == (409, "lesson_running")
    for _ in range(2):
        assert (await scenario[ANNA].post(f"{path}/end"))["state"] == "ended"
    assert error_of(await scenario[ANNA].ask("POST", path)) == (409, "lesson_ended")


async def test_students_and_guardians_are_notified_once_and_a_guardian_of_which_child(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    path = f"/api/journal/lessons/{scenario.lesson}/remote"
    await scenario[ANNA].post(f"{path}/take-back")
    await scenario[ANNA].post(f"{path}/publish")
    await scenario.installation.settle()
    (to_misha,) = await scenario.notifications(MISHA, "lesson_published")
    (to_vera,) = await scenario.notifications(VERA, "lesson_published")
    assert (to_misha["target_id"], to_misha["params"]["title"]) == (scenario.lesson, "Алгебра, 7Б")
    assert (to_misha["child"], to_vera["child"]) == (None, "Михаил")
    assert to_vera["child_id"] == str(scenario.school.accounts["misha"])
    assert to_vera["params"] == to_misha["params"]
    assert await scenario.notifications(ANNA, "lesson_published") == []
    assert await scenario.notifications(IGOR, "lesson_published") == []
