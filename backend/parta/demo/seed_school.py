"""Writing the demo school into the journal: year, classes, people, courses, bells, the week."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.demo import plan
from parta.demo.calendar import holidays, quarters
from parta.demo.plan import HALVES, IN_HALVES
from parta.demo.population import DemoClass, Human, Population
from parta.demo.week import Load, Rooms, lay_out
from parta.journal import service as journal
from parta.journal.service import Care, Newcomer, SchoolYear, Slot, Span, StaffRole, TermKind

TITLE = "Школа № 1514"
CITY = "Москва"
ZONE = "Europe/Moscow"
PASSWORD = "parta-demo"  # noqa: S105 - for everybody to try
"""What the named people of the demo school sign in to the journal with."""

_FIRST_BELL = time(8, 30)
_LESSON = timedelta(minutes=45)
_BREAKS = (10, 20, 20, 15, 10, 10, 10)
_LAST_MONTH_OF_YEAR = 8
_IN_HALL = "Физическая культура"
_FIRST_ROOM, _LAST_ROOM = 201, 215
_SPARE = ("301", "302", "303", "Информатика 1", "Информатика 2")
_HALLS = ("Спортивный зал", "Малый зал")
_ROOMS = (
    {str(number): 30 for number in range(_FIRST_ROOM, _LAST_ROOM + 1)}
    | dict.fromkeys(_SPARE, 15)
    | dict.fromkeys(_HALLS, 60)
)

Accounts = Mapping[str, UUID]
"""Login → account."""


@dataclass(frozen=True, slots=True)
class _Writing:
    """What is at hand while the school is written."""

    session: AsyncSession
    school_id: UUID
    year: SchoolYear
    accounts: Accounts
    subjects: Mapping[str, UUID]

    def ids(self, people: Iterable[Human]) -> list[UUID]:
        """Give the accounts of these people."""
        return [self.accounts[human.login] for human in people]


def year_of(today: date) -> int:
    """Give the year in which the school year of this day began."""
    return today.year if today.month > _LAST_MONTH_OF_YEAR else today.year - 1


async def write_school(session: AsyncSession, population: Population, first: int) -> UUID:
    """Make the school with all its people; give its id."""
    school = await journal.found_school(session, TITLE, city=CITY, time_zone=ZONE)
    year = await _open_year(session, school.id, first)
    people = population.everybody()
    issued = await journal.create_accounts(
        session, school.id, [Newcomer(one.who.name, one.login, one.who.birth_on, one.who.sex) for one in people]
    )
    accounts = {one.login: account.id for one, account in zip(people, issued, strict=True)}
    titles = sorted({title for grade in range(1, 12) for title in plan.hours(grade)})
    subjects = {title: (await journal.add_subject(session, school.id, title)).id for title in titles}
    writing = _Writing(session, school.id, year, accounts, subjects)
    await _employ(writing, population)
    loads = [await _write_class(writing, one, population) for one in population.classes]
    await _take_care(writing, population)
    await _write_week(writing, loads)
    return school.id


async def issue_passwords(session: AsyncSession, logins: Iterable[str], accounts: Accounts) -> None:
    """Let these people sign in to the journal with the demo school's password."""
    for login in logins:
        await journal.issue_password(session, accounts[login], PASSWORD)


async def _open_year(session: AsyncSession, school_id: UUID, first: int) -> SchoolYear:
    span = Span(f"{first}/{(first + 1) % 100:02}", date(first, 9, 1), date(first + 1, 9, 1))
    year = await journal.open_year(session, school_id, span, kind=TermKind.QUARTER, terms=quarters(first))
    await journal.add_holidays(session, year, holidays(first))
    return year


async def _employ(writing: _Writing, population: Population) -> None:
    positions = [
        (human, StaffRole.TEACHER, f"учитель, {subject[:1].lower()}{subject[1:]}")
        for subject, theirs in population.departments.items()
        for human in theirs
    ]
    positions += [(human, StaffRole.ADMINISTRATOR, title) for human, title in population.administrators]
    positions += [(human, StaffRole.EMPLOYEE, title) for human, title in population.employees]
    for human, role, title in positions:
        await journal.join_staff(
            writing.session, writing.accounts[human.login], role, title, from_on=writing.year.from_on
        )


async def _write_class(writing: _Writing, one: DemoClass, population: Population) -> list[Load]:
    session, from_on = writing.session, writing.year.from_on
    head = writing.accounts[one.head.login]
    opened = await journal.open_class(session, writing.year, one.title, one.grade, homeroom_teacher_id=head)
    students = writing.ids(one.students)
    await journal.enroll_students(session, opened.id, students, from_on=from_on)
    loads: list[Load] = []
    for subject, hours in plan.hours(one.grade).items():
        teachers = _teachers(one, subject, population)
        groups = HALVES if subject in IN_HALVES else (None,)
        theirs = [teachers[i % len(teachers)] for i in range(len(groups))]
        courses: list[UUID] = []
        for place, (group, teacher) in enumerate(zip(groups, theirs, strict=True)):
            course = await journal.open_course(session, opened.id, writing.subjects[subject], subgroup=group)
            await journal.assign_teacher(session, course.id, writing.accounts[teacher.login], from_on=from_on)
            if group is not None:
                half = students[place :: len(groups)]
                await journal.place_in_subgroup(session, course.id, half, from_on=from_on)
            courses.append(course.id)
        loads += _loads(courses, writing.ids(theirs), hours, in_hall=subject == _IN_HALL)
    return loads


def _loads(courses: Sequence[UUID], teachers: Sequence[UUID], hours: int, *, in_hall: bool) -> list[Load]:
    """Let halves learn at one time, unless the same teacher teaches both."""
    if len(set(teachers)) == len(teachers):
        return [Load(courses, teachers, hours, in_hall=in_hall)]
    return [Load([one], [who], hours, is_half=True) for one, who in zip(courses, teachers, strict=True)]


def _teachers(one: DemoClass, subject: str, population: Population) -> Sequence[Human]:
    """Give who teaches this here: the head, if it is their subject, else the department in turns."""
    theirs = population.departments.get(plan.department(subject, one.grade), [])
    if one.head in theirs:
        return [one.head, *(teacher for teacher in theirs if teacher is not one.head)]
    turn = one.grade % len(theirs)
    return [*theirs[turn:], *theirs[:turn]]


async def _take_care(writing: _Writing, population: Population) -> None:
    cares = [
        Care(writing.accounts[guardian.login], writing.accounts[child.login], kinship)
        for family in population.families
        for guardian, kinship in family.guardians
        for child in family.children
    ]
    await journal.add_guardianships(writing.session, writing.school_id, cares, from_on=writing.year.from_on)


async def _write_week(writing: _Writing, loads: Sequence[Sequence[Load]]) -> None:
    session, year = writing.session, writing.year
    added = await journal.add_rooms(session, writing.school_id, _ROOMS)
    rooms = {room.title: room.id for room in added}
    own = [str(_FIRST_ROOM + i) for i in range(len(loads))]
    bells = await journal.set_bells(session, writing.school_id, "Обычный день", _bells())
    places = Rooms([rooms[one] for one in own], [rooms[one] for one in _SPARE], [rooms[one] for one in _HALLS])
    slots: list[Slot] = lay_out(loads, places, random.Random(1514))  # noqa: S311 - no secret
    span = Span(f"Основное, {year.title}", year.from_on, year.to_on)
    await journal.set_timetable(session, year, bells, span, slots)


def _bells() -> list[tuple[time, time]]:
    bells: list[tuple[time, time]] = []
    minute = timedelta(hours=_FIRST_BELL.hour, minutes=_FIRST_BELL.minute)
    for pause in (*_BREAKS, 0):
        ends = minute + _LESSON
        bells.append((_time(minute), _time(ends)))
        minute = ends + timedelta(minutes=pause)
    return bells


def _time(since_midnight: timedelta) -> time:
    minutes = int(since_midnight.total_seconds()) // 60
    return time(minutes // 60, minutes % 60)
