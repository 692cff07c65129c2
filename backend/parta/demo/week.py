"""Laying out a week in which nobody is in two places at once."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from parta.journal.service import Slot

_DAYS = range(1, 6)
_LONGEST_DAY = 8


@dataclass(frozen=True, slots=True)
class Load:
    """What a class is taught at one time: a course, or the courses of its two halves."""

    courses: Sequence[UUID]
    teachers: Sequence[UUID]
    hours: int


def lay_out(classes: Sequence[Sequence[Load]], rooms: Sequence[UUID], chance: random.Random) -> list[Slot]:
    """Give the slots of all classes, each in its own room; what fits nowhere is left for the office to place."""
    busy: defaultdict[tuple[int, int], set[UUID]] = defaultdict(set)
    slots: list[Slot] = []
    for loads, room in zip(classes, rooms, strict=True):
        taken: set[tuple[int, int]] = set()
        lessons = [load for load in loads for _ in range(load.hours)]
        chance.shuffle(lessons)
        for load in lessons:
            place = _first_free(load, taken, busy)
            if place is None:
                continue
            taken.add(place)
            busy[place] |= set(load.teachers)
            day, number = place
            first, *others = load.courses
            slots.append(Slot(first, day, number, room))
            slots += [Slot(course, day, number) for course in others]
    return slots


def _first_free(
    load: Load, taken: set[tuple[int, int]], busy: defaultdict[tuple[int, int], set[UUID]]
) -> tuple[int, int] | None:
    for number in range(1, _LONGEST_DAY + 1):
        for day in _DAYS:
            place = (day, number)
            if place not in taken and not busy[place] & set(load.teachers):
                return place
    return None
