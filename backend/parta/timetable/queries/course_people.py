"""Reads of the people of courses and of a lesson, all roles in one statement."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Date, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import today
from parta.core.errors import NotFound
from parta.school.models import Course, JournalAccount, School, SchoolClass, Subject
from parta.school.queries.conditions import among, local_today, roster_day
from parta.school.queries.participation import (
    COURSE_GUARDIANS,
    COURSE_STUDENTS,
    TEACHERS,
    Branch,
    CapacityKind,
    participation,
)
from parta.timetable.models import Lesson
from parta.timetable.queries.loaded_lessons import LoadedLesson
from parta.timetable.queries.participation import COMING_SUBSTITUTES, SUBSTITUTES_OF_DAY
from parta.timetable.schemas import CourseRoster, LessonPeople

_Row = tuple[str, UUID, UUID, UUID, str]
"""Capacity, course and account; of students and guardians, the student's account and first name."""


@dataclass(slots=True)
class _People:
    teachers: set[UUID] = field(default_factory=set[UUID])
    students: set[UUID] = field(default_factory=set[UUID])
    guardians: dict[UUID, list[str]] = field(default_factory=dict[UUID, list[str]])
    children: dict[UUID, list[UUID]] = field(default_factory=dict[UUID, list[UUID]])


async def read_course(session: AsyncSession, course_id: UUID) -> CourseRoster:
    """Return the people of the course today, or on its class's last day. Raises NotFound."""
    found = await read_courses(session, [course_id])
    if not found:
        raise NotFound
    return found[0]


async def read_courses(session: AsyncSession, ids: Collection[UUID]) -> Sequence[CourseRoster]:
    """Return the people of these courses today, or on a class's last day, in two statements."""
    if not ids:
        return []
    at = local_today()
    has_ended = SchoolClass.to_on <= at
    query = select(Course, Subject.title, SchoolClass.title, School, has_ended)
    query = query.join(Subject, Subject.id == Course.subject_id).join(SchoolClass, SchoolClass.id == Course.class_id)
    query = query.join(School, School.id == Course.school_id).where(among(Course.id, ids)).order_by(Course.id)
    rows = (await session.execute(query)).all()
    people = await _read_people(session, _select_courses(ids, at))
    return [
        _build_roster(course, title, class_title, school, people.get(course.id, _People()), has_ended=ended)
        for course, title, class_title, school, ended in rows
    ]


async def read_course_of(session: AsyncSession, loaded: LoadedLesson) -> CourseRoster:
    """Return the people of the lesson's course today, or on its class's last day, in one statement."""
    course, school_class, school = loaded.course, loaded.school_class, loaded.school
    on = today(school.time_zone)
    people = (await _read_people(session, _select_courses([course.id], literal(on, Date())))).get(course.id, _People())
    has_ended = school_class.to_on <= on
    return _build_roster(course, loaded.subject, school_class.title, school, people, has_ended=has_ended)


async def get_lesson_people(session: AsyncSession, lesson_id: UUID) -> LessonPeople:
    """Return the people of the lesson on its day."""
    held = select(Lesson.course_id, roster_day(Lesson.on).label("day"))
    held = held.join(SchoolClass, SchoolClass.id == Lesson.class_id).where(Lesson.id == lesson_id)
    people = await _read_people(session, held.cte("courses"), lesson_id=lesson_id)
    one = next(iter(people.values()), _People())
    return LessonPeople(
        teachers=frozenset(one.teachers),
        students=frozenset(one.students),
        guardians=one.guardians,
        children=one.children,
    )


def _build_roster(  # noqa: PLR0913 - a course, with all that it belongs to
    course: Course, title: str, class_title: str, school: School, people: _People, *, has_ended: bool
) -> CourseRoster:
    return CourseRoster(
        course_id=course.id,
        class_id=course.class_id,
        school_id=school.id,
        school=school.title,
        title=title,
        class_title=class_title,
        subgroup=course.subgroup,
        has_ended=has_ended,
        classmates_may_write=school.classmates_may_write,
        teachers=frozenset(people.teachers),
        students=frozenset(people.students),
        guardians=people.guardians,
    )


def _select_courses(ids: Collection[UUID], at: ColumnElement[date]) -> CTE:
    """Return these courses, each with the day of its roster."""
    courses = select(Course.id.label("course_id"), roster_day(at).label("day"))
    courses = courses.join(SchoolClass, SchoolClass.id == Course.class_id)
    return courses.join(School, School.id == Course.school_id).where(among(Course.id, ids)).cte("courses")


async def _read_people(session: AsyncSession, courses: CTE, *, lesson_id: UUID | None = None) -> Mapping[UUID, _People]:
    """Return the people of the courses, each on its day, with the substitutes of that day, or of this lesson."""

    def of_courses(one: Branch) -> Iterable[ColumnElement[bool]]:
        is_valid = Lesson.id == lesson_id if one is COMING_SUBSTITUTES else one.is_valid_on(courses.c.day)
        return one.course_id == courses.c.course_id, is_valid

    substitutes = COMING_SUBSTITUTES if lesson_id else SUBSTITUTES_OF_DAY
    branches = (TEACHERS, substitutes, *COURSE_STUDENTS, *COURSE_GUARDIANS)
    people = participation(branches, "capacity", "course_id", "account_id", "student_id", where=of_courses).subquery()
    query = select(*people.c, JournalAccount.first_name)
    query = query.outerjoin(JournalAccount, JournalAccount.id == people.c.student_id)
    found = defaultdict[UUID, _People](_People)
    rows: list[_Row] = [(*row,) for row in await session.execute(query)]
    for capacity, course_id, account_id, student_id, name in sorted(rows, key=lambda row: row[-1] or ""):
        _add(found[course_id], CapacityKind(capacity), account_id, student_id, name)
    return found


def _add(people: _People, capacity: CapacityKind, account_id: UUID, student_id: UUID, name: str) -> None:
    match capacity:
        case CapacityKind.STUDENT:
            people.students.add(account_id)
        case CapacityKind.GUARDIAN:
            people.guardians.setdefault(account_id, []).append(name)
            people.children.setdefault(account_id, []).append(student_id)
        case _:
            people.teachers.add(account_id)
