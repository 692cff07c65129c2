"""A school of 3,000 people in its third year, written by set: for the plans of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from uuid import UUID

from parta.core.clock import today
from parta.core.db import Base
from parta.core.ids import new_id
from parta.school.models import (
    Course,
    Enrollment,
    EnrollmentRole,
    Guardianship,
    HomeroomTeacher,
    JournalAccount,
    Kinship,
    School,
    SchoolClass,
    SchoolYear,
    StaffPosition,
    StaffRole,
    Subject,
)
from parta.timetable.models import Lesson, LessonState, Substitution
from tests.integration.school.belonging import ZONE, SchoolRows

_CLASSES, _PER_CLASS, _SUBJECTS, _TEACHERS, _STAFF = 44, 25, 12, 110, 50
_YEARS = 3
_DAYS = 40
"""School days of the current year with lessons."""


@dataclass(frozen=True, slots=True)
class LargeSchool:
    """The rows of the school, and somebody of each sort: a student, their guardian, teacher and lesson."""

    made: SchoolRows
    rows: Sequence[Sequence[Base]]
    id: UUID
    class_id: UUID
    course_id: UUID
    lesson_id: UUID
    student: UUID
    guardian: UUID
    teacher: UUID
    administrator: UUID


def make_large_school() -> LargeSchool:
    """Return the school."""
    made = _make_rows()
    on = today(ZONE)
    school_class = next(one for one in made.classes if one.year_id == made.year.id)
    course = next(one for one in made.courses if one.class_id == school_class.id and one.subgroup is None)
    enrolled = [one for one in made.enrollments if school_class.id == one.class_id or course.id == one.course_id]
    student = next(one.account_id for one in enrolled if one.role is EnrollmentRole.STUDENT)
    return LargeSchool(
        made=made,
        rows=list(made.rows()),
        id=made.school.id,
        class_id=school_class.id,
        course_id=course.id,
        lesson_id=next(one.id for one in made.lessons if one.course_id == course.id and one.on == on),
        student=student,
        guardian=next(one.guardian_id for one in made.guardianships if one.student_id == student),
        teacher=next(one.account_id for one in enrolled if one.role is EnrollmentRole.TEACHER),
        administrator=next(one.account_id for one in made.positions if one.role is StaffRole.ADMINISTRATOR),
    )


def _make_rows() -> SchoolRows:
    on = today(ZONE)
    school = School(id=new_id(), title="Школа", city="Москва", time_zone=ZONE, classmates_may_write=True)
    made = SchoolRows(school, _year(school.id, on, 0))
    of_school = {"school_id": school.id}
    made.subjects += [Subject(id=new_id(), **of_school, title=f"Предмет {one}") for one in range(_SUBJECTS)]
    made.students += [_account(school.id, f"Ученик {one:04}") for one in range(_CLASSES * _PER_CLASS)]
    made.adults += [_account(school.id, f"Взрослый {one:04}") for one in range(_TEACHERS + _STAFF)]
    guardians = [_account(school.id, f"Родитель {one:04}") for one in range(8 * len(made.students) // 5)]
    made.adults += guardians
    for index, one in enumerate(made.adults[: _TEACHERS + _STAFF]):
        role = StaffRole.TEACHER if index < _TEACHERS else StaffRole.EMPLOYEE if index % 10 else StaffRole.ADMINISTRATOR
        made.positions.append(
            StaffPosition(id=new_id(), **of_school, account_id=one.id, role=role, title="т", from_on=on, to_on=None)
        )
    for index, guardian in enumerate(guardians * 2):
        student = made.students[index % len(made.students)]
        made.guardianships.append(
            Guardianship(
                id=new_id(), **of_school, guardian_id=guardian.id, student_id=student.id, kinship=Kinship.OTHER,
                from_on=on - timedelta(days=900), to_on=None if index % 10 else on,
            )
        )  # fmt: skip
    for age in range(_YEARS):
        _add_year(made, made.year if age == 0 else _year(school.id, on, age), on)
    return made


def _add_year(made: SchoolRows, year: SchoolYear, on: date) -> None:
    of_school, period = {"school_id": made.school.id}, {"from_on": year.from_on, "to_on": year.to_on}
    made.years.append(year)
    teachers = cycle(made.adults[:_TEACHERS])
    for index in range(_CLASSES):
        one = SchoolClass(id=new_id(), **of_school, year_id=year.id, grade=7, title=f"{index}", **period)
        made.classes.append(one)
        head = next(teachers).id
        made.homeroom_teachers.append(
            HomeroomTeacher(id=new_id(), **of_school, class_id=one.id, teacher_id=head, **period)
        )
        students = made.students[index * _PER_CLASS : (index + 1) * _PER_CLASS]
        targets = [(one.id, None, student) for student in students]
        for number, subject in enumerate(made.subjects):
            for subgroup in (None,) if number else ("1", "2"):
                course = Course(id=new_id(), **of_school, class_id=one.id, subject_id=subject.id, subgroup=subgroup)
                made.courses.append(course)
                half = students[:12] if subgroup == "1" else students[12:]
                targets += [(None, course.id, student) for student in half if subgroup]
                made.enrollments.append(
                    _enrolled(made, next(teachers).id, EnrollmentRole.TEACHER, None, course.id, **period)
                )
                if year is made.year:
                    _add_lessons(made, course, on)
        made.enrollments += [
            _enrolled(made, student.id, EnrollmentRole.STUDENT, class_id, course_id, **period)
            for class_id, course_id, student in targets
        ]


def _add_lessons(made: SchoolRows, course: Course, on: date) -> None:
    for offset in range(-_DAYS // 2, _DAYS // 2):
        day = on + timedelta(days=offset)
        at = datetime.combine(day, time(9), UTC)
        lesson = Lesson(
            id=new_id(), school_id=made.school.id, class_id=course.class_id, course_id=course.id, on=day, number=1,
            starts_at=at, ends_at=at + timedelta(minutes=45), state=LessonState.PLANNED,
        )  # fmt: skip
        made.lessons.append(lesson)
        if len(made.lessons) % 20 == 0:
            teacher_id = made.adults[len(made.lessons) // 20 % _TEACHERS].id
            made.substitutions.append(
                Substitution(
                    id=new_id(), school_id=made.school.id, lesson_id=lesson.id, teacher_id=teacher_id, reason=""
                )
            )


def _enrolled(
    made: SchoolRows,
    account_id: UUID,
    role: EnrollmentRole,
    class_id: UUID | None,
    course_id: UUID | None,
    **period: date,
) -> Enrollment:
    return Enrollment(
        id=new_id(), school_id=made.school.id, account_id=account_id, role=role, class_id=class_id, course_id=course_id,
        **period,
    )  # fmt: skip


def _year(school_id: UUID, on: date, age: int) -> SchoolYear:
    begin = on - timedelta(days=100 + 365 * age)
    title = f"год {age}"
    return SchoolYear(id=new_id(), school_id=school_id, title=title, from_on=begin, to_on=begin + timedelta(days=300))


def _account(school_id: UUID, name: str) -> JournalAccount:
    return JournalAccount(
        id=new_id(),
        school_id=school_id,
        login=name.lower(),
        password_hash="",
        last_name=name,
        first_name=name,
        is_active=True,
    )
