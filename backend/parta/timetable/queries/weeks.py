"""Reads of the weeks of a teacher, a class and a diary, each with a fixed number of statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import today
from parta.core.errors import NotFound
from parta.core.principals import AccountPrincipal
from parta.school.models import Holiday, School, SchoolClass, SchoolYear
from parta.school.queries.access import classes_of_teacher, is_administrator
from parta.school.queries.accounts import get_school
from parta.school.queries.participation import HOMEROOM_TEACHERS, any_of
from parta.timetable.models import Lesson
from parta.timetable.queries.access import classes_ever_of, taught_by
from parta.timetable.queries.lessons import read_lessons_where
from parta.timetable.rules.schedule import get_monday
from parta.timetable.schemas import Day, LessonRead, MyClass, Week, YearSpan

_WEEK = timedelta(days=7)
_LessonT = TypeVar("_LessonT", bound=LessonRead)


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """A week of a school, without lessons."""

    from_on: date
    today: date
    time_zone: str
    year: YearSpan | None
    holidays: Mapping[date, str]

    @property
    def to_on(self) -> date:
        """Return its end, exclusive."""
        return self.from_on + _WEEK

    def days(self) -> list[date]:
        """Return its days."""
        return [self.from_on + timedelta(days=offset) for offset in range(_WEEK.days)]


async def read_own_week(session: AsyncSession, actor: AccountPrincipal, on: date | None) -> Week:
    """Return the week of the lessons that the actor teaches, also as a substitute."""
    week = await get_calendar_week(session, actor.school_id, on)
    classes = any_of(classes_ever_of(lambda account_id: account_id == actor.id))
    mine = (Lesson.class_id == classes) & taught_by(actor.id)
    lessons = await read_lessons_where(session, mine, within_week(week))
    return _to_week(week, lessons)


async def read_class_week(session: AsyncSession, actor: AccountPrincipal, class_id: UUID, on: date | None) -> Week:
    """Return the week of a class for its teachers and the school's administrators. Raises NotFound."""
    if class_id not in {one.id for one in await list_my_classes(session, actor)}:
        query = select(SchoolClass.id).where(SchoolClass.id == class_id, SchoolClass.school_id == actor.school_id)
        exists = (await session.execute(query)).first() is not None
        if not exists or not await is_administrator(session, actor):
            raise NotFound
    week = await get_calendar_week(session, actor.school_id, on)
    return _to_week(week, await read_lessons_where(session, Lesson.class_id == class_id, within_week(week)))


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


async def get_calendar_week(session: AsyncSession, school_id: UUID, on: date | None) -> CalendarWeek:
    """Return the week of that day, or of today."""
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
    return CalendarWeek(from_on, current, school.time_zone, year, holidays)


async def _get_year(session: AsyncSession, school: School, on: date) -> YearSpan | None:
    """Return the year of that day, else the last one that had started by then."""
    years = select(SchoolYear).where(SchoolYear.school_id == school.id, SchoolYear.from_on <= on)
    found = (await session.execute(years.order_by(SchoolYear.from_on.desc()).limit(1))).scalar_one_or_none()
    return YearSpan(from_on=found.from_on, to_on=found.to_on) if found else None


def within_week(week: CalendarWeek) -> ColumnElement[bool]:
    """Return the condition that a lesson is in that week, or was moved from it."""
    return or_(*(and_(on >= week.from_on, on < week.to_on) for on in (Lesson.on, Lesson.moved_from_on)))


def _to_week(week: CalendarWeek, lessons: Sequence[LessonRead]) -> Week:
    by_day, away = group_by_day(lessons), group_moved_away(lessons)
    days = [
        Day(
            on=on,
            is_today=on == week.today,
            holiday=week.holidays.get(on),
            lessons=by_day.get(on, []),
            moved_away=away.get(on, []),
        )
        for on in week.days()
    ]
    return Week(from_on=week.from_on, to_on=week.to_on, time_zone=week.time_zone, year=week.year, days=days)


def group_by_day(lessons: Sequence[_LessonT]) -> Mapping[date, list[_LessonT]]:
    """Return the lessons of each day."""
    found: defaultdict[date, list[_LessonT]] = defaultdict(list)
    for one in lessons:
        found[one.on].append(one)
    return found


def group_moved_away(lessons: Sequence[LessonRead]) -> Mapping[date, list[LessonRead]]:
    """Return the lessons that were moved from each day to another day or number, by their former numbers."""
    found: defaultdict[date, list[tuple[int, LessonRead]]] = defaultdict(list)
    for one in lessons:
        if (origin := one.moved_from) is not None and (origin.on, origin.number) != (one.on, one.number):
            found[origin.on].append((origin.number, one))
    return {on: [one for _, one in sorted(moved, key=itemgetter(0))] for on, moved in found.items()}
