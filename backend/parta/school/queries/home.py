"""Reads of a person's home page in the journal: only their own data."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.principals import AccountPrincipal
from parta.identity.schemas import PersonName
from parta.school.models import Course, JournalAccount, School, SchoolClass, StaffPosition, Subject
from parta.school.queries.conditions import among
from parta.school.queries.participation import (
    CLASS_STUDENTS,
    EMPLOYEES,
    GUARDIANS,
    HOMEROOM_TEACHERS,
    SUBGROUP_STUDENTS,
    TEACHERS,
    Branch,
)
from parta.school.queries.rosters import list_teachers
from parta.school.schemas import (
    ChildSummary,
    ClassSummary,
    CourseSummary,
    EmployeeHome,
    GuardianHome,
    JournalHome,
    StudentHome,
    TaughtCourse,
    TeacherHome,
)


async def read_home(session: AsyncSession, actor: AccountPrincipal, *, on: date) -> JournalHome:
    """Return the actor's home page on that day."""
    return JournalHome(
        student=await _student(session, actor.id, on),
        guardian=await _guardian(session, actor.id, on),
        teacher=await _teacher(session, actor.id, on),
        employee=await _employee(session, actor.id, on),
    )


async def count_school(session: AsyncSession, school_id: UUID, *, on: date) -> tuple[int, int]:
    """Return the numbers of classes and students of the school on that day."""
    classes = select(func.count()).select_from(SchoolClass)
    classes = classes.where(SchoolClass.school_id == school_id, SchoolClass.from_on <= on, SchoolClass.to_on > on)
    students = CLASS_STUDENTS.select(func.count(CLASS_STUDENTS.account_id.distinct()))
    students = students.where(
        CLASS_STUDENTS.school_id == school_id, CLASS_STUDENTS.class_id.is_not(None), CLASS_STUDENTS.is_valid_on(on)
    )
    return (await session.execute(classes)).scalar_one(), (await session.execute(students)).scalar_one()


async def _student(session: AsyncSession, account_id: UUID, on: date) -> StudentHome | None:
    school_class = (await _classes_of(session, [account_id], on)).get(account_id)
    if school_class is None:
        return None
    homeroom_teachers = await _homeroom_teachers(session, [school_class.id], on)
    attended = select(Course, Subject.title).join(Subject, Subject.id == Course.subject_id)
    own_subgroups = SUBGROUP_STUDENTS.select(SUBGROUP_STUDENTS.course_id)
    own_subgroups = own_subgroups.where(SUBGROUP_STUDENTS.account_id == account_id, SUBGROUP_STUDENTS.is_valid_on(on))
    attended = attended.where(
        Course.class_id == school_class.id, Course.subgroup.is_(None) | Course.id.in_(own_subgroups)
    )
    courses = (await session.execute(attended.order_by(Subject.title))).all()
    teachers = await list_teachers(session, [course.id for course, _ in courses], on)
    return StudentHome(
        class_title=school_class.title,
        homeroom_teacher=homeroom_teachers.get(school_class.id),
        courses=[
            CourseSummary(
                id=course.id, title=title, subgroup=course.subgroup, teachers=_names(teachers.get(course.id, []))
            )
            for course, title in courses
        ],
    )


async def _guardian(session: AsyncSession, account_id: UUID, on: date) -> GuardianHome | None:
    children = GUARDIANS.select(JournalAccount, School.title)
    children = children.join(JournalAccount, JournalAccount.id == GUARDIANS.student_id)
    children = children.join(School, School.id == JournalAccount.school_id)
    children = children.where(GUARDIANS.account_id == account_id, GUARDIANS.is_valid_on(on))
    rows = (await session.execute(children.order_by(JournalAccount.birth_on))).all()
    if not rows:
        return None
    classes = await _classes_of(session, [child.id for child, _ in rows], on)
    homeroom_teachers = await _homeroom_teachers(session, [one.id for one in classes.values()], on)
    return GuardianHome(
        children=[_child(child, school, classes.get(child.id), homeroom_teachers) for child, school in rows]
    )


def _child(
    child: JournalAccount, school: str, school_class: SchoolClass | None, homeroom_teachers: Mapping[UUID, PersonName]
) -> ChildSummary:
    return ChildSummary(
        id=child.id,
        name=PersonName.model_validate(child),
        class_title=school_class.title if school_class else None,
        homeroom_teacher=homeroom_teachers.get(school_class.id) if school_class else None,
        school=school,
    )


async def _teacher(session: AsyncSession, account_id: UUID, on: date) -> TeacherHome | None:
    homeroom = HOMEROOM_TEACHERS.select(SchoolClass)
    homeroom = homeroom.join(SchoolClass, SchoolClass.id == HOMEROOM_TEACHERS.class_id).where(
        HOMEROOM_TEACHERS.account_id == account_id, HOMEROOM_TEACHERS.is_valid_on(on), SchoolClass.to_on > on
    )
    classes = (await session.execute(homeroom.order_by(SchoolClass.grade, SchoolClass.title))).scalars().all()
    taught = TEACHERS.select(Course, Subject.title, SchoolClass).join(Course, Course.id == TEACHERS.course_id)
    taught = taught.join(Subject, Subject.id == Course.subject_id)
    taught = taught.join(SchoolClass, SchoolClass.id == Course.class_id)
    taught = taught.where(TEACHERS.account_id == account_id, TEACHERS.is_valid_on(on), SchoolClass.to_on > on)
    order = (SchoolClass.grade, SchoolClass.title, Subject.title, Course.subgroup)
    courses = (await session.execute(taught.order_by(*order))).all()
    if not classes and not courses:
        return None
    in_class = await _count(session, CLASS_STUDENTS, [*(c.id for c in classes), *(c.id for *_, c in courses)], on)
    in_course = await _count(session, SUBGROUP_STUDENTS, [course.id for course, *_ in courses], on)
    return TeacherHome(
        homeroom_classes=[ClassSummary(id=c.id, title=c.title, students=in_class.get(c.id, 0)) for c in classes],
        courses=[
            TaughtCourse(
                id=course.id,
                title=title,
                class_id=c.id,
                class_title=c.title,
                subgroup=course.subgroup,
                students=in_class.get(c.id, 0) if course.subgroup is None else in_course.get(course.id, 0),
            )
            for course, title, c in courses
        ],
    )


async def _employee(session: AsyncSession, account_id: UUID, on: date) -> EmployeeHome | None:
    held = EMPLOYEES.select(StaffPosition.title)
    held = held.where(EMPLOYEES.account_id == account_id, EMPLOYEES.is_valid_on(on))
    titles = (await session.execute(held.order_by(StaffPosition.title))).scalars().all()
    return EmployeeHome(position=", ".join(titles)) if titles else None


async def _classes_of(session: AsyncSession, students: Collection[UUID], on: date) -> Mapping[UUID, SchoolClass]:
    enrolled = CLASS_STUDENTS.select(CLASS_STUDENTS.account_id, SchoolClass)
    enrolled = enrolled.join(SchoolClass, SchoolClass.id == CLASS_STUDENTS.class_id).where(
        among(CLASS_STUDENTS.account_id, students), CLASS_STUDENTS.is_valid_on(on), SchoolClass.to_on > on
    )
    return dict((await session.execute(enrolled)).all())


async def _homeroom_teachers(session: AsyncSession, classes: Collection[UUID], on: date) -> Mapping[UUID, PersonName]:
    query = HOMEROOM_TEACHERS.select(HOMEROOM_TEACHERS.class_id, JournalAccount)
    query = query.join(JournalAccount, JournalAccount.id == HOMEROOM_TEACHERS.account_id)
    query = query.where(among(HOMEROOM_TEACHERS.class_id, classes), HOMEROOM_TEACHERS.is_valid_on(on))
    rows = await session.execute(query)
    return {class_id: PersonName.model_validate(teacher) for class_id, teacher in rows}


async def _count(session: AsyncSession, students: Branch, ids: Collection[UUID], on: date) -> Mapping[UUID, int]:
    """Return the numbers of students of these classes, or of these courses of subgroups."""
    target = students.class_id if students is CLASS_STUDENTS else students.course_id
    enrolled = students.select(target, func.count()).where(among(target, ids), students.is_valid_on(on))
    return dict((await session.execute(enrolled.group_by(target))).all())


def _names(people: Sequence[JournalAccount]) -> list[PersonName]:
    return [PersonName.model_validate(one) for one in people]
