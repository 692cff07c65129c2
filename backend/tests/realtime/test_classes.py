"""A class as its people hear it by real sockets: what was heard, applied, is what a fresh read gives."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from httpx import AsyncClient

from tests.cast import ANNA, MISHA, OLGA, Person
from tests.integration.school.week import create_timetable, find_lesson, in_days
from tests.realtime.conftest import JournalServers
from tests.realtime.ws_client import JOURNAL_ENDPOINT, State, WsClient, open_ws_client_at

pytestmark = pytest.mark.anyio


@dataclass
class Lessons:
    """The week of 7Б, and people of the journal at browsers of one of the processes."""

    building: JournalServers
    browsers: dict[str, AsyncClient]

    @property
    def stream(self) -> str:
        """The stream of 7Б."""
        return f"class:{self.building.school.classes['7Б']}"

    async def request(self, person: Person, method: str, path: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
        """Let this person do this, which must go well; give the answer."""
        answer = await self.browsers[person.key].request(method, f"/api/journal/{path}", json=body or None)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def algebra_path(self, days: int) -> str:
        """Give where the lesson of algebra is in so many days."""
        school = self.building.school
        return f"lessons/{await find_lesson(school, 'Алгебра', in_days(school, days))}"

    async def read_fresh(self) -> tuple[int, State]:
        """Give the stream's head, and what a ws_client hears that knows nothing yet."""
        token = self.building.token(MISHA, JOURNAL_ENDPOINT)
        async with open_ws_client_at(JOURNAL_ENDPOINT, self.building.here.url, token) as ws_client:
            seq = ws_client.received("welcome")[0]["streams"][self.stream]
            return seq, await ws_client.until_seq(self.stream, seq)

    async def wait_until_fresh(self, ws_client: WsClient) -> State:
        """Wait until the ws_client knows all that there is; give it, which is the same as read afresh."""
        seq, fresh = await self.read_fresh()
        assert await ws_client.until_seq(self.stream, seq) == fresh
        return fresh


@pytest.fixture
async def lessons(building: JournalServers) -> AsyncIterator[Lessons]:
    """Give the week; Анна teaches algebra, Ольга sees to the timetable."""
    await create_timetable(building.school)
    async with AsyncExitStack() as opened:
        browsers = dict[str, AsyncClient]()
        for person in (ANNA, MISHA, OLGA):
            here = building.here.url
            browser = AsyncClient(base_url=here, headers={"Origin": here}, trust_env=False)
            browser.cookies.set("parta_journal", building.token(person, JOURNAL_ENDPOINT))
            browsers[person.key] = await opened.enter_async_context(browser)
        yield Lessons(building, browsers)


async def test_lessons_are_heard_as_they_are(lessons: Lessons, building: JournalServers) -> None:
    token = building.token(MISHA, JOURNAL_ENDPOINT)
    async with open_ws_client_at(JOURNAL_ENDPOINT, building.there.url, token) as ws_client:
        present = {"student_id": str(building.account(MISHA)), "state": "present", "late_minutes": 0}
        await lessons.request(ANNA, "PATCH", await lessons.algebra_path(0), topic="Дроби", homework_text="№ 5")
        await lessons.request(ANNA, "PUT", f"{await lessons.algebra_path(0)}/attendance", entries=[present])
        igor = str(building.school.accounts["igor"])
        office = [f"office/{await lessons.algebra_path(day)}" for day in (1, 2, 3)]
        await lessons.request(OLGA, "POST", f"{office[0]}/substitute", teacher_id=igor, reason="Болезнь")
        await lessons.request(OLGA, "POST", f"{office[1]}/cancel", reason="Олимпиада")
        on = str(in_days(building.school, 4))
        await lessons.request(OLGA, "POST", f"{office[2]}/move", on=on, number=4, classroom_id=None)
        heard = await lessons.wait_until_fresh(ws_client)
        told = {key: value for key, value in heard.items() if key.startswith("lesson:")}
        assert len(told) == 4
        for lesson in told.values():
            assert (await lessons.request(MISHA, "GET", f"lessons/{lesson['id']}"))["lesson"] == lesson
        for act in office[1:]:
            await lessons.request(OLGA, "POST", f"{act}/restore")
        heard = await lessons.wait_until_fresh(ws_client)
        assert {heard[key]["state"] for key in told} == {"planned"}


async def test_remote_lessons_are_heard_as_they_are(lessons: Lessons, building: JournalServers) -> None:
    token = building.token(MISHA, JOURNAL_ENDPOINT)
    path = await lessons.algebra_path(1)
    key = f"remote_lesson:{path.partition('/')[2]}"
    async with open_ws_client_at(JOURNAL_ENDPOINT, building.there.url, token) as ws_client:
        for act, state in (("", "none"), ("/publish", "published"), ("/take-back", "none"), ("/publish", "published")):
            await lessons.request(ANNA, "POST", f"{path}/remote{act}")
            heard = await lessons.wait_until_fresh(ws_client)
            assert heard[key]["state"] == state
        days = f"from_on={in_days(building.school, 0)}&to_on={in_days(building.school, 7)}"
        assert await lessons.request(MISHA, "GET", f"remote-lessons?{days}") == [heard[key]]


async def test_another_timetable_is_heard_of_the_class(lessons: Lessons, building: JournalServers) -> None:
    token = building.token(MISHA, JOURNAL_ENDPOINT)
    slot = {"course_id": str(building.school.courses["Физика"]), "number": 4, "classroom_id": None}
    days = {"weekday": 3, "from_on": str(in_days(building.school, 1))}
    async with open_ws_client_at(JOURNAL_ENDPOINT, building.there.url, token) as ws_client:
        await lessons.wait_until_fresh(ws_client)
        known = len(ws_client.received("update", lessons.stream))
        await lessons.request(OLGA, "POST", "office/slots", **slot, **days)
        await ws_client.until(lambda opened: len(opened.received("update", lessons.stream)) > known)
        updates = ws_client.received("update", lessons.stream)[-1]["updates"]
        class_id = str(building.school.classes["7Б"])
        assert {"kind": "class", "value": {"id": class_id, "title": "7Б"}} in updates
