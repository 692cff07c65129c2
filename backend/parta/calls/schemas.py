"""Request and response models of calls, and the values of their updates."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from parta.calls.models import (
    AccessScope,
    CallDuty,
    CallReaction,
    CallRight,
    CallRole,
    CallState,
    EndReason,
    Entry,
    KnockState,
    LobbyFor,
    ParticipantState,
    Quality,
    RingState,
)
from parta.core.schema import EnumRecord, RequestModel, ResponseModel
from parta.core.text_fields import GuestName, OptionalTitle
from parta.identity.schemas import Badge, PersonName, PersonRead
from parta.messenger.schemas import UtcDatetime

Device = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""Id that a client chooses for itself, new with every join."""


class CallRights(EnumRecord[CallRight, bool]):
    """Rights of participants who are neither admin nor assistant, or of one of them."""

    names = tuple(CallRight)


class CallRead(ResponseModel):
    """A call as all its participants see it."""

    id: UUID
    chat_id: UUID
    title: str
    state: CallState
    end_reason: EndReason | None
    is_lesson: bool
    is_dialog: bool
    """True if it is a call of two: it ends when one of them hangs up."""
    starts_at: datetime | None
    """The planned start; null for a call that was not planned."""
    opened_at: datetime | None
    """When it opened; null until then."""
    ended_at: datetime | None
    access: AccessScope
    lobby_for: LobbyFor
    is_locked: bool
    rights: CallRights
    several_screens: bool
    spotlight_id: UUID | None
    board_id: UUID
    is_board_open: bool
    lobby_id: UUID
    opens_to_all_at: datetime | None
    """Before this instant only admins may enter, even when it is open."""
    closes_at: datetime | None
    """When it ends unless its teacher comes back; null while nobody is waited for."""


class CallCardRead(ResponseModel):
    """A call as its chat shows it; the message that carries it has its first title."""

    id: UUID
    """The id of the call."""
    chat_id: UUID
    title: str
    state: CallState
    end_reason: EndReason | None
    starts_at: datetime | None
    """The planned start; null for a call that was not planned."""
    opened_at: datetime | None
    """When it opened; null until then."""
    ended_at: datetime | None
    present: int
    """The number of connected people."""


class OpenCallRead(ResponseModel):
    """An open call of one's chats, or one that one was admitted to by its link."""

    card: CallCardRead
    is_in: bool
    """True if one has joined and not left, even if no device is connected now."""
    is_connected: bool


class ParticipantRead(ResponseModel):
    """A person who is or was in a call, as all its participants see them."""

    id: UUID
    call_id: UUID
    profile_id: UUID | None
    name: str
    """What the others call them."""
    names: PersonName | None
    """None of a guest."""
    picture: UUID | None
    badges: list[Badge]
    is_guest: bool
    role: CallRole
    state: ParticipantState
    is_connected: bool
    joined_at: datetime
    hand_raised_at: datetime | None
    rights: CallRights
    """Effective rights, exceptions included."""
    exceptions: dict[str, bool]


class KnockRead(ResponseModel):
    """A request to be admitted."""

    id: UUID
    call_id: UUID
    name: str
    is_guest: bool
    state: KnockState
    at: datetime
    """When the person began to wait."""


class RingRead(ResponseModel):
    """A ring for the caller of the API."""

    id: UUID
    call_id: UUID
    chat_id: UUID
    caller: PersonRead
    title: str
    state: RingState
    at: datetime
    """When it began to ring."""


class CallPage(ResponseModel):
    """A call with all its participants and one's own access, as of `seq`."""

    call: CallRead
    participants: list[ParticipantRead]
    me: ParticipantRead | None
    may: list[CallDuty]
    """The duties of the caller."""
    seq: int


class CallPreview(ResponseModel):
    """What is shown of a call before joining."""

    id: UUID
    chat_id: UUID
    title: str
    state: CallState
    starts_at: datetime | None
    present: int
    entry: Entry
    opens_at: datetime | None
    """From when the visitor may enter; null if no time is set."""


class JoinedCall(ResponseModel):
    """Admitted: the token connects to the media room with this identity."""

    state: Literal["admitted"]
    participant_id: UUID
    token: str
    identity: str
    page: CallPage


class WaitingInLobby(ResponseModel):
    """Waiting in the lobby."""

    state: Literal["waiting"]
    knock_id: UUID


Joined = Annotated[JoinedCall | WaitingInLobby, Field(discriminator="state")]


class KnockStatus(ResponseModel):
    """State of one's own knock."""

    state: KnockState


class InviteRead(ResponseModel):
    """The invite link of a call, for those who may share it."""

    url: str
    expires_at: datetime
    """From then on nobody can enter by this link."""


class InvitePage(ResponseModel):
    """What is shown of a call to anybody who opens its invite link."""

    call_id: UUID
    title: str
    school: str | None
    state: CallState
    wants_name: bool
    wants_sign_in: bool
    entry: Entry


class CallCreate(RequestModel):
    """A call to create in a chat; without `starts_at` it opens at once. `client_id` is the idempotency key."""

    client_id: UUID
    title: OptionalTitle = ""
    starts_at: UtcDatetime | None = None
    """When a planned call starts; null opens it now."""
    is_ringing: bool = False


class PlanUpdate(RequestModel):
    """Another title or start of a planned call; what is left out is unchanged."""

    title: OptionalTitle | None = None
    starts_at: UtcDatetime | None = None


class JoinRequest(RequestModel):
    """The device that joins."""

    device: Device
    moves: bool = False
    """True to disconnect the other devices, by which one is in the call; without it they are in the way."""


class LeaveRequest(RequestModel):
    """The device that leaves."""

    device: Device


class InviteCreate(RequestModel):
    """Whom a new invite link lets in; null leaves it as it is."""

    access: AccessScope | None = None


class RingCreate(RequestModel):
    """The member of the chat to ring."""

    profile_id: UUID


class InviteJoinRequest(JoinRequest):
    """The device that joins by an invite link, and the name of a guest without a profile."""

    name: GuestName | None = None


class HandUpdate(RequestModel):
    """True if one's hand is raised."""

    is_raised: bool


class CallReactionCreate(RequestModel):
    """A reaction to send to everybody in the call."""

    reaction: CallReaction


class QualityUpdate(RequestModel):
    """Connection quality of one's own device."""

    device: Device
    quality: Quality


class RoleUpdate(RequestModel):
    """New role of a participant."""

    role: CallRole


class CallRightsUpdate(EnumRecord[CallRight, bool | None]):
    """Rights of participants who are neither admin nor assistant; what is left out is unchanged."""

    names = tuple(CallRight)
    is_partial = True


class ExceptionsUpdate(EnumRecord[CallRight, bool | None]):
    """Exceptions of one participant; null removes an exception, what is left out is unchanged."""

    names = tuple(CallRight)
    is_partial = True


class SettingsUpdate(RequestModel):
    """Settings of a call; what is left out is unchanged. A spotlight of null ends it."""

    is_locked: bool | None = None
    access: AccessScope | None = None
    lobby_for: LobbyFor | None = None
    several_screens: bool | None = None
    spotlight_id: UUID | None = None
    is_board_open: bool | None = None
