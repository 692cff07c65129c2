"""Who may what in a call."""

from dataclasses import asdict, astuple, replace

import pytest

from parta.adapters.livekit.port import Source
from parta.calls.models import CallRole, Rights
from parta.calls.rules import rights

ADMIN, ASSISTANT, PARTICIPANT = CallRole
NOTHING = Rights(microphone=False, camera=False, screen=False, chat=False, board=False, unmute=False)


@pytest.mark.parametrize("name", rights.RIGHTS)
@pytest.mark.parametrize("granted", [True, False])
def test_the_matrix_decides_and_an_exception_overrules_it(name: str, *, granted: bool) -> None:
    base = replace(NOTHING if granted else rights.ALL)
    own = rights.effective(base, PARTICIPANT, {name: granted})
    assert asdict(own) == asdict(base) | {name: granted}
    assert rights.effective(base, PARTICIPANT, {}) == base


@pytest.mark.parametrize("role", [ADMIN, ASSISTANT])
def test_who_sees_to_the_call_may_all(role: CallRole) -> None:
    assert rights.effective(NOTHING, role, dict.fromkeys(rights.RIGHTS, False)) == rights.ALL


def test_unknown_exceptions_are_of_no_concern() -> None:
    assert rights.effective(NOTHING, PARTICIPANT, {"rule": True}) == NOTHING


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (rights.ALL, set(Source)),
        (NOTHING, set[Source]()),
        (rights.LESSON, {Source.MICROPHONE, Source.CAMERA}),
        (replace(NOTHING, screen=True, chat=True), {Source.SCREEN}),
    ],
)
def test_rights_say_what_may_be_sent(given: Rights, sent: set[Source]) -> None:
    assert rights.sources(given) == sent


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ({}, {"screen": True}, {"screen": True}),
        ({"screen": True}, {"screen": None}, {}),
        ({"screen": True}, {"chat": False}, {"screen": True, "chat": False}),
        ({}, {"screen": None}, {}),
    ],
)
def test_exceptions_are_made_and_taken_away(
    before: dict[str, bool], change: dict[str, bool | None], after: dict[str, bool]
) -> None:
    assert rights.with_exceptions(before, change) == after


def test_muting_all_ends_what_let_some_speak_and_keeps_who_is_muted() -> None:
    assert rights.muted_for_all({"microphone": True, "screen": True}) == {"screen": True}
    assert rights.muted_for_all({"microphone": False}) == {"microphone": False}


@pytest.mark.parametrize(
    ("exceptions", "change", "may_unmute", "lifted"),
    [
        ({"microphone": False}, {"microphone": None}, True, True),
        ({"microphone": False}, {"microphone": None}, False, False),
        ({"microphone": False}, {"microphone": True}, True, False),
        ({"screen": False}, {"screen": None}, True, False),
        ({"microphone": True}, {"microphone": None}, True, False),
        ({"microphone": False}, {"microphone": None, "screen": None}, True, False),
    ],
)
def test_oneself_one_may_only_unmute(
    exceptions: dict[str, bool], change: dict[str, bool | None], *, may_unmute: bool, lifted: bool
) -> None:
    assert rights.may_lift_mute(exceptions, change, replace(NOTHING, unmute=may_unmute)) is lifted


def test_admins_see_to_all_assistants_to_people_and_others_to_nothing() -> None:
    assert all(astuple(rights.call_may(ADMIN)))
    helps = {name for name, may in asdict(rights.call_may(ASSISTANT)).items() if may}
    assert helps == {"mute_others", "remove", "admit", "lock", "spotlight", "invite", "lower_hands"}
    assert not any(astuple(rights.call_may(PARTICIPANT)))
    assert {name for name, may in asdict(rights.call_may(PARTICIPANT, is_dialog=True)).items() if may} == {"end"}


@pytest.mark.parametrize(
    ("role", "below"), [(ADMIN, [ASSISTANT, PARTICIPANT]), (ASSISTANT, [PARTICIPANT]), (PARTICIPANT, [])]
)
def test_one_sends_out_only_who_stands_below(role: CallRole, below: list[CallRole]) -> None:
    assert [other for other in CallRole if rights.is_above(role, other)] == below
