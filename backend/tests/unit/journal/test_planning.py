"""Which lessons a year wants, and how those that are there come into line with it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from parta.journal.models import Weeks
from parta.journal.rules.planning import (
    Bells,
    Calendar,
    Changes,
    Placed,
    Wanted,
    WeekSlot,
    bring_into_line,
    moment,
    wanted_lessons,
)

FIRST, LAST = date(2026, 9, 1), date(2026, 11, 1)
BELLS_ID, CLASS = UUID(int=1), UUID(int=2)
BELLS: Bells = {number: (time(7 + number, 30), time(8 + number, 15)) for number in range(1, 6)}
CALENDAR = Calendar(FIRST, [(FIRST, LAST)], [(date(2026, 10, 5), date(2026, 10, 12))], "Europe/Moscow")


def slot(number: int, course: int = 1, weekday: int = 1, weeks: Weeks = Weeks.EVERY) -> WeekSlot:
    """Give a slot; the same place is the same slot."""
    its_id = UUID(int=(course * 10 + weekday) * 100 + number * 10 + list(Weeks).index(weeks))
    return WeekSlot(its_id, CLASS, UUID(int=course), weekday, number, weeks, None, (FIRST, LAST), BELLS_ID)


def wanted(slots: Sequence[WeekSlot], calendar: Calendar = CALENDAR) -> list[Wanted]:
    """Give what these slots ask for."""
    return wanted_lessons(slots, {BELLS_ID: BELLS}, calendar, since=FIRST)


def apply(there: Sequence[Placed], changes: Changes, *, precious: bool = False) -> list[Placed]:
    """Give the lessons as they are after these changes."""
    changed = {one.id: one for one in changes.changed}
    kept = [changed.get(one.id, one) for one in there if one.id not in set(changes.dropped)]
    begin = max((one.id.int for one in there), default=1000) + 1
    added = [
        Placed(
            UUID(int=begin + place), one.course_id, one.slot_id, one.on, one.number, one.starts_at, one.ends_at,
            one.room_id, None, None, is_cancelled=False, has_reason=False, is_precious=precious,
        )
        for place, one in enumerate(changes.added)
    ]  # fmt: skip
    return [*kept, *added]


def made(slots: Sequence[WeekSlot], *, precious: bool = False) -> list[Placed]:
    """Give the lessons of these slots."""
    return apply([], bring_into_line(wanted(slots), []), precious=precious)


def test_terms_make_lessons_and_holidays_do_not() -> None:
    days = {one.on for one in wanted([slot(1)])}
    assert date(2026, 9, 7) in days
    assert date(2026, 10, 5) not in days
    assert len(days) == 7


def test_odd_and_even_weeks_are_counted_from_the_years_first() -> None:
    odd = [one.on for one in wanted([slot(1, weekday=3, weeks=Weeks.ODD)])]
    even = [one.on for one in wanted([slot(1, weekday=3, weeks=Weeks.EVEN)])]
    assert (odd[0], even[0]) == (date(2026, 9, 2), date(2026, 9, 9))
    assert not set(odd) & set(even)


@pytest.mark.parametrize(
    ("on", "hour"), [(date(2026, 10, 23), 6), (date(2026, 10, 26), 7), (date(2027, 3, 26), 7), (date(2027, 3, 29), 6)]
)
def test_bells_ring_by_the_schools_clock_in_summer_and_in_winter(on: date, hour: int) -> None:
    assert moment(on, time(8, 30), ZoneInfo("Europe/Berlin")) == datetime(
        on.year, on.month, on.day, hour, 30, tzinfo=UTC
    )


def test_what_a_lesson_carries_follows_it_to_its_new_place_in_the_week() -> None:
    there = made([slot(1)], precious=True)
    changes = bring_into_line(wanted([slot(2, weekday=3)]), there)
    assert {one.id for one in changes.changed} == {one.id for one in there}
    assert all((one.number, one.on.isoweekday()) == (2, 3) for one in changes.changed)
    assert not changes.dropped


def test_moved_cancelled_and_extra_lessons_stay() -> None:
    there = made([slot(1), slot(3, weekday=2)])
    moved = there[0]._replace(
        on=there[0].on + timedelta(days=2), number=5, moved_from_on=there[0].on, moved_from_number=1
    )
    cancelled = there[1]._replace(is_cancelled=True, has_reason=True)
    extra = there[2]._replace(id=UUID(int=9999), slot_id=None, number=4)
    kept = [moved, cancelled, extra, *there[2:]]
    changes = bring_into_line(wanted([]), kept)
    assert {one.id for one in changes.changed} == {moved.id, cancelled.id}
    assert all(one.slot_id is None for one in changes.changed)
    assert set(changes.dropped) == {one.id for one in there[2:]}


def test_what_people_heard_of_is_cancelled_and_comes_back_with_its_place() -> None:
    there = made([slot(1)], precious=True)
    left = apply(there, bring_into_line(wanted([]), there))
    assert all(one.is_left for one in left)
    back = apply(left, bring_into_line(wanted([slot(4)]), left))
    assert {one.id for one in back} == {one.id for one in there}
    assert not any(one.is_cancelled for one in back)


SLOTS = some.lists(
    some.builds(
        slot,
        some.integers(1, 5),
        course=some.integers(1, 3),
        weekday=some.integers(1, 7),
        weeks=some.sampled_from(Weeks),
    ),
    max_size=12,
    unique_by=lambda one: (one.course_id, one.weekday, one.number),
)


@given(SLOTS, SLOTS, some.booleans(), some.randoms(use_true_random=False))
def test_after_any_change_the_week_is_as_wanted_and_doing_it_again_changes_nothing(
    before: list[WeekSlot],
    after: list[WeekSlot],
    precious: bool,  # noqa: FBT001 - as it is drawn
    chance: Random,
) -> None:
    there = [_touched(one, chance) for one in made(before, precious=precious)]
    once = apply(there, bring_into_line(wanted(after), there))
    assert {(one.course_id, *one.place) for one in once if one.slot_id is not None} == {
        (one.course_id, one.on, one.number) for one in wanted(after)
    }
    if precious:
        assert {one.id for one in there} <= {one.id for one in once}
    again = bring_into_line(wanted(after), once)
    assert (again.added, again.changed, again.dropped) == ([], [], [])


def _touched(one: Placed, chance: Random) -> Placed:
    """Let the office have cancelled or moved the lesson, or left it alone."""
    drawn = chance.random()
    if drawn < 0.1:
        return one._replace(is_cancelled=True, has_reason=True)
    if drawn < 0.2:
        return one._replace(number=6, moved_from_on=one.on, moved_from_number=one.number)
    return one
