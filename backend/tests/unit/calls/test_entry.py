"""Who may enter a call, how and when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from parta.calls.models import AccessScope, CallRole, CallState, Entry, LobbyFor, ParticipantState, Via
from parta.calls.rules.entry import CallPolicy, JoinAttempt, decide_entry, entry_error, opens_at
from parta.core.text_fields import clean_guest_name

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
POLICY = CallPolicy(
    state=CallState.OPEN,
    starts_at=None,
    opens_to_all_at=None,
    access=AccessScope.CHAT,
    lobby_for=LobbyFor.OUTSIDERS,
    is_locked=False,
)
ANYONE, SCHOOL = replace(POLICY, access=AccessScope.ANYONE), replace(POLICY, access=AccessScope.SCHOOL)
LOBBY, LOCKED = replace(POLICY, lobby_for=LobbyFor.EVERYONE), replace(POLICY, is_locked=True)
PLANNED, ENDED = replace(POLICY, state=CallState.PLANNED, starts_at=LATER), replace(POLICY, state=CallState.ENDED)
LESSON = replace(POLICY, opens_to_all_at=LATER)
MEMBER = JoinAttempt(
    role=CallRole.PARTICIPANT, is_member=True, is_of_school=False, has_profile=True, previous_state=None, via=None
)
ADMIN = replace(MEMBER, role=CallRole.ADMIN)
OF_SCHOOL = replace(MEMBER, is_member=False, is_of_school=True)
STRANGER = replace(MEMBER, is_member=False)
GUEST = replace(STRANGER, has_profile=False)
INSIDE = replace(MEMBER, previous_state=ParticipantState.ADMITTED, via=Via.CHAT)
LEFT = replace(INSIDE, previous_state=ParticipantState.LEFT)
REMOVED = replace(INSIDE, previous_state=ParticipantState.REMOVED)
GUEST_INSIDE = replace(GUEST, previous_state=ParticipantState.ADMITTED, via=Via.LINK)
GUEST_LEFT = replace(GUEST_INSIDE, previous_state=ParticipantState.LEFT)
FORMER_MEMBER = replace(STRANGER, previous_state=ParticipantState.LEFT, via=Via.CHAT)


@pytest.mark.parametrize(
    ("policy", "attempt", "expected"),
    [
        (POLICY, MEMBER, Entry.OPEN),
        (POLICY, STRANGER, Entry.MEMBERS_ONLY),
        (POLICY, OF_SCHOOL, Entry.MEMBERS_ONLY),
        (POLICY, GUEST, Entry.SIGN_IN_NEEDED),
        (POLICY, FORMER_MEMBER, Entry.MEMBERS_ONLY),
        (POLICY, GUEST_INSIDE, Entry.OPEN),
        (POLICY, GUEST_LEFT, Entry.OPEN),
        (SCHOOL, OF_SCHOOL, Entry.OPEN),
        (SCHOOL, STRANGER, Entry.SCHOOL_ONLY),
        (SCHOOL, GUEST, Entry.SIGN_IN_NEEDED),
        (ANYONE, OF_SCHOOL, Entry.OPEN),
        (ANYONE, STRANGER, Entry.LOBBY),
        (ANYONE, GUEST, Entry.LOBBY),
        (LOBBY, MEMBER, Entry.LOBBY),
        (LOBBY, ADMIN, Entry.OPEN),
        (LOBBY, LEFT, Entry.OPEN),
        (LOBBY, replace(MEMBER, role=CallRole.ASSISTANT), Entry.OPEN),
        (LOCKED, MEMBER, Entry.LOCKED),
        (LOCKED, LEFT, Entry.LOCKED),
        (LOCKED, INSIDE, Entry.OPEN),
        (LOCKED, ADMIN, Entry.OPEN),
        (PLANNED, MEMBER, Entry.NOT_YET),
        (PLANNED, ADMIN, Entry.OPEN),
        (replace(PLANNED, starts_at=AT), MEMBER, Entry.OPEN),
        (LESSON, MEMBER, Entry.NOT_YET),
        (LESSON, ADMIN, Entry.OPEN),
        (replace(LESSON, opens_to_all_at=AT), MEMBER, Entry.OPEN),
        (ENDED, ADMIN, Entry.ENDED),
        (POLICY, REMOVED, Entry.REMOVED),
        (ENDED, REMOVED, Entry.REMOVED),
        (POLICY, replace(REMOVED, role=CallRole.ADMIN), Entry.REMOVED),
    ],
)
def test_how_somebody_enters(policy: CallPolicy, attempt: JoinAttempt, expected: Entry) -> None:
    assert decide_entry(policy, attempt, AT) is expected
    error = entry_error(expected, policy)
    assert (error is None) is (expected in {Entry.OPEN, Entry.LOBBY})


def test_every_error_has_its_own_code() -> None:
    errors = [entry_error(entry, PLANNED) for entry in Entry if entry not in {Entry.OPEN, Entry.LOBBY}]
    assert len({error.code for error in errors if error}) == len(errors) == len(Entry) - 2


def test_a_planned_call_opens_when_it_starts_and_an_open_one_at_its_own_time() -> None:
    assert opens_at(PLANNED) == LATER
    assert opens_at(replace(PLANNED, state=CallState.OPEN)) is None
    assert opens_at(LESSON) == LATER


@pytest.mark.parametrize(
    ("typed", "name"),
    [("  Бабушка   Миши ", "Бабушка Миши"), ("Zoë-Ann", "Zoë-Ann"), ("А\u202e\u200bня", "Аня"), ("Б\x00орис", "Борис")],
)
def test_a_name_is_cleaned(typed: str, name: str) -> None:
    assert clean_guest_name(typed) == name


@pytest.mark.parametrize("typed", ["", "   ", "42", "\u200b\u202e", "я" * 61, "!!!"])
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        clean_guest_name(typed)
