"""A Parta of real processes, and people in a chat of it."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest

from parta.core.bus import LocalBus
from parta.core.db import make_engine, make_sessions
from parta.core.streams import advisory_lock
from parta.core.transaction import transaction
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.identity.service import create_profile, open_session
from parta.messenger.models import MemberRole, SourceKind
from parta.messenger.service import ChatSource, Seat, keep_chat
from tests.processes import Processes, running

_SOURCE = ChatSource(SourceKind.CLASS_STUDENTS, "7b")


@dataclass(frozen=True)
class Somebody:
    """A person who is signed in."""

    id: UUID
    token: str


@dataclass
class Gathering:
    """People, the first few of them in a chat, at a running Parta."""

    parta: Processes
    people: list[Somebody]
    chat: UUID

    async def seat(self, people: list[Somebody]) -> None:
        """Let exactly these be in the chat; the process that does it tells nobody, as if it were killed right after."""
        await seat(self.parta, people)


async def gather(parta: Processes, count: int, seated: int) -> Gathering:
    """Make so many people, and a chat with the first of them."""
    engine = make_engine(parta.database_url)
    sessions, people = make_sessions(engine), list[Somebody]()
    name = PersonName(last_name="Соколов", first_name="Михаил", patronymic=None)
    for number in range(count):
        async with transaction(sessions, LocalBus()) as session:
            phone = f"+7900{number:07d}"
            profile = await create_profile(session, phone, name, birth_on=date(2013, 5, 20), sex=Sex.MALE)
            token = await open_session(session, profile.id, device="test", address="127.0.0.1")
            people.append(Somebody(profile.id, token))
    await engine.dispose()
    return Gathering(parta, people, await seat(parta, people[:seated]))


async def seat(parta: Processes, people: list[Somebody]) -> UUID:
    """Let exactly these be in the chat, as a process does that is killed before it tells anybody."""
    engine = make_engine(parta.database_url)
    try:
        async with transaction(make_sessions(engine), LocalBus()) as session:
            await advisory_lock(session, _SOURCE.name)
            seats = [Seat(person.id, MemberRole.MEMBER) for person in people]
            return (await keep_chat(session, _SOURCE, "7Б, класс", seats)).id
    finally:
        await engine.dispose()


@pytest.fixture
def gathering() -> Iterator[Gathering]:
    """Give a running Parta with twelve people, ten of them in a chat."""
    with running() as parta:
        yield asyncio.run(gather(parta, 12, 10))
