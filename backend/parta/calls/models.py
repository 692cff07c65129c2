"""Tables of calls. A call is a stream, and so is its lobby."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, composite, mapped_column

from parta.core.clock import now
from parta.core.db import Base, Identified, StreamEntity
from parta.core.ids import new_id


class CallState(StrEnum):
    """Where a call stands; there is no way back."""

    PLANNED = "planned"
    OPEN = "open"
    ENDED = "ended"


class EndReason(StrEnum):
    """Why a call is over."""

    ENDED = "ended"
    """Somebody who may ended it."""
    EMPTY = "empty"
    REFUSED = "refused"
    """The only other did not want to talk."""
    MISSED = "missed"
    """The only other did not answer."""
    CANCELLED = "cancelled"
    """The caller thought better of it before anybody answered."""
    LESSON = "lesson"
    """The lesson is over, or its teacher has been gone for long."""


class Entry(StrEnum):
    """How somebody comes in."""

    OPEN = "open"
    LOBBY = "lobby"
    LOCKED = "locked"
    REMOVED = "removed"
    NOT_YET = "not_yet"
    ENDED = "ended"
    MEMBERS_ONLY = "members_only"
    SCHOOL_ONLY = "school_only"
    SIGN_IN_NEEDED = "sign_in_needed"


class Access(StrEnum):
    """Who may come at all."""

    CHAT = "chat"
    SCHOOL = "school"
    ANYONE = "anyone"


class LobbyFor(StrEnum):
    """Who waits until let in."""

    OUTSIDERS = "outsiders"
    EVERYONE = "everyone"


class CallRole(StrEnum):
    """What somebody is in a call, from the most to the least."""

    ADMIN = "admin"
    ASSISTANT = "assistant"
    PARTICIPANT = "participant"


class ParticipantState(StrEnum):
    """Whether somebody is of the call."""

    ADMITTED = "admitted"
    LEFT = "left"
    REMOVED = "removed"
    """Sent out, and not to come back by any device or link."""


class Via(StrEnum):
    """By which right somebody is here."""

    CHAT = "chat"
    """As a member of the chat; it ends with the membership."""
    LINK = "link"
    """By the invite link, let in once."""


class KnockState(StrEnum):
    """What became of somebody who asked to be let in."""

    WAITING = "waiting"
    ADMITTED = "admitted"
    REFUSED = "refused"
    GONE = "gone"


class RingState(StrEnum):
    """What became of ringing for somebody."""

    RINGING = "ringing"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Quality(StrEnum):
    """How well a device was connected, from the best to the worst."""

    EXCELLENT = "excellent"
    GOOD = "good"
    POOR = "poor"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Rights:
    """What those may do who are neither admin nor assistant."""

    microphone: bool = True
    camera: bool = True
    screen: bool = True
    chat: bool = True
    board: bool = True
    unmute: bool = True
    """Whether who was muted may switch the microphone on again by themselves."""


class Call(StreamEntity, Base):
    """A call of a chat. `call.id` is the id of its stream, `call.lobby_id` that of its lobby's."""

    __tablename__ = "call"
    __table_args__ = (
        UniqueConstraint("client_id", "creator_id"),
        Index(None, "chat_id", "state"),
        Index("ix_call_kept", "id", postgresql_where="NOT is_cleared"),
    )

    lobby_id: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    chat_id: Mapped[UUID] = mapped_column(ForeignKey("chat.id"))
    creator_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"))
    client_id: Mapped[UUID | None]
    """What the creator's client named the creation, so that repeating it makes no second call."""
    title: Mapped[str] = mapped_column(default="")
    state: Mapped[CallState] = mapped_column(default=CallState.PLANNED)
    is_lesson: Mapped[bool] = mapped_column(default=False)
    is_dialog: Mapped[bool] = mapped_column(default=False)
    """Whether it belongs to a dialog: then each of the two may end it."""
    starts_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[EndReason | None]
    access: Mapped[Access] = mapped_column(default=Access.CHAT)
    lobby_for: Mapped[LobbyFor] = mapped_column(default=LobbyFor.OUTSIDERS)
    is_locked: Mapped[bool] = mapped_column(default=False)
    rights: Mapped[Rights] = composite(
        mapped_column("may_microphone"),
        mapped_column("may_camera"),
        mapped_column("may_screen"),
        mapped_column("may_chat"),
        mapped_column("may_board"),
        mapped_column("may_unmute"),
    )
    several_screens: Mapped[bool] = mapped_column(default=False)
    spotlight_id: Mapped[UUID | None]
    """The participant whom all see large."""
    board_id: Mapped[UUID] = mapped_column(unique=True)
    is_board_open: Mapped[bool] = mapped_column(default=False)
    admits_from: Mapped[datetime | None]
    """Before this only admins come in, even when it is open."""
    empty_since: Mapped[datetime | None]
    """Since when nobody is connected. Never told."""
    listed_at: Mapped[datetime | None]
    """When the list of who is connected was asked for that was written down last: an older one comes too late."""
    is_cleared: Mapped[bool] = mapped_column(default=False)
    """Whether the place where its people met is known to be gone."""
    screen_by: Mapped[str | None]
    """The device that shows its screen, where only one may. Never told."""
    card_at: Mapped[datetime | None]
    """When its card in the chat last told how many are present."""


class Participant(StreamEntity, Base):
    """Somebody who is or was let in. Leaving keeps the row, and being removed is kept by it."""

    __tablename__ = "call_participant"
    __table_args__ = (
        UniqueConstraint("call_id", "profile_id"),
        UniqueConstraint("call_id", "guest_hash"),
        Index(None, "call_id", "changed_seq"),
        Index(None, "profile_id", postgresql_where="state = 'ADMITTED'"),
        Index(None, "guest_hash", postgresql_where="guest_hash IS NOT NULL"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    profile_id: Mapped[UUID | None] = mapped_column(ForeignKey("profile.id"))
    guest_hash: Mapped[bytes | None]
    """Of the token in the browser of somebody without a profile."""
    guest_name: Mapped[str] = mapped_column(default="")
    via: Mapped[Via]
    role: Mapped[CallRole] = mapped_column(default=CallRole.PARTICIPANT)
    state: Mapped[ParticipantState] = mapped_column(default=ParticipantState.ADMITTED)
    is_connected: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime] = mapped_column(default=now)
    hand_raised_at: Mapped[datetime | None]
    exceptions: Mapped[dict[str, Any]] = mapped_column(JSONB(), default=dict)
    """Rights by name that are other than the call's for this person."""


class Presence(Identified, Base):
    """A time during which one device of a participant was connected."""

    __tablename__ = "call_presence"
    __table_args__ = (
        Index(None, "call_id"),
        Index("uq_call_presence_open", "participant_id", "device", unique=True, postgresql_where="to_at IS NULL"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("call_participant.id"))
    device: Mapped[str]
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]
    quality: Mapped[Quality | None]
    """The worst that the device told of."""


class Knock(StreamEntity, Base):
    """Somebody who asks to be let in. It lives in the lobby's stream, which only those hear who may let in."""

    __tablename__ = "call_knock"
    __table_args__ = (
        Index(None, "lobby_id", "changed_seq"),
        Index("uq_call_knock_profile", "call_id", "profile_id", unique=True, postgresql_where="state = 'WAITING'"),
        Index("uq_call_knock_guest", "call_id", "guest_hash", unique=True, postgresql_where="state = 'WAITING'"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    lobby_id: Mapped[UUID]
    profile_id: Mapped[UUID | None] = mapped_column(ForeignKey("profile.id"))
    guest_hash: Mapped[bytes | None]
    name: Mapped[str]
    via: Mapped[Via]
    state: Mapped[KnockState] = mapped_column(default=KnockState.WAITING)
    at: Mapped[datetime] = mapped_column(default=now)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    """When they last asked how it stands; who does not ask any more has gone."""

    @property
    def is_guest(self) -> bool:
        """Whether they have no profile."""
        return self.profile_id is None


class Ring(StreamEntity, Base):
    """Ringing for one person, on all devices of theirs. It lives in the person's own stream."""

    __tablename__ = "call_ring"
    __table_args__ = (
        UniqueConstraint("call_id", "profile_id"),
        Index(None, "profile_id", "changed_seq"),
        Index("ix_call_ring_ringing", "at", postgresql_where="state = 'RINGING'"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"))
    from_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"))
    state: Mapped[RingState] = mapped_column(default=RingState.RINGING)
    at: Mapped[datetime] = mapped_column(default=now)


class Invite(Base):
    """The one link by which a call lets people come who do not find it in a chat."""

    __tablename__ = "call_invite"

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"), primary_key=True)
    nonce: Mapped[bytes]
    """The token follows from it and the installation's secret: it is nowhere kept."""
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
