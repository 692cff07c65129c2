"""People for benches: made by the services themselves in the database of a throw-away Parta, signed in, seated."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import structlog

from parta.core.bus import LocalBus
from parta.core.db import Sessions, make_engine, make_sessions
from parta.core.streams import advisory_lock
from parta.core.transaction import transaction
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.identity.service import create_profile, open_session
from parta.messenger.models import MemberRole, SourceKind
from parta.messenger.service import ChatSource, Seat, keep_chat


@dataclass(frozen=True, slots=True)
class Member:
    """A person who is signed in, by the token of their cookie."""

    profile_id: UUID
    token: str


@dataclass(frozen=True, slots=True)
class Crowd:
    """People, and chats in which all of them are."""

    people: list[Member]
    chats: list[UUID]


async def gather(database_url: str, *, people: int, chats: int, first: MemberRole = MemberRole.MEMBER) -> Crowd:
    """Make so many people, and so many chats with everybody in each, where the first one has this role."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    engine = make_engine(database_url)
    sessions, bus = make_sessions(engine), LocalBus()
    name = PersonName(last_name="Толпов", first_name="Иван", patronymic=None)
    crowd: list[Member] = []
    for number in range(people):
        async with transaction(sessions, bus) as session:
            phone = f"+7900{number:07d}"
            profile = await create_profile(session, phone, name, birth_on=date(1990, 1, 1), sex=Sex.MALE)
            token = await open_session(session, profile.id, device="bench", address="127.0.0.1")
            crowd.append(Member(profile.id, token))
    roles = [first, *[MemberRole.MEMBER] * (people - 1)]
    seats = [Seat(one.profile_id, role) for one, role in zip(crowd, roles, strict=True)]
    kept = [await _keep(sessions, bus, number, seats) for number in range(chats)]
    await engine.dispose()
    return Crowd(crowd, kept)


async def _keep(sessions: Sessions, bus: LocalBus, number: int, seats: Sequence[Seat]) -> UUID:
    source = ChatSource(SourceKind.STAFF, str(number))
    async with transaction(sessions, bus) as session:
        await advisory_lock(session, source.name)
        return (await keep_chat(session, source, f"Чат {number}", seats)).id
