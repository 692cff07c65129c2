"""How a student was at a lesson, by the times at which their devices were connected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

LATE_AFTER = timedelta(minutes=5)
_MINUTE = timedelta(minutes=1)

Span = tuple[datetime, datetime]
"""From one moment to another."""


@dataclass(frozen=True, slots=True)
class Attended:
    """How somebody was there."""

    state: Literal["present", "late", "absent"]
    late_minutes: int
    present_minutes: int


def attended(spans: Iterable[Span], lesson: Span) -> Attended:
    """Say how somebody was at the lesson who was connected then, by several devices and calls perhaps.

    The lesson begins when its teacher has opened it: nobody is late who waited for the teacher.
    """
    began_at, ended_at = lesson
    merged = merge((max(one, began_at), min(other, ended_at)) for one, other in spans)
    if not merged:
        return Attended("absent", 0, 0)
    present = sum((other - one for one, other in merged), timedelta())
    delay = merged[0][0] - began_at
    if delay <= LATE_AFTER:
        return Attended("present", 0, present // _MINUTE)
    return Attended("late", delay // _MINUTE, present // _MINUTE)


def merge(spans: Iterable[Span]) -> list[Span]:
    """Give what these cover together, in order, without overlaps; what is empty is left out."""
    merged: list[Span] = []
    for began, ended in sorted(span for span in spans if span[0] < span[1]):
        if merged and began <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ended))
        else:
            merged.append((began, ended))
    return merged
