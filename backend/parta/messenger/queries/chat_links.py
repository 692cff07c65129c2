"""Reads of the invite links of chats. Who has a link's token may see what it leads to."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from parta.core.errors import NotFound
from parta.identity.models import Profile
from parta.messenger.models import Chat, ChatLink, LinkRefusal, Member
from parta.messenger.queries.chats import build_permission_context
from parta.messenger.queries.people import contact_permissions
from parta.messenger.rules.chat_links import LinkContext, check_link
from parta.messenger.rules.rights import PermissionContext

# Made once: an alias costs as much as a read.
_MAKER, _OWN = aliased(Member), aliased(Member)


@dataclass(frozen=True, slots=True)
class MadeLink:
    """An invite link, its chat, its maker, and what the maker may do in the chat."""

    link: ChatLink
    chat: Chat
    maker: Profile
    maker_context: PermissionContext | None
    """None: the maker is no longer a member."""


@dataclass(frozen=True, slots=True)
class LinkVisit:
    """An invite link, and what somebody who follows it is to its chat."""

    made: MadeLink
    profile_id: UUID
    member: Member | None
    """Their present or former membership."""

    @property
    def is_member(self) -> bool:
        """True if they are a present member."""
        return self.member is not None and self.member.is_present


async def find_chat_link(session: AsyncSession, chat_id: UUID) -> MadeLink | None:
    """Return the invite link of the chat, if it has one, without a check of access."""
    row = (await session.execute(_select_links().where(ChatLink.chat_id == chat_id))).one_or_none()
    return _to_made_link(*row) if row else None


async def get_linked_chat_id(session: AsyncSession, token_hash: bytes) -> UUID:
    """Return the chat to which this invite link leads. Raises NotFound."""
    query = select(ChatLink.chat_id).where(ChatLink.token_hash == token_hash)
    chat_id = (await session.execute(query)).scalar_one_or_none()
    if chat_id is None:
        raise NotFound
    return chat_id


async def get_link_visit(session: AsyncSession, token_hash: bytes, profile_id: UUID) -> LinkVisit:
    """Return this person's visit of the invite link. Raises NotFound."""
    own = (_OWN.chat_id == ChatLink.chat_id) & (_OWN.profile_id == profile_id)
    query = _select_links().add_columns(_OWN).outerjoin(_OWN, own).where(ChatLink.token_hash == token_hash)
    row = (await session.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    *made, member = row
    return LinkVisit(_to_made_link(*made), profile_id, member)


async def find_refusal(session: AsyncSession, visit: LinkVisit) -> LinkRefusal | None:
    """Return why the link does not admit this person, who is no member; None if it does."""
    made = visit.made
    contacts = await contact_permissions(session, made.link.maker_id, [visit.profile_id])
    return check_link(
        LinkContext(
            is_archived=made.chat.is_archived,
            members_count=made.chat.members_count,
            maker=made.maker_context,
            was_removed=visit.member is not None and visit.member.removed_by is not None,
            is_contact=contacts.get(visit.profile_id, False),
        )
    )


def _select_links() -> Select[ChatLink, Chat, Profile, Member]:
    is_maker = (_MAKER.chat_id == ChatLink.chat_id) & (_MAKER.profile_id == ChatLink.maker_id) & _MAKER.is_present
    links = select(ChatLink, Chat, Profile, _MAKER).join(Chat, Chat.id == ChatLink.chat_id)
    return links.join(Profile, Profile.id == ChatLink.maker_id).outerjoin(_MAKER, is_maker)


def _to_made_link(link: ChatLink, chat: Chat, maker: Profile, member: Member | None) -> MadeLink:
    return MadeLink(link, chat, maker, build_permission_context(chat, member.role) if member else None)
