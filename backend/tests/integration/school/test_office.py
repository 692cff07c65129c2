"""The office: the week changes from a day on, and single lessons are cancelled, moved, substituted, added."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from parta.core import clock
from tests.cast import ANNA, IGOR, LENA, MISHA, NINA, OLGA
from tests.integration.school.school import School, Somebody, until_midnight
from tests.integration.school.week import day_of, in_days, lay_down_week, lesson_of

pytestmark = pytest.mark.anyio

OFFICE = "/api/journal/office"


@pytest.fixture
async def olga(school: School) -> Somebody:
    """Give Ольга Петровна at the office; the week is laid down."""
    await lay_down_week(school)
    return await school.arrive(OLGA, profile=False)


async def ask(olga: Somebody, path: str, **body: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401 - JSON
    """Ask the office; give status and answer."""
    answer = await olga.browser.post(f"{OFFICE}{path}", json=body)
    return answer.status_code, answer.json()


async def slot_of(olga: Somebody, school: School, title: str, weekday: int, of: str = "7Б") -> dict[str, Any]:
    """Give the course's only slot on this weekday."""
    slots = await olga.get(f"{OFFICE}/timetable/{school.classes[of]}")
    course = str(school.courses[title])
    (found,) = (one for one in slots if one["course_id"] == course and one["weekday"] == weekday)
    return found


async def test_who_stands_in_has_the_lesson_in_their_week_and_sits_in_the_subject_chat_that_day(
    school: School, olga: Somebody
) -> None:
    await school.link(ANNA, IGOR, MISHA)
    assert await school.keep_course("Физика", appears=True) == {"igor": "admin", "misha": "member"}
    lesson = await lesson_of(school, "Физика", school.today)
    anna_id = str(school.accounts["anna"])
    status, told = await ask(olga, f"/lessons/{lesson}/substitute", teacher_id=anna_id, reason="Болезнь")
    assert (status, told["substitute"]["last_name"]) == (200, "Белова")
    assert "journal.substitution_changed" in await school.world.settle()
    anna = await school.arrive(ANNA, profile=False)
    mine = await day_of(anna, "/api/journal/timetable/mine", school.today)
    assert [one["subject"] for one in mine] == ["Алгебра", "Физика", "Английский язык"]
    page = await anna.get(f"/api/journal/lessons/{lesson}")
    assert page["may"]["edit"]
    assert await school.keep_course("Физика") == {"anna": "admin", "igor": "admin", "misha": "member"}
    clock.move(until_midnight())
    await school.tick()
    await school.world.settle()
    assert await school.keep_course("Физика") == {"igor": "admin", "misha": "member"}


async def test_who_teaches_elsewhere_then_cannot_stand_in(school: School, olga: Somebody) -> None:
    lesson = await lesson_of(school, "Английский 1", in_days(school, 1))
    path = f"/lessons/{lesson}/substitute"
    status, told = await ask(olga, path, teacher_id=str(school.accounts["igor"]), reason="Болезнь")
    assert (status, told["code"]) == (409, "teacher_busy")
    assert (told["who"]["last_name"], told["subject"], told["class_title"]) == ("Лебедев", "Английский язык", "7Б")
    for nobody in ("anna", "nina", "misha"):
        status, told = await ask(olga, path, teacher_id=str(school.accounts[nobody]), reason="Болезнь")
        assert (status, told["code"]) == (422, "not_a_teacher")


async def test_a_lesson_is_cancelled_and_takes_place_after_all(school: School, olga: Somebody) -> None:
    on = in_days(school, 1)
    lesson = await lesson_of(school, "Алгебра", on)
    misha = await school.arrive(MISHA, profile=False)
    diary = f"/api/journal/diary/{school.accounts['misha']}"
    await ask(olga, f"/lessons/{lesson}/cancel", reason="Олимпиада")
    (told,) = [one for one in await day_of(misha, diary, on) if one["id"] == str(lesson)]
    assert (told["state"], told["reason"]) == ("cancelled", "Олимпиада")
    status, told = await ask(olga, f"/lessons/{lesson}/move", on=str(in_days(school, 2)), number=4)
    assert (status, told["code"]) == (409, "lesson_cancelled")
    status, told = await ask(olga, f"/lessons/{lesson}/restore")
    assert (told["state"], told["reason"]) == ("planned", "")


async def test_a_lesson_moves_to_a_free_hour_and_back(school: School, olga: Somebody) -> None:
    on, other = in_days(school, 1), in_days(school, 2)
    lesson = await lesson_of(school, "Алгебра", on)
    for number, code in ((1, "teacher_busy"), (2, "class_busy"), (3, "teacher_busy"), (9, "no_bell")):
        status, told = await ask(olga, f"/lessons/{lesson}/move", on=str(other), number=number)
        assert (number, told["code"]) == (number, code)
    status, told = await ask(olga, f"/lessons/{lesson}/move", on=str(other), number=4)
    assert (status, told["on"], told["number"]) == (200, str(other), 4)
    assert told["moved_from"] == {"on": str(on), "number": 1}
    lena = await school.arrive(LENA, profile=False)
    diary = f"/api/journal/diary/{school.accounts['lena']}"
    assert str(lesson) not in {one["id"] for one in await day_of(lena, diary, on)}
    assert str(lesson) in {one["id"] for one in await day_of(lena, diary, other)}
    status, told = await ask(olga, f"/lessons/{lesson}/restore")
    assert (told["on"], told["number"], told["moved_from"]) == (str(on), 1, None)


async def test_an_extra_lesson_wants_a_free_room(school: School, olga: Somebody) -> None:
    on = in_days(school, 1)
    body = {"course_id": str(school.courses["Физика"]), "on": str(on), "number": 4}
    status, told = await ask(olga, "/lessons", **body, room_id=str(school.rooms["203"]))
    assert (status, told["room"], told["number"]) == (201, "203", 4)
    reading = {"course_id": str(school.courses["Чтение"]), "on": str(on), "number": 4}
    status, told = await ask(olga, "/lessons", **reading, room_id=str(school.rooms["203"]))
    assert (status, told["code"], told["room"]) == (409, "room_busy", "203")
    status, told = await ask(olga, "/lessons", **reading, room_id=str(school.rooms["201"]))
    assert status == 201


async def test_two_who_take_one_room_at_once_do_not_both_get_it(school: School, olga: Somebody) -> None:
    on, room = str(in_days(school, 1)), str(school.rooms["203"])
    wanted = [
        {"course_id": str(school.courses[title]), "on": on, "number": 4, "room_id": room}
        for title in ("Физика", "Чтение")
    ]
    answers = await asyncio.gather(*(ask(olga, "/lessons", **one) for one in wanted))
    assert sorted(status for status, _ in answers) == [201, 409]


async def test_a_slot_changes_from_a_day_on_and_the_lessons_follow_with_what_they_carry(
    school: School, olga: Somebody
) -> None:
    on = in_days(school, 8)
    anna = await school.arrive(ANNA, profile=False)
    lesson = await lesson_of(school, "Алгебра", on)
    answer = await anna.ask("PATCH", f"/api/journal/lessons/{lesson}", homework_text="№ 12")
    assert answer.json()["lesson"]["homework"]["text"] == "№ 12"
    slot = await slot_of(olga, school, "Алгебра", on.isoweekday())
    body = {"course_id": slot["course_id"], "weekday": on.isoweekday(), "number": 4, "room_id": slot["room_id"]}
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
    before = await day_of(anna, "/api/journal/timetable/mine", in_days(school, 1))
    assert [one["number"] for one in before] == [1, 3]


async def test_what_the_week_wants_no_more_goes_and_what_was_told_stays_cancelled(
    school: School, olga: Somebody
) -> None:
    on = in_days(school, 8)
    anna = await school.arrive(ANNA, profile=False)
    lesson = await lesson_of(school, "Алгебра", on)
    await anna.ask("PATCH", f"/api/journal/lessons/{lesson}", topic="Дроби")
    for weekday in (on.isoweekday(), (on.isoweekday() % 7) + 1):
        slot = await slot_of(olga, school, "Алгебра", weekday)
        await olga.delete(f"{OFFICE}/slots/{slot['id']}?from_on={school.today}")
    (told,) = [one for one in await day_of(anna, "/api/journal/timetable/mine", on) if one["subject"] == "Алгебра"]
    assert (told["id"], told["state"], told["topic"]) == (str(lesson), "cancelled", "Дроби")
    gone = await day_of(anna, "/api/journal/timetable/mine", in_days(school, 9))
    assert [one["number"] for one in gone] == [3]


async def test_odd_and_even_weeks_share_a_place(school: School, olga: Somebody) -> None:
    weekday = in_days(school, 3).isoweekday()
    place = {"weekday": weekday, "number": 4, "from_on": str(school.today), "room_id": str(school.rooms["203"])}
    statuses: list[int] = []
    for title, weeks in (("Алгебра", "odd"), ("Алгебра", "even"), ("Физика", "odd"), ("Чтение", "every")):
        body = place | {"course_id": str(school.courses[title]), "weeks": weeks}
        statuses.append((await olga.browser.post(f"{OFFICE}/slots", json=body)).status_code)
    assert statuses == [201, 201, 409, 409]


async def test_the_office_is_for_administrators(school: School, olga: Somebody) -> None:
    for person in (ANNA, MISHA, NINA):
        somebody = await school.arrive(person, profile=False)
        assert (await somebody.browser.get(f"{OFFICE}/choices")).status_code == 403
    choices = await olga.get(f"{OFFICE}/choices")
    assert {one["title"] for one in choices["classes"]} == {"7Б", "3А"}
    assert [one["number"] for one in choices["bells"]] == [1, 2, 3, 4]
    assert UUID(choices["teachers"][0]["id"])
