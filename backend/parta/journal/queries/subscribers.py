"""Subscribers of a class: its students, their guardians, its teachers, and substitutes from today on."""

from uuid import UUID

from sqlalchemy import Date, DateTime, Select, cast, func, literal, select, union
from sqlalchemy.orm import InstrumentedAttribute

from parta.core.clock import now
from parta.core.streams import Subscriptions
from parta.journal.models import (
    Course,
    Enrollment,
    EnrollmentRole,
    Guardianship,
    HomeroomTeacher,
    Lesson,
    School,
    SchoolClass,
    Substitution,
)
from parta.journal.queries.conditions import is_valid_on


def select_class_subscriptions() -> Subscriptions:
    """Return the select of all subscriptions to classes: students, guardians, teachers, substitutes from today on.

    By the date at the school; nobody is subscribed to a class that has ended.
    """
    on = cast(func.timezone(School.time_zone, literal(now(), DateTime(timezone=True))), Date)
    is_student = Enrollment.role == EnrollmentRole.STUDENT
    students = _select_people(Enrollment.account_id).join(Enrollment, Enrollment.class_id == SchoolClass.id)
    guardians = _select_people(Guardianship.guardian_id).join(Enrollment, Enrollment.class_id == SchoolClass.id)
    guardians = guardians.join(Guardianship, Guardianship.student_id == Enrollment.account_id)
    teachers = _select_people(Enrollment.account_id).join(Course, Course.class_id == SchoolClass.id)
    teachers = teachers.join(Enrollment, Enrollment.course_id == Course.id)
    homeroom_teachers = _select_people(HomeroomTeacher.teacher_id).join(
        HomeroomTeacher, HomeroomTeacher.class_id == SchoolClass.id
    )
    substitutes = _select_people(Substitution.teacher_id).join(Lesson, Lesson.class_id == SchoolClass.id)
    substitutes = substitutes.join(Substitution, Substitution.lesson_id == Lesson.id)
    queries = (
        students.where(is_student, is_valid_on(Enrollment, on)),
        guardians.where(is_student, is_valid_on(Enrollment, on), is_valid_on(Guardianship, on)),
        teachers.where(Enrollment.role == EnrollmentRole.TEACHER, is_valid_on(Enrollment, on)),
        homeroom_teachers.where(is_valid_on(HomeroomTeacher, on)),
        substitutes.where(Lesson.on >= on),
    )
    return union(*(one.where(SchoolClass.to_on > on) for one in queries))


def _select_people(account_id: InstrumentedAttribute[UUID]) -> Select[UUID, UUID]:
    people = select(account_id.label("account_id"), SchoolClass.id.label("class_id")).select_from(SchoolClass)
    return people.join(School, School.id == SchoolClass.school_id)
