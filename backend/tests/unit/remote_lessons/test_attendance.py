"""Attendance from presence: devices and calls merged, and who is late."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parta.remote_lessons.rules.attendance import Interval, MeasuredAttendance, measure_attendance, merge_intervals

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def interval(began: float, ended: float) -> Interval:
    """Return an interval by minutes after nine."""
    return NINE + timedelta(minutes=began), NINE + timedelta(minutes=ended)


LESSON = interval(0, 45)
CASES: list[tuple[str, list[tuple[float, float]], MeasuredAttendance]] = [
    ("nobody came", [], MeasuredAttendance("absent", 0, 0)),
    ("all the time", [(0, 45)], MeasuredAttendance("present", 0, 45)),
    ("came before and stayed after", [(-5, 60)], MeasuredAttendance("present", 0, 45)),
    ("came and went before it began", [(-5, -1)], MeasuredAttendance("absent", 0, 0)),
    ("came after it ended", [(46, 50)], MeasuredAttendance("absent", 0, 0)),
    ("five minutes late is not late", [(5, 45)], MeasuredAttendance("present", 0, 40)),
    ("a little more is", [(5.1, 45)], MeasuredAttendance("late", 5, 39)),
    ("twenty minutes late", [(20, 45)], MeasuredAttendance("late", 20, 25)),
    ("two devices at once count once", [(0, 30), (10, 45)], MeasuredAttendance("present", 0, 45)),
    ("two calls of the lesson count together", [(0, 10), (20, 45)], MeasuredAttendance("present", 0, 35)),
    ("left, and came again", [(1, 2), (30, 31)], MeasuredAttendance("present", 0, 2)),
    ("a reconnection of no length", [(3, 3)], MeasuredAttendance("absent", 0, 0)),
]


@pytest.mark.parametrize(("given_intervals", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_attendance_is_measured_by_presence(
    given_intervals: list[tuple[float, float]], expected: MeasuredAttendance
) -> None:
    assert measure_attendance([interval(*one) for one in given_intervals], LESSON) == expected


minutes = st.integers(-30, 90)
intervals = st.lists(st.tuples(minutes, minutes).map(lambda pair: interval(*pair)), max_size=8)


@given(intervals)
def test_merged_intervals_are_in_order_and_apart_and_cover_the_same_minutes(given_intervals: list[Interval]) -> None:
    merged = merge_intervals(given_intervals)
    assert all(one[1] < other[0] for one, other in pairwise(merged))
    for minute in range(-30, 90):
        at = NINE + timedelta(minutes=minute, seconds=30)
        assert any(a <= at < b for a, b in merged) is any(a <= at < b for a, b in given_intervals)


@given(intervals, intervals)
def test_more_presence_never_makes_anybody_less_present(one: list[Interval], other: list[Interval]) -> None:
    assert measure_attendance([*one, *other], LESSON).present_minutes >= measure_attendance(one, LESSON).present_minutes
