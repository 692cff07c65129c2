"""Commands to the media server, and presence from its list of participants."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from parta.adapters.livekit.port import MediaParticipant, Source
from parta.calls.rules.media import build_identity, build_media_command, diff_presence, parse_identity

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
ANNA, MISHA = UUID(int=1), UUID(int=2)
ANNAS, MISHAS = build_identity(ANNA, "a"), build_identity(MISHA, "a")
ALL = frozenset(Source)


def build_device(
    who: UUID, device: str = "a", *, may: frozenset[Source] = ALL, is_presenting: bool = False
) -> MediaParticipant:
    screens = frozenset({"TR_1"}) if is_presenting else frozenset[str]()
    sources = frozenset({Source.SCREEN}) if is_presenting else frozenset[Source]()
    return MediaParticipant(build_identity(who, device), sources, may, AT, screens)


def test_an_identity_names_participant_and_device() -> None:
    assert parse_identity(build_identity(ANNA, "phone:2")) == (ANNA, "phone:2")
    assert parse_identity("recorder") is None
    assert parse_identity("") is None


def test_who_may_not_be_there_is_disconnected_and_changed_rights_are_set() -> None:
    strange = MediaParticipant("recorder", frozenset(), ALL, AT, frozenset())
    less = ALL - {Source.SCREEN}
    command = build_media_command(
        [build_device(ANNA), build_device(ANNA, "b"), build_device(MISHA), build_device(UUID(int=3)), strange],
        {ANNAS: ALL, MISHAS: less},
        several_screens=False,
        presenter_id=None,
    )
    assert command.disconnect == [build_identity(ANNA, "b"), build_identity(UUID(int=3), "a"), "recorder"]
    assert command.set_allowed == {MISHAS: less}
    assert command.stop_screens == []


@pytest.mark.parametrize(
    ("presenter", "stopped", "shown"),
    [(ANNA, ANNA, MISHA), (MISHA, MISHA, ANNA), (None, MISHA, ANNA)],
)
def test_the_newest_screen_stays(presenter: UUID | None, stopped: UUID, shown: UUID) -> None:
    before = build_identity(presenter, "a") if presenter else None
    present = [build_device(ANNA, is_presenting=True), build_device(MISHA, is_presenting=True)]
    command = build_media_command(present, {ANNAS: ALL, MISHAS: ALL}, several_screens=False, presenter_id=before)
    assert (command.stop_screens, command.presenter_id) == ([build_identity(stopped, "a")], build_identity(shown, "a"))
    assert (
        build_media_command(present, {ANNAS: ALL, MISHAS: ALL}, several_screens=True, presenter_id=before).stop_screens
        == []
    )


def test_a_single_screen_stays_and_nobody_shares_without_the_right() -> None:
    command = build_media_command(
        [build_device(ANNA, is_presenting=True)],
        {ANNAS: ALL},
        several_screens=False,
        presenter_id=build_identity(ANNA, "a"),
    )
    assert (command.stop_screens, command.presenter_id) == ([], build_identity(ANNA, "a"))
    command = build_media_command(
        [build_device(ANNA, is_presenting=True)], {ANNAS: frozenset()}, several_screens=False, presenter_id=None
    )
    assert (command.set_allowed, command.presenter_id) == ({build_identity(ANNA, "a"): frozenset()}, None)


def test_presence_begins_and_ends_by_device() -> None:
    change = diff_presence(
        {(ANNA, "a"), (ANNA, "b")},
        [build_device(ANNA, "a"), build_device(MISHA, "a"), build_device(UUID(int=3))],
        {ANNAS, MISHAS},
    )
    assert dict(change.begun) == {(MISHA, "a"): AT}
    assert change.ended == {(ANNA, "b")}
