"""Doors: for whom a socket stands follows from the cookie of its door, and ends with that session."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from httpx import AsyncClient
from pydantic import SecretStr
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.clock import now
from parta.core.db import make_sessions
from parta.core.settings import Settings
from parta.journal.models import JournalAccount, JournalSession
from tests.cast import ANNA, MISHA, Person
from tests.integration.school.school import School, found_school
from tests.realtime.house import Process, web_process
from tests.realtime.window import JOURNAL_DOOR, PROFILE_DOOR, open_window, open_window_at, raw_window
from tests.world import World

pytestmark = pytest.mark.anyio


@dataclass
class Building:
    """Two web processes, and people signed in on both sides."""

    here: Process
    there: Process
    school: School
    tokens: dict[tuple[str, str], str]

    def token(self, person: Person, door: str) -> str:
        """Give what this person's browser shows at this door."""
        return self.tokens[person.key, door]

    def account(self, person: Person) -> UUID:
        """Give the account that the school issued to this person."""
        return self.school.accounts[person.key]


@pytest.fixture
async def building(world: World, engine: AsyncEngine, database_url: str, tmp_path: Path) -> AsyncIterator[Building]:
    """Give two processes; Анна and Миша are linked and signed in to the messenger and to the journal."""
    school = await found_school(world)
    await school.link(ANNA, MISHA)
    tokens: dict[tuple[str, str], str] = {}
    for person in (ANNA, MISHA):
        cookies = (await school.arrive(person)).browser.cookies
        tokens[person.key, PROFILE_DOOR] = cookies["parta_profile"]
        tokens[person.key, JOURNAL_DOOR] = cookies["parta_journal"]
    settings = Settings(
        database_url=database_url, demo=True, home=tmp_path, secret=SecretStr("the secret of the tests")
    )
    sessions = make_sessions(engine)
    async with web_process(settings, sessions) as here, web_process(settings, sessions) as there:
        yield Building(here, there, school, tokens)


@pytest.mark.parametrize("door", [PROFILE_DOOR, JOURNAL_DOOR])
@pytest.mark.parametrize("other", [PROFILE_DOOR, JOURNAL_DOOR])
async def test_a_door_opens_to_its_own_cookie_alone(building: Building, door: str, other: str) -> None:
    async with raw_window(building.here.url, building.token(MISHA, other), door=door) as window:
        if door != other:
            assert await window.until_closed() == 4001
            return
    async with open_window_at(door, building.here.url, building.token(MISHA, other)) as window:
        assert window.code is None


async def test_an_account_of_the_journal_hears_nothing_of_the_messenger(building: Building) -> None:
    async with open_window(building.here.url, building.token(ANNA, PROFILE_DOOR)) as profile:
        chats = [stream for stream in profile.heard("welcome")[0]["streams"] if stream.startswith("chat:")]
    assert chats
    async with open_window_at(JOURNAL_DOOR, building.here.url, building.token(ANNA, JOURNAL_DOOR)) as journal:
        streams = journal.heard("welcome")[0]["streams"]
        assert {stream.partition(":")[0] for stream in streams} <= {"class"}
        for stream in chats:
            await journal.say(t="diff", s=stream, **{"from": 0})
            await journal.say(t="typing", s=stream)
        hub = building.here.app.state.hub
        assert len(hub.connections_of(building.account(ANNA))) == 1
        assert not [frame for frame in journal.frames if frame.get("s") in chats]


async def test_signing_out_of_the_journal_closes_its_sockets_at_every_process_and_no_others(building: Building) -> None:
    token = building.token(MISHA, JOURNAL_DOOR)
    async with (
        open_window_at(JOURNAL_DOOR, building.here.url, token) as here,
        open_window_at(JOURNAL_DOOR, building.there.url, token) as there,
        open_window(building.there.url, building.token(MISHA, PROFILE_DOOR)) as messenger,
        open_window_at(JOURNAL_DOOR, building.there.url, building.token(ANNA, JOURNAL_DOOR)) as anna,
        AsyncExitStack() as opened,
    ):
        browser = AsyncClient(base_url=building.here.url, headers={"Origin": building.here.url}, trust_env=False)
        browser.cookies.set("parta_journal", token)
        await opened.enter_async_context(browser)
        assert (await browser.post("/api/journal/sign-out")).is_success
        assert [await here.until_closed(), await there.until_closed()] == [4001, 4001]
        assert (messenger.code, anna.code) == (None, None)
    async with raw_window(building.here.url, token, door=JOURNAL_DOOR) as again:
        assert await again.until_closed() == 4001


@pytest.mark.parametrize("how", ["ran out", "account closed"])
async def test_a_journal_session_that_ended_by_itself_is_found_by_the_heartbeat(
    building: Building, world: World, how: str
) -> None:
    async with (
        open_window_at(JOURNAL_DOOR, building.here.url, building.token(MISHA, JOURNAL_DOOR)) as misha,
        open_window_at(JOURNAL_DOOR, building.here.url, building.token(ANNA, JOURNAL_DOOR)) as anna,
    ):
        theirs = building.account(MISHA)
        ended = update(JournalSession).where(JournalSession.account_id == theirs)
        closed = update(JournalAccount).where(JournalAccount.id == theirs)
        async with world.work() as session:
            if how == "ran out":
                await session.execute(ended.values(expires_at=now() - timedelta(seconds=1)))
            else:
                await session.execute(closed.values(is_active=False))
        building.here.app.state.hub.lost()
        assert await misha.until_closed() == 4001
        assert anna.code is None
