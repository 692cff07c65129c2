"""The office: slots change from a day on; single lessons are cancelled, moved, substituted, added."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from parta.core import clock
from tests.cast import ANNA, IGOR, LENA, MISHA, NINA, OLGA
from tests.integration.school.school import School, Somebody, until_midnight
from tests.integration.school.week import create_timetable, find_lesson, in_days, read_day

pytestmark = pytest.mark.anyio

OFFICE = "/api/journal/office"


@pytest.fixture
async def olga(school: School) -> Somebody:
    """Return Ольга Петровна, signed in; the timetable exists."""
    await create_timetable(school)
    return await school.sign_in(OLGA, profile=False)


async def post_office(olga: Somebody, path: str, **body: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401 - JSON
    """Post to the office and return status and body."""
    is_timed = path == "/lessons" or path.endswith("/move")
    body |= {"accept_unusual": True} if is_timed and "accept_unusual" not in body else {}
    answer = await olga.browser.post(f"{OFFICE}{path}", json=body)
    return answer.status_code, answer.json()


async def find_slot(olga: Somebody, school: School, title: str, weekday: int, of: str = "7Б") -> dict[str, Any]:
    """Return the course's only slot on this weekday."""
    slots = await olga.get(f"{OFFICE}/timetable/{school.classes[of]}")
    course = str(school.courses[title])
    (found,) = (one for one in slots if one["course_id"] == course and one["weekday"] == weekday)
    return found


async def test_a_substitute_has_the_lesson_in_their_week_and_is_in_the_subject_chat_that_day(
    school: School, olga: Somebody
) -> None:
    await school.link(ANNA, IGOR, MISHA)
    assert await school.sync_course_chat("Физика", create=True) == {"igor": "admin", "misha": "member"}
    lesson = await find_lesson(school, "Физика", school.today)
    anna_id = str(school.accounts["anna"])
    status, body = await post_office(olga, f"/lessons/{lesson}/substitute", teacher_id=anna_id, reason="Болезнь")
    assert (status, body["substitute"]["last_name"]) == (200, "Белова")
    assert "timetable.substitution_changed" in await school.installation.settle()
    anna = await school.sign_in(ANNA, profile=False)
    mine = await read_day(anna, "/api/journal/timetable/mine", school.today)
    assert [one["subject"] for one in mine] == ["Алгебра", "Физика", "Английский язык"]
    page = await anna.get(f"/api/journal/lessons/{lesson}")
    assert page["may"]["edit"]
    assert await school.sync_course_chat("Физика") == {"anna": "admin", "igor": "admin", "misha": "member"}
    clock.move(until_midnight())
    await school.start_days()
    await school.installation.settle()
    assert await school.sync_course_chat("Физика") == {"igor": "admin", "misha": "member"}


@pytest.mark.parametrize("is_substituted", [True, False], ids=["substituted", "not substituted"])
async def test_the_chat_follows_a_lesson_that_moves_is_cancelled_or_restored_only_if_it_is_substituted(
    school: School, olga: Somebody, *, is_substituted: bool
) -> None:
    lesson = await find_lesson(school, "Физика", in_days(school, 1))
    if is_substituted:
        substitute = str(school.accounts["anna"])
        await post_office(olga, f"/lessons/{lesson}/substitute", teacher_id=substitute, reason="Болезнь")
    await school.installation.settle()
    for change, body in (
        ("move", {"on": str(in_days(school, 2)), "number": 4}),
        ("restore", {}),
        ("cancel", {"reason": "Олимпиада"}),
        ("restore", {}),
    ):
        status, _ = await post_office(olga, f"/lessons/{lesson}/{change}", **body)
        handled = await school.installation.settle()
        assert (change, status, "timetable.substitution_changed" in handled) == (change, 200, is_substituted)


async def test_who_teaches_elsewhere_then_cannot_substitute(school: School, olga: Somebody) -> None:
    lesson = await find_lesson(school, "Английский 1", in_days(school, 1))
    path = f"/lessons/{lesson}/substitute"
    status, body = await post_office(olga, path, teacher_id=str(school.accounts["igor"]), reason="Болезнь")
    assert (status, body["code"]) == (409, "teacher_busy")
    assert (body["who"]["last_name"], body["subject"], body["class_title"]) == ("Лебедев", "Английский язык", "7Б")
    for nobody in ("anna", "nina", "misha"):
        status, body = await post_office(olga, path, teacher_id=str(school.accounts[nobody]), reason="Болезнь")
        assert (status, body["code"]) == (422, "not_a_teacher")


async def test_a_lesson_is_cancelled_and_takes_place_after_all(school: School, olga: Somebody) -> None:
    on = in_days(school, 1)
    lesson = await find_lesson(school, "Алгебра", on)
    misha = await school.sign_in(MISHA, profile=False)
    diary = f"/api/journal/diary/{school.accounts['misha']}"
    await post_office(olga, f"/lessons/{lesson}/cancel", reason="Олимпиада")
    (body,) = [one for one in await read_day(misha, diary, on) if one["id"] == str(lesson)]
    assert (body["state"], body["reason"]) == ("cancelled", "Олимпиада")
    status, body = await post_office(olga, f"/lessons/{lesson}/move", on=str(in_days(school, 2)), number=4)
    assert (status, body["code"]) == (409, "lesson_cancelled")
    status, body = await post_office(olga, f"/lessons/{lesson}/restore")
    assert (body["state"], body["reason"]) == ("planned", "")


async def test_a_lesson_moves_to_a_free_hour_and_back(school: School, olga: Somebody) -> None:
    on, other = in_days(school, 1), in_days(school, 2)
    lesson = await find_lesson(school, "Алгебра", on)
    for number, code in ((1, "teacher_busy"), (2, "class_busy"), (3, "teacher_busy"), (9, "no_bell")):
        status, body = await post_office(olga, f"/lessons/{lesson}/move", on=str(other), number=number)
        assert (number, body["code"]) == (number, code)
    status, body = await post_office(olga, f"/lessons/{lesson}/move", on=str(other), number=4)
    assert (status, body["on"], body["number"]) == (200, str(other), 4)
    assert body["moved_from"] == {"on": str(on), "number": 1}
    lena = await school.sign_in(LENA, profile=False)
    diary = f"/api/journal/diary/{school.accounts['lena']}"
    assert str(lesson) not in {one["id"] for one in await read_day(lena, diary, on)}
    assert str(lesson) in {one["id"] for one in await read_day(lena, diary, other)}
    status, body = await post_office(olga, f"/lessons/{lesson}/restore")
    assert (body["on"], body["number"], body["moved_from"]) == (str(on), 1, None)


@pytest.mark.parametrize("days_on", [0, 1, 14], ids=["same day", "another day", "another week"])
async def test_a_moved_lesson_is_told_of_where_it_was_for_everybody(
    school: School, olga: Somebody, days_on: int
) -> None:
    on, other = in_days(school, 1), in_days(school, 1 + days_on)
    lesson = await find_lesson(school, "Алгебра", on)
    await post_office(olga, f"/lessons/{lesson}/move", on=str(other), number=4)
    anna, misha = [await school.sign_in(person, profile=False) for person in (ANNA, MISHA)]
    diary, mine = f"/api/journal/diary/{school.accounts['misha']}", "/api/journal/timetable/mine"
    of_class = f"/api/journal/timetable/classes/{school.classes['7Б']}"
    for reader, path in ((misha, diary), (anna, mine), (olga, of_class)):
        (away,) = await read_day(reader, path, on, "moved_away")
        assert (away["id"], away["on"], away["number"]) == (str(lesson), str(other), 4)
        assert str(lesson) in {one["id"] for one in await read_day(reader, path, other)}
    await post_office(olga, f"/lessons/{lesson}/restore")
    assert not await read_day(misha, diary, on, "moved_away")


async def test_a_lesson_in_another_classroom_is_not_told_of_as_moved_away(school: School, olga: Somebody) -> None:
    on = in_days(school, 1)
    lesson = await find_lesson(school, "Алгебра", on)
    other = str(school.classrooms["203"])
    await post_office(olga, f"/lessons/{lesson}/move", on=str(on), number=1, classroom_id=other)
    assert not await read_day(olga, f"/api/journal/timetable/classes/{school.classes['7Б']}", on, "moved_away")


async def test_a_lesson_in_the_past_is_asked_about_and_a_held_one_stays(school: School, olga: Somebody) -> None:
    before, after = in_days(school, -1), in_days(school, 8)
    lesson = await find_lesson(school, "Алгебра", after)
    past = {"on": str(before), "number": 4, "accept_unusual": False}
    extra = past | {"course_id": str(school.courses["Физика"])}
    for path, body in ((f"/lessons/{lesson}/move", past), ("/lessons", extra)):
        status, answer = await post_office(olga, path, **body)
        assert (status, answer["code"], "past" in answer["reasons"]) == (409, "unusual_time", True)
    held = await find_lesson(school, "Физика", before)
    igor = await school.sign_in(IGOR, profile=False)
    path = f"/api/journal/lessons/{held}/attendance"
    confirmed = await igor.ask("PUT", path, entries=[])
    assert confirmed.status_code == 200, confirmed.text
    for act, body in (("cancel", {"reason": "Олимпиада"}), ("move", {"on": str(after), "number": 4})):
        status, answer = await post_office(olga, f"/lessons/{held}/{act}", **body)
        assert (status, answer["code"]) == (409, "lesson_held")


async def test_an_extra_lesson_needs_a_free_classroom(school: School, olga: Somebody) -> None:
    on = in_days(school, 1)
    physics = {"course_id": str(school.courses["Физика"]), "on": str(on), "number": 4}
    status, body = await post_office(olga, "/lessons", **physics, classroom_id=str(school.classrooms["203"]))
    assert (status, body["classroom"], body["number"]) == (201, "203", 4)
    reading = {"course_id": str(school.courses["Чтение"]), "on": str(on), "number": 4}
    status, body = await post_office(olga, "/lessons", **reading, classroom_id=str(school.classrooms["203"]))
    assert (status, body["code"], body["classroom"]) == (409, "classroom_busy", "203")
    status, body = await post_office(olga, "/lessons", **reading, classroom_id=str(school.classrooms["201"]))
    assert status == 201


async def test_two_who_take_one_classroom_at_once_do_not_both_get_it(school: School, olga: Somebody) -> None:
    on, classroom = str(in_days(school, 1)), str(school.classrooms["203"])
    requests = [
        {"course_id": str(school.courses[title]), "on": on, "number": 4, "classroom_id": classroom}
        for title in ("Физика", "Чтение")
    ]
    answers = await asyncio.gather(*(post_office(olga, "/lessons", **one) for one in requests))
    assert sorted(status for status, _ in answers) == [201, 409]


async def test_a_slot_changes_from_a_day_on_and_the_lessons_follow_with_their_content(
    school: School, olga: Somebody
) -> None:
    on = in_days(school, 8)
    anna = await school.sign_in(ANNA, profile=False)
    lesson = await find_lesson(school, "Алгебра", on)
    answer = await anna.ask("PATCH", f"/api/journal/lessons/{lesson}", homework_text="№ 12")
    assert answer.json()["lesson"]["homework"]["text"] == "№ 12"
    slot = await find_slot(olga, school, "Алгебра", on.isoweekday())
    body = {
        "course_id": slot["course_id"],
        "weekday": on.isoweekday(),
        "number": 4,
        "classroom_id": slot["classroom_id"],
    }
    busy = await olga.ask(
        "PUT", f"{OFFICE}/slots/{slot['id']}", **body | {"number": 2}, from_on=str(in_days(school, 2))
    )
    assert busy.json()["code"] == "class_busy"
    late = await olga.ask("PUT", f"{OFFICE}/slots/{slot['id']}", **body, from_on=str(in_days(school, -1)))
    assert late.json()["code"] == "past_day"
    changed = await olga.ask("PUT", f"{OFFICE}/slots/{slot['id']}", **body, from_on=str(in_days(school, 2)))
    assert changed.status_code == 200, changed.text
    page = await anna.get(f"/api/journal/lessons/{lesson}")
    assert (page["lesson"]["number"], page["lesson"]["homework"]["text"]) == (4, "№ 12")
    before = await read_day(anna, "/api/journal/timetable/mine", in_days(school, 1))
    assert [one["number"] for one in before] == [1, 3]


async def test_a_lesson_without_a_slot_is_deleted_and_a_published_one_stays_cancelled(
    school: School, olga: Somebody
) -> None:
    on = in_days(school, 8)
    anna = await school.sign_in(ANNA, profile=False)
    lesson = await find_lesson(school, "Алгебра", on)
    await anna.ask("PATCH", f"/api/journal/lessons/{lesson}", topic="Дроби")
    for weekday in (on.isoweekday(), (on.isoweekday() % 7) + 1):
        slot = await find_slot(olga, school, "Алгебра", weekday)
        await olga.delete(f"{OFFICE}/slots/{slot['id']}?from_on={school.today}")
    (body,) = [one for one in await read_day(anna, "/api/journal/timetable/mine", on) if one["subject"] == "Алгебра"]
    assert (body["id"], body["state"], body["topic"]) == (str(lesson), "cancelled", "Дроби")
    gone = await read_day(anna, "/api/journal/timetable/mine", in_days(school, 9))
    assert [one["number"] for one in gone] == [3]


async def test_odd_and_even_weeks_share_a_slot(school: School, olga: Somebody) -> None:
    weekday = in_days(school, 3).isoweekday()
    slot = {
        "weekday": weekday,
        "number": 4,
        "from_on": str(school.today),
        "classroom_id": str(school.classrooms["203"]),
    }
    statuses: list[int] = []
    for title, weeks in (("Алгебра", "odd"), ("Алгебра", "even"), ("Физика", "odd"), ("Чтение", "every")):
        body = slot | {"course_id": str(school.courses[title]), "weeks": weeks}
        statuses.append((await olga.browser.post(f"{OFFICE}/slots", json=body)).status_code)
    assert statuses == [201, 201, 409, 409]


async def test_the_office_is_for_administrators(school: School, olga: Somebody) -> None:
    for person in (ANNA, MISHA, NINA):
        somebody = await school.sign_in(person, profile=False)
        assert (await somebody.browser.get(f"{OFFICE}/choices")).status_code == 403
    choices = await olga.get(f"{OFFICE}/choices")
    assert {one["title"] for one in choices["classes"]} == {"7Б", "3А"}
    assert [one["number"] for one in choices["bells"]] == [1, 2, 3, 4]
    assert UUID(choices["teachers"][0]["id"])


async def test_all_conflicts_are_told_at_once(school: School, olga: Somebody) -> None:
    on = in_days(school, 1)
    lesson = await find_lesson(school, "Алгебра", in_days(school, 2))
    status, body = await post_office(
        olga, f"/lessons/{lesson}/move", on=str(on), number=1, classroom_id=str(school.classrooms["202"])
    )
    assert (status, body["code"]) == (409, "teacher_busy")
    assert [(one["code"], one["subject"]) for one in body["conflicts"]] == [
        ("teacher_busy", "Алгебра"),
        ("class_busy", "Алгебра"),
        ("classroom_busy", "Чтение"),
    ]


async def test_the_office_reads_which_hours_teachers_and_classrooms_are_free(school: School, olga: Somebody) -> None:
    on = in_days(school, 1)
    lesson = await find_lesson(school, "Алгебра", on)
    query = f"course_id={school.courses['Алгебра']}&on={on}"
    hours = {one["number"]: one for one in await olga.get(f"{OFFICE}/hours?{query}&lesson_id={lesson}")}
    assert {number: one["conflicts"] for number, one in hours.items()} == {
        1: [],
        2: ["class_busy"],
        3: ["teacher_busy", "class_busy"],
        4: [],
    }
    assert hours[1]["busy_teachers"] == [str(school.accounts["nina"])]
    assert hours[1]["busy_classrooms"] == [str(school.classrooms["202"])]
    (extra, *_) = await olga.get(f"{OFFICE}/hours?{query}")
    assert extra["conflicts"] == ["teacher_busy", "class_busy"]
    anna = await school.sign_in(ANNA, profile=False)
    assert (await anna.browser.get(f"{OFFICE}/hours?{query}")).status_code == 403
    other = await find_lesson(school, "Физика", on)
    assert (await olga.browser.get(f"{OFFICE}/hours?{query}&lesson_id={other}")).status_code == 404
