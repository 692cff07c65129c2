"""Laying out a week in which nobody is in two places at once, and no day has a hole.

Each class begins with its lessons in any order; then lessons that stand badly change places within their class until
none does. The same chance gives the same week.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from parta.journal.service import Slot

_DAYS = range(1, 6)
_COLLISION, _TWICE_A_DAY, _HALF_AMIDST = 10, 2, 1
_MOST_SWEEPS = 400

Place = tuple[int, int]
"""Weekday and number of the lesson."""


@dataclass(frozen=True, slots=True, eq=False)
class Load:
    """What a class is taught at one time: a course, or the courses of its two halves."""

    courses: Sequence[UUID]
    teachers: Sequence[UUID]
    hours: int
    is_half: bool = False
    """Whether the rest of the class is free meanwhile: then better at the end of the day."""
    in_hall: bool = False
    """Whether it wants a hall instead of the class's own room."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """Where lessons are: each class's own room, rooms for second halves, and halls."""

    own: Sequence[UUID]
    spare: Sequence[UUID]
    halls: Sequence[UUID]


def lay_out(classes: Sequence[Sequence[Load]], rooms: Rooms, chance: random.Random) -> list[Slot]:
    """Give the slots of all classes: every hour of every load."""
    board = _Board(classes, chance)
    board.settle()
    return _furnish(board, rooms)


class _Board:
    """The weeks of all classes while lessons change places."""

    def __init__(self, classes: Sequence[Sequence[Load]], chance: random.Random) -> None:
        self.weeks: list[list[Load]] = []
        self.places: list[list[Place]] = []
        self._chance = chance
        self._busy: Counter[tuple[Place, UUID]] = Counter()
        self._daily: list[Counter[tuple[int, Load]]] = []
        for loads in classes:
            lessons = [load for load in loads for _ in range(load.hours)]
            chance.shuffle(lessons)
            self.weeks.append(lessons)
            self.places.append(_places(len(lessons)))
            self._daily.append(Counter())
            for place in range(len(lessons)):
                self._take(len(self.weeks) - 1, place, 1)
        self._longest = [Counter(day for day, _ in places) for places in self.places]

    def settle(self) -> None:
        """Let lessons change places until all stand well; raise if they cannot."""
        for _ in range(_MOST_SWEEPS):
            bad = [(week, at) for week in range(len(self.weeks)) for at in range(len(self.weeks[week]))]
            bad = [(week, at) for week, at in bad if self._cost(week, at)]
            if not bad:
                return
            self._chance.shuffle(bad)
            for week, at in bad:
                self._improve(week, at)
        if any(taken > 1 for taken in self._busy.values()):
            message = "the demo school's teachers have more hours than the week"
            raise RuntimeError(message)

    def _improve(self, week: int, at: int) -> None:
        """Let a lesson change places with the one of its class with which it does best; ties are left to chance."""
        lessons, best = self.weeks[week], list[int]()
        least = 0
        for other in range(len(lessons)):
            if lessons[other] is lessons[at]:
                continue
            before = self._cost(week, at) + self._cost(week, other)
            self._swap(week, at, other)
            gain = self._cost(week, at) + self._cost(week, other) - before
            self._swap(week, at, other)
            if gain < least:
                least, best = gain, []
            if gain == least:
                best.append(other)
        if best:
            self._swap(week, at, self._chance.choice(best))

    def _swap(self, week: int, one: int, other: int) -> None:
        lessons = self.weeks[week]
        for at in (one, other):
            self._take(week, at, -1)
        lessons[one], lessons[other] = lessons[other], lessons[one]
        for at in (one, other):
            self._take(week, at, 1)

    def _take(self, week: int, at: int, count: int) -> None:
        place, load = self.places[week][at], self.weeks[week][at]
        for teacher in load.teachers:
            self._busy[place, teacher] += count
        self._daily[week][place[0], load] += count

    def _cost(self, week: int, at: int) -> int:
        place, load = self.places[week][at], self.weeks[week][at]
        collisions = sum(self._busy[place, teacher] - 1 for teacher in load.teachers)
        twice = self._daily[week][place[0], load] - 1
        amidst = load.is_half and place[1] < self._longest[week][place[0]]
        return _COLLISION * collisions + _TWICE_A_DAY * twice + _HALF_AMIDST * amidst


def _places(hours: int) -> list[Place]:
    """Give the places of so many lessons: days of the same length, without holes."""
    return [(_DAYS[at % len(_DAYS)], at // len(_DAYS) + 1) for at in range(hours)]


def _furnish(board: _Board, rooms: Rooms) -> list[Slot]:
    """Give each lesson a room of its own at its time."""
    taken: defaultdict[Place, set[UUID]] = defaultdict(set)
    slots: list[Slot] = []
    for lessons, places, own in zip(board.weeks, board.places, rooms.own, strict=True):
        for load, (day, number) in zip(lessons, places, strict=True):
            wanted = [*(rooms.halls if load.in_hall else [own]), *rooms.spare]
            for course in load.courses:
                room = next(one for one in wanted if one not in taken[day, number])
                taken[day, number].add(room)
                slots.append(Slot(course, day, number, room))
    return slots
