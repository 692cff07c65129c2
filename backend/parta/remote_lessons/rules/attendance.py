"""Attendance of a student, measured by the intervals in which their devices were connected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

LATE_AFTER = timedelta(minutes=5)
_MINUTE = timedelta(minutes=1)

Interval = tuple[datetime, datetime]
"""From a time to a later one."""


@dataclass(frozen=True, slots=True)
class MeasuredAttendance:
    """Attendance measured by presence."""

    state: Literal["present", "late", "absent"]
    late_minutes: int
    present_minutes: int


def measure_attendance(intervals: Iterable[Interval], lesson: Interval) -> MeasuredAttendance:
    """Return the attendance at a lesson of somebody connected in these intervals, by any devices and calls.

    The lesson begins when its teacher has opened it: waiting for the teacher does not count as being late.
    """
    began_at, ended_at = lesson
    merged = merge_intervals((max(one, began_at), min(other, ended_at)) for one, other in intervals)
    if not merged:
        return MeasuredAttendance("absent", 0, 0)
    present = sum((other - one for one, other in merged), timedelta())
    delay = merged[0][0] - began_at
    if delay <= LATE_AFTER:
        return MeasuredAttendance("present", 0, present // _MINUTE)
    return MeasuredAttendance("late", delay // _MINUTE, present // _MINUTE)


def merge_intervals(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the union of these intervals, in order and without overlaps; empty ones are left out."""
    merged: list[Interval] = []
    for began, ended in sorted(span for span in intervals if span[0] < span[1]):
        if merged and began <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ended))
        else:
            merged.append((began, ended))
    return merged
