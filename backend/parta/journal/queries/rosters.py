"""Who belongs to a class, a course, the staff: read for whole schools by a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import NotFound
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
    Subject,
)
from parta.journal.queries.capacities import read_capacities
from parta.journal.queries.conditions import among, holds
from parta.journal.schemas import ClassRoster, CourseRoster, StaffRoster

_Many = dict[UUID, dict[UUID, list[str]]]
"""Class → person → what by."""


async def get_class(session: AsyncSession, class_id: UUID) -> SchoolClass:
    """Give the class. Raises NotFound."""
    found = await session.get(SchoolClass, class_id)
    if found is None:
        raise NotFound
    return found


async def get_course(session: AsyncSession, course_id: UUID) -> Course:
    """Give the course. Raises NotFound."""
    found = await session.get(Course, course_id)
    if found is None:
        raise NotFound
    return found


async def people_of_course(
    session: AsyncSession, course_id: UUID, role: EnrollmentRole, *, on: date
) -> Collection[UUID]:
    """Give who is enrolled in the course itself on that day, as this: its teachers, or a subgroup's students."""
    enrolled = select(Enrollment.account_id).where(
        Enrollment.course_id == course_id, Enrollment.role == role, holds(Enrollment, on)
    )
    return set((await session.execute(enrolled)).scalars())


async def list_classes(session: AsyncSession, school_id: UUID) -> Sequence[UUID]:
    """Give all classes of the school, those of years gone by too."""
    return (await session.execute(select(SchoolClass.id).where(SchoolClass.school_id == school_id))).scalars().all()


async def classes_of(session: AsyncSession, ids: Collection[UUID], *, on: date) -> Collection[UUID]:
    """Give the classes in which any of these people learn, teach, lead, or have a child on that day."""
    learn = select(Enrollment.class_id).where(among(Enrollment.account_id, ids), holds(Enrollment, on))
    teach = select(Course.class_id).join(Enrollment, Enrollment.course_id == Course.id)
    teach = teach.where(among(Enrollment.account_id, ids), holds(Enrollment, on))
    lead = select(HomeroomTeacher.class_id).where(among(HomeroomTeacher.teacher_id, ids), holds(HomeroomTeacher, on))
    children = select(Enrollment.class_id).join(Guardianship, Guardianship.student_id == Enrollment.account_id)
    children = children.where(among(Guardianship.guardian_id, ids), holds(Guardianship, on), holds(Enrollment, on))
    found = (await session.execute(union(learn, teach, lead, children))).scalars()
    return {class_id for class_id in found if class_id is not None}


async def read_rosters(session: AsyncSession, class_ids: Collection[UUID], *, on: date) -> Sequence[ClassRoster]:
    """Give who belongs to each of these classes on that day."""
    heads = await _heads(session, class_ids, on)
    students = await _students(session, class_ids, on)
    guardians = await _guardians(session, class_ids, on)
    teachers = await _teachers(session, class_ids, on)
    classes = select(SchoolClass, School.title).join(School, School.id == SchoolClass.school_id)
    rows = await session.execute(classes.where(among(SchoolClass.id, class_ids)).order_by(SchoolClass.id))
    return [
        ClassRoster(
            class_id=one.id,
            school=school,
            title=one.title,
            is_over=one.to_on <= on,
            homeroom_teacher_id=heads.get(one.id),
            students=frozenset(students.get(one.id, ())),
            guardians=guardians.get(one.id, {}),
            teachers=teachers.get(one.id, {}),
        )
        for one, school in rows.tuples()
    ]


async def read_course(session: AsyncSession, course_id: UUID, *, on: date) -> CourseRoster:
    """Give who belongs to the course on that day. Raises NotFound."""
    course = select(Course, Subject.title, SchoolClass, School.title).join(Subject, Subject.id == Course.subject_id)
    course = course.join(SchoolClass, SchoolClass.id == Course.class_id).join(School, School.id == Course.school_id)
    found = (await session.execute(course.where(Course.id == course_id))).tuples().one_or_none()
    if found is None:
        raise NotFound
    one, title, school_class, school = found
    students = await _course_students(session, one, on)
    return CourseRoster(
        course_id=one.id,
        class_id=school_class.id,
        school=school,
        title=title,
        class_title=school_class.title,
        subgroup=one.subgroup,
        is_over=school_class.to_on <= on,
        teachers=frozenset(await people_of_course(session, one.id, EnrollmentRole.TEACHER, on=on)),
        students=frozenset(students),
        guardians=await _guardians_of(session, students, on),
    )


async def read_staff(session: AsyncSession, school_id: UUID, *, on: date) -> StaffRoster:
    """Give who works at the school on that day."""
    school = (await session.execute(select(School.title).where(School.id == school_id))).scalar_one()
    employed = select(StaffPosition.account_id).where(StaffPosition.school_id == school_id, holds(StaffPosition, on))
    ids = set((await session.execute(employed)).scalars())
    capacities = await read_capacities(session, school_id, ids, on=on)
    return StaffRoster(school_id=school_id, school=school, positions=dict(capacities))


async def _heads(session: AsyncSession, class_ids: Collection[UUID], on: date) -> Mapping[UUID, UUID]:
    heads = select(HomeroomTeacher.class_id, HomeroomTeacher.teacher_id)
    heads = heads.where(among(HomeroomTeacher.class_id, class_ids), holds(HomeroomTeacher, on))
    return dict((await session.execute(heads)).tuples().all())


async def _students(session: AsyncSession, class_ids: Collection[UUID], on: date) -> Mapping[UUID, set[UUID]]:
    enrolled = select(Enrollment.class_id, Enrollment.account_id).where(
        among(Enrollment.class_id, class_ids), Enrollment.role == EnrollmentRole.STUDENT, holds(Enrollment, on)
    )
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for class_id, account_id in (await session.execute(enrolled)).tuples():
        if class_id is not None:
            found[class_id].add(account_id)
    return found


async def _guardians(session: AsyncSession, class_ids: Collection[UUID], on: date) -> _Many:
    children = select(Enrollment.class_id, Guardianship.guardian_id, JournalAccount.first_name)
    children = children.join(Guardianship, Guardianship.student_id == Enrollment.account_id)
    children = children.join(JournalAccount, JournalAccount.id == Enrollment.account_id)
    children = children.where(
        among(Enrollment.class_id, class_ids),
        Enrollment.role == EnrollmentRole.STUDENT,
        holds(Enrollment, on),
        holds(Guardianship, on),
    )
    return _grouped((await session.execute(children.distinct())).tuples())


async def _teachers(session: AsyncSession, class_ids: Collection[UUID], on: date) -> _Many:
    taught = select(Course.class_id, Enrollment.account_id, Subject.title)
    taught = taught.join(Enrollment, Enrollment.course_id == Course.id).join(Subject, Subject.id == Course.subject_id)
    taught = taught.where(
        among(Course.class_id, class_ids), Enrollment.role == EnrollmentRole.TEACHER, holds(Enrollment, on)
    )
    return _grouped([(c, t, s) for c, t, s in (await session.execute(taught.distinct())).tuples()])


def _grouped(rows: Iterable[tuple[UUID | None, UUID, str]]) -> _Many:
    found: _Many = {}
    for class_id, person, by in sorted(rows, key=lambda row: row[2]):
        if class_id is not None:
            found.setdefault(class_id, {}).setdefault(person, []).append(by)
    return found


async def _course_students(session: AsyncSession, course: Course, on: date) -> Collection[UUID]:
    if course.subgroup is not None:
        return await people_of_course(session, course.id, EnrollmentRole.STUDENT, on=on)
    return (await _students(session, [course.class_id], on)).get(course.class_id, set())


async def _guardians_of(session: AsyncSession, students: Collection[UUID], on: date) -> dict[UUID, list[str]]:
    children = select(Guardianship.guardian_id, JournalAccount.first_name)
    children = children.join(JournalAccount, JournalAccount.id == Guardianship.student_id)
    children = children.where(among(Guardianship.student_id, students), holds(Guardianship, on))
    found: dict[UUID, list[str]] = {}
    for guardian, child in sorted((await session.execute(children)).tuples(), key=lambda row: row[1]):
        found.setdefault(guardian, []).append(child)
    return found
