"""Classes: opening and closing them, their students and homeroom teachers."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select, update

from parta.core.errors import Conflict, NotFound
from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.school import queries
from parta.school.events import AccountsChanged, ClassChanged
from parta.school.models import Course, Enrollment, EnrollmentRole, HomeroomTeacher, SchoolClass, SchoolYear
from parta.school.queries.conditions import among


class AlreadyEnrolled(Conflict):
    """The student is enrolled in a class at that time."""

    code = "already_enrolled"


async def open_class(
    work: UnitOfWork, year: SchoolYear, title: str, grade: int, *, homeroom_teacher_id: UUID | None = None
) -> SchoolClass:
    """Open a class for the school year, with its homeroom teacher if there is one yet."""
    school_class = SchoolClass(
        school_id=year.school_id,
        year_id=year.id,
        title=title,
        grade=grade,
        from_on=year.from_on,
        to_on=year.to_on,
    )
    work.add(school_class)
    await work.flush()
    work.create_stream("class", school_class.id)
    work.emit(ClassChanged(class_id=school_class.id))
    if homeroom_teacher_id is not None:
        await appoint_homeroom_teacher(work, school_class.id, homeroom_teacher_id, from_on=year.from_on)
    return school_class


async def rename_class(work: UnitOfWork, class_id: UUID, title: str) -> None:
    """Change the title of the class. Raises NotFound."""
    school_class = await queries.get_class(work, class_id)
    school_class.title = title
    work.emit(ClassChanged(class_id=class_id))
    await _emit_accounts_changed(work, school_class)


async def end_class(work: UnitOfWork, class_id: UUID, *, to_on: date) -> SchoolClass:
    """End the class and its enrolments, and return it; its lessons are the timetable's. Raises NotFound."""
    school_class = await queries.get_class(work, class_id)
    school_class.to_on = to_on
    within = (Enrollment.class_id == class_id, or_(Enrollment.to_on.is_(None), Enrollment.to_on > to_on))
    await _emit_accounts_changed(work, school_class)
    await work.execute(update(Enrollment).where(*within, Enrollment.from_on < to_on).values(to_on=to_on))
    await work.flush()
    work.emit(ClassChanged(class_id=class_id))
    return school_class


async def enroll_students(work: UnitOfWork, class_id: UUID, students: Collection[UUID], *, from_on: date) -> None:
    """Enroll the students in the class from that day on. Raises NotFound, AlreadyEnrolled."""
    school_class = await queries.get_class(work, class_id)
    await work.advisory_lock(f"enrolments:{school_class.school_id}")
    await _require_not_enrolled(work, school_class, students, from_on)
    work.add_all(
        Enrollment(
            id=new_id(),
            school_id=school_class.school_id,
            class_id=class_id,
            course_id=None,
            account_id=student,
            role=EnrollmentRole.STUDENT,
            from_on=from_on,
            to_on=school_class.to_on,
        )
        for student in students
    )
    await work.flush()
    work.emit(ClassChanged(class_id=class_id))
    work.emit(AccountsChanged(school_id=school_class.school_id, account_ids=list(students)))


async def withdraw_student(work: UnitOfWork, class_id: UUID, student_id: UUID, *, to_on: date) -> None:
    """End the student's enrollment in the class and its subgroups: that day is the first outside. Raises NotFound."""
    school_class = await queries.get_class(work, class_id)
    await work.advisory_lock(f"enrolments:{school_class.school_id}")
    subgroups = select(Course.id).where(Course.class_id == class_id)
    query = update(Enrollment).where(
        Enrollment.account_id == student_id,
        Enrollment.role == EnrollmentRole.STUDENT,
        Enrollment.from_on <= to_on,
        or_(Enrollment.to_on.is_(None), Enrollment.to_on > to_on),
        or_(Enrollment.class_id == class_id, Enrollment.course_id.in_(subgroups)),
    )
    ended = await work.execute(query.values(to_on=to_on).returning(Enrollment.id))
    if not ended.all():
        raise NotFound
    work.emit(ClassChanged(class_id=class_id))
    work.emit(AccountsChanged(school_id=school_class.school_id, account_ids=[student_id]))


async def transfer_student(
    work: UnitOfWork, student_id: UUID, *, from_class_id: UUID, to_class_id: UUID, on: date
) -> None:
    """Move the student from one class to another on that day. Raises NotFound, AlreadyEnrolled."""
    await withdraw_student(work, from_class_id, student_id, to_on=on)
    await enroll_students(work, to_class_id, [student_id], from_on=on)


async def appoint_homeroom_teacher(work: UnitOfWork, class_id: UUID, teacher_id: UUID | None, *, from_on: date) -> None:
    """Set or remove the homeroom teacher of the class from that day on. Raises NotFound."""
    school_class = await queries.get_class(work, class_id)
    await work.advisory_lock(f"class:{class_id}")
    query = update(HomeroomTeacher).where(
        HomeroomTeacher.class_id == class_id,
        or_(HomeroomTeacher.to_on.is_(None), HomeroomTeacher.to_on > from_on),
    )
    former = (await work.execute(query.values(to_on=from_on).returning(HomeroomTeacher.teacher_id))).scalars()
    people = set(former)
    if teacher_id is not None:
        people.add(teacher_id)
        work.add(
            HomeroomTeacher(
                school_id=school_class.school_id, class_id=class_id, teacher_id=teacher_id, from_on=from_on, to_on=None
            )
        )
        await work.flush()
    work.emit(ClassChanged(class_id=class_id))
    work.emit(AccountsChanged(school_id=school_class.school_id, account_ids=sorted(people)))


async def _require_not_enrolled(
    work: UnitOfWork, school_class: SchoolClass, students: Collection[UUID], from_on: date
) -> None:
    query = select(Enrollment.id).where(
        among(Enrollment.account_id, students),
        Enrollment.class_id.is_not(None),
        Enrollment.role == EnrollmentRole.STUDENT,
        Enrollment.from_on < school_class.to_on,
        or_(Enrollment.to_on.is_(None), Enrollment.to_on > from_on),
    )
    if (await work.execute(query.limit(1))).first() is not None:
        raise AlreadyEnrolled


async def _emit_accounts_changed(work: UnitOfWork, school_class: SchoolClass) -> None:
    students = select(Enrollment.account_id).where(Enrollment.class_id == school_class.id)
    teachers = select(HomeroomTeacher.teacher_id).where(HomeroomTeacher.class_id == school_class.id)
    people = (await work.execute(students.union(teachers))).scalars().all()
    work.emit(AccountsChanged(school_id=school_class.school_id, account_ids=list(people)))
