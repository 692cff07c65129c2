"""Errors of calls, each with a stable code that the client translates."""

from parta.core.errors import Conflict, Forbidden, Invalid, Unavailable


class RemovedFromCall(Forbidden):
    """The person was removed from the call and may not rejoin."""

    code = "removed_from_call"


class MembersOnly(Forbidden):
    """Only members of the chat may join this call."""

    code = "members_only"


class SchoolOnly(Forbidden):
    """Only people of the school may join this call."""

    code = "school_only"


class SignInRequired(Forbidden):
    """Only people with a profile may join this call."""

    code = "sign_in_needed"


class NotInCall(Forbidden):
    """The person may see the call but is not in it."""

    code = "not_in_call"


class MutedUntilAllowed(Forbidden):
    """The person was muted and may not unmute themselves."""

    code = "muted_until_allowed"


class NotForGuests(Forbidden):
    """A person without a profile cannot get this role."""

    code = "not_for_guests"


class RefusedByLobby(Forbidden):
    """The person knocked and was refused a moment ago."""

    code = "refused_by_lobby"


class CallLocked(Conflict):
    """The call is locked to new participants."""

    code = "call_locked"


class CallAlreadyEnded(Conflict):
    """The call has ended."""

    code = "call_ended"


class CallAlreadyOpen(Conflict):
    """The call is no longer planned: it is open."""

    code = "call_already_open"


class CallNotOpen(Conflict):
    """The call is not open yet."""

    code = "call_not_open"


class TooEarly(Conflict):
    """The call is not open to this person yet; `opens_at` says when it will be."""

    code = "too_early"


class InCallElsewhere(Conflict):
    """The person is in the call by another device, whose microphone may be on; they may move."""

    code = "in_call_elsewhere"


class MovedElsewhere(Conflict):
    """The person has moved to another device."""

    code = "moved_elsewhere"


class CallFull(Conflict):
    """The call has the maximum number of participants."""

    code = "call_full"


class LobbyFull(Conflict):
    """The lobby has the maximum number of waiting people."""

    code = "lobby_full"


class TooManyKnocks(Conflict):
    """As many guests of one network as may wait are waiting."""

    code = "too_many_knocks"


class KnockClosed(Conflict):
    """The knock was answered otherwise, or has expired."""

    code = "knock_over"


class RingClosed(Conflict):
    """The ring has ended otherwise."""

    code = "ring_over"


class NameRequired(Invalid):
    """A guest must give a name."""

    code = "name_needed"


class ParticipantNotInCall(Invalid):
    """The given participant is not in the call."""

    code = "not_here"


class CallMediaUnavailable(Unavailable):
    """The media server is unavailable; everything else works."""

    code = "media_unavailable"
