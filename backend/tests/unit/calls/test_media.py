"""What the media are told, and what their list of people says."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from parta.adapters.livekit.port import Present, Source
from parta.calls.rules.media import identity_of, order, presence_change, read_identity

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
ANNA, MISHA = UUID(int=1), UUID(int=2)
ALL = frozenset(Source)


def there(who: UUID, device: str = "a", *, may: frozenset[Source] = ALL, shows: bool = False) -> Present:
    screens = frozenset({"TR_1"}) if shows else frozenset[str]()
    sources = frozenset({Source.SCREEN}) if shows else frozenset[Source]()
    return Present(identity_of(who, device), sources, may, AT, screens)


def test_an_identity_names_participant_and_device() -> None:
    assert read_identity(identity_of(ANNA, "phone:2")) == (ANNA, "phone:2")
    assert read_identity("recorder") is None
    assert read_identity("") is None


def test_who_may_not_be_there_is_cut_off_and_who_may_less_is_told() -> None:
    strange = Present("recorder", frozenset(), ALL, AT, frozenset())
    less = ALL - {Source.SCREEN}
    todo = order(
        [there(ANNA), there(MISHA), there(UUID(int=3)), strange],
        {ANNA: ALL, MISHA: less},
        several_screens=False,
        screen_by=None,
    )
    assert todo.remove == [identity_of(UUID(int=3), "a"), "recorder"]
    assert todo.allow == {identity_of(MISHA, "a"): less}
    assert todo.stop_screens == []


@pytest.mark.parametrize(
    ("screen_by", "stopped", "shown"),
    [(ANNA, ANNA, MISHA), (MISHA, MISHA, ANNA), (None, MISHA, ANNA)],
)
def test_the_newest_screen_stays(screen_by: UUID | None, stopped: UUID, shown: UUID) -> None:
    before = identity_of(screen_by, "a") if screen_by else None
    present = [there(ANNA, shows=True), there(MISHA, shows=True)]
    todo = order(present, {ANNA: ALL, MISHA: ALL}, several_screens=False, screen_by=before)
    assert (todo.stop_screens, todo.screen_by) == ([identity_of(stopped, "a")], identity_of(shown, "a"))
    assert order(present, {ANNA: ALL, MISHA: ALL}, several_screens=True, screen_by=before).stop_screens == []


def test_a_single_screen_stays_and_nobody_shows_without_right() -> None:
    todo = order([there(ANNA, shows=True)], {ANNA: ALL}, several_screens=False, screen_by=identity_of(ANNA, "a"))
    assert (todo.stop_screens, todo.screen_by) == ([], identity_of(ANNA, "a"))
    todo = order([there(ANNA, shows=True)], {ANNA: frozenset()}, several_screens=False, screen_by=None)
    assert (todo.allow, todo.screen_by) == ({identity_of(ANNA, "a"): frozenset()}, None)


def test_presence_begins_and_ends_by_device() -> None:
    change = presence_change(
        {(ANNA, "a"), (ANNA, "b")}, [there(ANNA, "a"), there(MISHA, "a"), there(UUID(int=3))], {ANNA: ALL, MISHA: ALL}
    )
    assert dict(change.begun) == {(MISHA, "a"): AT}
    assert change.ended == {(ANNA, "b")}
