"""A school, and two web processes that serve it.

The `installation` itself is a third process whose hints never reach the others: as if it were killed between each
commit and its hint.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from httpx import AsyncClient
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.bus import Bus
from parta.core.settings import Settings
from parta.core.unit_of_work import Sessions, make_sessions
from parta.identity.schemas import BadgeRole
from parta.messenger.models import SourceKind
from tests.cast import ANNA, MISHA, OLGA, Person
from tests.installation import Installation
from tests.integration.messenger.school import ADMIN, MEMBER, School, User, create_messenger_school
from tests.integration.school.school import School as JournalSchool
from tests.integration.school.school import create_school
from tests.realtime.boards_process import BoardsProcess, run_boards_process
from tests.realtime.web_process import WebProcess, run_web_process
from tests.realtime.ws_client import JOURNAL_ENDPOINT, PROFILE_ENDPOINT
from tests.snapshots import Snapshots


@dataclass
class Servers:
    """Two web processes, and the school's people at each."""

    here: WebProcess
    there: WebProcess
    school: School
    browsers: AsyncExitStack

    async def user_at(self, process: WebProcess, name: str) -> User:
        """Return this person with a browser at this process."""
        known = self.school.people[name]
        browser = AsyncClient(base_url=process.url, headers={"Origin": process.url}, trust_env=False)
        browser.cookies.set("parta_profile", known.token)
        await self.browsers.enter_async_context(browser)
        return User(known.person, known.id, known.token, browser)

    def token(self, name: str) -> str:
        """Return the token of this person's session."""
        return self.school.people[name].token

    def id(self, name: str) -> UUID:
        """Return the id of this person's profile."""
        return self.school.people[name].id


@pytest.fixture
def web_settings(database_url: str, tmp_path: Path) -> Settings:
    """Return the settings of the processes."""
    return Settings(database_url=database_url, demo=True, home=tmp_path, secret=SecretStr("the secret of the tests"))


@pytest.fixture
async def servers(
    installation: Installation, snapshots: Snapshots, engine: AsyncEngine, web_settings: Settings
) -> AsyncIterator[Servers]:
    """Return two processes and a school with everybody signed in."""
    school = await snapshots.open(installation, create_messenger_school)
    async with run_servers(school, web_settings, make_sessions(engine)) as running:
        yield running


@asynccontextmanager
async def run_servers(
    school: School, settings: Settings, sessions: Sessions, buses: tuple[Bus, Bus] | tuple[None, None] = (None, None)
) -> AsyncGenerator[Servers]:
    """Run two processes over these buses, or those of the database."""
    async with (
        run_web_process(settings, sessions, buses[0]) as here,
        run_web_process(settings, sessions, buses[1]) as there,
        AsyncExitStack() as browsers,
    ):
        yield Servers(here, there, school, browsers)


@pytest.fixture
async def chat(servers: Servers) -> UUID:
    """Return the chat of 7Б: Анна, Миша, Лена."""
    return await sync_class_chat(servers, "misha", "lena")


async def sync_class_chat(servers: Servers, *students: str) -> UUID:
    """Set the members of 7Б's chat to Анна and these students; no process is notified."""
    members = servers.school.build_members(
        ("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER), *((name, MEMBER, BadgeRole.STUDENT) for name in students)
    )
    return await servers.school.sync_chat(SourceKind.CLASS_STUDENTS, "7b", "7Б, класс", members)


@dataclass
class JournalServers:
    """Two web processes, and people signed in to the messenger and to the journal."""

    here: WebProcess
    there: WebProcess
    school: JournalSchool
    tokens: dict[tuple[str, str], str]

    def token(self, person: Person, endpoint: str) -> str:
        """Return this person's token for this endpoint."""
        return self.tokens[person.key, endpoint]

    def account(self, person: Person) -> UUID:
        """Return the id of this person's journal account."""
        return self.school.accounts[person.key]


@pytest.fixture
async def journal_servers(
    installation: Installation, snapshots: Snapshots, engine: AsyncEngine, web_settings: Settings
) -> AsyncIterator[JournalServers]:
    """Return two processes; Анна, Миша and Ольга are linked, and signed in to the messenger and to the journal."""
    school = await snapshots.open(installation, _create_linked_school)
    tokens: dict[tuple[str, str], str] = {}
    for person in (ANNA, MISHA, OLGA):
        cookies = (await school.sign_in(person)).browser.cookies
        tokens[person.key, PROFILE_ENDPOINT] = cookies["parta_profile"]
        tokens[person.key, JOURNAL_ENDPOINT] = cookies["parta_journal"]
    sessions = make_sessions(engine)
    async with run_web_process(web_settings, sessions) as here, run_web_process(web_settings, sessions) as there:
        yield JournalServers(here, there, school, tokens)


async def _create_linked_school(installation: Installation) -> JournalSchool:
    school = await create_school(installation)
    await school.link(ANNA, MISHA, OLGA)
    return school


@pytest.fixture
def boards_process(web_settings: Settings) -> Iterator[BoardsProcess]:
    """Return the boards process of the two web processes."""
    with run_boards_process(web_settings) as process:
        yield process
