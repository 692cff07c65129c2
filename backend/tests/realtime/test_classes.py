"""Updates of a class by real sockets: applied, they equal a fresh read."""

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
    """The week of 7Б, and browsers of journal accounts at one of the processes."""

    journal_servers: JournalServers
    browsers: dict[str, AsyncClient]

    @property
    def stream(self) -> str:
        """The stream of 7Б."""
        return f"class:{self.journal_servers.school.classes['7Б']}"

    async def request(self, person: Person, method: str, path: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
        """Send this person's request, which must succeed; return the response."""
        answer = await self.browsers[person.key].request(method, f"/api/journal/{path}", json=body or None)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def algebra_path(self, days: int) -> str:
        """Return the path of the algebra lesson in this many days."""
        school = self.journal_servers.school
        return f"lessons/{await find_lesson(school, 'Алгебра', in_days(school, days))}"

    async def read_fresh(self) -> tuple[int, State]:
        """Return the stream's seq, and its state as a new client receives it."""
        token = self.journal_servers.token(MISHA, JOURNAL_ENDPOINT)
        async with open_ws_client_at(JOURNAL_ENDPOINT, self.journal_servers.here.url, token) as ws_client:
            seq = ws_client.received("welcome")[0]["streams"][self.stream]
            return seq, await ws_client.until_seq(self.stream, seq)

    async def wait_until_fresh(self, ws_client: WsClient) -> State:
        """Wait until the client is up to date; return its state, which equals a fresh read."""
        seq, fresh = await self.read_fresh()
        assert await ws_client.until_seq(self.stream, seq) == fresh
        return fresh


@pytest.fixture
async def lessons(journal_servers: JournalServers) -> AsyncIterator[Lessons]:
    """Return the week; Анна teaches algebra, Ольга manages the timetable."""
    await create_timetable(journal_servers.school)
    async with AsyncExitStack() as opened:
        browsers = dict[str, AsyncClient]()
        for person in (ANNA, MISHA, OLGA):
            here = journal_servers.here.url
            browser = AsyncClient(base_url=here, headers={"Origin": here}, trust_env=False)
            browser.cookies.set("parta_journal", journal_servers.token(person, JOURNAL_ENDPOINT))
            browsers[person.key] = await opened.enter_async_context(browser)
        yield Lessons(journal_servers, browsers)


async def test_updates_of_lessons_equal_a_fresh_read(lessons: Lessons, journal_servers: JournalServers) -> None:
    token = journal_servers.token(MISHA, JOURNAL_ENDPOINT)
    async with open_ws_client_at(JOURNAL_ENDPOINT, journal_servers.there.url, token) as ws_client:
        present = {"student_id": str(journal_servers.account(MISHA)), "state": "present", "late_minutes": 0}
        await lessons.request(ANNA, "PATCH", await lessons.algebra_path(0), topic="Дроби", homework_text="№ 5")
        await lessons.request(ANNA, "PUT", f"{await lessons.algebra_path(0)}/attendance", entries=[present])
        igor = str(journal_servers.school.accounts["igor"])
        office = [f"office/{await lessons.algebra_path(day)}" for day in (1, 2, 3)]
        await lessons.request(OLGA, "POST", f"{office[0]}/substitute", teacher_id=igor, reason="Болезнь")
        await lessons.request(OLGA, "POST", f"{office[1]}/cancel", reason="Олимпиада")
        on = str(in_days(journal_servers.school, 4))
        await lessons.request(OLGA, "POST", f"{office[2]}/move", on=on, number=4, accept_unusual=True)
        received = await lessons.wait_until_fresh(ws_client)
        updated = {key: value for key, value in received.items() if key.startswith("lesson:")}
        assert len(updated) == 4
        for lesson in updated.values():
            assert (await lessons.request(MISHA, "GET", f"lessons/{lesson['id']}"))["lesson"] == lesson
        for act in office[1:]:
            await lessons.request(OLGA, "POST", f"{act}/restore")
        received = await lessons.wait_until_fresh(ws_client)
        assert {received[key]["state"] for key in updated} == {"planned"}


async def test_updates_of_remote_lessons_equal_a_fresh_read(lessons: Lessons, journal_servers: JournalServers) -> None:
    token = journal_servers.token(MISHA, JOURNAL_ENDPOINT)
    path = await lessons.algebra_path(1)
    key = f"remote_lesson:{path.partition('/')[2]}"
    async with open_ws_client_at(JOURNAL_ENDPOINT, journal_servers.there.url, token) as ws_client:
        for act, state in (("", "none"), ("/publish", "published"), ("/take-back", "none"), ("/publish", "published")):
            await lessons.request(ANNA, "POST", f"{path}/remote{act}")
            received = await lessons.wait_until_fresh(ws_client)
            assert received[key]["state"] == state
        days = f"from_on={in_days(journal_servers.school, 0)}&to_on={in_days(journal_servers.school, 7)}"
        assert await lessons.request(MISHA, "GET", f"remote-lessons?{days}") == [received[key]]


async def test_a_change_of_the_timetable_is_an_update_of_the_class(
    lessons: Lessons, journal_servers: JournalServers
) -> None:
    token = journal_servers.token(MISHA, JOURNAL_ENDPOINT)
    slot = {"course_id": str(journal_servers.school.courses["Физика"]), "number": 4, "classroom_id": None}
    days = {"weekday": 3, "from_on": str(in_days(journal_servers.school, 1))}
    async with open_ws_client_at(JOURNAL_ENDPOINT, journal_servers.there.url, token) as ws_client:
        await lessons.wait_until_fresh(ws_client)
        known = len(ws_client.received("update", lessons.stream))
        await lessons.request(OLGA, "POST", "office/slots", **slot, **days)
        await ws_client.until(lambda opened: len(opened.received("update", lessons.stream)) > known)
        updates = ws_client.received("update", lessons.stream)[-1]["updates"]
        class_id = str(journal_servers.school.classes["7Б"])
        assert {"kind": "class", "value": {"id": class_id, "title": "7Б"}} in updates
