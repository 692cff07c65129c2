"""Reads of contacts: with whom a person shares chats or has a family link, and to whom they may write."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from parta.core.actor import Actor
from parta.identity.models import Profile
from parta.identity.schemas import Badge, BadgeRole, PersonName
from parta.messenger.models import Chat, ChatKind, FamilyLink, Member
from parta.messenger.rules.contact import SharedChat, may_contact
from parta.messenger.schemas.search import Contact

_WORD = re.compile(r"[^\W_]+")
_MAX_WORDS = 8


@dataclass(slots=True)
class _Acquaintance:
    """Somebody with whom a person shares chats or has a family link."""

    are_family: bool = False
    titles: list[str] = field(default_factory=list[str])
    shared_chats: list[SharedChat] = field(default_factory=list[SharedChat])


async def list_contacts(session: AsyncSession, actor: Actor, query: str, *, limit: int = 200) -> list[Contact]:
    """Return those who share a chat or a family link with the actor and whose names match all words, by name."""
    people = _select_acquaintances(actor).order_by(Profile.sort_name.collate("C"), Profile.id).limit(limit)
    if words := _WORD.findall(query.casefold().replace("ё", "е")):
        prefixes = func.to_tsquery("simple", " & ".join(f"{word}:*" for word in words[:_MAX_WORDS]))
        people = people.where(Profile.name_vector.op("@@")(prefixes))
    found = (await session.execute(people)).scalars().all()
    met = await _load_acquaintances(session, actor.profile_id, [person.id for person in found])
    return [_build_contact(person, met[person.id]) for person in found]


async def contact_permissions(session: AsyncSession, profile_id: UUID, others: Collection[UUID]) -> Mapping[UUID, bool]:
    """Return which of these people share a chat or a family link with this person, and for each if they may write."""
    met = await _load_acquaintances(session, profile_id, others)
    return {person: _may_write(how) for person, how in met.items()}


async def list_family_links(session: AsyncSession, profile_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Return the pairs (guardian, child) that contain any of these people."""
    query = select(FamilyLink.guardian_id, FamilyLink.child_id)
    query = query.where(or_(FamilyLink.guardian_id.in_(profile_ids), FamilyLink.child_id.in_(profile_ids)))
    return {(guardian, child) for guardian, child in await session.execute(query)}


def _select_acquaintances(actor: Actor) -> Select[Profile]:
    """Return the query of everybody who shares a group or a family link with the actor, each once."""
    mine, theirs = aliased(Member), aliased(Member)
    around = select(theirs.profile_id).join(mine, mine.chat_id == theirs.chat_id).join(Chat, Chat.id == mine.chat_id)
    around = around.where(mine.profile_id == actor.profile_id, mine.is_present, theirs.is_present)
    around = around.where(Chat.kind == ChatKind.GROUP, Chat.is_archived.is_(False))
    children = select(FamilyLink.child_id).where(FamilyLink.guardian_id == actor.profile_id)
    guardians = select(FamilyLink.guardian_id).where(FamilyLink.child_id == actor.profile_id)
    near = or_(Profile.id.in_(around), Profile.id.in_(children), Profile.id.in_(guardians))
    return select(Profile).where(near, Profile.id != actor.profile_id)


async def _load_acquaintances(
    session: AsyncSession, profile_id: UUID | None, others: Collection[UUID]
) -> Mapping[UUID, _Acquaintance]:
    """Return, for each of the others, the groups shared with this person, the roles there, and the family link."""
    mine, theirs, me, them = aliased(Member), aliased(Member), aliased(Profile), aliased(Profile)
    chat = (Chat.title, Chat.source_kind, Chat.classmates_may_write)
    rows = select(theirs.profile_id, mine.badges, theirs.badges, me.badges, them.badges, *chat)
    rows = rows.select_from(mine).join(Chat, Chat.id == mine.chat_id).join(theirs, theirs.chat_id == mine.chat_id)
    rows = rows.join(me, me.id == mine.profile_id).join(them, them.id == theirs.profile_id)
    rows = rows.where(mine.profile_id == profile_id, mine.is_present, theirs.is_present)
    rows = rows.where(theirs.profile_id != profile_id, Chat.kind == ChatKind.GROUP, Chat.is_archived.is_(False))
    rows = rows.where(theirs.profile_id.in_(others))
    met: dict[UUID, _Acquaintance] = defaultdict(_Acquaintance)
    for person, own, other, own_profile, other_profile, title, source, may_write in await session.execute(rows):
        met[person].titles.append(title)
        roles = (_get_roles(own, own_profile), _get_roles(other, other_profile))
        met[person].shared_chats.append(SharedChat(source, *roles, classmates_may_write=may_write))
    if profile_id is not None:
        for pair in await list_family_links(session, [profile_id]):
            for relative in set(pair) & set(others):
                met[relative].are_family = True
    return met


def _may_write(met: _Acquaintance) -> bool:
    return may_contact(met.shared_chats, are_family=met.are_family)


def _get_roles(badges: Sequence[dict[str, Any]] | None, fallback: Iterable[dict[str, Any]]) -> frozenset[BadgeRole]:
    return frozenset(BadgeRole(badge["role"]) for badge in (fallback if badges is None else badges))


def _build_contact(person: Profile, met: _Acquaintance) -> Contact:
    return Contact(
        profile_id=person.id,
        name=PersonName.model_validate(person),
        badges=[Badge.model_validate(badge) for badge in person.badges],
        picture=person.picture,
        chats=sorted(met.titles),
        may_write=_may_write(met),
    )
