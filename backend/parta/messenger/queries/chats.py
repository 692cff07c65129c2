"""Reads of chats and of who is in them. What an actor may see is decided in one place: `visible_chats`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from parta.core.actor import Actor
from parta.core.errors import NotFound
from parta.identity.models import Profile
from parta.identity.schemas import Badge, PersonName
from parta.messenger.models import Chat, ChatKind, Member, MemberRole
from parta.messenger.rules.membership import ChatSource, Heir, Seat
from parta.messenger.rules.rights import Place
from parta.messenger.schemas import ChatRead, MemberRead


@dataclass(frozen=True, slots=True)
class Standing:
    """A chat, and where the actor stands in it. The system stands everywhere, and is seated nowhere."""

    chat: Chat
    member: Member | None
    place: Place


def place_of(chat: Chat, role: MemberRole, *, is_hushed: bool = False) -> Place:
    """Give where somebody of this role stands in the chat."""
    return Place(
        kind=chat.kind,
        source=chat.source_kind,
        rights=chat.rights,
        is_archived=chat.is_archived,
        members_count=chat.members_count,
        role=role,
        is_hushed=is_hushed,
    )


def seats_of(profile_id: UUID) -> Select[UUID]:
    """Give the chats that this person is in."""
    return select(Member.chat_id).where(Member.profile_id == profile_id, Member.is_present)


def visible_chats(actor: Actor) -> Select[UUID]:
    """Give the chats that the actor may see: those they are in; all of them for the system."""
    return select(Chat.id) if actor.profile_id is None else seats_of(actor.profile_id)


async def get_standing(session: AsyncSession, actor: Actor, chat_id: UUID) -> Standing:
    """Give the chat and where the actor stands in it, as they are now. Raises NotFound where the actor sees none."""
    seat = (Member.chat_id == Chat.id) & (Member.profile_id == actor.profile_id) & Member.is_present
    visible = select(Chat, Member).outerjoin(Member, seat).where(Chat.id == chat_id, Chat.id.in_(visible_chats(actor)))
    rows = await session.execute(visible.execution_options(populate_existing=True))
    found = rows.one_or_none()
    if found is None:
        raise NotFound
    chat = found[0]
    member: Member | None = found[1]
    is_hushed = bool(member and member.is_hushed)
    return Standing(chat, member, place_of(chat, member.role if member else MemberRole.OWNER, is_hushed=is_hushed))


async def find_chat_of(session: AsyncSession, source: ChatSource) -> Chat | None:
    """Give the chat that follows this source, if there is one."""
    theirs = select(Chat).where(Chat.source_kind == source.kind, Chat.source_key == source.key)
    return (await session.execute(theirs.execution_options(populate_existing=True))).scalar_one_or_none()


async def find_chat_made(session: AsyncSession, creator_id: UUID, client_id: UUID) -> Chat | None:
    """Give the chat that this person made under this name, if they did."""
    theirs = select(Chat).where(Chat.client_id == client_id, Chat.creator_id == creator_id)
    return (await session.execute(theirs)).scalar_one_or_none()


async def find_dialog(session: AsyncSession, pair: str) -> Chat | None:
    """Give the dialog of these two, if there is one."""
    return (await session.execute(select(Chat).where(Chat.pair == pair))).scalar_one_or_none()


async def list_dialogs(session: AsyncSession, people: Collection[UUID]) -> Sequence[tuple[Chat, UUID, UUID]]:
    """Give the dialogs of these people, each with its two members."""
    one, other = aliased(Member), aliased(Member)
    theirs = select(Chat, one.profile_id, other.profile_id).join(one, one.chat_id == Chat.id)
    theirs = theirs.join(other, (other.chat_id == Chat.id) & (other.profile_id > one.profile_id))
    mine = select(Member.chat_id).where(Member.profile_id.in_(people), Member.is_present)
    theirs = theirs.where(Chat.kind == ChatKind.DIALOG, Chat.id.in_(mine)).order_by(Chat.id)
    return (await session.execute(theirs.execution_options(populate_existing=True))).all()


async def list_seats(session: AsyncSession, chat_id: UUID) -> dict[UUID, Seat]:
    """Give who is in the chat now, as what."""
    present = select(Member.profile_id, Member.role, Member.badges).where(Member.chat_id == chat_id, Member.is_present)
    rows = await session.execute(present)
    return {profile_id: Seat(profile_id, role, badges or ()) for profile_id, role, badges in rows}


async def list_seats_of(session: AsyncSession, profile_id: UUID) -> Sequence[tuple[UUID, UUID]]:
    """Give all seats that this person has or had: (chat, member)."""
    theirs = select(Member.chat_id, Member.id).where(Member.profile_id == profile_id)
    return (await session.execute(theirs)).all()


async def list_heirs(session: AsyncSession, chat_id: UUID) -> Sequence[Heir]:
    """Give those who are in the chat now, with when they came."""
    present = select(Member.profile_id, Member.role, Member.joined_at)
    rows = await session.execute(present.where(Member.chat_id == chat_id, Member.is_present))
    return [Heir(profile_id, role, joined_at) for profile_id, role, joined_at in rows]


async def find_member(session: AsyncSession, chat_id: UUID, profile_id: UUID) -> Member | None:
    """Give the seat of this person, if they are in the chat now."""
    seat = select(Member).where(Member.chat_id == chat_id, Member.profile_id == profile_id, Member.is_present)
    return (await session.execute(seat.execution_options(populate_existing=True))).scalar_one_or_none()


async def may_see_chat(session: AsyncSession, profile_id: UUID, chat_ids: Collection[UUID]) -> bool:
    """Whether this person is in any of these chats."""
    seat = seats_of(profile_id).where(Member.chat_id.in_(chat_ids))
    return bool((await session.execute(select(exists(seat)))).scalar_one())


async def hearers(session: AsyncSession, chat_id: UUID) -> Collection[UUID]:
    """Give who hears the chat's stream: its members."""
    present = select(Member.profile_id).where(Member.chat_id == chat_id, Member.is_present)
    return (await session.execute(present)).scalars().all()


async def heard_by(session: AsyncSession, profile_ids: Collection[UUID]) -> Collection[tuple[UUID, UUID]]:
    """Give the chats whose streams these people hear: (profile, chat)."""
    present = select(Member.profile_id, Member.chat_id).where(Member.profile_id.in_(profile_ids), Member.is_present)
    return [(profile_id, chat_id) for profile_id, chat_id in (await session.execute(present))]


async def read_chats(session: AsyncSession, ids: Collection[UUID]) -> Sequence[ChatRead]:
    """Read chats as they are told."""
    fresh = select(Chat).where(Chat.id.in_(ids)).execution_options(populate_existing=True)
    return [ChatRead.model_validate(chat) for chat in (await session.execute(fresh)).scalars()]


async def read_members(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MemberRead]:
    """Read members as they are told, each with the person's present name and picture."""
    seats = select(Member.__table__, *_PERSON).join(Profile, Profile.id == Member.profile_id)
    rows = (await session.execute(seats.where(Member.id.in_(ids)))).mappings()
    return [
        MemberRead(
            id=row["id"],
            chat_id=row["chat_id"],
            profile_id=row["profile_id"],
            role=row["role"],
            is_present=row["is_present"],
            name=PersonName.model_validate(row),
            picture=row["picture"],
            badges=[Badge.model_validate(badge) for badge in row["badges"] or row["own_badges"]],
            joined_at=row["joined_at"],
            is_hushed=row["is_hushed"],
        )
        for row in rows
    ]


_PERSON = (
    Profile.last_name,
    Profile.first_name,
    Profile.patronymic,
    Profile.picture,
    Profile.badges.label("own_badges"),
)
