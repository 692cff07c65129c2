"""People for benches: created by the services in the database of an ephemeral Parta, signed in, members of chats."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import structlog

from parta.core.bus import LocalBus
from parta.core.db import make_engine
from parta.core.transaction import transaction
from parta.core.unit_of_work import Sessions, make_sessions
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.identity.service import create_profile, open_session
from parta.messenger.models import MemberRole, SourceKind
from parta.messenger.service import ChatSource, MemberSpec, lock_sources, sync_chat


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in person, with the token of their session cookie."""

    profile_id: UUID
    token: str


@dataclass(frozen=True, slots=True)
class Crowd:
    """People, and chats of which all of them are members."""

    people: list[Person]
    chats: list[UUID]


async def create_crowd(
    database_url: str, *, people: int, chats: int, first_role: MemberRole = MemberRole.MEMBER
) -> Crowd:
    """Create so many people, and so many chats with all of them, where the first one has this role."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    engine = make_engine(database_url)
    sessions, bus = make_sessions(engine), LocalBus()
    name = PersonName(last_name="Толпов", first_name="Иван", patronymic=None)
    members: list[Person] = []
    for number in range(people):
        async with transaction(sessions, bus) as work:
            phone = f"+7900{number:07d}"
            profile = await create_profile(work, phone, name, birth_on=date(1990, 1, 1), sex=Sex.MALE)
            token = await open_session(work, profile.id, device="bench", address="127.0.0.1")
            members.append(Person(profile.id, token))
    roles = [first_role, *[MemberRole.MEMBER] * (people - 1)]
    specs = [MemberSpec(one.profile_id, role) for one, role in zip(members, roles, strict=True)]
    chat_ids = [await _create_chat(sessions, bus, number, specs) for number in range(chats)]
    await engine.dispose()
    return Crowd(members, chat_ids)


async def _create_chat(sessions: Sessions, bus: LocalBus, number: int, specs: Sequence[MemberSpec]) -> UUID:
    source = ChatSource(SourceKind.STAFF, str(number))
    async with transaction(sessions, bus) as work:
        locked = (await lock_sources(work, source))[source]
        return (await sync_chat(work, locked, f"Чат {number}", specs)).id
