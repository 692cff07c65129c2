"""What calls decline with, each with a stable code that the client words."""

from parta.core.errors import Conflict, DomainError, Forbidden, Invalid


class RemovedFromCall(Forbidden):
    """The person was sent out of the call, and does not come back."""

    code = "removed_from_call"


class MembersOnly(Forbidden):
    """Only members of the chat come to this call."""

    code = "members_only"


class SchoolOnly(Forbidden):
    """Only people of the school come to this call."""

    code = "school_only"


class SignInNeeded(Forbidden):
    """Whoever has no profile does not come to this call."""

    code = "sign_in_needed"


class NotInCall(Forbidden):
    """The person sees the call and is not in it."""

    code = "not_in_call"


class NoUnmuting(Forbidden):
    """The person was muted until allowed."""

    code = "muted_until_allowed"


class NotForGuests(Forbidden):
    """Somebody without a profile is not given this."""

    code = "not_for_guests"


class RefusedByLobby(Forbidden):
    """The person asked to be let in and was refused a moment ago."""

    code = "refused_by_lobby"


class CallLocked(Conflict):
    """Nobody more comes in."""

    code = "call_locked"


class CallOver(Conflict):
    """The call has ended."""

    code = "call_ended"


class CallNotOpen(Conflict):
    """The call has not begun."""

    code = "call_not_open"


class TooEarly(Conflict):
    """The call is not open to this person yet; `opens_at` says from when on."""

    code = "too_early"


class CallFull(Conflict):
    """More people than a call takes."""

    code = "call_full"


class LobbyFull(Conflict):
    """More people wait than anybody can let in."""

    code = "lobby_full"


class KnockOver(Conflict):
    """Whoever asked to be let in has been answered otherwise, or has gone."""

    code = "knock_over"


class RingOver(Conflict):
    """It does not ring any more."""

    code = "ring_over"


class NameNeeded(Invalid):
    """Who comes without a profile says who they are."""

    code = "name_needed"


class NotHere(Invalid):
    """The participant who was named is not in the call."""

    code = "not_here"


class MediaUnavailable(DomainError):
    """Sound and picture cannot be carried now; everything else works."""

    status = 503
    code = "media_unavailable"
