"""Responses about the invite links of chats."""

from datetime import datetime
from uuid import UUID

from parta.core.schema import ResponseModel
from parta.identity.schemas import PersonRead
from parta.messenger.models import LinkRefusal


class ChatLinkRead(ResponseModel):
    """The invite link of a chat."""

    url: str
    maker: PersonRead
    created_at: datetime
    is_active: bool
    """False if it admits nobody, because its maker may no longer invite."""


class ChatLinkPage(ResponseModel):
    """What an invite link of a chat leads to."""

    title: str
    picture: UUID | None
    """Downloaded by the link: who is no member may not see the file itself."""
    members_count: int
    maker: PersonRead
    """Who invites."""
    chat_id: UUID
    is_member: bool
    """True if the caller is one already."""
    refusal: LinkRefusal | None
    """Why the caller may not join; null if they may, or are a member."""


class LinkJoined(ResponseModel):
    """The chat that the caller has joined by a link."""

    chat_id: UUID
