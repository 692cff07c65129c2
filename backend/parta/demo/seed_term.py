"""The demo school's journal around today: topics, homework, attendance, changes of the timetable."""

import random
from collections import Counter
from collections.abc import Awaitable, Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from parta.core.clock import now
from parta.core.errors import DomainError
from parta.core.principals import AccountPrincipal
from parta.core.unit_of_work import UnitOfWork
from parta.demo.topics import get_topic
from parta.gradebook import service as gradebook
from parta.gradebook.service import AttendanceMark, AttendanceState, LessonRecord
from parta.timetable import service as timetable
from parta.timetable.queries import RegisterEntry, read_register
from parta.timetable.schemas import MoveRequest, SubstituteRequest

_RECORDED_PERIOD, _ATTENDANCE_PERIOD = timedelta(weeks=5), timedelta(weeks=3)
_LOOKAHEAD = timedelta(days=7)
_ILL_SHARE, _LATE_SHARE, _EXCUSED_SHARE = 0.03, 0.025, 0.01
_MAX_LATE_MINUTES = 15
_MAX_HOLIDAYS = timedelta(days=100)
"""How far back the last lessons are searched: longer than the summer holidays."""
_CLASSES_WITH_CHANGES = ("7Б", "7А", "3А", "9А")
"""Classes with substituted, cancelled and moved lessons."""
_CANCELLATION_REASON = "Учитель на городской олимпиаде"
_SUBSTITUTION_REASON = "Болезнь учителя"


async def write_term(work: UnitOfWork, school_id: UUID, today: date) -> None:
    """Write topics and homework of lessons around today, and attendance of past ones."""
    register = await read_register(work, school_id, (today - _MAX_HOLIDAYS, today + _LOOKAHEAD))
    last = max((line.on for line in register if line.on <= today), default=today)
    register = [line for line in register if line.on > last - _RECORDED_PERIOD]
    generator = random.Random(1514)  # noqa: S311 - no secret
    lesson_counts: Counter[UUID] = Counter()
    records: list[LessonRecord] = []
    for line in register:
        records.append(_build_record(line, lesson_counts[line.course_id], today, last, generator))
        lesson_counts[line.course_id] += 1
    await gradebook.save_lesson_records(work, school_id, records)


def _build_record(line: RegisterEntry, index: int, today: date, last: date, generator: random.Random) -> LessonRecord:
    topic, homework = get_topic(line.subject, index)
    is_marked = last - _ATTENDANCE_PERIOD < line.on < today and line.ends_at < now()
    return LessonRecord(
        line.lesson_id,
        topic,
        homework if line.on <= today else "",
        line.ends_at if is_marked else None,
        {student: _choose_mark(generator) for student in line.students} if is_marked else {},
    )


def _choose_mark(generator: random.Random) -> AttendanceMark:
    drawn = generator.random()
    if drawn < _ILL_SHARE:
        return AttendanceState.ILL, 0
    if drawn < _ILL_SHARE + _LATE_SHARE:
        return AttendanceState.LATE, generator.randint(2, _MAX_LATE_MINUTES)
    if drawn < _ILL_SHARE + _LATE_SHARE + _EXCUSED_SHARE:
        return AttendanceState.EXCUSED, 0
    return AttendanceState.PRESENT, 0


async def write_changes(work: UnitOfWork, school_id: UUID, today: date, office: UUID, teachers: Sequence[UUID]) -> None:
    """Cancel, move and substitute lessons of the coming days in a few classes, as the office."""
    actor = AccountPrincipal(office, school_id=school_id)
    register = await read_register(work, school_id, (today, today + _LOOKAHEAD))
    for title in _CLASSES_WITH_CHANGES:
        lines = [line for line in register if line.class_title == title]
        days = sorted({line.on for line in lines})[:3]
        if len(days) < len(("today", "tomorrow", "the day after")):
            return
        first, second, third = ([line for line in lines if line.on == day] for day in days)
        await _substitute(work, actor, first[1:], teachers)
        await timetable.cancel_lesson(work, actor, second[-1].lesson_id, _CANCELLATION_REASON)
        await _move(work, actor, third, second[0].on, len({line.number for line in second}))


async def _substitute(
    work: UnitOfWork, actor: AccountPrincipal, lines: Iterable[RegisterEntry], teachers: Sequence[UUID]
) -> None:
    """Substitute the teacher in the first lesson for which one of these teachers is free."""
    for line in lines:
        for teacher in teachers:
            request = SubstituteRequest(teacher_id=teacher, reason=_SUBSTITUTION_REASON)
            if await _is_accepted(timetable.substitute_teacher(work, actor, line.lesson_id, request)):
                return


async def _move(
    work: UnitOfWork, actor: AccountPrincipal, lines: Iterable[RegisterEntry], on: date, number: int
) -> None:
    """Move the first lesson for which it is possible to that slot."""
    for line in lines:
        if await _is_accepted(timetable.move_lesson(work, actor, line.lesson_id, MoveRequest(on=on, number=number))):
            return


async def _is_accepted(change: Awaitable[None]) -> bool:
    """Return True if the change succeeded."""
    try:
        await change
    except DomainError:
        return False
    return True
