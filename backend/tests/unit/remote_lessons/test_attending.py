"""Attendance from presence: devices and calls merged, and who is late."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parta.remote_lessons.rules.attending import Attended, Span, attended, merge

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def span(began: float, ended: float) -> Span:
    """Give a span by minutes after nine."""
    return NINE + timedelta(minutes=began), NINE + timedelta(minutes=ended)


LESSON = span(0, 45)
CASES: list[tuple[str, list[tuple[float, float]], Attended]] = [
    ("nobody came", [], Attended("absent", 0, 0)),
    ("all the time", [(0, 45)], Attended("present", 0, 45)),
    ("came before and stayed after", [(-5, 60)], Attended("present", 0, 45)),
    ("came and went before it began", [(-5, -1)], Attended("absent", 0, 0)),
    ("came after it ended", [(46, 50)], Attended("absent", 0, 0)),
    ("five minutes late is not late", [(5, 45)], Attended("present", 0, 40)),
    ("a little more is", [(5.1, 45)], Attended("late", 5, 39)),
    ("twenty minutes late", [(20, 45)], Attended("late", 20, 25)),
    ("two devices at once count once", [(0, 30), (10, 45)], Attended("present", 0, 45)),
    ("two calls of the lesson count together", [(0, 10), (20, 45)], Attended("present", 0, 35)),
    ("looked in, and came again", [(1, 2), (30, 31)], Attended("present", 0, 2)),
    ("a reconnection of no length", [(3, 3)], Attended("absent", 0, 0)),
]


@pytest.mark.parametrize(("spans", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_presence_says_how_somebody_was_there(spans: list[tuple[float, float]], expected: Attended) -> None:
    assert attended([span(*one) for one in spans], LESSON) == expected


minutes = st.integers(-30, 90)
spans = st.lists(st.tuples(minutes, minutes).map(lambda pair: span(*pair)), max_size=8)


@given(spans)
def test_merged_spans_are_in_order_and_apart_and_cover_the_same_minutes(given_spans: list[Span]) -> None:
    merged = merge(given_spans)
    assert all(one[1] < other[0] for one, other in pairwise(merged))
    for minute in range(-30, 90):
        at = NINE + timedelta(minutes=minute, seconds=30)
        assert any(a <= at < b for a, b in merged) is any(a <= at < b for a, b in given_spans)


@given(spans, spans)
def test_more_presence_never_makes_anybody_less_present(one: list[Span], other: list[Span]) -> None:
    assert attended([*one, *other], LESSON).present_minutes >= attended(one, LESSON).present_minutes
