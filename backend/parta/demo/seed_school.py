"""The demo school's data in the journal: year, classes, people, courses, bell schedule, timetable."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from parta.core.unit_of_work import UnitOfWork
from parta.demo import curriculum
from parta.demo.calendar import holidays, quarters
from parta.demo.curriculum import HALVES, IN_HALVES
from parta.demo.population import DemoClass, Population, SchoolPerson
from parta.demo.week_layout import ClassroomPool, TeachingLoad, build_week
from parta.school import service as schools
from parta.school.service import GuardianshipSpec, NamedPeriod, NewAccount, SchoolYear, StaffRole, TermKind
from parta.timetable import service as timetable
from parta.timetable.service import SlotSpec

TITLE = "Школа № 1514"
CITY = "Москва"
ZONE = "Europe/Moscow"
PASSWORD = "parta-demo"  # noqa: S105 - public
"""The password of the named people's journal accounts."""

_FIRST_BELL = time(8, 30)
_LESSON = timedelta(minutes=45)
_BREAK_MINUTES = (10, 20, 20, 15, 10, 10, 10)
_LAST_MONTH_OF_YEAR = 8
_HALL_SUBJECT = "Физическая культура"
_FIRST_CLASSROOM, _LAST_CLASSROOM = 201, 215
_SPARE_CLASSROOMS = ("301", "302", "303", "Информатика 1", "Информатика 2")
_HALLS = ("Спортивный зал", "Малый зал")
_CLASSROOMS = (
    {str(number): 30 for number in range(_FIRST_CLASSROOM, _LAST_CLASSROOM + 1)}
    | dict.fromkeys(_SPARE_CLASSROOMS, 15)
    | dict.fromkeys(_HALLS, 60)
)

Accounts = Mapping[str, UUID]
"""Login → account."""


@dataclass(frozen=True, slots=True)
class _SchoolContext:
    """What every step of writing the school needs."""

    work: UnitOfWork
    school_id: UUID
    year: SchoolYear
    accounts: Accounts
    subjects: Mapping[str, UUID]

    def list_ids(self, people: Iterable[SchoolPerson]) -> list[UUID]:
        """Return the account ids of these people."""
        return [self.accounts[person.login] for person in people]


def get_school_year(today: date) -> int:
    """Return the year in which the school year of this day began."""
    return today.year if today.month > _LAST_MONTH_OF_YEAR else today.year - 1


async def write_school(work: UnitOfWork, population: Population, first: int) -> UUID:
    """Create the school with all its people; return its id."""
    school = await schools.create_school(work, TITLE, city=CITY, time_zone=ZONE)
    year = await _open_year(work, school.id, first)
    people = population.everybody()
    issued = await schools.create_accounts(
        work,
        school.id,
        [NewAccount(one.details.name, one.login, one.details.birth_on, one.details.sex) for one in people],
    )
    accounts = {one.login: account.id for one, account in zip(people, issued, strict=True)}
    titles = sorted({title for grade in range(1, 12) for title in curriculum.get_weekly_hours(grade)})
    subjects = {title: (await schools.add_subject(work, school.id, title)).id for title in titles}
    writer = _SchoolContext(work, school.id, year, accounts, subjects)
    await _write_staff(writer, population)
    loads = [await _write_class(writer, one, population) for one in population.classes]
    await _write_guardianships(writer, population)
    await _write_week(writer, loads)
    return school.id


async def issue_passwords(work: UnitOfWork, logins: Iterable[str], accounts: Accounts) -> None:
    """Set the demo school's password for these journal accounts."""
    for login in logins:
        await schools.issue_password(work, accounts[login], PASSWORD)


async def _open_year(work: UnitOfWork, school_id: UUID, first: int) -> SchoolYear:
    span = NamedPeriod(f"{first}/{(first + 1) % 100:02}", date(first, 9, 1), date(first + 1, 9, 1))
    year = await schools.open_year(work, school_id, span, kind=TermKind.QUARTER, terms=quarters(first))
    await timetable.add_holidays(work, year, holidays(first))
    return year


async def _write_staff(writer: _SchoolContext, population: Population) -> None:
    positions = [
        (person, StaffRole.TEACHER, f"учитель: {subject[:1].lower()}{subject[1:]}")
        for subject, theirs in population.departments.items()
        for person in theirs
    ]
    positions += [(person, StaffRole.ADMINISTRATOR, title) for person, title in population.administrators]
    positions += [(person, StaffRole.EMPLOYEE, title) for person, title in population.employees]
    for person, role, title in positions:
        await schools.join_staff(writer.work, writer.accounts[person.login], role, title, from_on=writer.year.from_on)


async def _write_class(writer: _SchoolContext, school_class: DemoClass, population: Population) -> list[TeachingLoad]:
    work, from_on = writer.work, writer.year.from_on
    homeroom_teacher_id = writer.accounts[school_class.homeroom_teacher.login]
    opened = await schools.open_class(
        work, writer.year, school_class.title, school_class.grade, homeroom_teacher_id=homeroom_teacher_id
    )
    students = writer.list_ids(school_class.students)
    await schools.enroll_students(work, opened.id, students, from_on=from_on)
    loads: list[TeachingLoad] = []
    for subject, hours in curriculum.get_weekly_hours(school_class.grade).items():
        teachers = _list_teachers(school_class, subject, population)
        groups = HALVES if subject in IN_HALVES else (None,)
        group_teachers = [teachers[i % len(teachers)] for i in range(len(groups))]
        courses: list[UUID] = []
        for index, (group, teacher) in enumerate(zip(groups, group_teachers, strict=True)):
            course = await schools.open_course(work, opened.id, writer.subjects[subject], subgroup=group)
            await schools.assign_teacher(work, course.id, writer.accounts[teacher.login], from_on=from_on)
            if group is not None:
                half = students[index :: len(groups)]
                await schools.add_to_subgroup(work, course.id, half, from_on=from_on)
            courses.append(course.id)
        loads += _build_loads(courses, writer.list_ids(group_teachers), hours, in_hall=subject == _HALL_SUBJECT)
    return loads


def _build_loads(courses: Sequence[UUID], teachers: Sequence[UUID], hours: int, *, in_hall: bool) -> list[TeachingLoad]:
    """Return one load for both subgroups at the same time, or one each if they have the same teacher."""
    if len(set(teachers)) == len(teachers):
        return [TeachingLoad(courses, teachers, hours, in_hall=in_hall)]
    return [TeachingLoad([one], [who], hours, is_half=True) for one, who in zip(courses, teachers, strict=True)]


def _list_teachers(school_class: DemoClass, subject: str, population: Population) -> Sequence[SchoolPerson]:
    """Return the teachers of a subject in a class: the homeroom teacher first if possible, else in rotation."""
    department = population.departments.get(curriculum.get_department(subject, school_class.grade), [])
    if school_class.homeroom_teacher in department:
        return [
            school_class.homeroom_teacher,
            *(teacher for teacher in department if teacher is not school_class.homeroom_teacher),
        ]
    turn = school_class.grade % len(department)
    return [*department[turn:], *department[:turn]]


async def _write_guardianships(writer: _SchoolContext, population: Population) -> None:
    guardianships = [
        GuardianshipSpec(writer.accounts[guardian.login], writer.accounts[child.login], kinship)
        for family in population.families
        for guardian, kinship in family.guardians
        for child in family.children
    ]
    await schools.add_guardianships(writer.work, writer.school_id, guardianships, from_on=writer.year.from_on)


async def _write_week(writer: _SchoolContext, loads: Sequence[Sequence[TeachingLoad]]) -> None:
    work, year = writer.work, writer.year
    added = await timetable.add_classrooms(work, writer.school_id, _CLASSROOMS)
    classrooms = {room.title: room.id for room in added}
    own = [str(_FIRST_CLASSROOM + i) for i in range(len(loads))]
    bells = await timetable.add_bell_schedule(work, writer.school_id, "Обычный день", _build_bells())
    pool = ClassroomPool(
        [classrooms[one] for one in own],
        [classrooms[one] for one in _SPARE_CLASSROOMS],
        [classrooms[one] for one in _HALLS],
    )
    slots: list[SlotSpec] = build_week(loads, pool, random.Random(1514))  # noqa: S311 - no secret
    span = NamedPeriod(f"Основное, {year.title}", year.from_on, year.to_on)
    await timetable.add_timetable(work, year, bells, span, slots)


def _build_bells() -> list[tuple[time, time]]:
    bells: list[tuple[time, time]] = []
    minute = timedelta(hours=_FIRST_BELL.hour, minutes=_FIRST_BELL.minute)
    for pause in (*_BREAK_MINUTES, 0):
        ends = minute + _LESSON
        bells.append((_to_time(minute), _to_time(ends)))
        minute = ends + timedelta(minutes=pause)
    return bells


def _to_time(since_midnight: timedelta) -> time:
    minutes = int(since_midnight.total_seconds()) // 60
    return time(minutes // 60, minutes % 60)
