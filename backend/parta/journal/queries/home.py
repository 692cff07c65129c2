"""Reads of a person's home page in the journal: only their own data."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from parta.core.principals import AccountPrincipal
from parta.identity.schemas import PersonName
from parta.journal.models import (
    Course,
    Enrollment,
    EnrollmentRole,
    Guardianship,
    HomeroomTeacher,
    JournalAccount,
    School,
    SchoolClass,
    StaffPosition,
    StaffRole,
    Subject,
)
from parta.journal.queries.conditions import among, is_valid_on
from parta.journal.schemas import (
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
    students = select(func.count(Enrollment.account_id.distinct())).where(
        Enrollment.school_id == school_id,
        Enrollment.class_id.is_not(None),
        Enrollment.role == EnrollmentRole.STUDENT,
        is_valid_on(Enrollment, on),
    )
    return (await session.execute(classes)).scalar_one(), (await session.execute(students)).scalar_one()


async def _student(session: AsyncSession, account_id: UUID, on: date) -> StudentHome | None:
    school_class = (await _classes_of(session, [account_id], on)).get(account_id)
    if school_class is None:
        return None
    homeroom_teachers = await _homeroom_teachers(session, [school_class.id], on)
    attended = select(Course, Subject.title).join(Subject, Subject.id == Course.subject_id)
    own_subgroups = select(Enrollment.course_id).where(Enrollment.account_id == account_id, is_valid_on(Enrollment, on))
    attended = attended.where(
        Course.class_id == school_class.id, Course.subgroup.is_(None) | Course.id.in_(own_subgroups)
    )
    courses = (await session.execute(attended.order_by(Subject.title))).all()
    teachers = await _teachers(session, [course.id for course, _ in courses], on)
    return StudentHome(
        class_title=school_class.title,
        homeroom_teacher=homeroom_teachers.get(school_class.id),
        courses=[
            CourseSummary(id=course.id, title=title, subgroup=course.subgroup, teachers=teachers.get(course.id, []))
            for course, title in courses
        ],
    )


async def _guardian(session: AsyncSession, account_id: UUID, on: date) -> GuardianHome | None:
    children = select(JournalAccount, School.title).join(Guardianship, Guardianship.student_id == JournalAccount.id)
    children = children.join(School, School.id == JournalAccount.school_id)
    children = children.where(Guardianship.guardian_id == account_id, is_valid_on(Guardianship, on))
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
    homeroom = select(SchoolClass).join(HomeroomTeacher, HomeroomTeacher.class_id == SchoolClass.id)
    homeroom = homeroom.where(
        HomeroomTeacher.teacher_id == account_id, is_valid_on(HomeroomTeacher, on), SchoolClass.to_on > on
    )
    classes = (await session.execute(homeroom.order_by(SchoolClass.grade, SchoolClass.title))).scalars().all()
    taught = select(Course, Subject.title, SchoolClass).join(Subject, Subject.id == Course.subject_id)
    taught = taught.join(SchoolClass, SchoolClass.id == Course.class_id)
    taught = taught.join(Enrollment, Enrollment.course_id == Course.id).where(
        Enrollment.account_id == account_id,
        Enrollment.role == EnrollmentRole.TEACHER,
        is_valid_on(Enrollment, on),
        SchoolClass.to_on > on,
    )
    order = (SchoolClass.grade, SchoolClass.title, Subject.title, Course.subgroup)
    courses = (await session.execute(taught.order_by(*order))).all()
    if not classes and not courses:
        return None
    in_class = await _count(session, Enrollment.class_id, [*(c.id for c in classes), *(c.id for *_, c in courses)], on)
    in_course = await _count(session, Enrollment.course_id, [course.id for course, *_ in courses], on)
    return TeacherHome(
        homeroom_classes=[ClassSummary(id=c.id, title=c.title, students=in_class.get(c.id, 0)) for c in classes],
        courses=[
            TaughtCourse(
                id=course.id,
                title=title,
                class_title=c.title,
                subgroup=course.subgroup,
                students=in_class.get(c.id, 0) if course.subgroup is None else in_course.get(course.id, 0),
            )
            for course, title, c in courses
        ],
    )


async def _employee(session: AsyncSession, account_id: UUID, on: date) -> EmployeeHome | None:
    held = select(StaffPosition.title).where(
        StaffPosition.account_id == account_id, StaffPosition.role == StaffRole.EMPLOYEE, is_valid_on(StaffPosition, on)
    )
    titles = (await session.execute(held.order_by(StaffPosition.title))).scalars().all()
    return EmployeeHome(position=", ".join(titles)) if titles else None


async def _classes_of(session: AsyncSession, students: Collection[UUID], on: date) -> Mapping[UUID, SchoolClass]:
    enrolled = select(Enrollment.account_id, SchoolClass).join(SchoolClass, SchoolClass.id == Enrollment.class_id)
    enrolled = enrolled.where(
        among(Enrollment.account_id, students),
        Enrollment.role == EnrollmentRole.STUDENT,
        is_valid_on(Enrollment, on),
        SchoolClass.to_on > on,
    )
    return dict((await session.execute(enrolled)).all())


async def _homeroom_teachers(session: AsyncSession, classes: Collection[UUID], on: date) -> Mapping[UUID, PersonName]:
    query = select(HomeroomTeacher.class_id, JournalAccount)
    query = query.join(JournalAccount, JournalAccount.id == HomeroomTeacher.teacher_id)
    query = query.where(among(HomeroomTeacher.class_id, classes), is_valid_on(HomeroomTeacher, on))
    rows = await session.execute(query)
    return {class_id: PersonName.model_validate(teacher) for class_id, teacher in rows}


async def _teachers(session: AsyncSession, courses: Sequence[UUID], on: date) -> Mapping[UUID, list[PersonName]]:
    teachers = select(Enrollment.course_id, JournalAccount)
    teachers = teachers.join(JournalAccount, JournalAccount.id == Enrollment.account_id)
    teachers = teachers.where(
        among(Enrollment.course_id, courses), Enrollment.role == EnrollmentRole.TEACHER, is_valid_on(Enrollment, on)
    )
    found: defaultdict[UUID, list[PersonName]] = defaultdict(list)
    for course_id, teacher in await session.execute(teachers.order_by(JournalAccount.last_name)):
        if course_id is not None:
            found[course_id].append(PersonName.model_validate(teacher))
    return found


async def _count(
    session: AsyncSession, column: InstrumentedAttribute[UUID | None], ids: Collection[UUID], on: date
) -> Mapping[UUID, int]:
    enrolled = select(column, func.count()).where(
        among(column, ids), Enrollment.role == EnrollmentRole.STUDENT, is_valid_on(Enrollment, on)
    )
    rows = await session.execute(enrolled.group_by(column))
    return {target_id: count for target_id, count in rows if target_id is not None}
