"""Tables of the messenger. Each key begins with the chat, so that an installation can be sharded by chat."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from pydantic import with_config
from sqlalchemy import BigInteger, Computed, ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, StreamEntity
from parta.core.ids import new_id

MAX_TEXT_LENGTH = 4096
"""Of a message, in characters."""


class ChatKind(StrEnum):
    """The kind of a conversation."""

    DIALOG = "dialog"
    GROUP = "group"


class SourceKind(StrEnum):
    """What determines the members of an automatic chat."""

    CLASS_STUDENTS = "class_students"
    CLASS_PARENTS = "class_parents"
    CLASS_COLLEAGUES = "class_colleagues"
    STAFF = "staff"
    SUBJECT = "subject"
    CASE = "case"


class MemberRole(StrEnum):
    """The role of a member in a chat, from the highest to the lowest."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"
    READER = "reader"


class Level(StrEnum):
    """The lowest role to which a right is granted."""

    OWNER = "owner"
    ADMINS = "admins"
    ALL = "all"


class MessageKind(StrEnum):
    """A person's text, a service message of the chat itself, or a card, which shows what it carries."""

    TEXT = "text"
    SERVICE = "service"
    CARD = "card"


class Right(StrEnum):
    """What somebody may do in a chat."""

    WRITE = "write"
    INVITE = "invite"
    CHANGE = "change"
    """To change the title and the picture."""
    MENTION_ALL = "mention_all"
    SEE_LINK = "see_link"
    """To see the chat's invite link."""
    CALL = "call"
    """To start or plan a call."""
    PROMOTE = "promote"
    """To change roles at all; whose and to which depends on the roles."""
    PIN = "pin"
    """To pin messages for everybody."""
    REACT = "react"
    CHANGE_RIGHTS = "change_rights"
    REMOVE_MEMBERS = "remove_members"
    """To remove members at all: only those with lower roles."""
    LEAVE = "leave"
    DELETE_OTHERS = "delete_others"
    """To delete messages of others."""
    SEE_READERS = "see_readers"
    """To see who has read one's message."""


FIXED_RIGHTS = frozenset(
    {
        Right.REACT,
        Right.CHANGE_RIGHTS,
        Right.REMOVE_MEMBERS,
        Right.LEAVE,
        Right.DELETE_OTHERS,
        Right.SEE_READERS,
    }
)
"""Rights that no chat grants or denies: they follow from the role and the kind of chat alone."""
MATRIX_RIGHTS = tuple(right for right in Right if right not in FIXED_RIGHTS)
"""Rights for which each chat has a level."""


@with_config(extra="forbid")
@dataclass(frozen=True, slots=True)
class MentionEntity:
    """A mention of a person."""

    kind: Literal["mention"]
    offset: int
    length: int
    profile_id: UUID


@with_config(extra="forbid")
@dataclass(frozen=True, slots=True)
class MentionAllEntity:
    """A mention of everybody."""

    kind: Literal["mention_all"]
    offset: int
    length: int


@with_config(extra="forbid")
@dataclass(frozen=True, slots=True)
class LinkEntity:
    """A link to a page of the web."""

    kind: Literal["link"]
    offset: int
    length: int
    url: str


@with_config(extra="forbid")
@dataclass(frozen=True, slots=True)
class FormatEntity:
    """A formatted part of a text."""

    kind: Literal["bold", "italic", "strikethrough", "code"]
    offset: int
    length: int


@with_config(extra="forbid")
@dataclass(frozen=True, slots=True)
class PreEntity:
    """A block of code, in a programming language if it is known."""

    kind: Literal["pre"]
    offset: int
    length: int
    language: str | None


Entity = MentionEntity | MentionAllEntity | LinkEntity | FormatEntity | PreEntity
"""What a part of a message's text is; offset and length count UTF-16 code units."""


class Chat(StreamEntity, Base):
    """A conversation, which is a stream of its own: `chat.id` is the id of the stream."""

    __tablename__ = "chat"
    __table_args__ = (UniqueConstraint("source_kind", "source_key"), UniqueConstraint("client_id", "creator_id"))

    kind: Mapped[ChatKind]
    source_kind: Mapped[SourceKind | None]
    """What determines the members; None for a chat created by a person."""
    source_key: Mapped[str | None]
    pair: Mapped[str | None] = mapped_column(unique=True)
    """The two profiles of a dialog in order, so that two people have one dialog."""
    creator_id: Mapped[UUID | None]
    client_id: Mapped[UUID | None]
    """The idempotency key of the creation, chosen by the creator's client."""
    title: Mapped[str] = mapped_column(default="")
    picture: Mapped[UUID | None]
    rights: Mapped[dict[Right, Level]] = mapped_column(JSONB(), default=dict)
    """The levels that people have set; for all other rights those of the chat's preset hold."""
    is_closed: Mapped[bool] = mapped_column(default=True)
    is_archived: Mapped[bool] = mapped_column(default=False)
    classmates_may_write: Mapped[bool] = mapped_column(default=True)
    """True if students who share this chat may write to each other; set by the owner of the source. Never published."""
    members_count: Mapped[int] = mapped_column(default=0)
    last_number: Mapped[int] = mapped_column(BigInteger, default=0)
    """The number of the newest message; not published with the chat, since each message carries its own."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def source(self) -> SourceKind | None:
        """Return the kind of the source, as clients see it."""
        return self.source_kind


class Member(StreamEntity, Base):
    """The membership of a person in a chat. The row stays after they leave, so that their messages have an author."""

    __tablename__ = "member"
    __table_args__ = (Index(None, "chat_id", "changed_seq"), Index(None, "profile_id", postgresql_where="is_present"))

    id: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    chat_id: Mapped[UUID] = mapped_column(ForeignKey("chat.id"), primary_key=True)
    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"), primary_key=True)
    role: Mapped[MemberRole]
    is_present: Mapped[bool] = mapped_column(default=True)
    badges: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    """The capacities in which the school added the person; None if a person added them: then those of the profile."""
    joined_at: Mapped[datetime] = mapped_column(default=now)
    sent_number: Mapped[int] = mapped_column(BigInteger, default=0)
    """Everything up to here counts as read: the member's last message, or where they joined. Never published."""
    removed_by: Mapped[UUID | None]
    """Who removed this person, whom links then admit no more, until somebody invites them. Never published."""


class LinkRefusal(StrEnum):
    """Why an invite link of a chat does not admit somebody."""

    ARCHIVED = "archived"
    INACTIVE = "inactive"
    """Its maker may no longer invite."""
    REMOVED = "removed"
    """Somebody removed the person from the chat."""
    FULL = "full"
    NOT_A_CONTACT = "not_a_contact"
    """Its maker may not invite the person."""


class ChatLink(Base):
    """The only invite link of a chat. It admits whom its maker may invite."""

    __tablename__ = "chat_link"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    chat_id: Mapped[UUID] = mapped_column(ForeignKey("chat.id"), unique=True)
    maker_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"))
    nonce: Mapped[bytes]
    """The token is derived from it and the installation's secret; the token itself is not stored."""
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


class WritingSuspension(Base):
    """One reason why a person may not write in a chat just now, set by whatever package has the reason."""

    __tablename__ = "writing_suspension"
    __table_args__ = (Index(None, "until", postgresql_where="until IS NOT NULL"),)

    chat_id: Mapped[UUID] = mapped_column(ForeignKey("chat.id"), primary_key=True)
    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(primary_key=True)
    """The name of the reason, such as `call`: each package sets and removes only its own."""
    until: Mapped[datetime | None]
    """None: until it is removed."""


_PHONE = r"(?:\+7|\m[78])[\s(-]*(\d{3})[\s)-]*(\d{3})[\s-]*(\d{2})[\s-]*(\d{2})\M"
_READ = r"translate({text}, E'ёЁ\u0300\u0301\u00ad\u200b\u200c\u200d\u2060\ufeff', 'еЕ')"
_PHONES = rf"CASE WHEN text ~ '{_PHONE}' THEN ' ' || regexp_replace(text, '{_PHONE}', ' \1\2\3\4 ', 'g') ELSE '' END"
_SEARCH_VECTOR = (
    f"to_tsvector('russian'::regconfig, regexp_replace({_READ.format(text=f'text || {_PHONES}')}, '[\\W_]+', ' ', 'g'))"
)
"""The words of a text, and its phone numbers as one word each, by the rules of `rules/search.py`."""


class Message(StreamEntity, Base):
    """A message of a chat. Deleting empties the row but does not remove it, so that numbers have no gaps."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("client_id", "author_id"),
        Index(None, "chat_id", "changed_seq"),
        Index("ix_message_mentions", "chat_id", "number", postgresql_where="mentions_all OR mentions <> '{}'"),
        Index("ix_message_silent", "chat_id", "number", postgresql_where="author_id IS NULL OR deleted_at IS NOT NULL"),
        Index(None, "chat_id", "reply_to_id", postgresql_where="reply_to_id IS NOT NULL"),
        Index(None, "search_vector", postgresql_using="gin"),
    )

    id: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    chat_id: Mapped[UUID] = mapped_column(ForeignKey("chat.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """The sequence number in the chat, without gaps."""
    author_id: Mapped[UUID | None]
    """None: a service message."""
    client_id: Mapped[UUID | None]
    """The idempotency key, chosen by the author's client before the first attempt."""
    fingerprint: Mapped[bytes | None]
    """The hash of what was first sent, to distinguish a retry from another message with the same key."""
    kind: Mapped[MessageKind] = mapped_column(default=MessageKind.TEXT)
    text: Mapped[str] = mapped_column(default="")
    service_code: Mapped[str | None]
    service_params: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    attachment_kind: Mapped[str | None]
    """What the message carries: the name of a kind, of whatever package, that is published in the streams of chats."""
    attachment_id: Mapped[UUID | None]
    """The id of the carried row, which changes by itself: the message does not."""
    attachment_text: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What the message says of it for ever, such as its title when it was sent."""
    reply_to_id: Mapped[UUID | None]
    entities: Mapped[list[dict[str, Any]]] = mapped_column(JSONB(), default=list)
    """Each an `Entity`, in order, the outer before the inner."""
    mentions: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), default=list)
    """The mentioned members, derived from the entities, by which unread mentions are counted."""
    mentions_all: Mapped[bool] = mapped_column(default=False)
    has_files: Mapped[bool] = mapped_column(default=False)
    has_reactions: Mapped[bool] = mapped_column(default=False)
    """True once somebody has reacted, even if no reaction is left: others are not looked for."""
    sent_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    search_vector: Mapped[str] = mapped_column(
        TSVECTOR,
        Computed(_SEARCH_VECTOR, persisted=True),
        deferred=True,
        deferred_raiseload=True,
    )


class FamilyLink(Base):
    """A guardian and their own child, who may always write to each other. Synchronized from the guardianships."""

    __tablename__ = "family_link"

    guardian_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"), primary_key=True)
    child_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"), primary_key=True, index=True)


class MessageFile(Base):
    """A file attached to a message."""

    __tablename__ = "message_file"

    chat_id: Mapped[UUID] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), primary_key=True)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    file_id: Mapped[UUID] = mapped_column(index=True)


class Reaction(Base):
    """The emoji of one person under a message."""

    __tablename__ = "reaction"

    chat_id: Mapped[UUID] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), primary_key=True)
    profile_id: Mapped[UUID] = mapped_column(primary_key=True)
    emoji: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)


class MessageEdit(Base):
    """An earlier text of an edited or deleted message: its history, and evidence."""

    __tablename__ = "message_edit"
    __table_args__ = (Index(None, "chat_id", "message_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    chat_id: Mapped[UUID]
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"))
    text: Mapped[str]
    entities: Mapped[list[dict[str, Any]]] = mapped_column(JSONB(), default=list)
    at: Mapped[datetime]
    """When the message got this text."""
    ended_at: Mapped[datetime] = mapped_column(default=now)
    ended_by: Mapped[UUID | None]
    """Who edited or deleted the message; None: the system."""


class Pin(StreamEntity, Base):
    """A message pinned in its chat. Unpinning does not delete the row, so that clients that were offline receive it."""

    __tablename__ = "pin"
    __table_args__ = (Index(None, "chat_id", "changed_seq"),)

    id: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    chat_id: Mapped[UUID] = mapped_column(ForeignKey("chat.id"), primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), primary_key=True)
    pinned_by: Mapped[UUID]
    pinned_at: Mapped[datetime] = mapped_column(default=now)
    is_pinned: Mapped[bool] = mapped_column(default=True)


class ChatState(StreamEntity, Base):
    """The state of a chat for one person, the same on all their devices. It belongs to the stream of the profile."""

    __tablename__ = "chat_state"
    __table_args__ = (Index(None, "profile_id", "changed_seq"),)

    id: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    chat_id: Mapped[UUID] = mapped_column(ForeignKey("chat.id"), primary_key=True)
    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"), primary_key=True)
    read_number: Mapped[int] = mapped_column(BigInteger, default=0)
    is_marked_unread: Mapped[bool] = mapped_column(default=False)
    """True if the person marked the chat as unread by hand; reading on ends it."""
    muted_until: Mapped[datetime | None]
    draft: Mapped[str] = mapped_column(default="")
