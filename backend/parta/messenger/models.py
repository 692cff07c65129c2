"""Tables of the messenger. Each begins its key with the chat, so that an installation can be cut by chats."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Computed, ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, composite, mapped_column

from parta.core.clock import now
from parta.core.db import Base, StreamEntity
from parta.core.ids import new_id


class ChatKind(StrEnum):
    """What sort of conversation it is."""

    DIALOG = "dialog"
    GROUP = "group"


class SourceKind(StrEnum):
    """What an automatic chat follows."""

    CLASS_STUDENTS = "class_students"
    CLASS_PARENTS = "class_parents"
    CLASS_COLLEAGUES = "class_colleagues"
    STAFF = "staff"
    SUBJECT = "subject"
    CASE = "case"


class MemberRole(StrEnum):
    """What a member is in a chat, from the most to the least."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"
    READER = "reader"


class Level(StrEnum):
    """From whom on something is allowed."""

    OWNER = "owner"
    ADMINS = "admins"
    ALL = "all"


class MessageKind(StrEnum):
    """Whether a person said it, the chat itself notes what happened, or it is the card of a call."""

    TEXT = "text"
    NOTICE = "notice"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Rights:
    """The matrix of a chat: who may do what."""

    invite: Level
    change: Level
    mention_all: Level
    call: Level
    promote: Level
    write: Level


class Chat(StreamEntity, Base):
    """A conversation. It is a stream of its own: `chat.id` is the stream's id."""

    __tablename__ = "chat"
    __table_args__ = (UniqueConstraint("source_kind", "source_key"), UniqueConstraint("client_id", "creator_id"))

    kind: Mapped[ChatKind]
    source_kind: Mapped[SourceKind | None]
    """What the chat follows; None for one made by hand."""
    source_key: Mapped[str | None]
    pair: Mapped[str | None] = mapped_column(unique=True)
    """A dialog's two profiles in order, so that two people have one dialog."""
    creator_id: Mapped[UUID | None]
    client_id: Mapped[UUID | None]
    """What the creator's client named the creation, so that repeating it makes no second chat."""
    title: Mapped[str] = mapped_column(default="")
    picture: Mapped[UUID | None]
    rights: Mapped[Rights] = composite(
        mapped_column("invite_level"),
        mapped_column("change_level"),
        mapped_column("mention_all_level"),
        mapped_column("call_level"),
        mapped_column("promote_level"),
        mapped_column("write_level"),
    )
    is_closed: Mapped[bool] = mapped_column(default=True)
    is_archived: Mapped[bool] = mapped_column(default=False)
    classmates_may_write: Mapped[bool] = mapped_column(default=True)
    """Whether students who meet here may write to each other; whoever keeps the chat says so. Never told."""
    members_count: Mapped[int] = mapped_column(default=0)
    last_number: Mapped[int] = mapped_column(BigInteger, default=0)
    """The number of the newest message; not told with the chat, since every message tells its own."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def source(self) -> SourceKind | None:
        """Give what the chat follows, as it is told."""
        return self.source_kind


class Member(StreamEntity, Base):
    """A person's seat in a chat. Leaving keeps the row: what they said stays explained."""

    __tablename__ = "member"
    __table_args__ = (Index(None, "chat_id", "changed_seq"), Index(None, "profile_id", postgresql_where="is_present"))

    id: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    chat_id: Mapped[UUID] = mapped_column(ForeignKey("chat.id"), primary_key=True)
    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"), primary_key=True)
    role: Mapped[MemberRole]
    is_present: Mapped[bool] = mapped_column(default=True)
    badges: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    """The capacities in which the school seated the person; None where a person did: then the profile's own."""
    joined_at: Mapped[datetime] = mapped_column(default=now)
    sent_number: Mapped[int] = mapped_column(BigInteger, default=0)
    """All up to here counts as read: one's own last message, or where one came in. Never told."""
    is_hushed: Mapped[bool] = mapped_column(default=False)
    """Whether a call of the chat that goes on takes the word from them."""


class Message(StreamEntity, Base):
    """Something said in a chat. Deleting keeps the row, emptied: a number stays a number."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("client_id", "author_id"),
        Index(None, "chat_id", "changed_seq"),
        Index("ix_message_mentioning", "chat_id", "number", postgresql_where="mentions_all OR mentions <> '{}'"),
        Index(None, "chat_id", "reply_to_id", postgresql_where="reply_to_id IS NOT NULL"),
        Index(None, "words", postgresql_using="gin"),
        Index(None, "call_id", unique=True, postgresql_where="call_id IS NOT NULL"),
    )

    id: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    chat_id: Mapped[UUID] = mapped_column(ForeignKey("chat.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Its place in the conversation, without gaps."""
    author_id: Mapped[UUID | None]
    """None: the chat itself."""
    client_id: Mapped[UUID | None]
    """What the author's client named it before the first try."""
    fingerprint: Mapped[bytes | None]
    """Of what was sent at first, so that a retry is told from another message under the same name."""
    kind: Mapped[MessageKind] = mapped_column(default=MessageKind.TEXT)
    text: Mapped[str] = mapped_column(default="")
    notice_code: Mapped[str | None]
    notice_facts: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    call_id: Mapped[UUID | None]
    """The call whose card this is."""
    card: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """The call as the chat shows it, as `schemas.CallCard`; kept by calls alone."""
    reply_to_id: Mapped[UUID | None]
    mentions: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), default=list)
    mentions_all: Mapped[bool] = mapped_column(default=False)
    has_files: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(
        TSVECTOR,
        Computed("to_tsvector('russian'::regconfig, translate(text, 'ёЁ', 'еЕ'))", persisted=True),
        deferred=True,
        deferred_raiseload=True,
    )


class Kin(Base):
    """A guardian and their own child: they may always write to each other. Kept by what knows families."""

    __tablename__ = "kin"

    guardian_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"), primary_key=True)
    child_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"), primary_key=True, index=True)


class MessageFile(Base):
    """A file that a message carries."""

    __tablename__ = "message_file"

    chat_id: Mapped[UUID] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    file_id: Mapped[UUID] = mapped_column(index=True)


class Reaction(Base):
    """One person's answer to a message by one sign."""

    __tablename__ = "reaction"

    chat_id: Mapped[UUID] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), primary_key=True)
    profile_id: Mapped[UUID] = mapped_column(primary_key=True)
    emoji: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)


class MessageEdit(Base):
    """What a message said before it was changed or deleted: its history, and evidence."""

    __tablename__ = "message_edit"
    __table_args__ = (Index(None, "chat_id", "message_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    chat_id: Mapped[UUID]
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"))
    text: Mapped[str]
    at: Mapped[datetime]
    """Since when it said so."""
    ended_at: Mapped[datetime] = mapped_column(default=now)
    ended_by: Mapped[UUID | None]
    """Who changed or deleted it; None: the system."""


class Reading(StreamEntity, Base):
    """What one person keeps about one chat, the same on all their devices. It lives in the person's own stream."""

    __tablename__ = "reading"
    __table_args__ = (Index(None, "profile_id", "changed_seq"),)

    id: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    chat_id: Mapped[UUID] = mapped_column(ForeignKey("chat.id"), primary_key=True)
    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"), primary_key=True)
    read_number: Mapped[int] = mapped_column(BigInteger, default=0)
    muted_until: Mapped[datetime | None]
    draft: Mapped[str] = mapped_column(default="")
