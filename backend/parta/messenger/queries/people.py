"""Reads of contacts: with whom a person shares chats or has a family link, and to whom they may write."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Uuid, any_, case, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from parta.core.names import split_words
from parta.core.principals import Actor
from parta.identity.models import PART_MARKS, Profile
from parta.identity.schemas import Badge, BadgeRole, PersonName
from parta.messenger.models import Chat, ChatKind, FamilyLink, Member
from parta.messenger.rules.contact import SharedChat, may_contact
from parta.messenger.schemas.search import Contact

_MAX_WORDS = 8
_MAX_FOUND = 30
_IN_PART = f"[^{PART_MARKS}]*"
"""Of a search; more letters find the others."""

# Made once: an alias costs as much as a read.
_MINE, _THEIRS, _ME, _THEM = aliased(Member), aliased(Member), aliased(Profile), aliased(Profile)


@dataclass(slots=True)
class _Acquaintance:
    """Somebody with whom a person shares chats or has a family link."""

    are_family: bool = False
    titles: list[str] = field(default_factory=list[str])
    shared_chats: list[SharedChat] = field(default_factory=list[SharedChat])


async def list_contacts(session: AsyncSession, actor: Actor, query: str, *, limit: int = 200) -> list[Contact]:
    """Return those who share a chat or a family link with the actor, by name; of a query the best matches first."""
    words = split_words(query)[:_MAX_WORDS]
    people = _select_acquaintances(actor).where(*_match_name(words)).order_by(*_rank_name(words))
    people = people.order_by(Profile.sort_name.collate("C"), Profile.id).limit(
        min(limit, _MAX_FOUND) if words else limit
    )
    found = (await session.execute(people)).all()
    met = await _load_shared_chats(session, actor.id, [person.id for person in found])
    for person in found:
        met[person.id].are_family = person.are_family
    return [_build_contact(person, met[person.id]) for person in found]


async def contact_permissions(session: AsyncSession, profile_id: UUID, others: Collection[UUID]) -> Mapping[UUID, bool]:
    """Return which of these people share a chat or a family link with this person, and for each if they may write."""
    met = await _load_shared_chats(session, profile_id, others)
    for pair in await list_family_links(session, [profile_id]):
        for relative in set(pair) & set(others):
            met[relative].are_family = True
    return {person: _may_write(how) for person, how in met.items()}


async def list_family_links(session: AsyncSession, profile_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Return the pairs (guardian, child) that contain any of these people."""
    query = select(FamilyLink.guardian_id, FamilyLink.child_id)
    query = query.where(or_(FamilyLink.guardian_id.in_(profile_ids), FamilyLink.child_id.in_(profile_ids)))
    return {(guardian, child) for guardian, child in await session.execute(query)}


def _match_name(words: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    """Yield for each word that it begins a word of the name, or is inside one if it is longer than a letter.

    By a patronymic alone only those are found who are called by it.
    """
    parts = PART_MARKS[:-1] if len(words) == 1 else PART_MARKS
    for word in words:
        inside = _IN_PART if len(word) > 1 else ""
        yield Profile.search_name.regexp_match(f"[{parts}]{inside}{word}")


def _rank_name(words: Sequence[str]) -> Iterator[ColumnElement[int]]:
    """Yield the rank of each word: beginning before inside; first name, last name, patronymic."""
    for word in words:
        first, last, *patronymic = PART_MARKS
        places = (first, last, f"[{''.join(patronymic)}]", first + _IN_PART, last + _IN_PART)
        found = ((Profile.search_name.regexp_match(f"{place}{word}"), rank) for rank, place in enumerate(places))
        yield case(*found, else_=len(places))


def _select_acquaintances(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Return the query of everybody who shares a group or a family link with the actor, each once."""
    around = select(_THEIRS.profile_id).join(_MINE, _MINE.chat_id == _THEIRS.chat_id)
    around = around.join(Chat, Chat.id == _MINE.chat_id)
    around = around.where(_MINE.profile_id == actor.id, _MINE.is_present, _THEIRS.is_present)
    around = around.where(Chat.kind == ChatKind.GROUP, Chat.is_archived.is_(False))
    children = select(FamilyLink.child_id).where(FamilyLink.guardian_id == actor.id)
    guardians = select(FamilyLink.guardian_id).where(FamilyLink.child_id == actor.id)
    are_family = or_(Profile.id.in_(children), Profile.id.in_(guardians))
    name = (Profile.last_name, Profile.first_name, Profile.patronymic)
    people = select(Profile.id, *name, Profile.badges, Profile.picture, are_family.label("are_family"))
    return people.where(or_(Profile.id.in_(around), are_family), Profile.id != actor.id)


async def _load_shared_chats(
    session: AsyncSession, profile_id: UUID | None, others: Collection[UUID]
) -> defaultdict[UUID, _Acquaintance]:
    """Return, for each of the others, the groups shared with this person, and the roles of both there."""
    chat = (Chat.title, Chat.source_kind, Chat.classmates_may_write)
    own, others_own = (func.coalesce(one.badges, of.badges) for one, of in ((_MINE, _ME), (_THEIRS, _THEM)))
    rows = select(_THEIRS.profile_id, own, others_own, *chat)
    rows = rows.select_from(_MINE).join(Chat, Chat.id == _MINE.chat_id).join(_THEIRS, _THEIRS.chat_id == _MINE.chat_id)
    rows = rows.join(_ME, _ME.id == _MINE.profile_id).join(_THEM, _THEM.id == _THEIRS.profile_id)
    rows = rows.where(_MINE.profile_id == profile_id, _MINE.is_present, _THEIRS.is_present)
    rows = rows.where(_THEIRS.profile_id != profile_id, Chat.kind == ChatKind.GROUP, Chat.is_archived.is_(False))
    rows = rows.where(_THEIRS.profile_id == any_(literal(list(others), ARRAY(Uuid()))))
    met: defaultdict[UUID, _Acquaintance] = defaultdict(_Acquaintance)
    for person, mine, theirs, title, source, may_write in await session.execute(rows):
        met[person].titles.append(title)
        shared = SharedChat(source, _get_roles(mine), _get_roles(theirs), classmates_may_write=may_write)
        met[person].shared_chats.append(shared)
    return met


def _may_write(met: _Acquaintance) -> bool:
    return may_contact(met.shared_chats, are_family=met.are_family)


def _get_roles(badges: Iterable[dict[str, Any]]) -> frozenset[BadgeRole]:
    return frozenset(BadgeRole(badge["role"]) for badge in badges)


def _build_contact(person: Row[*tuple[Any, ...]], met: _Acquaintance) -> Contact:
    return Contact(
        profile_id=person.id,
        name=PersonName(last_name=person.last_name, first_name=person.first_name, patronymic=person.patronymic),
        badges=[Badge.model_validate(badge) for badge in person.badges],
        picture=person.picture,
        chats=sorted(met.titles),
        may_write=_may_write(met),
    )
