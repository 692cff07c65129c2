"""Tables of calls. A call is a stream, and so is its lobby."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, Identified, StreamEntity
from parta.core.ids import new_id
from parta.core.principal_sessions import SessionColumns


class CallState(StrEnum):
    """State of a call. It only moves forward."""

    PLANNED = "planned"
    OPEN = "open"
    ENDED = "ended"


class EndReason(StrEnum):
    """Why a call ended."""

    ENDED = "ended"
    """Ended by somebody with the permission."""
    EMPTY = "empty"
    REFUSED = "refused"
    """The only other person refused the ring."""
    MISSED = "missed"
    """The only other person did not answer in time."""
    CANCELLED = "cancelled"
    """The caller left before anybody answered."""
    LESSON = "lesson"
    """The lesson ended, or its teacher was absent for too long."""


class Entry(StrEnum):
    """How somebody enters a call, or why they cannot."""

    OPEN = "open"
    LOBBY = "lobby"
    LOCKED = "locked"
    REMOVED = "removed"
    NOT_YET = "not_yet"
    ENDED = "ended"
    MEMBERS_ONLY = "members_only"
    SCHOOL_ONLY = "school_only"
    SIGN_IN_NEEDED = "sign_in_needed"


class AccessScope(StrEnum):
    """Who may join a call."""

    CHAT = "chat"
    SCHOOL = "school"
    ANYONE = "anyone"


class LobbyFor(StrEnum):
    """Who waits in the lobby."""

    OUTSIDERS = "outsiders"
    EVERYONE = "everyone"


class CallRole(StrEnum):
    """Role in a call, from the highest to the lowest."""

    ADMIN = "admin"
    ASSISTANT = "assistant"
    PARTICIPANT = "participant"


class CallRoomKind(StrEnum):
    """Kind of a room of a call."""

    MAIN = "main"
    """The one room that every call has, where everybody enters first."""
    BREAKOUT = "breakout"
    """A room for some of the participants; no use case makes one yet."""


class ParticipantState(StrEnum):
    """State of a participant."""

    ADMITTED = "admitted"
    LEFT = "left"
    REMOVED = "removed"
    """Removed by a moderator; may not rejoin by any device or link."""


class Via(StrEnum):
    """How a participant got access."""

    CHAT = "chat"
    """As a member of the chat; ends with the membership."""
    LINK = "link"
    """By the invite link, admitted once."""


class KnockState(StrEnum):
    """State of a request to be admitted from the lobby."""

    WAITING = "waiting"
    ADMITTED = "admitted"
    REFUSED = "refused"
    GONE = "gone"


class RingState(StrEnum):
    """State of a ring."""

    RINGING = "ringing"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Quality(StrEnum):
    """Connection quality of a device, from the best to the worst."""

    EXCELLENT = "excellent"
    GOOD = "good"
    POOR = "poor"
    LOST = "lost"


class CallRight(StrEnum):
    """What a participant who is neither admin nor assistant may do, if the call or an exception allows it."""

    MICROPHONE = "microphone"
    CAMERA = "camera"
    SCREEN = "screen"
    CHAT = "chat"
    BOARD = "board"
    UNMUTE = "unmute"
    """To unmute oneself after having been muted."""
    REACTIONS = "reactions"
    """To send reactions, which everybody in the call sees for a moment."""


class CallReaction(StrEnum):
    """A reaction that may be sent in a call. Never stored."""

    THUMBS_UP = "👍"
    CLAP = "👏"
    HEART = "❤️"
    LAUGH = "😂"
    SURPRISE = "😮"
    PARTY = "🎉"


class CallDuty(StrEnum):
    """What those who run a call may do in it."""

    END = "end"
    MUTE_OTHERS = "mute_others"
    REMOVE = "remove"
    APPOINT = "appoint"
    ADMIT = "admit"
    LOCK = "lock"
    CHANGE_RIGHTS = "change_rights"
    CHANGE_ACCESS = "change_access"
    SPOTLIGHT = "spotlight"
    INVITE = "invite"
    OPEN_BOARD = "open_board"
    LOWER_HANDS = "lower_hands"


class Call(StreamEntity, Base):
    """A call of a chat. `id` is the id of its stream, `lobby_id` the id of its lobby's stream."""

    __tablename__ = "call"
    __table_args__ = (
        UniqueConstraint("client_id", "creator_id"),
        Index(None, "chat_id", "state"),
    )

    lobby_id: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    chat_id: Mapped[UUID] = mapped_column(ForeignKey("chat.id"))
    creator_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"))
    client_id: Mapped[UUID | None]
    """Idempotency key from the creator's client: a repeated request creates no second call."""
    title: Mapped[str] = mapped_column(default="")
    state: Mapped[CallState] = mapped_column(default=CallState.PLANNED)
    is_lesson: Mapped[bool] = mapped_column(default=False)
    is_dialog: Mapped[bool] = mapped_column(default=False)
    """True if it belongs to a dialog: then either of the two may end it."""
    starts_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[EndReason | None]
    access: Mapped[AccessScope] = mapped_column(default=AccessScope.CHAT)
    lobby_for: Mapped[LobbyFor] = mapped_column(default=LobbyFor.OUTSIDERS)
    is_locked: Mapped[bool] = mapped_column(default=False)
    rights: Mapped[dict[CallRight, bool]] = mapped_column(JSONB())
    several_screens: Mapped[bool] = mapped_column(default=False)
    spotlight_id: Mapped[UUID | None]
    """The participant shown large to everybody."""
    board_id: Mapped[UUID] = mapped_column(unique=True)
    is_board_open: Mapped[bool] = mapped_column(default=False)
    opens_to_all_at: Mapped[datetime | None]
    """Before this time only admins may enter, even when it is open."""
    closes_at: Mapped[datetime | None]
    """When it ends unless who it waits for comes back: the teacher of a lesson. Set by whatever package knows."""
    empty_since: Mapped[datetime | None]
    """Since when nobody is connected to any of its rooms. Not published."""
    card_updated_at: Mapped[datetime | None]
    """When the number of connected people on its card in the chat was last updated."""


class CallRoom(Identified, Base):
    """A room of a call: who is in it hears and sees those in it. Its id names its media room. Not published."""

    __tablename__ = "call_room"
    __table_args__ = (
        UniqueConstraint("call_id", "id"),
        Index("uq_call_room_main", "call_id", unique=True, postgresql_where="kind = 'MAIN'"),
        Index("ix_call_room_media_room_open", "id", postgresql_where="NOT is_media_room_closed"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    kind: Mapped[CallRoomKind]
    name: Mapped[str] = mapped_column(default="")
    """What people call it; empty for the main room, which is called as its call."""
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    presence_synced_at: Mapped[datetime | None]
    """Request time of the last saved list of connected devices; older lists are ignored."""
    is_media_room_closed: Mapped[bool] = mapped_column(default=False)
    """True if the media room is known to be closed."""
    presenter_id: Mapped[str | None]
    """Identity of the device that shares its screen, where only one may."""

    @property
    def is_open(self) -> bool:
        """True if people may be connected to it."""
        return self.opened_at is not None and self.closed_at is None


class CallCard(StreamEntity, Base):
    """A call as its chat shows it, in the chat's stream. Its id is that of the call, whose stream has fewer people."""

    __tablename__ = "call_card"
    __table_args__ = (
        ForeignKeyConstraint(["id"], ["call.id"]),
        Index(None, "chat_id", "changed_seq"),
        Index("ix_call_card_open", "chat_id", postgresql_where="state = 'OPEN'"),
    )

    chat_id: Mapped[UUID] = mapped_column(ForeignKey("chat.id"))
    title: Mapped[str]
    state: Mapped[CallState]
    end_reason: Mapped[EndReason | None]
    starts_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    present: Mapped[int]
    """The number of connected people when the card was last updated."""


class GuestSession(SessionColumns, Base):
    """A browser of a person without a profile who came by an invite link: one for all calls."""

    __tablename__ = "guest_session"


class Participant(StreamEntity, Base):
    """A person who is or was admitted. The row stays after leaving, and records a removal."""

    __tablename__ = "call_participant"
    __table_args__ = (
        UniqueConstraint("call_id", "profile_id"),
        UniqueConstraint("call_id", "guest_id"),
        ForeignKeyConstraint(["call_id", "room_id"], ["call_room.call_id", "call_room.id"]),
        Index(None, "call_id", "changed_seq"),
        Index(None, "profile_id", postgresql_where="state = 'ADMITTED'"),
        Index(None, "guest_id", postgresql_where="guest_id IS NOT NULL"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    room_id: Mapped[UUID]
    """The room of the call in which they are, with all of their devices. Not published."""
    profile_id: Mapped[UUID | None] = mapped_column(ForeignKey("profile.id"))
    guest_id: Mapped[UUID | None] = mapped_column(ForeignKey("guest_session.id"))
    """The guest, for a person without a profile."""
    guest_name: Mapped[str] = mapped_column(default="")
    via: Mapped[Via]
    role: Mapped[CallRole] = mapped_column(default=CallRole.PARTICIPANT)
    state: Mapped[ParticipantState] = mapped_column(default=ParticipantState.ADMITTED)
    is_connected: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime] = mapped_column(default=now)
    hand_raised_at: Mapped[datetime | None]
    exceptions: Mapped[dict[CallRight, bool]] = mapped_column(JSONB(), default=dict)
    """Rights that differ from the call's for this person."""


class CallDevice(Base):
    """A device by which a participant joined, and in which session: it may be connected until that ends."""

    __tablename__ = "call_device"

    participant_id: Mapped[UUID] = mapped_column(ForeignKey("call_participant.id"), primary_key=True)
    device: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[UUID]
    """The session of a profile or of a guest by which it last joined; the row of that may be gone."""
    is_moved: Mapped[bool] = mapped_column(default=False)
    """True if the person has moved to another device: it may neither stay nor join again."""


class CallPresence(Identified, Base):
    """An interval during which one device of a participant was connected to a room."""

    __tablename__ = "call_presence"
    __table_args__ = (
        Index(None, "room_id"),
        Index(
            "uq_call_presence_open",
            "participant_id",
            "device",
            "room_id",
            unique=True,
            postgresql_where="to_at IS NULL",
        ),
    )

    room_id: Mapped[UUID] = mapped_column(ForeignKey("call_room.id"))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("call_participant.id"))
    device: Mapped[str]
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]
    quality: Mapped[Quality | None]
    """The worst quality that the device reported."""


class Knock(StreamEntity, Base):
    """A request to be admitted, in the lobby's stream: its subscribers are those who may admit."""

    __tablename__ = "call_knock"
    __table_args__ = (
        Index(None, "lobby_id", "changed_seq"),
        Index("uq_call_knock_profile", "call_id", "profile_id", unique=True, postgresql_where="state = 'WAITING'"),
        Index("uq_call_knock_guest", "call_id", "guest_id", unique=True, postgresql_where="state = 'WAITING'"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    lobby_id: Mapped[UUID]
    profile_id: Mapped[UUID | None] = mapped_column(ForeignKey("profile.id"))
    guest_id: Mapped[UUID | None] = mapped_column(ForeignKey("guest_session.id"))
    network_hash: Mapped[bytes | None] = mapped_column(index=True)
    """Hash of the network of a guest's address, by a key of the installation."""
    name: Mapped[str]
    via: Mapped[Via]
    state: Mapped[KnockState] = mapped_column(default=KnockState.WAITING)
    at: Mapped[datetime] = mapped_column(default=now)
    polled_at: Mapped[datetime] = mapped_column(default=now)
    """When the client last polled the state; a knock that is no longer polled expires."""

    @property
    def is_guest(self) -> bool:
        """True if the person has no profile."""
        return self.profile_id is None


class Ring(StreamEntity, Base):
    """A ring on all devices of one person, in the person's own stream."""

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
    """The only invite link of a call, for people outside its chat."""

    __tablename__ = "call_invite"

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"), primary_key=True)
    nonce: Mapped[bytes]
    """The token is derived from it and the installation's secret; the token itself is not stored."""
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
