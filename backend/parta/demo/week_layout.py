"""A generator of weekly timetables without conflicts of teachers and without free periods.

Each class starts with its lessons in random order. Then lessons with a cost are swapped within their class until there
is none. The same random seed gives the same week.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from parta.timetable.service import SlotSpec

_DAYS = range(1, 6)
_CONFLICT_COST, _REPEAT_COST, _HALF_IN_MIDDLE_COST = 10, 2, 1
_MAX_SWEEPS = 400

LessonTime = tuple[int, int]
"""Weekday and lesson number."""


@dataclass(frozen=True, slots=True, eq=False)
class TeachingLoad:
    """What a class is taught at one time: a course, or the courses of its two subgroups."""

    courses: Sequence[UUID]
    teachers: Sequence[UUID]
    hours: int
    is_half: bool = False
    """True if the other subgroup is free meanwhile, so that the end of the day is better."""
    in_hall: bool = False
    """True if it needs a hall instead of the class's own classroom."""


@dataclass(frozen=True, slots=True)
class ClassroomPool:
    """Each class's own classroom, spare ones for second subgroups, and halls."""

    own: Sequence[UUID]
    spare: Sequence[UUID]
    halls: Sequence[UUID]


def build_week(
    classes: Sequence[Sequence[TeachingLoad]], pool: ClassroomPool, generator: random.Random
) -> list[SlotSpec]:
    """Return the slots of all classes: every hour of every load."""
    layout = _WeekLayout(classes, generator)
    layout.resolve_conflicts()
    return _assign_classrooms(layout, pool)


class _WeekLayout:
    """The weeks of all classes while lessons are swapped."""

    def __init__(self, classes: Sequence[Sequence[TeachingLoad]], generator: random.Random) -> None:
        self.weeks: list[list[TeachingLoad]] = []
        self.times: list[list[LessonTime]] = []
        self._random = generator
        self._teacher_counts: Counter[tuple[LessonTime, UUID]] = Counter()
        self._daily_counts: list[Counter[tuple[int, TeachingLoad]]] = []
        for loads in classes:
            lessons = [load for load in loads for _ in range(load.hours)]
            generator.shuffle(lessons)
            self.weeks.append(lessons)
            self.times.append(_build_times(len(lessons)))
            self._daily_counts.append(Counter())
            for index in range(len(lessons)):
                self._count(len(self.weeks) - 1, index, 1)
        self._day_lengths = [Counter(day for day, _ in times) for times in self.times]

    def resolve_conflicts(self) -> None:
        """Swap lessons until none has a cost. Raises RuntimeError if conflicts remain."""
        for _ in range(_MAX_SWEEPS):
            costly = [(week, at) for week in range(len(self.weeks)) for at in range(len(self.weeks[week]))]
            costly = [(week, at) for week, at in costly if self._cost(week, at)]
            if not costly:
                return
            self._random.shuffle(costly)
            for week, at in costly:
                self._improve(week, at)
        if any(count > 1 for count in self._teacher_counts.values()):
            message = "the demo school's teachers have more hours than the week"
            raise RuntimeError(message)

    def _improve(self, week: int, at: int) -> None:
        """Swap a lesson with the one of its class that reduces the cost most; ties are broken at random."""
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
            self._swap(week, at, self._random.choice(best))

    def _swap(self, week: int, one: int, other: int) -> None:
        lessons = self.weeks[week]
        for at in (one, other):
            self._count(week, at, -1)
        lessons[one], lessons[other] = lessons[other], lessons[one]
        for at in (one, other):
            self._count(week, at, 1)

    def _count(self, week: int, at: int, count: int) -> None:
        time, load = self.times[week][at], self.weeks[week][at]
        for teacher in load.teachers:
            self._teacher_counts[time, teacher] += count
        self._daily_counts[week][time[0], load] += count

    def _cost(self, week: int, at: int) -> int:
        time, load = self.times[week][at], self.weeks[week][at]
        conflicts = sum(self._teacher_counts[time, teacher] - 1 for teacher in load.teachers)
        repeats = self._daily_counts[week][time[0], load] - 1
        in_middle = load.is_half and time[1] < self._day_lengths[week][time[0]]
        return _CONFLICT_COST * conflicts + _REPEAT_COST * repeats + _HALF_IN_MIDDLE_COST * in_middle


def _build_times(hours: int) -> list[LessonTime]:
    """Return the times of so many lessons: days of equal length, without free periods."""
    return [(_DAYS[at % len(_DAYS)], at // len(_DAYS) + 1) for at in range(hours)]


def _assign_classrooms(layout: _WeekLayout, pool: ClassroomPool) -> list[SlotSpec]:
    """Return the slots, with a free classroom for each lesson."""
    taken: defaultdict[LessonTime, set[UUID]] = defaultdict(set)
    slots: list[SlotSpec] = []
    for lessons, times, own in zip(layout.weeks, layout.times, pool.own, strict=True):
        for load, (day, number) in zip(lessons, times, strict=True):
            candidates = [*(pool.halls if load.in_hall else [own]), *pool.spare]
            for course in load.courses:
                classroom = next(one for one in candidates if one not in taken[day, number])
                taken[day, number].add(classroom)
                slots.append(SlotSpec(course, day, number, classroom))
    return slots
