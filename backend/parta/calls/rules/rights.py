"""Rights in a call with their exceptions, and the duties of admins and assistants."""

from collections.abc import Collection, Mapping

from parta.adapters.livekit.port import Source
from parta.calls.models import CallDuty, CallRight, CallRole
from parta.identity.schemas import BadgeRole

ADMIN, ASSISTANT, PARTICIPANT = CallRole.ADMIN, CallRole.ASSISTANT, CallRole.PARTICIPANT

Rights = Mapping[CallRight, bool]
"""Who is neither admin nor assistant has a right if it is true; exceptions have only some."""

ALL_RIGHTS: Rights = dict.fromkeys(CallRight, True)
"""Initial rights of a call; a right that is newer than a call is as it is here."""
LESSON_RIGHTS: Rights = {**ALL_RIGHTS, CallRight.SCREEN: False, CallRight.BOARD: False}
"""Initial rights in a lesson."""
RIGHTS_AMONG_STUDENTS: Rights = {**ALL_RIGHTS, CallRight.SCREEN: False}
"""Initial rights in a call of a chat with students: nobody shows them a screen until an admin allows it."""

_MODERATION = frozenset(
    {
        CallDuty.MUTE_OTHERS,
        CallDuty.REMOVE,
        CallDuty.ADMIT,
        CallDuty.LOCK,
        CallDuty.SPOTLIGHT,
        CallDuty.INVITE,
        CallDuty.LOWER_HANDS,
    }
)
_DUTIES: Mapping[CallRole, frozenset[CallDuty]] = {
    ADMIN: frozenset(CallDuty),
    ASSISTANT: _MODERATION,
    PARTICIPANT: frozenset(),
}
_MEDIA = {
    CallRight.MICROPHONE: Source.MICROPHONE,
    CallRight.CAMERA: Source.CAMERA,
    CallRight.SCREEN: Source.SCREEN,
}
_OUTRANKED = {ADMIN: {ASSISTANT, PARTICIPANT}, ASSISTANT: {PARTICIPANT}, PARTICIPANT: set[CallRole]()}


def effective_rights(rights: Rights, role: CallRole, exceptions: Rights) -> frozenset[CallRight]:
    """Return effective rights: all for admins and assistants, for others the call's with their exceptions."""
    if role is not PARTICIPANT:
        return frozenset(CallRight)
    own = {**ALL_RIGHTS, **rights, **exceptions}
    return frozenset(right for right in CallRight if own[right])


def initial_rights(badge_roles: Collection[str], *, is_dialog: bool) -> Rights:
    """Return the initial rights in a call of a chat whose members have these capacities; two have all rights."""
    return RIGHTS_AMONG_STUDENTS if BadgeRole.STUDENT in badge_roles and not is_dialog else ALL_RIGHTS


def to_mapping(rights: Collection[CallRight]) -> Rights:
    """Return for each right whether it is among these."""
    return {right: right in rights for right in CallRight}


def allowed_sources(rights: Collection[CallRight]) -> frozenset[Source]:
    """Return the media sources that these rights allow to send."""
    return frozenset(source for right, source in _MEDIA.items() if right in rights)


def apply_exceptions(exceptions: Rights, change: Mapping[CallRight, bool | None]) -> dict[CallRight, bool]:
    """Return the exceptions after this change; None removes one."""
    merged = {**exceptions, **change}
    return {right: value for right, value in merged.items() if value is not None}


def exceptions_after_mute_all(exceptions: Rights) -> dict[CallRight, bool]:
    """Return somebody's exceptions after all were muted: a permission to speak is removed."""
    return {right: value for right, value in exceptions.items() if right != CallRight.MICROPHONE or not value}


def may_unmute_self(
    exceptions: Rights, change: Mapping[CallRight, bool | None], own_rights: Collection[CallRight]
) -> bool:
    """Return True if this change of one's own exceptions is allowed: unmuting, and nothing else."""
    is_muted = exceptions.get(CallRight.MICROPHONE) is False
    return change == {CallRight.MICROPHONE: None} and is_muted and CallRight.UNMUTE in own_rights


def outranks(role: CallRole, other: CallRole) -> bool:
    """Return True if this role may mute, remove or change the rights of the other."""
    return other in _OUTRANKED[role]


def duties_of_role(role: CallRole, *, is_dialog: bool = False) -> frozenset[CallDuty]:
    """Return the duties of this role. In a dialog either of the two may end the call."""
    return _DUTIES[role] | {CallDuty.END} if is_dialog else _DUTIES[role]
