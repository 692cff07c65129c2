"""What the demo school's journal holds around today: topics, homework, who was there, and what is not as usual."""

import random
from collections import Counter
from collections.abc import Awaitable, Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import JournalActor
from parta.core.clock import now
from parta.core.errors import DomainError
from parta.core.ids import new_id
from parta.demo.topics import topic_of
from parta.journal import service as journal
from parta.journal.queries import RegisterLine, read_register
from parta.journal.schemas import MoveGiven, SubstituteGiven
from parta.journal.service import Mark, Presence, Record

_WEEKS_TOLD, _WEEKS_MARKED = timedelta(weeks=5), timedelta(weeks=3)
_AHEAD = timedelta(days=7)
_ILL, _LATE, _EXCUSED = 0.03, 0.025, 0.01
_LATEST = 15
_SUMMER = timedelta(days=100)
"""How long before today lessons are looked for: longer than the summer holidays."""
_UNUSUAL = ("7Б", "7А", "3А", "9А")
"""Classes whose days have something out of the usual."""
_CANCELLED = "Учитель на городской олимпиаде"
_ABSENT = "Болезнь учителя"


async def write_term(session: AsyncSession, school_id: UUID, today: date) -> None:
    """Write what lessons of the last weeks were about and who was there; the coming ones have topics already."""
    register = await read_register(session, school_id, (today - _SUMMER, today + _AHEAD))
    last = max((line.on for line in register if line.on <= today), default=today)
    register = [line for line in register if line.on > last - _WEEKS_TOLD]
    chance = random.Random(1514)  # noqa: S311 - no secret
    turns: Counter[UUID] = Counter()
    records: list[Record] = []
    for line in register:
        records.append(_record(line, turns[line.course_id], today, last, chance))
        turns[line.course_id] += 1
    await journal.write_records(session, school_id, records)


def _record(line: RegisterLine, turn: int, today: date, last: date, chance: random.Random) -> Record:
    topic, homework = topic_of(line.subject, turn)
    is_marked = last - _WEEKS_MARKED < line.on < today and line.ends_at < now()
    return Record(
        line.lesson_id,
        topic,
        homework if line.on <= today else "",
        line.ends_at if is_marked else None,
        {student: _mark(chance) for student in line.students} if is_marked else {},
    )


def _mark(chance: random.Random) -> Mark:
    drawn = chance.random()
    if drawn < _ILL:
        return Presence.ILL, 0
    if drawn < _ILL + _LATE:
        return Presence.LATE, chance.randint(2, _LATEST)
    return (Presence.EXCUSED, 0) if drawn < _ILL + _LATE + _EXCUSED else (Presence.PRESENT, 0)


async def write_changes(
    session: AsyncSession, school_id: UUID, today: date, office: UUID, teachers: Sequence[UUID]
) -> None:
    """Let the office cancel, move and substitute lessons of the coming days in a few classes."""
    actor = JournalActor(account_id=office, school_id=school_id, session_id=new_id())
    register = await read_register(session, school_id, (today, today + _AHEAD))
    for title in _UNUSUAL:
        lines = [line for line in register if line.class_title == title]
        days = sorted({line.on for line in lines})[:3]
        if len(days) < len(("today", "tomorrow", "the day after")):
            return
        first, second, third = ([line for line in lines if line.on == day] for day in days)
        await _substitute(session, actor, first[1:], teachers)
        await journal.cancel(session, actor, second[-1].lesson_id, _CANCELLED)
        await _move(session, actor, third, second[0].on, len({line.number for line in second}))


async def _substitute(
    session: AsyncSession, actor: JournalActor, lines: Iterable[RegisterLine], teachers: Sequence[UUID]
) -> None:
    """Let the first of these teachers stand in who is free, in the first of these lessons where one is."""
    for line in lines:
        for teacher in teachers:
            given = SubstituteGiven(teacher_id=teacher, reason=_ABSENT)
            if await _succeeds(journal.substitute(session, actor, line.lesson_id, given)):
                return


async def _move(
    session: AsyncSession, actor: JournalActor, lines: Iterable[RegisterLine], on: date, number: int
) -> None:
    """Let the first of these lessons that can be held then move to that hour."""
    for line in lines:
        if await _succeeds(journal.move(session, actor, line.lesson_id, MoveGiven(on=on, number=number))):
            return


async def _succeeds(act: Awaitable[None]) -> bool:
    """Tell whether the office let it happen."""
    try:
        await act
    except DomainError:
        return False
    return True
