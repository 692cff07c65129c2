"""Presence in lessons: guardians, absent teachers, lessons that nobody ends, and attendance from presence."""

from datetime import datetime, timedelta

import pytest

from parta.core import clock
from parta.core.ids import new_id
from tests.cast import ANNA, IGOR, LENA, MISHA, VERA
from tests.integration.remote_lessons.scenario import LessonScenario, error_of
from tests.integration.school.school import until_midnight

pytestmark = pytest.mark.anyio


async def test_a_guardian_enters_too_and_sees_whose_lesson_it_is(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    entered = await scenario.enter(ANNA)
    entry = await scenario.entry(VERA)
    assert (entry["role"], entry["child"], entry["state"], entry["title"]) == ("guardian", "Михаил", "open", "Алгебра")
    await scenario.connect(VERA)
    me = (await scenario[VERA].get(f"/api/calls/{entered['call_id']}"))["me"]
    assert (me["role"], me["state"]) == ("participant", "admitted")


async def test_the_call_ends_when_its_teacher_has_been_absent_for_ten_minutes_and_the_lesson_goes_on(
    scenario: LessonScenario,
) -> None:
    await scenario.publish(ANNA)
    entered = await scenario.enter(ANNA)
    anna = await scenario.connect(ANNA)
    await scenario.connect(MISHA)
    await scenario.pass_minutes(30)
    assert (await scenario.entry(MISHA))["state"] == "open"
    await scenario.disconnect(anna)
    await scenario.pass_minutes(9)
    assert (await scenario.entry(MISHA))["state"] == "open"
    await scenario.pass_minutes(2)
    assert (await scenario.entry(MISHA))["state"] == "waiting_for_teacher"
    call = (await scenario[MISHA].get(f"/api/calls/{entered['call_id']}/preview"))["state"]
    assert (call, await scenario.state(ANNA)) == ("ended", "running")
    again = await scenario.connect(ANNA)
    await scenario.pass_minutes(30)
    assert again.identity
    assert (await scenario.entry(MISHA))["state"] == "open"


async def test_the_call_says_when_it_ends_once_its_teacher_has_left_it(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    entered = await scenario.enter(ANNA)
    anna = await scenario.connect(ANNA)
    await scenario.connect(MISHA)
    path = f"/api/calls/{entered['call_id']}"
    assert (await scenario[MISHA].get(path))["call"]["closes_at"] is None
    await scenario.disconnect(anna)
    closes_at = datetime.fromisoformat((await scenario[MISHA].get(path))["call"]["closes_at"])
    assert timedelta(minutes=9, seconds=50) < closes_at - clock.now() <= timedelta(minutes=10)
    await scenario.connect(ANNA)
    assert (await scenario[MISHA].get(path))["call"]["closes_at"] is None
    await scenario[ANNA].post(f"{path}/leave", device="laptop")
    await scenario.deliver_webhooks()
    assert (await scenario[MISHA].get(path))["call"]["closes_at"]


async def test_the_teacher_sees_who_has_not_come_and_whom_they_can_ring(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    entered = await scenario.enter(ANNA)
    await scenario.connect(ANNA)
    path = f"/api/lessons/of-call/{entered['call_id']}/absent"
    everybody = await scenario[ANNA].get(path)
    await scenario.connect(MISHA)
    others = await scenario[ANNA].get(path)
    assert [one["name"]["first_name"] for one in everybody if one not in others] == ["Михаил"]
    assert others
    assert error_of(await scenario[MISHA].ask("GET", path)) == (403, "forbidden")


async def test_the_journal_knows_the_call_that_its_person_can_return_to(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    entered = await scenario.enter(ANNA)
    assert await scenario[MISHA].get("/api/journal/joined-calls") == []
    misha = await scenario.connect(MISHA)
    await scenario.disconnect(misha)
    (joined,) = await scenario[MISHA].get("/api/journal/joined-calls")
    assert (joined["card"]["id"], joined["is_connected"]) == (entered["call_id"], False)
    await scenario[MISHA].post(f"/api/calls/{entered['call_id']}/leave", device="laptop")
    assert await scenario[MISHA].get("/api/journal/joined-calls") == []


async def test_a_teacher_who_opens_and_never_connects_is_absent_too(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    await scenario.enter(ANNA)
    await scenario.pass_minutes(11)
    assert (await scenario.entry(MISHA))["state"] == "waiting_for_teacher"


async def test_a_lesson_that_nobody_ended_ends_after_the_school_day_and_its_teacher_is_notified(
    scenario: LessonScenario,
) -> None:
    never_begun = await scenario.make_lesson("Физика")
    await scenario.publish(ANNA)
    await scenario.publish(IGOR, never_begun)
    entered = await scenario.enter(ANNA)
    clock.move(until_midnight())
    await scenario.school.start_days()
    await scenario.installation.settle()
    listed = await scenario.listed(MISHA)
    assert [(listed[one]["state"], listed[one]["ended_by_itself"]) for one in (scenario.lesson, never_begun)] == [
        ("ended", True),
        ("ended", True),
    ]
    (told,) = await scenario.notifications(ANNA, "lesson_ended_by_itself")
    assert (told["target_id"], told["params"]) == (scenario.lesson, {"title": "Алгебра, 7Б"})
    assert await scenario.notifications(IGOR, "lesson_ended_by_itself") == []
    assert (await scenario[MISHA].get(f"/api/calls/{entered['call_id']}/preview"))["state"] == "ended"
    other = await scenario.make_lesson("Алгебра")
    await scenario.publish(ANNA, other)
    await scenario.enter(ANNA, other)


async def test_attendance_is_proposed_from_presence_and_confirmed_by_the_teacher(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    path = f"/api/journal/lessons/{scenario.lesson}"
    assert error_of(await scenario[ANNA].ask("GET", f"{path}/attendance-proposal")) == (409, "lesson_not_running")
    first = await scenario.enter(ANNA)
    path_in = f"/api/calls/{first['call_id']}/join"
    tokens = [(await scenario[MISHA].post(path_in, device=one))["token"] for one in ("phone", "laptop")]
    misha, _ = [scenario.installation.media.connect(token) for token in tokens]
    await scenario.deliver_webhooks()
    await scenario.pass_minutes(8)
    await scenario[ANNA].post(f"/api/calls/{first['call_id']}/end")
    await scenario.deliver_webhooks()
    await scenario.connect(ANNA)
    await scenario.connect(LENA)
    await scenario.connect(VERA)
    clock.move(timedelta(minutes=20))
    assert misha.identity
    await scenario[ANNA].post(f"{path}/remote/end")
    await scenario.deliver_webhooks()
    proposal = await scenario[ANNA].get(f"{path}/attendance-proposal")
    by_name = {one["name"]["first_name"]: one for one in proposal}
    assert by_name.keys() == {"Михаил", "Елена"}
    assert (by_name["Михаил"]["state"], by_name["Михаил"]["present_minutes"]) == ("present", 8)
    assert [by_name["Елена"][key] for key in ("state", "late_minutes", "present_minutes")] == ["late", 8, 20]
    entries = [{key: one[key] for key in ("student_id", "state", "late_minutes")} for one in proposal]
    assert (await scenario[ANNA].ask("PUT", f"{path}/attendance", entries=entries)).is_success
    page = await scenario[ANNA].get(path)
    assert page["lesson"]["attendance_confirmed_at"] is not None
    assert {one["attendance"]["state"] for one in page["students"]} == {"present", "late"}
    assert {one["lesson_minutes"] for one in proposal} == {28}


async def test_who_never_came_is_proposed_as_absent(scenario: LessonScenario) -> None:
    await scenario.publish(ANNA)
    await scenario.connect(ANNA)
    proposal = await scenario[ANNA].get(f"/api/journal/lessons/{scenario.lesson}/attendance-proposal")
    assert [(one["name"]["first_name"], one["state"]) for one in proposal] == [
        ("Елена", "absent"),
        ("Михаил", "absent"),
    ]


async def test_a_lesson_that_was_never_remote_proposes_nothing(scenario: LessonScenario) -> None:
    refused = await scenario[ANNA].ask("GET", f"/api/journal/lessons/{scenario.lesson}/attendance-proposal")
    assert error_of(refused) == (404, "no_remote_lesson")
    assert error_of(await scenario[ANNA].ask("GET", f"/api/journal/lessons/{new_id()}/attendance-proposal"))[0] == 404
