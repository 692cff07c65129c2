"""Weeks: a teacher's, a class's, a diary's; each by a fixed number of statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import JournalActor
from parta.core.clock import today
from parta.core.errors import NotFound
from parta.identity.schemas import PersonName
from parta.journal.models import (
    Enrollment,
    EnrollmentRole,
    Guardianship,
    Holiday,
    HomeroomTeacher,
    JournalAccount,
    Lesson,
    School,
    SchoolClass,
    SchoolYear,
    Substitution,
)
from parta.journal.queries.access import attended_by, classes_of_teacher, is_administrator, taught_by
from parta.journal.queries.accounts import get_school
from parta.journal.queries.conditions import among, holds
from parta.journal.queries.lessons import read_attendance, read_lessons_where
from parta.journal.rules.planning import monday_of
from parta.journal.schemas import (
    Day,
    DiaryDay,
    DiaryLesson,
    DiaryOwner,
    DiaryWeek,
    LessonRead,
    MyClass,
    Week,
    YearSpan,
)

_WEEK = timedelta(days=7)
_Read = TypeVar("_Read", bound=LessonRead)


@dataclass(frozen=True, slots=True)
class _Frame:
    """A week of a school, without lessons yet."""

    from_on: date
    today: date
    time_zone: str
    year: YearSpan | None
    holidays: Mapping[date, str]

    @property
    def to_on(self) -> date:
        return self.from_on + _WEEK

    def days(self) -> list[date]:
        return [self.from_on + timedelta(days=place) for place in range(_WEEK.days)]


async def read_own_week(session: AsyncSession, actor: JournalActor, on: date | None) -> Week:
    """Give the week of what the actor teaches, and stands in for."""
    frame = await _frame(session, actor.school_id, on)
    stands_in = select(Substitution.lesson_id).where(Substitution.teacher_id == actor.account_id)
    mine = taught_by(actor.account_id) | Lesson.id.in_(stands_in.scalar_subquery())
    return _week(frame, await read_lessons_where(session, Lesson.school_id == actor.school_id, mine, *_within(frame)))


async def read_class_week(session: AsyncSession, actor: JournalActor, class_id: UUID, on: date | None) -> Week:
    """Give the week of a class to who teaches or heads it, or administers the school. Raises NotFound."""
    if class_id not in {one.id for one in await list_my_classes(session, actor)}:
        shown = select(SchoolClass.id).where(SchoolClass.id == class_id, SchoolClass.school_id == actor.school_id)
        there = (await session.execute(shown)).first() is not None
        if not there or not await is_administrator(session, actor):
            raise NotFound
    frame = await _frame(session, actor.school_id, on)
    return _week(frame, await read_lessons_where(session, Lesson.class_id == class_id, *_within(frame)))


async def read_diary(session: AsyncSession, actor: JournalActor, student_id: UUID, on: date | None) -> DiaryWeek:
    """Give the week of a student to them and their guardians: each day what they attended then. Raises NotFound."""
    if student_id not in {one.id for one in await list_diaries(session, actor)}:
        raise NotFound
    frame = await _frame(session, actor.school_id, on)
    classes = select(Enrollment.class_id).where(Enrollment.account_id == student_id)
    attended = Lesson.class_id.in_(classes.scalar_subquery()) & attended_by(Enrollment.account_id == student_id)
    lessons = await read_lessons_where(session, attended, *_within(frame))
    marks = await read_attendance(session, [one.id for one in lessons], student_id)
    entries = [DiaryLesson.model_construct(**dict(one), attendance=marks.get((one.id, student_id))) for one in lessons]
    by_day = _by_day(entries)
    days = [
        DiaryDay(on=on, is_today=on == frame.today, holiday=frame.holidays.get(on), lessons=by_day.get(on, []))
        for on in frame.days()
    ]
    return DiaryWeek(from_on=frame.from_on, to_on=frame.to_on, time_zone=frame.time_zone, year=frame.year, days=days)


async def list_my_classes(session: AsyncSession, actor: JournalActor) -> Sequence[MyClass]:
    """Give the classes that the actor teaches or heads today."""
    school = await get_school(session, actor.school_id)
    on = today(school.time_zone)
    headed = select(HomeroomTeacher.class_id)
    headed = headed.where(HomeroomTeacher.teacher_id == actor.account_id, holds(HomeroomTeacher, on))
    mine = select(SchoolClass.id, SchoolClass.title, SchoolClass.id.in_(headed.scalar_subquery()))
    mine = mine.where(SchoolClass.id.in_(classes_of_teacher(actor.account_id, on)), SchoolClass.to_on > on)
    rows = await session.execute(mine.order_by(SchoolClass.grade, SchoolClass.title))
    return [MyClass(id=class_id, title=title, is_homeroom=heads) for class_id, title, heads in rows]


async def list_diaries(session: AsyncSession, actor: JournalActor) -> Sequence[DiaryOwner]:
    """Give whose diaries the actor may read: their own, if they learn or learned, and those of their children."""
    school = await get_school(session, actor.school_id)
    on = today(school.time_zone)
    children = select(Guardianship.student_id)
    children = children.where(Guardianship.guardian_id == actor.account_id, holds(Guardianship, on))
    own = select(Enrollment.account_id)
    own = own.where(Enrollment.account_id == actor.account_id, Enrollment.role == EnrollmentRole.STUDENT)
    owners = select(JournalAccount).where(JournalAccount.id.in_(children.union(own).scalar_subquery()))
    people = (await session.execute(owners.order_by(JournalAccount.birth_on, JournalAccount.id))).scalars().all()
    enrolled = select(Enrollment.account_id, SchoolClass.title)
    enrolled = enrolled.join(SchoolClass, SchoolClass.id == Enrollment.class_id).where(
        among(Enrollment.account_id, [one.id for one in people]),
        Enrollment.role == EnrollmentRole.STUDENT,
        holds(Enrollment, on),
    )
    titles = dict((await session.execute(enrolled)).all())
    return [
        DiaryOwner(id=one.id, name=PersonName.model_validate(one), class_title=titles.get(one.id)) for one in people
    ]


async def _frame(session: AsyncSession, school_id: UUID, on: date | None) -> _Frame:
    school = await get_school(session, school_id)
    current = today(school.time_zone)
    asked = on or current
    year = await _year_at(session, school, asked)
    from_on = monday_of(asked)
    free = select(Holiday).where(
        Holiday.school_id == school_id, Holiday.from_on < from_on + _WEEK, Holiday.to_on > from_on
    )
    holidays: dict[date, str] = {}
    for one in (await session.execute(free.order_by(Holiday.from_on))).scalars():
        for place in range((one.to_on - one.from_on).days):
            holidays[one.from_on + timedelta(days=place)] = one.title
    return _Frame(from_on, current, school.time_zone, year, holidays)


async def _year_at(session: AsyncSession, school: School, on: date) -> YearSpan | None:
    """Give the year of that day, or else the last one that had begun by then."""
    years = select(SchoolYear).where(SchoolYear.school_id == school.id, SchoolYear.from_on <= on)
    found = (await session.execute(years.order_by(SchoolYear.from_on.desc()).limit(1))).scalar_one_or_none()
    return YearSpan(from_on=found.from_on, to_on=found.to_on) if found else None


def _within(frame: _Frame) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Lesson.on >= frame.from_on, Lesson.on < frame.to_on


def _week(frame: _Frame, lessons: Sequence[LessonRead]) -> Week:
    by_day = _by_day(lessons)
    days = [
        Day(on=on, is_today=on == frame.today, holiday=frame.holidays.get(on), lessons=by_day.get(on, []))
        for on in frame.days()
    ]
    return Week(from_on=frame.from_on, to_on=frame.to_on, time_zone=frame.time_zone, year=frame.year, days=days)


def _by_day(lessons: Sequence[_Read]) -> Mapping[date, list[_Read]]:
    found: defaultdict[date, list[_Read]] = defaultdict(list)
    for one in lessons:
        found[one.on].append(one)
    return found
