"""A Parta of real processes, with people in a chat."""

import asyncio
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from parta.core.bus import LocalBus
from parta.core.db import make_engine
from parta.core.transaction import transaction
from parta.core.unit_of_work import make_sessions
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.identity.service import create_profile, open_session
from parta.messenger.models import MemberRole, SourceKind
from parta.messenger.service import ChatSource, MemberSpec, lock_sources, sync_chat
from tests.processes import Part, Processes, run_processes

_SOURCE = ChatSource(SourceKind.CLASS_STUDENTS, "7b")


@dataclass(frozen=True)
class Person:
    """A person who is signed in."""

    id: UUID
    token: str


@dataclass
class Scenario:
    """People at a running Parta, the first few of them in a chat."""

    parta: Processes
    people: list[Person]
    chat: UUID

    async def set_members(self, people: list[Person]) -> None:
        """Make exactly these people members, without notifying other processes, as if killed right after the commit."""
        await set_members(self.parta, people)


async def build_scenario(parta: Processes, count: int, member_count: int) -> Scenario:
    """Create so many people, and a chat with the first of them."""
    engine = make_engine(parta.database_url)
    sessions, people = make_sessions(engine), list[Person]()
    name = PersonName(last_name="Соколов", first_name="Михаил", patronymic=None)
    for number in range(count):
        async with transaction(sessions, LocalBus()) as work:
            phone = f"+7900{number:07d}"
            profile = await create_profile(work, phone, name, birth_on=date(2013, 5, 20), sex=Sex.MALE)
            token = await open_session(work, profile.id, device="test", address="127.0.0.1")
            people.append(Person(profile.id, token))
    await engine.dispose()
    return Scenario(parta, people, await set_members(parta, people[:member_count]))


async def set_members(parta: Processes, people: list[Person]) -> UUID:
    """Make exactly these people members of the chat, as a process that is killed before it publishes the change."""
    engine = make_engine(parta.database_url)
    try:
        async with transaction(make_sessions(engine), LocalBus()) as work:
            locked = (await lock_sources(work, _SOURCE))[_SOURCE]
            seats = [MemberSpec(person.id, MemberRole.MEMBER) for person in people]
            return (await sync_chat(work, locked, "7Б, класс", seats)).id
    finally:
        await engine.dispose()


@contextmanager
def run_scenario(
    count: int, member_count: int, within: Path | None = None, parts: tuple[Part, ...] = ("web", "worker")
) -> Generator[Scenario]:
    """Run these parts of a Parta with so many people, the first of them in a chat; `within` this folder."""
    with run_processes(within=within, parts=parts) as parta:
        yield asyncio.run(build_scenario(parta, count, member_count))
        assert "locks out of order" not in parta.log("web") + parta.log("worker")


@pytest.fixture
def scenario() -> Iterator[Scenario]:
    """Return a running Parta with twelve people, ten of them in a chat."""
    with run_scenario(12, 10) as scenario:
        yield scenario
