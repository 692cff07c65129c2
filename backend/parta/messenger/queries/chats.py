"""Reads of chats and members. What an actor may see is decided only by `visible_chats`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from parta.core.errors import NotFound
from parta.core.principals import Actor
from parta.core.streams import Subscriptions
from parta.identity.models import Profile
from parta.identity.schemas import Badge, PersonName
from parta.messenger.models import Chat, ChatKind, Member, MemberRole
from parta.messenger.queries.suspensions import is_writing_suspended
from parta.messenger.rules.membership import MemberSpec, MemberSpecs, SuccessorCandidate
from parta.messenger.rules.rights import Levels, PermissionContext, get_preset, merge_levels
from parta.messenger.schemas import ChatRead, ChatRights, MemberRead


@dataclass(frozen=True, slots=True)
class ChatAccess:
    """A chat, and what the actor may do in it. The system has access to every chat and is a member of none."""

    chat: Chat
    member: Member | None
    permission_context: PermissionContext


def build_permission_context(chat: Chat, role: MemberRole, *, is_writing_suspended: bool = False) -> PermissionContext:
    """Return the permission context of somebody with this role in the chat."""
    return PermissionContext(
        kind=chat.kind,
        source=chat.source_kind,
        levels=get_levels(chat),
        is_archived=chat.is_archived,
        members_count=chat.members_count,
        role=role,
        is_writing_suspended=is_writing_suspended,
    )


def get_levels(chat: Chat) -> Levels:
    """Return the level of each right in the chat."""
    return merge_levels(get_preset(chat.kind, chat.source_kind, is_closed=chat.is_closed), chat.rights)


def to_chat_read(chat: Chat) -> ChatRead:
    """Return the published state of the chat."""
    return ChatRead(
        id=chat.id,
        kind=chat.kind,
        source=chat.source_kind,
        title=chat.title,
        picture=chat.picture,
        rights=ChatRights(dict(get_levels(chat))),
        is_closed=chat.is_closed,
        is_archived=chat.is_archived,
        members_count=chat.members_count,
        created_at=chat.created_at,
    )


def chats_by_member(profile_id: UUID) -> Select[UUID]:
    """Return a select of the chats that this person is a member of."""
    return select(Member.chat_id).where(Member.profile_id == profile_id, Member.is_present)


def select_memberships(profile_id: UUID | None) -> Select[UUID, MemberRole]:
    """Return a select of the chats that this person is a member of, with their role; of none for nobody."""
    return select(Member.chat_id, Member.role).where(Member.profile_id == profile_id, Member.is_present)


def visible_chats(actor: Actor) -> Select[UUID]:
    """Return a select of the chats that the actor may see: their own; all for the system."""
    return select(Chat.id) if actor.id is None else chats_by_member(actor.id)


async def get_chat_access(session: AsyncSession, actor: Actor, chat_id: UUID) -> ChatAccess:
    """Return the chat and the actor's access to it, freshly read. Raises NotFound if the actor may not see it."""
    membership = (Member.chat_id == Chat.id) & (Member.profile_id == actor.id) & Member.is_present
    visible = (
        select(Chat, Member, is_writing_suspended())
        .outerjoin(Member, membership)
        .where(Chat.id == chat_id, Chat.id.in_(visible_chats(actor)))
    )
    rows = await session.execute(visible)
    found = rows.one_or_none()
    if found is None:
        raise NotFound
    chat = found[0]
    member: Member | None = found[1]
    role = member.role if member else MemberRole.OWNER
    return ChatAccess(chat, member, build_permission_context(chat, role, is_writing_suspended=found[2]))


async def get_chat(session: AsyncSession, chat_id: UUID) -> Chat:
    """Return the chat, without a check of access. Raises NotFound."""
    chat = (await session.execute(select(Chat).where(Chat.id == chat_id))).scalar_one_or_none()
    if chat is None:
        raise NotFound
    return chat


async def list_chats(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Chat]:
    """Return these chats, freshly read, without a check of access."""
    fresh = select(Chat).where(Chat.id.in_(ids)).execution_options(populate_existing=True)
    return (await session.execute(fresh)).scalars().all()


async def find_created_chat(session: AsyncSession, creator_id: UUID, client_id: UUID) -> Chat | None:
    """Return the chat that this person created with this client id, if any."""
    query = select(Chat).where(Chat.client_id == client_id, Chat.creator_id == creator_id)
    return (await session.execute(query)).scalar_one_or_none()


async def find_dialog(session: AsyncSession, pair: str) -> Chat | None:
    """Return the dialog of this pair, if it exists."""
    return (await session.execute(select(Chat).where(Chat.pair == pair))).scalar_one_or_none()


async def list_dialogs(session: AsyncSession, people: Collection[UUID]) -> Sequence[tuple[Chat, UUID, UUID]]:
    """Return the dialogs of these people, each with its two members."""
    one, other = aliased(Member), aliased(Member)
    query = select(Chat, one.profile_id, other.profile_id).join(one, one.chat_id == Chat.id)
    query = query.join(other, (other.chat_id == Chat.id) & (other.profile_id > one.profile_id))
    mine = select(Member.chat_id).where(Member.profile_id.in_(people), Member.is_present)
    query = query.where(Chat.kind == ChatKind.DIALOG, Chat.id.in_(mine)).order_by(Chat.id)
    return (await session.execute(query)).all()


async def list_member_specs(session: AsyncSession, chat_id: UUID) -> MemberSpecs:
    """Return the present members of the chat with their roles and capacities."""
    return (await get_member_specs(session, [chat_id]))[chat_id]


async def get_member_specs(session: AsyncSession, chat_ids: Collection[UUID]) -> Mapping[UUID, MemberSpecs]:
    """Return the present members of each of these chats with their roles and capacities."""
    present = select(Member.chat_id, Member.profile_id, Member.role, Member.badges)
    present = present.where(Member.chat_id.in_(chat_ids), Member.is_present)
    found: dict[UUID, dict[UUID, MemberSpec]] = {chat_id: {} for chat_id in chat_ids}
    for chat_id, profile_id, role, badges in await session.execute(present):
        found[chat_id][profile_id] = MemberSpec(profile_id, role, badges or ())
    return found


async def list_memberships(session: AsyncSession, profile_id: UUID) -> Sequence[tuple[UUID, UUID]]:
    """Return all present and former memberships of this person: (chat, member)."""
    query = select(Member.chat_id, Member.id).where(Member.profile_id == profile_id)
    return (await session.execute(query)).all()


async def list_successor_candidates(session: AsyncSession, chat_id: UUID) -> Sequence[SuccessorCandidate]:
    """Return the present members of the chat, with when they joined."""
    present = select(Member.profile_id, Member.role, Member.joined_at)
    rows = await session.execute(present.where(Member.chat_id == chat_id, Member.is_present))
    return [SuccessorCandidate(profile_id, role, joined_at) for profile_id, role, joined_at in rows]


async def find_member(session: AsyncSession, chat_id: UUID, profile_id: UUID) -> Member | None:
    """Return the membership of this person, if they are a present member."""
    membership = select(Member).where(Member.chat_id == chat_id, Member.profile_id == profile_id, Member.is_present)
    return (await session.execute(membership)).scalar_one_or_none()


async def may_see_chat(session: AsyncSession, profile_id: UUID, chat_ids: Collection[UUID]) -> bool:
    """Return True if this person is a member of any of these chats."""
    membership = chats_by_member(profile_id).where(Member.chat_id.in_(chat_ids))
    return bool((await session.execute(select(exists(membership)))).scalar_one())


def select_chat_subscriptions() -> Subscriptions:
    """Return the select of all subscriptions to chats: the members are subscribed."""
    return select(Member.profile_id, Member.chat_id).where(Member.is_present)


async def read_chats(session: AsyncSession, ids: Collection[UUID]) -> Sequence[ChatRead]:
    """Return chats as published."""
    fresh = select(Chat).where(Chat.id.in_(ids))
    return [to_chat_read(chat) for chat in (await session.execute(fresh)).scalars()]


async def read_members(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MemberRead]:
    """Return members as published, each with the current name and picture of the person."""
    suspended = is_writing_suspended().label("is_writing_suspended")
    query = select(Member.__table__, *_PROFILE_COLUMNS, suspended).join(Profile, Profile.id == Member.profile_id)
    rows = (await session.execute(query.where(Member.id.in_(ids)))).mappings()
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
            is_writing_suspended=row["is_writing_suspended"],
        )
        for row in rows
    ]


_PROFILE_COLUMNS = (
    Profile.last_name,
    Profile.first_name,
    Profile.patronymic,
    Profile.picture,
    Profile.badges.label("own_badges"),
)
