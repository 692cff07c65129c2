"""Schemas of the automatic chats as the journal leads to them."""

from uuid import UUID

from parta.core.schema import ResponseModel
from parta.identity.schemas import PersonName
from parta.messenger.service import SourceKind


class SchoolChat(ResponseModel):
    """A chat of a class or a course, of which the reader is a member."""

    id: UUID
    source: SourceKind
    title: str
    unread: int


class TeacherContact(ResponseModel):
    """A teacher to whom the reader may write."""

    profile_id: UUID
    name: PersonName
    chat_id: UUID | None
    """The dialog, once there is one."""
    unread: int


class SchoolChats(ResponseModel):
    """Where the reader can talk about a class or a lesson: in chats, and to its teachers."""

    chats: list[SchoolChat]
    teachers: list[TeacherContact]
