"""Reads of people: with whom one shares chats or is kin, and whom one may write to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from parta.core.actor import Actor
from parta.identity.models import Profile
from parta.identity.schemas import Badge, BadgeRole, PersonName
from parta.messenger.models import Chat, ChatKind, Kin, Member
from parta.messenger.rules.contact import Meeting, may_contact
from parta.messenger.schemas import Contact


@dataclass(slots=True)
class _Met:
    """Somebody the actor shares chats with, or is kin to."""

    are_kin: bool = False
    titles: list[str] = field(default_factory=list[str])
    meetings: list[Meeting] = field(default_factory=list[Meeting])


async def list_contacts(session: AsyncSession, actor: Actor, query: str, *, limit: int = 200) -> list[Contact]:
    """Give the people with whom the actor shares chats or is kin, by name: those whose name has all these words."""
    words = _folded(query).split()
    people = [person for person in await _people_around(session, actor) if _fits(person, words)]
    people.sort(key=lambda person: (_folded(person.last_name), _folded(person.first_name), person.id))
    met = await _meetings(session, actor.profile_id, [person.id for person in people[:limit]])
    return [_contact(person, met[person.id]) for person in people[:limit]]


async def weigh_contacts(session: AsyncSession, profile_id: UUID, others: Collection[UUID]) -> Mapping[UUID, bool]:
    """Give those of these people with whom this person shares a chat or is kin, and whether they may write."""
    met = await _meetings(session, profile_id, others)
    return {person: _may_write(how) for person, how in met.items()}


async def kin_of(session: AsyncSession, profile_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Give the pairs of a guardian and their own child in which any of these people is."""
    theirs = select(Kin.guardian_id, Kin.child_id)
    theirs = theirs.where(or_(Kin.guardian_id.in_(profile_ids), Kin.child_id.in_(profile_ids)))
    return {(guardian, child) for guardian, child in await session.execute(theirs)}


async def _people_around(session: AsyncSession, actor: Actor) -> Sequence[Profile]:
    """Give everybody who is in a group with the actor, or is kin to them, each once."""
    mine, theirs = aliased(Member), aliased(Member)
    around = select(theirs.profile_id).join(mine, mine.chat_id == theirs.chat_id).join(Chat, Chat.id == mine.chat_id)
    around = around.where(mine.profile_id == actor.profile_id, mine.is_present, theirs.is_present)
    around = around.where(Chat.kind == ChatKind.GROUP, Chat.is_archived.is_(False))
    children = select(Kin.child_id).where(Kin.guardian_id == actor.profile_id)
    guardians = select(Kin.guardian_id).where(Kin.child_id == actor.profile_id)
    near = or_(Profile.id.in_(around), Profile.id.in_(children), Profile.id.in_(guardians))
    others = select(Profile).where(near, Profile.id != actor.profile_id)
    return (await session.execute(others)).scalars().all()


async def _meetings(session: AsyncSession, profile_id: UUID | None, others: Collection[UUID]) -> Mapping[UUID, _Met]:
    """Give in which groups, in which capacities, this person meets which of these others, and who of them is kin."""
    mine, theirs, me, them = aliased(Member), aliased(Member), aliased(Profile), aliased(Profile)
    chat = (Chat.title, Chat.source_kind, Chat.classmates_may_write)
    rows = select(theirs.profile_id, mine.badges, theirs.badges, me.badges, them.badges, *chat)
    rows = rows.select_from(mine).join(Chat, Chat.id == mine.chat_id).join(theirs, theirs.chat_id == mine.chat_id)
    rows = rows.join(me, me.id == mine.profile_id).join(them, them.id == theirs.profile_id)
    rows = rows.where(mine.profile_id == profile_id, mine.is_present, theirs.is_present)
    rows = rows.where(theirs.profile_id != profile_id, Chat.kind == ChatKind.GROUP, Chat.is_archived.is_(False))
    rows = rows.where(theirs.profile_id.in_(others))
    met: dict[UUID, _Met] = defaultdict(_Met)
    for person, my_seat, their_seat, my_own, their_own, title, source, may_write in await session.execute(rows):
        met[person].titles.append(title)
        as_who = (_capacities(my_seat, my_own), _capacities(their_seat, their_own))
        met[person].meetings.append(Meeting(source, *as_who, classmates_may_write=may_write))
    if profile_id is not None:
        for pair in await kin_of(session, [profile_id]):
            for relative in set(pair) & set(others):
                met[relative].are_kin = True
    return met


def _may_write(met: _Met) -> bool:
    return may_contact(met.meetings, are_kin=met.are_kin)


def _capacities(seat: Sequence[dict[str, Any]] | None, own: Iterable[dict[str, Any]]) -> frozenset[BadgeRole]:
    return frozenset(BadgeRole(badge["role"]) for badge in (own if seat is None else seat))


def _contact(person: Profile, met: _Met) -> Contact:
    return Contact(
        profile_id=person.id,
        name=PersonName.model_validate(person),
        badges=[Badge.model_validate(badge) for badge in person.badges],
        picture=person.picture,
        chats=sorted(met.titles),
        may_write=_may_write(met),
    )


def _fits(person: Profile, words: Sequence[str]) -> bool:
    """Whether every word begins a part of the person's name."""
    parts = _folded(f"{person.last_name} {person.first_name} {person.patronymic or ''}").replace("-", " ").split()
    return all(any(part.startswith(word) for part in parts) for word in words)


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")
