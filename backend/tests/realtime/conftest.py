"""A school, and two web processes that serve it.

The `world` itself is a third process, whose words never reach the others: as if it were killed between each commit
and its hint.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from httpx import AsyncClient
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.db import make_sessions
from parta.core.settings import Settings
from parta.identity.schemas import BadgeRole
from parta.messenger.models import SourceKind
from tests.cast import ANNA, MISHA, OLGA, Person
from tests.integration.messenger.school import ADMIN, MEMBER, School, Somebody, gather_school
from tests.integration.school.school import School as Schooling
from tests.integration.school.school import found_school
from tests.realtime.house import Process, web_process
from tests.realtime.window import JOURNAL_DOOR, PROFILE_DOOR
from tests.world import World


@dataclass
class House:
    """Two web processes, and the school's people as they come to each."""

    here: Process
    there: Process
    school: School
    browsers: AsyncExitStack

    async def at(self, process: Process, name: str) -> Somebody:
        """Give this person with a browser at this process."""
        known = self.school.people[name]
        browser = AsyncClient(base_url=process.url, headers={"Origin": process.url}, trust_env=False)
        browser.cookies.set("parta_profile", known.token)
        await self.browsers.enter_async_context(browser)
        return Somebody(known.person, known.id, known.token, browser)

    def token(self, name: str) -> str:
        """Give the token of this person's session."""
        return self.school.people[name].token

    def id(self, name: str) -> UUID:
        """Give this person's profile."""
        return self.school.people[name].id


@pytest.fixture
async def house(world: World, engine: AsyncEngine, database_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """Give two processes and a school with everybody signed in."""
    school = await gather_school(world)
    settings = Settings(
        database_url=database_url, demo=True, home=tmp_path, secret=SecretStr("the secret of the tests")
    )
    sessions = make_sessions(engine)
    async with (
        web_process(settings, sessions) as here,
        web_process(settings, sessions) as there,
        AsyncExitStack() as browsers,
    ):
        yield House(here, there, school, browsers)


@pytest.fixture
async def chat(house: House) -> UUID:
    """Give the chat of 7Б: Анна, Миша, Лена."""
    return await keep_class_chat(house, "misha", "lena")


async def keep_class_chat(house: House, *students: str) -> UUID:
    """Let the chat of 7Б have Анна and these students; no process is told of it."""
    seats = house.school.seats(
        ("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER), *((name, MEMBER, BadgeRole.STUDENT) for name in students)
    )
    return await house.school.seat(SourceKind.CLASS_STUDENTS, "7b", "7Б, класс", seats)


@dataclass
class Building:
    """Two web processes, and people signed in on both sides."""

    here: Process
    there: Process
    school: Schooling
    tokens: dict[tuple[str, str], str]

    def token(self, person: Person, door: str) -> str:
        """Give what this person's browser shows at this door."""
        return self.tokens[person.key, door]

    def account(self, person: Person) -> UUID:
        """Give the account that the school issued to this person."""
        return self.school.accounts[person.key]


@pytest.fixture
async def building(world: World, engine: AsyncEngine, database_url: str, tmp_path: Path) -> AsyncIterator[Building]:
    """Give two processes; Анна and Миша are linked and signed in to the messenger and to the journal, Ольга too."""
    school = await found_school(world)
    await school.link(ANNA, MISHA, OLGA)
    tokens: dict[tuple[str, str], str] = {}
    for person in (ANNA, MISHA, OLGA):
        cookies = (await school.arrive(person)).browser.cookies
        tokens[person.key, PROFILE_DOOR] = cookies["parta_profile"]
        tokens[person.key, JOURNAL_DOOR] = cookies["parta_journal"]
    settings = Settings(
        database_url=database_url, demo=True, home=tmp_path, secret=SecretStr("the secret of the tests")
    )
    sessions = make_sessions(engine)
    async with web_process(settings, sessions) as here, web_process(settings, sessions) as there:
        yield Building(here, there, school, tokens)
