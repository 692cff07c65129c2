"""Rights in a call with their exceptions, and the duties of admins and assistants."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from parta.adapters.livekit.port import Source
from parta.calls.models import CallRole, Rights

ADMIN, ASSISTANT, PARTICIPANT = CallRole.ADMIN, CallRole.ASSISTANT, CallRole.PARTICIPANT

RIGHTS = tuple(field.name for field in fields(Rights))
"""The names of all rights."""
ALL_RIGHTS = Rights()
LESSON_RIGHTS = Rights(screen=False, board=False)
"""Initial rights in a lesson."""

_MEDIA = {"microphone": Source.MICROPHONE, "camera": Source.CAMERA, "screen": Source.SCREEN}
_OUTRANKED = {ADMIN: {ASSISTANT, PARTICIPANT}, ASSISTANT: {PARTICIPANT}, PARTICIPANT: set[CallRole]()}


def effective_rights(rights: Rights, role: CallRole, exceptions: Mapping[str, bool]) -> Rights:
    """Return effective rights: all for admins and assistants, for others the call's with their exceptions."""
    if role is not PARTICIPANT:
        return ALL_RIGHTS
    return Rights(**{**asdict(rights), **{name: exceptions[name] for name in RIGHTS if name in exceptions}})


def allowed_sources(rights: Rights) -> frozenset[Source]:
    """Return the media sources that these rights allow to send."""
    return frozenset(source for name, source in _MEDIA.items() if getattr(rights, name))


def apply_exceptions(exceptions: Mapping[str, bool], change: Mapping[str, bool | None]) -> dict[str, bool]:
    """Return the exceptions after this change; None removes one."""
    merged = {**exceptions, **change}
    return {name: value for name, value in merged.items() if value is not None}


def exceptions_after_mute_all(exceptions: Mapping[str, bool]) -> dict[str, bool]:
    """Return somebody's exceptions after all were muted: a permission to speak is removed."""
    return {name: value for name, value in exceptions.items() if name != "microphone" or not value}


def may_unmute_self(exceptions: Mapping[str, bool], change: Mapping[str, bool | None], own_rights: Rights) -> bool:
    """Return True if this change of one's own exceptions is allowed: unmuting, and nothing else."""
    return change == {"microphone": None} and exceptions.get("microphone") is False and own_rights.unmute


def outranks(role: CallRole, other: CallRole) -> bool:
    """Return True if this role may mute, remove or change the rights of the other."""
    return other in _OUTRANKED[role]


@dataclass(frozen=True, slots=True)
class CallDuties:
    """Duties in a call."""

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


def duties_of_role(role: CallRole, *, is_dialog: bool = False) -> CallDuties:
    """Return the duties of this role. In a dialog either of the two may end the call."""
    is_admin, is_moderator = role is ADMIN, role is not PARTICIPANT
    return CallDuties(
        end=is_admin or is_dialog,
        mute_others=is_moderator,
        remove=is_moderator,
        appoint=is_admin,
        admit=is_moderator,
        lock=is_moderator,
        change_rights=is_admin,
        change_access=is_admin,
        spotlight=is_moderator,
        invite=is_moderator,
        open_board=is_admin,
        lower_hands=is_moderator,
    )
