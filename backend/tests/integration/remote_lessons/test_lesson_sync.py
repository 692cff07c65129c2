"""The remote lesson follows the timetable: cancelled, moved, substituted; who leaves the class loses access."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from parta.school.service import withdraw_student
from tests.cast import ANNA, IGOR, KOLYA, MISHA, OLGA, STRANGER, VERA
from tests.integration.remote_lessons.scenario import LessonScenario, error_of
from tests.integration.school.week import create_timetable, find_lesson, in_days

pytestmark = pytest.mark.anyio


async def change_by_office(scenario: LessonScenario, lesson: str, action: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
    """Apply the action to the lesson as Ольга Петровна, and run all effects."""
    olga = scenario.people.get("olga") or await scenario.sign_in(OLGA, profile=False)
    changed = await olga.post(f"/api/journal/office/lessons/{lesson}/{action}", **body)
    await scenario.deliver_webhooks()
    return changed


async def test_a_cancelled_lesson_is_withdrawn_and_can_be_published_once_it_is_restored(
    scenario: LessonScenario,
) -> None:
    await scenario.publish(ANNA)
    await change_by_office(scenario, scenario.lesson, "cancel", reason="Болезнь")
    assert [await scenario.state(MISHA), await scenario.state(ANNA)] == ["", "draft"]
    assert (await scenario.entry(MISHA))["state"] == "unpublished"
    path = f"/api/journal/lessons/{scenario.lesson}/remote"
    assert error_of(await scenario[ANNA].ask("POST", f"{path}/publish")) == (409, "lesson_cancelled")
    await scenario[ANNA].delete(path)
    assert error_of(await scenario[ANNA].ask("POST", path)) == (409, "lesson_cancelled")


async def test_a_lesson_that_is_cancelled_while_it_goes_on_ends_with_its_call(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    entered = await scenario.enter(ANNA)
    await change_by_office(scenario, scenario.lesson, "cancel", reason="Тревога")
    assert await scenario.state(MISHA) == "ended"
    assert (await scenario[ANNA].get(f"/api/calls/{entered['call_id']}/preview"))["state"] == "ended"
    assert await scenario[ANNA].get("/api/journal/remote-lessons/running") is None


async def test_a_moved_lesson_is_published_with_its_new_time(scenario: LessonScenario) -> None:
    await create_timetable(scenario.school)
    lesson = str(await find_lesson(scenario.school, "Алгебра", in_days(scenario.school, 1)))
    before = await scenario.publish(ANNA, lesson)
    moved = await change_by_office(
        scenario, lesson, "move", on=str(in_days(scenario.school, 2)), number=4, classroom_id=None
    )
    after = (await scenario.listed(MISHA))[lesson]
    assert (after["state"], after["starts_at"]) == ("published", moved["starts_at"])
    assert after["opens_at"] != before["opens_at"]
    assert (await scenario.entry(MISHA, lesson))["starts_at"] == moved["starts_at"]
    (last,) = await scenario.notifications(MISHA, "lesson_published")
    assert datetime.fromisoformat(last["params"]["starts_at"]) == datetime.fromisoformat(moved["starts_at"])


async def test_who_has_read_the_first_time_of_a_lesson_is_notified_of_the_second(scenario: LessonScenario) -> None:
    await create_timetable(scenario.school)
    lesson = str(await find_lesson(scenario.school, "Алгебра", in_days(scenario.school, 1)))
    await scenario.publish(ANNA, lesson)
    await scenario[MISHA].ask("PUT", "/api/notifications/read")
    await change_by_office(scenario, lesson, "move", on=str(in_days(scenario.school, 2)), number=4, classroom_id=None)
    sent = await scenario.notifications(MISHA, "lesson_published")
    assert len({one["params"]["starts_at"] for one in sent}) == len(sent) == 2


async def test_a_substitute_prepares_and_teaches_the_lesson_and_sees_the_call(scenario: LessonScenario) -> None:
    lesson = await scenario.make_lesson("Физика", begins_in=timedelta(minutes=50))
    refused = await scenario[ANNA].ask("POST", f"/api/journal/lessons/{lesson}/remote")
    assert error_of(refused) == (403, "forbidden")
    anna_id = str(scenario.school.accounts["anna"])
    await change_by_office(scenario, lesson, "substitute", teacher_id=anna_id, reason="Болезнь")
    await scenario.publish(ANNA, lesson)
    await scenario.pass_minutes(45)
    entered = await scenario.enter(ANNA, lesson)
    assert (await scenario.entry(ANNA, lesson))["role"] == "teacher"
    assert await scenario.school.roles_in(entered["chat_id"]) == {
        "anna": "admin",
        "igor": "admin",
        "misha": "member",
        "lena": "member",
        "vera": "reader",
    }
    assert await scenario.enter(IGOR, lesson) == entered
    await change_by_office(scenario, lesson, "substitute", teacher_id=None, reason="Вернулся")
    assert (await scenario[ANNA].ask("GET", f"/api/lessons/{lesson}/entry")).status_code == 404


async def test_who_leaves_the_class_leaves_the_lesson_and_its_call_at_once(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    entered = await scenario.enter(ANNA)
    misha = await scenario.connect(MISHA)
    async with scenario.installation.transaction() as work:
        account, of_7b = scenario.school.accounts["misha"], scenario.school.classes["7Б"]
        await withdraw_student(work, of_7b, account, to_on=scenario.school.today)
    await scenario.deliver_webhooks()
    assert (await scenario[MISHA].ask("GET", f"/api/lessons/{scenario.lesson}/entry")).status_code == 404
    assert (await scenario[MISHA].ask("GET", f"/api/calls/{entered['call_id']}")).status_code == 404
    assert (await scenario[MISHA].ask("GET", f"/api/chats/{entered['chat_id']}")).status_code == 404
    present = await scenario.installation.media.list_participants(misha.room_id)
    assert misha.identity not in {one.identity for one in present}


async def test_who_unlinks_leaves_the_lesson_and_its_call_at_once(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    entered = await scenario.enter(ANNA)
    vera = await scenario.connect(VERA)
    (link,) = await scenario[VERA].get("/api/linking/links")
    await scenario[VERA].delete(f"/api/linking/links/{link['id']}")
    await scenario.deliver_webhooks()
    assert (await scenario[VERA].ask("GET", f"/api/lessons/{scenario.lesson}/entry")).status_code == 404
    assert (await scenario[VERA].ask("GET", f"/api/calls/{entered['call_id']}")).status_code == 404
    present = await scenario.installation.media.list_participants(vera.room_id)
    assert vera.identity not in {one.identity for one in present}


async def test_who_does_not_belong_to_the_lesson_does_not_find_it(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    await scenario.enter(ANNA)
    await scenario.school.link(KOLYA)
    scenario.people["stranger"] = await scenario.school.sign_in(STRANGER, journal=False)
    await scenario.sign_in(KOLYA)
    for person in (KOLYA, STRANGER, IGOR):
        assert (await scenario[person].ask("GET", f"/api/lessons/{scenario.lesson}/entry")).status_code == 404
        assert await scenario.get_error(person) == await scenario.get_error(person, "end") == (404, "not_found")
    for person in (MISHA, VERA):
        assert await scenario.get_error(person, "end") == (403, "forbidden")
