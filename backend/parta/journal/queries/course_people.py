"""Reads of the people of courses and of a lesson, all roles in one statement."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Select,
    Uuid,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import today
from parta.core.errors import NotFound
from parta.journal.models import (
    Course,
    Enrollment,
    EnrollmentRole,
    Guardianship,
    JournalAccount,
    Lesson,
    LessonState,
    School,
    SchoolClass,
    Subject,
    Substitution,
)
from parta.journal.queries.conditions import among, is_valid_on, local_today, roster_day
from parta.journal.queries.loaded_lessons import LoadedLesson
from parta.journal.schemas import CourseRoster, LessonPeople

_Role = Literal["teacher", "student", "guardian"]
_Row = tuple[_Role, UUID, UUID, str | None, UUID | None]
"""Role, course and account; for a guardian, first name and account of the child."""
_NO_CHILD = cast(null(), Uuid())
"""Typed: a union would take the first of its columns for text."""


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
    people = await _read_people(session, *_select_courses(ids, at))
    return [
        _build_roster(course, title, class_title, school, people.get(course.id, _People()), has_ended=ended)
        for course, title, class_title, school, ended in rows
    ]


async def read_course_of(session: AsyncSession, loaded: LoadedLesson) -> CourseRoster:
    """Return the people of the lesson's course today, or on its class's last day, in one statement."""
    course, school_class, school = loaded.course, loaded.school_class, loaded.school
    on = today(school.time_zone)
    courses, substitutes = _select_courses([course.id], literal(on, Date()))
    people = (await _read_people(session, courses, substitutes)).get(course.id, _People())
    has_ended = school_class.to_on <= on
    return _build_roster(course, loaded.subject, school_class.title, school, people, has_ended=has_ended)


async def get_lesson_people(session: AsyncSession, lesson_id: UUID) -> LessonPeople:
    """Return the people of the lesson on its day."""
    held = select(Course.id, Course.class_id, Course.subgroup, roster_day(Lesson.on).label("day"))
    held = held.join(Lesson, Lesson.course_id == Course.id).join(SchoolClass, SchoolClass.id == Course.class_id)
    courses = held.where(Lesson.id == lesson_id).cte("courses")
    substitutes = select(literal("teacher"), courses.c.id, Substitution.teacher_id, null(), _NO_CHILD)
    substitutes = substitutes.join(Lesson, Lesson.course_id == courses.c.id).where(Lesson.id == lesson_id)
    substitutes = substitutes.join(Substitution, Substitution.lesson_id == Lesson.id)
    people = await _read_people(session, courses, substitutes)
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


def _select_courses(ids: Collection[UUID], at: ColumnElement[date]) -> tuple[CTE, Select[str, UUID, UUID, None, UUID]]:
    """Return these courses, each with the day of its roster, and the substitutes of their lessons on that day."""
    taught = select(Course.id, Course.class_id, Course.subgroup, roster_day(at).label("day"))
    taught = taught.join(SchoolClass, SchoolClass.id == Course.class_id).join(School, School.id == Course.school_id)
    courses = taught.where(among(Course.id, ids)).cte("courses")
    substitutes = select(literal("teacher"), courses.c.id, Substitution.teacher_id, null(), _NO_CHILD)
    substitutes = substitutes.join(Lesson, Lesson.course_id == courses.c.id).where(Lesson.on == courses.c.day)
    substitutes = substitutes.join(Substitution, Substitution.lesson_id == Lesson.id)
    return courses, substitutes.where(Lesson.state == LessonState.PLANNED)


async def _read_people(
    session: AsyncSession, courses: CTE, substitutes: Select[str, UUID, UUID, None, UUID]
) -> dict[UUID, _People]:
    """Return the people of the courses, each on its day, with these substitutes."""
    day = courses.c.day
    own = select(literal("teacher"), courses.c.id, Enrollment.account_id, null(), _NO_CHILD)
    own = own.join(Enrollment, Enrollment.course_id == courses.c.id)
    own = own.where(Enrollment.role == EnrollmentRole.TEACHER, is_valid_on(Enrollment, day))
    enrolled = select(courses.c.id, courses.c.day, Enrollment.account_id)
    of_class = enrolled.join(Enrollment, Enrollment.class_id == courses.c.class_id).where(courses.c.subgroup.is_(None))
    of_subgroup = enrolled.join(Enrollment, Enrollment.course_id == courses.c.id)
    of_subgroup = of_subgroup.where(courses.c.subgroup.is_not(None))
    attends = (Enrollment.role == EnrollmentRole.STUDENT, is_valid_on(Enrollment, day))
    students = union_all(of_class.where(*attends), of_subgroup.where(*attends)).cte("students")
    child = (JournalAccount.first_name, JournalAccount.id)
    guardians = select(literal("guardian"), students.c.id, Guardianship.guardian_id, *child)
    guardians = guardians.join(Guardianship, Guardianship.student_id == students.c.account_id)
    guardians = guardians.join(JournalAccount, JournalAccount.id == students.c.account_id)
    guardians = guardians.where(is_valid_on(Guardianship, students.c.day))
    everybody = union_all(
        own,
        substitutes,
        select(literal("student"), students.c.id, students.c.account_id, null(), _NO_CHILD),
        guardians,
    )
    found: dict[UUID, _People] = {}
    rows: list[_Row] = [(*row,) for row in await session.execute(everybody)]
    for role, course_id, account_id, name, child_id in sorted(rows, key=lambda row: row[3] or ""):
        _add(found.setdefault(course_id, _People()), role, account_id, name or "", child_id)
    return found


def _add(people: _People, role: _Role, account_id: UUID, name: str, child_id: UUID | None) -> None:
    match role:
        case "teacher":
            people.teachers.add(account_id)
        case "student":
            people.students.add(account_id)
        case "guardian":
            people.guardians.setdefault(account_id, []).append(name)
            if child_id is not None:
                people.children.setdefault(account_id, []).append(child_id)
