"""A class as its people hear it by real sockets: what was heard, applied, is what a fresh read gives."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from httpx import AsyncClient

from tests.cast import ANNA, MISHA, OLGA, Person
from tests.integration.school.week import in_days, lay_down_week, lesson_of
from tests.realtime.conftest import Building
from tests.realtime.window import JOURNAL_DOOR, State, Window, open_window_at

pytestmark = pytest.mark.anyio


@dataclass
class Lessons:
    """The week of 7Б, and people of the journal at browsers of one of the processes."""

    building: Building
    browsers: dict[str, AsyncClient]

    @property
    def stream(self) -> str:
        """The stream of 7Б."""
        return f"class:{self.building.school.classes['7Б']}"

    async def ask(self, person: Person, method: str, path: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
        """Let this person do this, which must go well; give the answer."""
        answer = await self.browsers[person.key].request(method, f"/api/journal/{path}", json=body or None)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def algebra(self, days: int) -> str:
        """Give where the lesson of algebra is in so many days."""
        school = self.building.school
        return f"lessons/{await lesson_of(school, 'Алгебра', in_days(school, days))}"

    async def fresh(self) -> tuple[int, State]:
        """Give the stream's head, and what a window hears that knows nothing yet."""
        token = self.building.token(MISHA, JOURNAL_DOOR)
        async with open_window_at(JOURNAL_DOOR, self.building.here.url, token) as window:
            head = window.heard("welcome")[0]["streams"][self.stream]
            return head, await window.until_level(self.stream, head)

    async def told(self, window: Window) -> State:
        """Wait until the window knows all that there is; give it, which is the same as read afresh."""
        head, fresh = await self.fresh()
        assert await window.until_level(self.stream, head) == fresh
        return fresh


@pytest.fixture
async def lessons(building: Building) -> AsyncIterator[Lessons]:
    """Give the week; Анна teaches algebra, Ольга sees to the timetable."""
    await lay_down_week(building.school)
    async with AsyncExitStack() as opened:
        browsers = dict[str, AsyncClient]()
        for person in (ANNA, MISHA, OLGA):
            here = building.here.url
            browser = AsyncClient(base_url=here, headers={"Origin": here}, trust_env=False)
            browser.cookies.set("parta_journal", building.token(person, JOURNAL_DOOR))
            browsers[person.key] = await opened.enter_async_context(browser)
        yield Lessons(building, browsers)


async def test_lessons_are_heard_as_they_are(lessons: Lessons, building: Building) -> None:
    token = building.token(MISHA, JOURNAL_DOOR)
    async with open_window_at(JOURNAL_DOOR, building.there.url, token) as window:
        present = {"student_id": str(building.account(MISHA)), "state": "present", "late_minutes": 0}
        await lessons.ask(ANNA, "PATCH", await lessons.algebra(0), topic="Дроби", homework_text="№ 5")
        await lessons.ask(ANNA, "PUT", f"{await lessons.algebra(0)}/attendance", entries=[present])
        igor = str(building.school.accounts["igor"])
        office = [f"office/{await lessons.algebra(day)}" for day in (1, 2, 3)]
        await lessons.ask(OLGA, "POST", f"{office[0]}/substitute", teacher_id=igor, reason="Болезнь")
        await lessons.ask(OLGA, "POST", f"{office[1]}/cancel", reason="Олимпиада")
        on = str(in_days(building.school, 4))
        await lessons.ask(OLGA, "POST", f"{office[2]}/move", on=on, number=4, room_id=None)
        heard = await lessons.told(window)
        told = {key: value for key, value in heard.items() if key.startswith("lesson:")}
        assert len(told) == 4
        for lesson in told.values():
            assert (await lessons.ask(MISHA, "GET", f"lessons/{lesson['id']}"))["lesson"] == lesson
        for act in office[1:]:
            await lessons.ask(OLGA, "POST", f"{act}/restore")
        heard = await lessons.told(window)
        assert {heard[key]["state"] for key in told} == {"planned"}


async def test_remote_lessons_are_heard_as_they_are(lessons: Lessons, building: Building) -> None:
    token = building.token(MISHA, JOURNAL_DOOR)
    path = await lessons.algebra(1)
    key = f"remote_lesson:{path.partition('/')[2]}"
    async with open_window_at(JOURNAL_DOOR, building.there.url, token) as window:
        for act, state in (("", "none"), ("/publish", "published"), ("/take-back", "none"), ("/publish", "published")):
            await lessons.ask(ANNA, "POST", f"{path}/remote{act}")
            heard = await lessons.told(window)
            assert heard[key]["state"] == state
        days = f"from_on={in_days(building.school, 0)}&to_on={in_days(building.school, 7)}"
        assert await lessons.ask(MISHA, "GET", f"remote-lessons?{days}") == [heard[key]]


async def test_another_timetable_is_heard_of_the_class(lessons: Lessons, building: Building) -> None:
    token = building.token(MISHA, JOURNAL_DOOR)
    slot = {"course_id": str(building.school.courses["Физика"]), "number": 4, "room_id": None}
    days = {"weekday": 3, "from_on": str(in_days(building.school, 1))}
    async with open_window_at(JOURNAL_DOOR, building.there.url, token) as window:
        await lessons.told(window)
        known = len(window.heard("update", lessons.stream))
        await lessons.ask(OLGA, "POST", "office/slots", **slot, **days)
        await window.until(lambda opened: len(opened.heard("update", lessons.stream)) > known)
        updates = window.heard("update", lessons.stream)[-1]["updates"]
        class_id = str(building.school.classes["7Б"])
        assert {"kind": "class", "value": {"id": class_id, "title": "7Б"}} in updates
