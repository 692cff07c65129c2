"""Rights and duties in a call."""

from dataclasses import asdict, astuple, replace

import pytest

from parta.adapters.livekit.port import Source
from parta.calls.models import CallRole, Rights
from parta.calls.rules import rights

ADMIN, ASSISTANT, PARTICIPANT = CallRole
NOTHING = Rights(microphone=False, camera=False, screen=False, chat=False, board=False, unmute=False)


@pytest.mark.parametrize("name", rights.RIGHTS)
@pytest.mark.parametrize("granted", [True, False])
def test_the_rights_of_the_call_hold_and_an_exception_overrides_them(name: str, *, granted: bool) -> None:
    base = replace(NOTHING if granted else rights.ALL_RIGHTS)
    own = rights.effective_rights(base, PARTICIPANT, {name: granted})
    assert asdict(own) == asdict(base) | {name: granted}
    assert rights.effective_rights(base, PARTICIPANT, {}) == base


@pytest.mark.parametrize("role", [ADMIN, ASSISTANT])
def test_admins_and_assistants_have_all_rights(role: CallRole) -> None:
    assert rights.effective_rights(NOTHING, role, dict.fromkeys(rights.RIGHTS, False)) == rights.ALL_RIGHTS


def test_unknown_exceptions_are_ignored() -> None:
    assert rights.effective_rights(NOTHING, PARTICIPANT, {"rule": True}) == NOTHING


@pytest.mark.parametrize(
    ("call_rights", "expected"),
    [
        (rights.ALL_RIGHTS, set(Source)),
        (NOTHING, set[Source]()),
        (rights.LESSON_RIGHTS, {Source.MICROPHONE, Source.CAMERA}),
        (replace(NOTHING, screen=True, chat=True), {Source.SCREEN}),
    ],
)
def test_rights_decide_which_sources_may_be_sent(call_rights: Rights, expected: set[Source]) -> None:
    assert rights.allowed_sources(call_rights) == expected


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ({}, {"screen": True}, {"screen": True}),
        ({"screen": True}, {"screen": None}, {}),
        ({"screen": True}, {"chat": False}, {"screen": True, "chat": False}),
        ({}, {"screen": None}, {}),
    ],
)
def test_exceptions_are_set_and_removed(
    before: dict[str, bool], change: dict[str, bool | None], after: dict[str, bool]
) -> None:
    assert rights.apply_exceptions(before, change) == after


def test_muting_all_removes_permissions_to_speak_and_keeps_who_is_muted() -> None:
    assert rights.exceptions_after_mute_all({"microphone": True, "screen": True}) == {"screen": True}
    assert rights.exceptions_after_mute_all({"microphone": False}) == {"microphone": False}


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
def test_one_may_only_unmute_oneself(
    exceptions: dict[str, bool], change: dict[str, bool | None], *, may_unmute: bool, lifted: bool
) -> None:
    assert rights.may_unmute_self(exceptions, change, replace(NOTHING, unmute=may_unmute)) is lifted


def test_admins_have_all_duties_assistants_those_of_moderators_and_others_none() -> None:
    assert all(astuple(rights.duties_of_role(ADMIN)))
    duties = {name for name, may in asdict(rights.duties_of_role(ASSISTANT)).items() if may}
    assert duties == {"mute_others", "remove", "admit", "lock", "spotlight", "invite", "lower_hands"}
    assert not any(astuple(rights.duties_of_role(PARTICIPANT)))
    assert {name for name, may in asdict(rights.duties_of_role(PARTICIPANT, is_dialog=True)).items() if may} == {"end"}


@pytest.mark.parametrize(
    ("role", "below"), [(ADMIN, [ASSISTANT, PARTICIPANT]), (ASSISTANT, [PARTICIPANT]), (PARTICIPANT, [])]
)
def test_one_removes_only_who_has_a_lower_role(role: CallRole, below: list[CallRole]) -> None:
    assert [other for other in CallRole if rights.outranks(role, other)] == below
