"""Who is there: guardians, teachers who have gone, those who forget to end, and attendance from presence."""

from datetime import timedelta

import pytest

from parta.core import clock
from parta.core.ids import new_id
from tests.cast import ANNA, IGOR, LENA, MISHA, VERA
from tests.integration.remote_lessons.teaching import Teaching, code
from tests.integration.school.school import until_midnight

pytestmark = pytest.mark.anyio


async def test_a_guardian_comes_too_and_is_told_whose_lesson_it_is(teaching: Teaching) -> None:
    await teaching.publish(ANNA)
    entered = await teaching.enter(ANNA)
    door = await teaching.entry(VERA)
    assert (door["role"], door["child"], door["state"], door["title"]) == ("guardian", "Михаил", "open", "Алгебра")
    await teaching.connect(VERA)
    me = (await teaching[VERA].get(f"/api/calls/{entered['call_id']}"))["me"]
    assert (me["role"], me["state"]) == ("participant", "admitted")


async def test_the_call_closes_when_its_teacher_has_been_gone_for_ten_minutes_and_the_lesson_stays(
    teaching: Teaching,
) -> None:
    await teaching.publish(ANNA)
    entered = await teaching.enter(ANNA)
    anna = await teaching.connect(ANNA)
    await teaching.connect(MISHA)
    await teaching.pass_minutes(30)
    assert (await teaching.entry(MISHA))["state"] == "open"
    await teaching.hang_up(entered["call_id"], anna)
    await teaching.pass_minutes(9)
    assert (await teaching.entry(MISHA))["state"] == "open"
    await teaching.pass_minutes(2)
    assert (await teaching.entry(MISHA))["state"] == "waiting_for_teacher"
    call = (await teaching[MISHA].get(f"/api/calls/{entered['call_id']}/preview"))["state"]
    assert (call, await teaching.state(ANNA)) == ("ended", "running")
    again = await teaching.connect(ANNA)
    await teaching.pass_minutes(30)
    assert again.identity
    assert (await teaching.entry(MISHA))["state"] == "open"


async def test_a_teacher_who_opens_and_never_connects_has_gone_too(teaching: Teaching) -> None:
    await teaching.publish(ANNA)
    await teaching.enter(ANNA)
    await teaching.pass_minutes(11)
    assert (await teaching.entry(MISHA))["state"] == "waiting_for_teacher"


async def test_a_forgotten_lesson_ends_with_the_schools_day_and_its_teacher_is_told(teaching: Teaching) -> None:
    never_begun = await teaching.make_lesson("Физика")
    await teaching.publish(ANNA)
    await teaching.publish(IGOR, never_begun)
    entered = await teaching.enter(ANNA)
    clock.move(until_midnight())
    await teaching.school.tick()
    await teaching.world.settle()
    listed = await teaching.listed(MISHA)
    assert [(listed[one]["state"], listed[one]["ended_by_itself"]) for one in (teaching.lesson, never_begun)] == [
        ("ended", True),
        ("ended", True),
    ]
    facts = {"lesson_id": teaching.lesson, "title": "Алгебра, 7Б"}
    assert await teaching.notices(ANNA, "lesson_ended_by_itself") == [facts]
    assert await teaching.notices(IGOR, "lesson_ended_by_itself") == []
    assert (await teaching[MISHA].get(f"/api/calls/{entered['call_id']}/preview"))["state"] == "ended"
    other = await teaching.make_lesson("Алгебра")
    await teaching.publish(ANNA, other)
    await teaching.enter(ANNA, other)


async def test_attendance_is_proposed_from_presence_and_confirmed_by_the_teacher(teaching: Teaching) -> None:
    await teaching.publish(ANNA)
    path = f"/api/journal/lessons/{teaching.lesson}"
    assert code(await teaching[ANNA].ask("GET", f"{path}/attendance-proposal")) == (409, "lesson_not_running")
    first = await teaching.enter(ANNA)
    misha = await teaching.connect(MISHA, "phone")
    await teaching.connect(MISHA, "laptop")
    await teaching.pass_minutes(8)
    await teaching[ANNA].post(f"/api/calls/{first['call_id']}/end")
    await teaching.tell()
    await teaching.connect(ANNA)
    await teaching.connect(LENA)
    await teaching.connect(VERA)
    clock.move(timedelta(minutes=20))
    assert misha.identity
    await teaching[ANNA].post(f"{path}/remote/end")
    await teaching.tell()
    proposal = await teaching[ANNA].get(f"{path}/attendance-proposal")
    by_name = {one["name"]["first_name"]: one for one in proposal}
    assert by_name.keys() == {"Михаил", "Елена"}
    assert (by_name["Михаил"]["state"], by_name["Михаил"]["present_minutes"]) == ("present", 8)
    assert [by_name["Елена"][key] for key in ("state", "late_minutes", "present_minutes")] == ["late", 8, 20]
    entries = [{key: one[key] for key in ("student_id", "state", "late_minutes")} for one in proposal]
    assert (await teaching[ANNA].ask("PUT", f"{path}/attendance", entries=entries)).is_success
    page = await teaching[ANNA].get(path)
    assert page["lesson"]["attendance_confirmed_at"] is not None
    assert {one["attendance"]["state"] for one in page["students"]} == {"present", "late"}


async def test_who_never_came_is_proposed_as_absent(teaching: Teaching) -> None:
    await teaching.publish(ANNA)
    await teaching.connect(ANNA)
    proposal = await teaching[ANNA].get(f"/api/journal/lessons/{teaching.lesson}/attendance-proposal")
    assert [(one["name"]["first_name"], one["state"]) for one in proposal] == [
        ("Елена", "absent"),
        ("Михаил", "absent"),
    ]


async def test_a_lesson_that_was_never_remote_proposes_nothing(teaching: Teaching) -> None:
    refused = await teaching[ANNA].ask("GET", f"/api/journal/lessons/{teaching.lesson}/attendance-proposal")
    assert code(refused) == (404, "no_remote_lesson")
    assert code(await teaching[ANNA].ask("GET", f"/api/journal/lessons/{new_id()}/attendance-proposal"))[0] == 404
