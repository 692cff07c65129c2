"""Reads of the people of a class, a course, the staff, each with a fixed number of statements."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import Select, literal, select, union, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import NotFound
from parta.journal.models import (
    Course,
    Enrollment,
    EnrollmentRole,
    Guardianship,
    HomeroomTeacher,
    JournalAccount,
    Lesson,
    School,
    SchoolClass,
    StaffPosition,
    Subject,
    Substitution,
)
from parta.journal.queries.capacities import read_capacities
from parta.journal.queries.conditions import among, is_valid_on, local_today, roster_day
from parta.journal.schemas import ClassRoster, StaffRoster

_Part = Literal["homeroom_teacher", "student", "guardian", "teacher"]


async def get_class(session: AsyncSession, class_id: UUID) -> SchoolClass:
    """Return the class. Raises NotFound."""
    found = await session.get(SchoolClass, class_id)
    if found is None:
        raise NotFound
    return found


async def get_course(session: AsyncSession, course_id: UUID) -> Course:
    """Return the course. Raises NotFound."""
    found = await session.get(Course, course_id)
    if found is None:
        raise NotFound
    return found


async def list_course_people(
    session: AsyncSession, course_id: UUID, role: EnrollmentRole, *, on: date
) -> Collection[UUID]:
    """Return the people enrolled in the course itself on that day: its teachers, or a subgroup's students."""
    enrolled = select(Enrollment.account_id).where(
        Enrollment.course_id == course_id, Enrollment.role == role, is_valid_on(Enrollment, on)
    )
    return set((await session.execute(enrolled)).scalars())


async def list_classes(session: AsyncSession, school_id: UUID, *, since: date) -> Sequence[UUID]:
    """Return the classes of the school that had not ended on that day."""
    query = select(SchoolClass.id).where(SchoolClass.school_id == school_id, SchoolClass.to_on > since)
    return (await session.execute(query.order_by(SchoolClass.id))).scalars().all()


async def list_courses(session: AsyncSession, class_id: UUID) -> Sequence[UUID]:
    """Return the courses of the class."""
    return (await session.execute(select(Course.id).where(Course.class_id == class_id))).scalars().all()


async def list_related_classes(session: AsyncSession, ids: Collection[UUID]) -> Collection[UUID]:
    """Return the classes of which any of these people was ever a student, teacher, substitute or guardian."""
    as_student = select(Enrollment.class_id).where(among(Enrollment.account_id, ids))
    as_teacher = select(Course.class_id).join(Enrollment, Enrollment.course_id == Course.id)
    as_teacher = as_teacher.where(among(Enrollment.account_id, ids))
    as_homeroom_teacher = select(HomeroomTeacher.class_id).where(among(HomeroomTeacher.teacher_id, ids))
    children = select(Enrollment.class_id).join(Guardianship, Guardianship.student_id == Enrollment.account_id)
    children = children.where(among(Guardianship.guardian_id, ids))
    as_substitute = select(Lesson.class_id).join(Substitution, Substitution.lesson_id == Lesson.id)
    as_substitute = as_substitute.where(among(Substitution.teacher_id, ids))
    found = (
        await session.execute(union(as_student, as_teacher, as_homeroom_teacher, children, as_substitute))
    ).scalars()
    return {class_id for class_id in found if class_id is not None}


async def read_roster(session: AsyncSession, class_id: UUID) -> ClassRoster:
    """Return the people of the class today, or on its last day, in two statements. Raises NotFound."""
    query = select(SchoolClass, School, SchoolClass.to_on <= local_today(), roster_day(local_today()))
    query = query.join(School, School.id == SchoolClass.school_id).where(SchoolClass.id == class_id)
    found = (await session.execute(query)).one_or_none()
    if found is None:
        raise NotFound
    school_class, school, has_ended, day = found
    people = await _read_people(session, class_id, day)
    return ClassRoster(
        class_id=class_id,
        school_id=school.id,
        school=school.title,
        title=school_class.title,
        has_ended=has_ended,
        classmates_may_write=school.classmates_may_write,
        homeroom_teacher_id=next(iter(people["homeroom_teacher"]), None),
        students=frozenset(people["student"]),
        guardians=people["guardian"],
        teachers=people["teacher"],
    )


async def read_staff(session: AsyncSession, school_id: UUID, *, on: date) -> StaffRoster:
    """Return the staff of the school on that day."""
    school = (await session.execute(select(School.title).where(School.id == school_id))).scalar_one()
    query = select(StaffPosition.account_id).where(StaffPosition.school_id == school_id, is_valid_on(StaffPosition, on))
    ids = set((await session.execute(query)).scalars())
    capacities = await read_capacities(session, school_id, ids, on=on)
    return StaffRoster(school_id=school_id, school=school, positions=dict(capacities))


async def _read_people(session: AsyncSession, class_id: UUID, on: date) -> Mapping[_Part, dict[UUID, list[str]]]:
    """Return the people of the class on that day: guardians with their children, teachers with their subjects."""
    everybody = union_all(*_select_people(class_id, on))
    rows: list[tuple[_Part, UUID, str]] = [(*row,) for row in await session.execute(everybody)]
    people: dict[_Part, dict[UUID, list[str]]] = {part: {} for part in get_args(_Part)}
    for part, account_id, detail in sorted(set(rows), key=lambda row: row[2]):
        people[part].setdefault(account_id, []).append(detail)
    return people


def _select_people(class_id: UUID, on: date) -> Iterable[Select[str, UUID, str]]:
    none = literal("")
    homeroom = select(literal("homeroom_teacher"), HomeroomTeacher.teacher_id, none)
    yield homeroom.where(HomeroomTeacher.class_id == class_id, is_valid_on(HomeroomTeacher, on))
    attends = (
        Enrollment.class_id == class_id,
        Enrollment.role == EnrollmentRole.STUDENT,
        is_valid_on(Enrollment, on),
    )
    yield select(literal("student"), Enrollment.account_id, none).where(*attends)
    children = select(literal("guardian"), Guardianship.guardian_id, JournalAccount.first_name)
    children = children.join(Enrollment, Guardianship.student_id == Enrollment.account_id)
    children = children.join(JournalAccount, JournalAccount.id == Enrollment.account_id)
    yield children.where(*attends, is_valid_on(Guardianship, on))
    taught = select(literal("teacher"), Enrollment.account_id, Subject.title)
    taught = taught.join(Course, Enrollment.course_id == Course.id).join(Subject, Subject.id == Course.subject_id)
    yield taught.where(
        Course.class_id == class_id, Enrollment.role == EnrollmentRole.TEACHER, is_valid_on(Enrollment, on)
    )
