"""Who may do what in a call: the matrix with its exceptions, and what admins and assistants see to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from parta.adapters.livekit.port import Source
from parta.calls.models import CallRole, Rights

ADMIN, ASSISTANT, PARTICIPANT = CallRole.ADMIN, CallRole.ASSISTANT, CallRole.PARTICIPANT

RIGHTS = tuple(field.name for field in fields(Rights))
"""The names of all rights."""
ALL = Rights()
LESSON = Rights(screen=False, board=False)
"""What a lesson begins with."""

_MEDIA = {"microphone": Source.MICROPHONE, "camera": Source.CAMERA, "screen": Source.SCREEN}
_ABOVE = {ADMIN: {ASSISTANT, PARTICIPANT}, ASSISTANT: {PARTICIPANT}, PARTICIPANT: set[CallRole]()}


def effective(rights: Rights, role: CallRole, exceptions: Mapping[str, bool]) -> Rights:
    """Give what somebody may: admins and assistants all, others as the matrix says, save for their exceptions."""
    if role is not PARTICIPANT:
        return ALL
    return Rights(**{**asdict(rights), **{name: exceptions[name] for name in RIGHTS if name in exceptions}})


def sources(rights: Rights) -> frozenset[Source]:
    """Give what somebody with these rights may send to the others."""
    return frozenset(source for name, source in _MEDIA.items() if getattr(rights, name))


def with_exceptions(exceptions: Mapping[str, bool], change: Mapping[str, bool | None]) -> dict[str, bool]:
    """Give the exceptions after this change; None takes one away."""
    merged = {**exceptions, **change}
    return {name: value for name, value in merged.items() if value is not None}


def muted_for_all(exceptions: Mapping[str, bool]) -> dict[str, bool]:
    """Give the exceptions of somebody after all were muted: who was allowed to speak is so no more."""
    return {name: value for name, value in exceptions.items() if name != "microphone" or not value}


def may_lift_mute(exceptions: Mapping[str, bool], change: Mapping[str, bool | None], mine: Rights) -> bool:
    """Whether somebody may make this change to their own exceptions: switch a muted microphone on again, no more."""
    return change == {"microphone": None} and exceptions.get("microphone") is False and mine.unmute


def is_above(role: CallRole, other: CallRole) -> bool:
    """Whether one of this role may mute or remove somebody of the other, or change what they may."""
    return other in _ABOVE[role]


@dataclass(frozen=True, slots=True)
class CallMay:
    """All that one may see to in a call, at one look."""

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


def call_may(role: CallRole, *, is_dialog: bool = False) -> CallMay:
    """Say all that somebody of this role may see to. In a dialog either of the two ends the call."""
    is_admin, helps = role is ADMIN, role is not PARTICIPANT
    return CallMay(
        end=is_admin or is_dialog,
        mute_others=helps,
        remove=helps,
        appoint=is_admin,
        admit=helps,
        lock=helps,
        change_rights=is_admin,
        change_access=is_admin,
        spotlight=helps,
        invite=helps,
        open_board=is_admin,
        lower_hands=helps,
    )
