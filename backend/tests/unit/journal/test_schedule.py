"""Planned lessons, and their reconciliation with existing ones."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from parta.timetable.models import Weeks
from parta.timetable.rules.schedule import (
    Bells,
    Calendar,
    ExistingLesson,
    LessonChanges,
    PlannedLesson,
    WeekSlot,
    find_unusual,
    plan_lessons,
    reconcile,
    to_utc,
)

FIRST, LAST = date(2026, 9, 1), date(2026, 11, 1)
BELLS_ID, CLASS = UUID(int=1), UUID(int=2)
BELLS: Bells = {number: (time(7 + number, 30), time(8 + number, 15)) for number in range(1, 6)}
CALENDAR = Calendar(FIRST, [(FIRST, LAST)], [(date(2026, 10, 5), date(2026, 10, 12))], "Europe/Moscow")


def slot(number: int, course: int = 1, weekday: int = 1, weeks: Weeks = Weeks.EVERY) -> WeekSlot:
    """Return a slot; the same arguments give the same id."""
    its_id = UUID(int=(course * 10 + weekday) * 100 + number * 10 + list(Weeks).index(weeks))
    return WeekSlot(its_id, CLASS, UUID(int=course), weekday, number, weeks, None, (FIRST, LAST), BELLS_ID)


def plan(slots: Sequence[WeekSlot], calendar: Calendar = CALENDAR) -> list[PlannedLesson]:
    """Return the lessons planned by these slots."""
    return plan_lessons(slots, {BELLS_ID: BELLS}, calendar, since=FIRST)


def apply(
    existing: Sequence[ExistingLesson], changes: LessonChanges, *, has_content: bool = False
) -> list[ExistingLesson]:
    """Return the lessons after these changes."""
    changed = {one.id: one for one in changes.changed}
    remaining = [changed.get(one.id, one) for one in existing if one.id not in set(changes.deleted)]
    begin = max((one.id.int for one in existing), default=1000) + 1
    added = [
        ExistingLesson(
            UUID(int=begin + offset), one.course_id, one.slot_id, one.on, one.number, one.starts_at, one.ends_at,
            one.classroom_id, None, None, is_cancelled=False, has_reason=False, has_content=has_content,
        )
        for offset, one in enumerate(changes.added)
    ]  # fmt: skip
    return [*remaining, *added]


def plan_existing(slots: Sequence[WeekSlot], *, has_content: bool = False) -> list[ExistingLesson]:
    """Return existing lessons for these slots."""
    return apply([], reconcile(plan(slots), []), has_content=has_content)


def test_terms_make_lessons_and_holidays_do_not() -> None:
    days = {one.on for one in plan([slot(1)])}
    assert date(2026, 9, 7) in days
    assert date(2026, 10, 5) not in days
    assert len(days) == 7


def test_odd_and_even_weeks_are_counted_from_the_years_first() -> None:
    odd = [one.on for one in plan([slot(1, weekday=3, weeks=Weeks.ODD)])]
    even = [one.on for one in plan([slot(1, weekday=3, weeks=Weeks.EVEN)])]
    assert (odd[0], even[0]) == (date(2026, 9, 2), date(2026, 9, 9))
    assert not set(odd) & set(even)


@pytest.mark.parametrize(
    ("on", "hour"), [(date(2026, 10, 23), 6), (date(2026, 10, 26), 7), (date(2027, 3, 26), 7), (date(2027, 3, 29), 6)]
)
def test_bells_ring_by_the_schools_clock_in_summer_and_in_winter(on: date, hour: int) -> None:
    assert to_utc(on, time(8, 30), ZoneInfo("Europe/Berlin")) == datetime(
        on.year, on.month, on.day, hour, 30, tzinfo=UTC
    )


def test_the_content_of_a_lesson_follows_it_to_its_new_slot() -> None:
    existing = plan_existing([slot(1)], has_content=True)
    changes = reconcile(plan([slot(2, weekday=3)]), existing)
    assert {one.id for one in changes.changed} == {one.id for one in existing}
    assert all((one.number, one.on.isoweekday()) == (2, 3) for one in changes.changed)
    assert not changes.deleted


def test_moved_cancelled_and_extra_lessons_stay() -> None:
    existing = plan_existing([slot(1), slot(3, weekday=2)])
    moved = existing[0]._replace(
        on=existing[0].on + timedelta(days=2), number=5, moved_from_on=existing[0].on, moved_from_number=1
    )
    cancelled = existing[1]._replace(is_cancelled=True, has_reason=True)
    extra = existing[2]._replace(id=UUID(int=9999), slot_id=None, number=4)
    remaining = [moved, cancelled, extra, *existing[2:]]
    changes = reconcile(plan([]), remaining)
    assert {one.id for one in changes.changed} == {moved.id, cancelled.id}
    assert all(one.slot_id is None for one in changes.changed)
    assert set(changes.deleted) == {one.id for one in existing[2:]}


def test_a_published_lesson_is_cancelled_and_comes_back_with_its_slot() -> None:
    existing = plan_existing([slot(1)], has_content=True)
    left = apply(existing, reconcile(plan([]), existing))
    assert all(one.is_orphaned for one in left)
    back = apply(left, reconcile(plan([slot(4)]), left))
    assert {one.id for one in back} == {one.id for one in existing}
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
def test_after_any_change_the_week_is_as_planned_and_repeating_it_changes_nothing(
    before: list[WeekSlot],
    after: list[WeekSlot],
    has_content: bool,  # noqa: FBT001 - as it is drawn
    chance: Random,
) -> None:
    existing = [_touched(one, chance) for one in plan_existing(before, has_content=has_content)]
    once = apply(existing, reconcile(plan(after), existing))
    assert {(one.course_id, *one.origin) for one in once if one.slot_id is not None} == {
        (one.course_id, one.on, one.number) for one in plan(after)
    }
    if has_content:
        assert {one.id for one in existing} <= {one.id for one in once}
    again = reconcile(plan(after), once)
    assert (again.added, again.changed, again.deleted) == ([], [], [])


def _touched(one: ExistingLesson, chance: Random) -> ExistingLesson:
    """Return the lesson cancelled, moved or unchanged, at random."""
    drawn = chance.random()
    if drawn < 0.1:
        return one._replace(is_cancelled=True, has_reason=True)
    if drawn < 0.2:
        return one._replace(number=6, moved_from_on=one.on, moved_from_number=one.number)
    return one


def test_what_has_begun_stays_and_counts_as_the_lesson_of_its_week() -> None:
    """On a Monday after its second lesson the office moves that lesson to the fifth, from today on."""
    existing = plan_existing([slot(2), slot(2, weekday=3)])
    monday = date(2026, 9, 14)
    at = datetime(2026, 9, 14, 9, tzinfo=UTC)
    changed = plan_lessons([slot(5), slot(2, weekday=3)], {BELLS_ID: BELLS}, CALENDAR, since=monday)
    from_monday = [one for one in existing if one.on >= monday]
    changes = reconcile(changed, from_monday, at=at)
    after = apply(from_monday, changes)
    week = [(one.on.day, one.number, one.is_cancelled) for one in after if one.on < date(2026, 9, 21)]
    assert sorted(week) == [(14, 2, False), (16, 2, False)]
    assert {one.number for one in after if one.on.isoweekday() == 1 and one.on > monday} == {5}
    assert reconcile(changed, after, at=at) == LessonChanges()


def test_nothing_is_added_before_now() -> None:
    at = datetime(2026, 9, 14, 9, tzinfo=UTC)
    changes = reconcile(plan_lessons([slot(1)], {BELLS_ID: BELLS}, CALENDAR, since=date(2026, 9, 14)), [], at=at)
    assert min(one.on for one in changes.added) == date(2026, 9, 21)


@pytest.mark.parametrize(
    ("on", "hour", "reasons"),
    [
        (date(2026, 9, 15), 9, []),
        (date(2026, 9, 14), 7, ["past"]),
        (date(2026, 9, 20), 9, ["sunday"]),
        (date(2026, 10, 6), 9, ["holiday"]),
        (date(2026, 10, 11), 9, ["holiday", "sunday"]),
    ],
)
def test_a_lesson_in_holidays_on_a_sunday_or_in_the_past_is_unusual(on: date, hour: int, reasons: list[str]) -> None:
    starts_at = datetime(on.year, on.month, on.day, hour, tzinfo=UTC)
    at = datetime(2026, 9, 14, 8, tzinfo=UTC)
    assert find_unusual(on, starts_at, CALENDAR.holidays, at=at) == reasons
