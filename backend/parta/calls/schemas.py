"""What the routes of calls take and give, and what their streams carry."""

import unicodedata
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from parta.calls.models import (
    Access,
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
from parta.core.schema import RequestModel, ResponseModel
from parta.identity.schemas import Badge
from parta.messenger.schemas import Moment, printable

LONGEST_NAME = 60
"""Signs of the name that an outsider types."""


def clean_guest_name(text: str) -> str:
    """Give the name that somebody typed, with single spaces and nothing invisible. Raises ValueError if it is none."""
    spaced = " ".join(text.split())
    name = "".join(sign for sign in spaced if unicodedata.category(sign)[0] != "C").strip()
    if not 0 < len(name) <= LONGEST_NAME or not any(sign.isalpha() for sign in name):
        message = "not a name"
        raise ValueError(message)
    return name


CallTitle = Annotated[str, StringConstraints(max_length=120), AfterValidator(printable)]
Device = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""What a client names itself by, new with every joining."""
GuestName = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(clean_guest_name)]


class CallRights(ResponseModel):
    """What those may do who are neither admin nor assistant, or what one of them may."""

    microphone: bool
    camera: bool
    screen: bool
    chat: bool
    board: bool
    unmute: bool


class CallRead(ResponseModel):
    """A call as all in it see it."""

    id: UUID
    chat_id: UUID
    title: str
    state: CallState
    end_reason: EndReason | None
    is_lesson: bool
    starts_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None
    access: Access
    lobby_for: LobbyFor
    is_locked: bool
    rights: CallRights
    several_screens: bool
    spotlight_id: UUID | None
    board_id: UUID
    is_board_open: bool
    lobby_id: UUID
    admits_from: datetime | None


class ParticipantRead(ResponseModel):
    """Somebody who is or was in a call, as all in it see them."""

    id: UUID
    call_id: UUID
    profile_id: UUID | None
    name: str
    picture: UUID | None
    badges: list[Badge]
    is_guest: bool
    role: CallRole
    state: ParticipantState
    is_connected: bool
    joined_at: datetime
    hand_raised_at: datetime | None
    rights: CallRights
    """What they may, all in all."""
    exceptions: dict[str, bool]


class KnockRead(ResponseModel):
    """Somebody who asks to be let in."""

    id: UUID
    call_id: UUID
    name: str
    is_guest: bool
    state: KnockState
    at: datetime


class RingRead(ResponseModel):
    """Ringing for me."""

    id: UUID
    call_id: UUID
    chat_id: UUID
    from_name: str
    from_picture: UUID | None
    title: str
    state: RingState
    at: datetime


class CallMayRead(ResponseModel):
    """What I may see to in a call."""

    end: bool
    mute_others: bool
    remove: bool
    appoint: bool
    admit: bool
    lock: bool
    change_rights: bool
    change_access: bool
    spotlight: bool
    invite: bool
    open_board: bool
    lower_hands: bool


class CallPage(ResponseModel):
    """A call with everybody in it, from where I stand, as of `seq`."""

    call: CallRead
    participants: list[ParticipantRead]
    me: ParticipantRead | None
    may: CallMayRead
    seq: int


class CallPreview(ResponseModel):
    """A call before one joins it."""

    id: UUID
    chat_id: UUID
    title: str
    state: CallState
    starts_at: datetime | None
    present: int
    entry: Entry
    opens_at: datetime | None


class JoinedCall(ResponseModel):
    """One is in: the token opens the media, as this identity."""

    state: Literal["admitted"]
    participant_id: UUID
    token: str
    identity: str
    page: CallPage


class WaitingForCall(ResponseModel):
    """One waits in the lobby."""

    state: Literal["waiting"]
    knock_id: UUID


Joined = Annotated[JoinedCall | WaitingForCall, Field(discriminator="state")]


class KnockStanding(ResponseModel):
    """How it stands with my knock."""

    state: KnockState


class InviteRead(ResponseModel):
    """The link to a call, for those who may hand it out."""

    url: str
    expires_at: datetime


class InvitePage(ResponseModel):
    """What a link leads to, for whoever follows it."""

    call_id: UUID
    title: str
    school: str | None
    state: CallState
    wants_name: bool
    wants_sign_in: bool
    entry: Entry


class CallCreate(RequestModel):
    """A call to make in a chat, named by its client; without a time it opens at once."""

    client_id: UUID
    title: CallTitle = ""
    starts_at: Moment | None = None
    is_ringing: bool = False


class JoinGiven(RequestModel):
    """With which device one comes."""

    device: Device


class InviteJoinGiven(RequestModel):
    """With which device one comes by a link, and as whom, without a profile."""

    device: Device
    name: GuestName | None = None


class HandGiven(RequestModel):
    """Whether my hand is up."""

    is_raised: bool


class QualityGiven(RequestModel):
    """How well a device of mine is connected."""

    device: Device
    quality: Quality


class RoleGiven(RequestModel):
    """What somebody is in the call from now on."""

    role: CallRole


class SomeRights(RequestModel):
    """Some of the rights in a call; what is left out stays."""

    microphone: bool | None = None
    camera: bool | None = None
    screen: bool | None = None
    chat: bool | None = None
    board: bool | None = None
    unmute: bool | None = None


class CallRightsUpdate(SomeRights):
    """What those may do who are neither admin nor assistant; what is left out stays."""


class ExceptionsUpdate(SomeRights):
    """What one person may other than the rest; null: the same as the rest; what is left out stays."""


class SettingsUpdate(RequestModel):
    """What the call is like from now on; what is left out stays. A spotlight of null shows all alike."""

    is_locked: bool | None = None
    access: Access | None = None
    lobby_for: LobbyFor | None = None
    several_screens: bool | None = None
    spotlight_id: UUID | None = None
    is_board_open: bool | None = None
