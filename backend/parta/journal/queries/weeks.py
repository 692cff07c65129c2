"""Reads of the weeks of a teacher, a class and a diary, each with a fixed number of statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import today
from parta.core.errors import NotFound
from parta.core.principals import AccountPrincipal
from parta.identity.schemas import PersonName
from parta.journal.models import (
    Holiday,
    JournalAccount,
    Lesson,
    School,
    SchoolClass,
    SchoolYear,
)
from parta.journal.queries.access import attended_by, classes_ever_of, classes_of_teacher, is_administrator, taught_by
from parta.journal.queries.accounts import get_school
from parta.journal.queries.conditions import among
from parta.journal.queries.lessons import read_attendance, read_lessons_where
from parta.journal.queries.participation import (
    CLASS_STUDENTS,
    GUARDIANS,
    HOMEROOM_TEACHERS,
    any_of,
    participation,
)
from parta.journal.rules.schedule import get_monday
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
_LessonT = TypeVar("_LessonT", bound=LessonRead)


@dataclass(frozen=True, slots=True)
class _CalendarWeek:
    """A week of a school, without lessons."""

    from_on: date
    today: date
    time_zone: str
    year: YearSpan | None
    holidays: Mapping[date, str]

    @property
    def to_on(self) -> date:
        return self.from_on + _WEEK

    def days(self) -> list[date]:
        return [self.from_on + timedelta(days=offset) for offset in range(_WEEK.days)]


async def read_own_week(session: AsyncSession, actor: AccountPrincipal, on: date | None) -> Week:
    """Return the week of the lessons that the actor teaches, also as a substitute."""
    week = await _get_calendar_week(session, actor.school_id, on)
    classes = any_of(classes_ever_of(lambda account_id: account_id == actor.id))
    mine = (Lesson.class_id == classes) & taught_by(actor.id)
    lessons = await read_lessons_where(session, mine, *_within_week(week))
    return _to_week(week, lessons)


async def read_class_week(session: AsyncSession, actor: AccountPrincipal, class_id: UUID, on: date | None) -> Week:
    """Return the week of a class for its teachers and the school's administrators. Raises NotFound."""
    if class_id not in {one.id for one in await list_my_classes(session, actor)}:
        query = select(SchoolClass.id).where(SchoolClass.id == class_id, SchoolClass.school_id == actor.school_id)
        exists = (await session.execute(query)).first() is not None
        if not exists or not await is_administrator(session, actor):
            raise NotFound
    week = await _get_calendar_week(session, actor.school_id, on)
    return _to_week(week, await read_lessons_where(session, Lesson.class_id == class_id, *_within_week(week)))


async def read_diary(session: AsyncSession, actor: AccountPrincipal, student_id: UUID, on: date | None) -> DiaryWeek:
    """Return a student's week for them and their guardians: the lessons attended on each day. Raises NotFound."""
    if student_id not in {one.id for one in await list_diaries(session, actor)}:
        raise NotFound
    week = await _get_calendar_week(session, actor.school_id, on)
    classes = CLASS_STUDENTS.select(CLASS_STUDENTS.class_id).where(CLASS_STUDENTS.account_id == student_id)
    attended = (Lesson.class_id == any_of(classes)) & attended_by(CLASS_STUDENTS.account_id == student_id)
    lessons = await read_lessons_where(session, attended, *_within_week(week))
    attendance = await read_attendance(session, [one.id for one in lessons], student_id)
    entries = [
        DiaryLesson.model_construct(**dict(one), attendance=attendance.get((one.id, student_id))) for one in lessons
    ]
    by_day = _by_day(entries)
    days = [
        DiaryDay(on=on, is_today=on == week.today, holiday=week.holidays.get(on), lessons=by_day.get(on, []))
        for on in week.days()
    ]
    return DiaryWeek(from_on=week.from_on, to_on=week.to_on, time_zone=week.time_zone, year=week.year, days=days)


async def list_my_classes(session: AsyncSession, actor: AccountPrincipal) -> Sequence[MyClass]:
    """Return the classes of the actor as teacher or homeroom teacher today."""
    school = await get_school(session, actor.school_id)
    on = today(school.time_zone)
    homeroom = HOMEROOM_TEACHERS.select(HOMEROOM_TEACHERS.class_id)
    homeroom = homeroom.where(HOMEROOM_TEACHERS.account_id == actor.id, HOMEROOM_TEACHERS.is_valid_on(on))
    mine = select(SchoolClass.id, SchoolClass.title, SchoolClass.id.in_(homeroom))
    mine = mine.where(SchoolClass.id.in_(classes_of_teacher(actor.id, on)), SchoolClass.to_on > on)
    rows = await session.execute(mine.order_by(SchoolClass.grade, SchoolClass.title))
    return [MyClass(id=class_id, title=title, is_homeroom=is_homeroom) for class_id, title, is_homeroom in rows]


async def list_diaries(session: AsyncSession, actor: AccountPrincipal) -> Sequence[DiaryOwner]:
    """Return the owners of the diaries the actor may read: the actor if ever a student, and their children."""
    school = await get_school(session, actor.school_id)
    on = today(school.time_zone)
    # Who was a student once reads their own diary for ever.
    diaries = participation(
        (CLASS_STUDENTS, GUARDIANS),
        "student_id",
        where=lambda one: (one.account_id == actor.id, one.is_valid_on(on) if one is GUARDIANS else true()),
    )
    owners = select(JournalAccount).where(JournalAccount.id.in_(diaries))
    people = (await session.execute(owners.order_by(JournalAccount.birth_on, JournalAccount.id))).scalars().all()
    enrolled = CLASS_STUDENTS.select(CLASS_STUDENTS.account_id, SchoolClass.title)
    enrolled = enrolled.join(SchoolClass, SchoolClass.id == CLASS_STUDENTS.class_id).where(
        among(CLASS_STUDENTS.account_id, [one.id for one in people]), CLASS_STUDENTS.is_valid_on(on)
    )
    titles = dict((await session.execute(enrolled)).all())
    return [
        DiaryOwner(id=one.id, name=PersonName.model_validate(one), class_title=titles.get(one.id)) for one in people
    ]


async def _get_calendar_week(session: AsyncSession, school_id: UUID, on: date | None) -> _CalendarWeek:
    school = await get_school(session, school_id)
    current = today(school.time_zone)
    day = on or current
    year = await _get_year(session, school, day)
    from_on = get_monday(day)
    query = select(Holiday).where(
        Holiday.school_id == school_id, Holiday.from_on < from_on + _WEEK, Holiday.to_on > from_on
    )
    holidays: dict[date, str] = {}
    for one in (await session.execute(query.order_by(Holiday.from_on))).scalars():
        for offset in range((one.to_on - one.from_on).days):
            holidays[one.from_on + timedelta(days=offset)] = one.title
    return _CalendarWeek(from_on, current, school.time_zone, year, holidays)


async def _get_year(session: AsyncSession, school: School, on: date) -> YearSpan | None:
    """Return the year of that day, else the last one that had started by then."""
    years = select(SchoolYear).where(SchoolYear.school_id == school.id, SchoolYear.from_on <= on)
    found = (await session.execute(years.order_by(SchoolYear.from_on.desc()).limit(1))).scalar_one_or_none()
    return YearSpan(from_on=found.from_on, to_on=found.to_on) if found else None


def _within_week(week: _CalendarWeek) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Lesson.on >= week.from_on, Lesson.on < week.to_on


def _to_week(week: _CalendarWeek, lessons: Sequence[LessonRead]) -> Week:
    by_day = _by_day(lessons)
    days = [
        Day(on=on, is_today=on == week.today, holiday=week.holidays.get(on), lessons=by_day.get(on, []))
        for on in week.days()
    ]
    return Week(from_on=week.from_on, to_on=week.to_on, time_zone=week.time_zone, year=week.year, days=days)


def _by_day(lessons: Sequence[_LessonT]) -> Mapping[date, list[_LessonT]]:
    found: defaultdict[date, list[_LessonT]] = defaultdict(list)
    for one in lessons:
        found[one.on].append(one)
    return found
