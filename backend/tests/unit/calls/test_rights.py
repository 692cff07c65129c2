"""Rights and duties in a call."""

from typing import Any

import pytest

from parta.adapters.livekit.port import Source
from parta.calls.models import CallDuty, CallRight, CallRole
from parta.calls.rules import rights

ADMIN, ASSISTANT, PARTICIPANT = CallRole
MICROPHONE, CAMERA, SCREEN, CHAT, BOARD, UNMUTE, REACTIONS = CallRight
NOTHING = dict.fromkeys(CallRight, False)


@pytest.mark.parametrize("right", list(CallRight))
@pytest.mark.parametrize("is_granted", [True, False])
def test_the_rights_of_the_call_hold_and_an_exception_overrides_them(right: CallRight, *, is_granted: bool) -> None:
    base = NOTHING if is_granted else rights.ALL_RIGHTS
    without_exceptions = rights.effective_rights(base, PARTICIPANT, {})
    assert rights.to_mapping(without_exceptions) == base
    assert rights.effective_rights(base, PARTICIPANT, {right: is_granted}) == without_exceptions ^ {right}


@pytest.mark.parametrize(
    ("capacities", "kind", "expected"),
    [
        (["teacher"], "group", rights.ALL_RIGHTS),
        (["teacher", "student"], "group", {**rights.ALL_RIGHTS, CallRight.SCREEN: False}),
        (["student"], "dialog", rights.ALL_RIGHTS),
    ],
)
def test_in_a_call_of_a_chat_with_students_nobody_shows_a_screen_until_allowed(
    capacities: list[str], kind: str, expected: rights.Rights
) -> None:
    assert rights.initial_rights(capacities, is_dialog=kind == "dialog") == expected


def test_unknown_exceptions_are_ignored() -> None:
    stored: dict[Any, bool] = {"rule": True}
    assert not rights.effective_rights(NOTHING, PARTICIPANT, stored)


def test_a_right_that_is_newer_than_the_call_is_granted() -> None:
    assert rights.effective_rights({MICROPHONE: False}, PARTICIPANT, {}) == set(CallRight) - {MICROPHONE}


@pytest.mark.parametrize("usual", [rights.ALL_RIGHTS, rights.LESSON_RIGHTS])
def test_reactions_are_allowed_until_somebody_forbids_them(usual: rights.Rights) -> None:
    assert REACTIONS in rights.effective_rights(usual, PARTICIPANT, {})
    assert REACTIONS not in rights.effective_rights({**usual, REACTIONS: False}, PARTICIPANT, {})


@pytest.mark.parametrize("role", [ADMIN, ASSISTANT])
def test_admins_and_assistants_have_all_rights(role: CallRole) -> None:
    assert rights.effective_rights(NOTHING, role, NOTHING) == set(CallRight)


@pytest.mark.parametrize(
    ("call_rights", "expected"),
    [
        (rights.ALL_RIGHTS, set(Source)),
        (NOTHING, set[Source]()),
        (rights.LESSON_RIGHTS, {Source.MICROPHONE, Source.CAMERA}),
        ({**NOTHING, SCREEN: True, CHAT: True}, {Source.SCREEN}),
    ],
)
def test_rights_decide_which_sources_may_be_sent(call_rights: rights.Rights, expected: set[Source]) -> None:
    assert rights.allowed_sources(rights.effective_rights(call_rights, PARTICIPANT, {})) == expected


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ({}, {SCREEN: True}, {SCREEN: True}),
        ({SCREEN: True}, {SCREEN: None}, {}),
        ({SCREEN: True}, {CHAT: False}, {SCREEN: True, CHAT: False}),
        ({}, {SCREEN: None}, {}),
    ],
)
def test_exceptions_are_set_and_removed(
    before: dict[CallRight, bool], change: dict[CallRight, bool | None], after: dict[CallRight, bool]
) -> None:
    assert rights.apply_exceptions(before, change) == after


def test_muting_all_removes_permissions_to_speak_and_keeps_who_is_muted() -> None:
    assert rights.exceptions_after_mute_all({MICROPHONE: True, SCREEN: True}) == {SCREEN: True}
    assert rights.exceptions_after_mute_all({MICROPHONE: False}) == {MICROPHONE: False}


@pytest.mark.parametrize(
    ("exceptions", "change", "may_unmute", "lifted"),
    [
        ({MICROPHONE: False}, {MICROPHONE: None}, True, True),
        ({MICROPHONE: False}, {MICROPHONE: None}, False, False),
        ({MICROPHONE: False}, {MICROPHONE: True}, True, False),
        ({SCREEN: False}, {SCREEN: None}, True, False),
        ({MICROPHONE: True}, {MICROPHONE: None}, True, False),
        ({MICROPHONE: False}, {MICROPHONE: None, SCREEN: None}, True, False),
    ],
)
def test_one_may_only_unmute_oneself(
    exceptions: dict[CallRight, bool], change: dict[CallRight, bool | None], *, may_unmute: bool, lifted: bool
) -> None:
    assert rights.may_unmute_self(exceptions, change, {UNMUTE} if may_unmute else set()) is lifted


def test_admins_have_all_duties_assistants_those_of_moderators_and_others_none() -> None:
    assert rights.duties_of_role(ADMIN) == set(CallDuty)
    duties = {"mute_others", "remove", "admit", "lock", "spotlight", "invite", "lower_hands"}
    assert rights.duties_of_role(ASSISTANT) == duties
    assert not rights.duties_of_role(PARTICIPANT)
    assert rights.duties_of_role(PARTICIPANT, is_dialog=True) == {CallDuty.END}


@pytest.mark.parametrize(
    ("role", "below"), [(ADMIN, [ASSISTANT, PARTICIPANT]), (ASSISTANT, [PARTICIPANT]), (PARTICIPANT, [])]
)
def test_one_removes_only_who_has_a_lower_role(role: CallRole, below: list[CallRole]) -> None:
    assert [other for other in CallRole if rights.outranks(role, other)] == below
