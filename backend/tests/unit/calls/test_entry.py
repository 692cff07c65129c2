"""Who comes into a call, how and when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from parta.calls.models import Access, CallRole, CallState, Entry, LobbyFor, ParticipantState, Via
from parta.calls.rules.entry import Arrival, Plan, entry, opens_at, refusal_of
from parta.calls.schemas import clean_guest_name

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
PLAN = Plan(
    state=CallState.OPEN,
    starts_at=None,
    admits_from=None,
    access=Access.CHAT,
    lobby_for=LobbyFor.OUTSIDERS,
    is_locked=False,
)
ANYONE, SCHOOL = replace(PLAN, access=Access.ANYONE), replace(PLAN, access=Access.SCHOOL)
LOBBY, LOCKED = replace(PLAN, lobby_for=LobbyFor.EVERYONE), replace(PLAN, is_locked=True)
PLANNED, ENDED = replace(PLAN, state=CallState.PLANNED, starts_at=LATER), replace(PLAN, state=CallState.ENDED)
LESSON = replace(PLAN, admits_from=LATER)
MEMBER = Arrival(role=CallRole.PARTICIPANT, is_member=True, is_of_school=False, has_profile=True, before=None, via=None)
ADMIN = replace(MEMBER, role=CallRole.ADMIN)
OF_SCHOOL = replace(MEMBER, is_member=False, is_of_school=True)
STRANGER = replace(MEMBER, is_member=False)
GUEST = replace(STRANGER, has_profile=False)
INSIDE = replace(MEMBER, before=ParticipantState.ADMITTED, via=Via.CHAT)
LEFT = replace(INSIDE, before=ParticipantState.LEFT)
REMOVED = replace(INSIDE, before=ParticipantState.REMOVED)
GUEST_INSIDE = replace(GUEST, before=ParticipantState.ADMITTED, via=Via.LINK)
GUEST_LEFT = replace(GUEST_INSIDE, before=ParticipantState.LEFT)
UNSEATED = replace(STRANGER, before=ParticipantState.LEFT, via=Via.CHAT)


@pytest.mark.parametrize(
    ("plan", "arrival", "how"),
    [
        (PLAN, MEMBER, Entry.OPEN),
        (PLAN, STRANGER, Entry.MEMBERS_ONLY),
        (PLAN, OF_SCHOOL, Entry.MEMBERS_ONLY),
        (PLAN, GUEST, Entry.SIGN_IN_NEEDED),
        (PLAN, UNSEATED, Entry.MEMBERS_ONLY),
        (PLAN, GUEST_INSIDE, Entry.OPEN),
        (PLAN, GUEST_LEFT, Entry.OPEN),
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
        (replace(LESSON, admits_from=AT), MEMBER, Entry.OPEN),
        (ENDED, ADMIN, Entry.ENDED),
        (PLAN, REMOVED, Entry.REMOVED),
        (ENDED, REMOVED, Entry.REMOVED),
        (PLAN, replace(REMOVED, role=CallRole.ADMIN), Entry.REMOVED),
    ],
)
def test_how_somebody_comes_in(plan: Plan, arrival: Arrival, how: Entry) -> None:
    assert entry(plan, arrival, AT) is how
    refusal = refusal_of(how, plan)
    assert (refusal is None) is (how in {Entry.OPEN, Entry.LOBBY})


def test_every_refusal_has_its_own_code() -> None:
    refusals = [refusal_of(how, PLANNED) for how in Entry if how not in {Entry.OPEN, Entry.LOBBY}]
    assert len({refusal.code for refusal in refusals if refusal}) == len(refusals) == len(Entry) - 2


def test_a_planned_call_opens_when_it_starts_and_an_open_one_admits_when_it_says() -> None:
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
