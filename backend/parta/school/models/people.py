"""People of a school: accounts, classes, courses, enrollments, guardianships, staff positions."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, StreamEntity
from parta.core.principal_sessions import SessionColumns
from parta.identity.models import Sex
from parta.school.models.schools import SchoolScoped, ValidityPeriod


class EnrollmentRole(StrEnum):
    """The role of a person in a class or course."""

    STUDENT = "student"
    TEACHER = "teacher"


class StaffRole(StrEnum):
    """The role of a person on the school's staff."""

    TEACHER = "teacher"
    EMPLOYEE = "employee"
    ADMINISTRATOR = "administrator"


class Role(StrEnum):
    """A role of a person at a school; ordered from the widest access to the narrowest."""

    ADMINISTRATOR = "administrator"
    HOMEROOM_TEACHER = "homeroom_teacher"
    TEACHER = "teacher"
    EMPLOYEE = "employee"
    GUARDIAN = "guardian"
    STUDENT = "student"


class Kinship(StrEnum):
    """The relationship of a guardian to the student."""

    MOTHER = "mother"
    FATHER = "father"
    OTHER = "other"


class SchoolClass(SchoolScoped, StreamEntity, Base):
    """A class of one school year, such as 7Б (OneRoster: class of type homeroom)."""

    __tablename__ = "school_class"
    __table_args__ = (UniqueConstraint("year_id", "title"),)

    year_id: Mapped[UUID] = mapped_column(ForeignKey("school_year.id"), index=True)
    grade: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date]


class HomeroomTeacher(SchoolScoped, ValidityPeriod, Base):
    """The homeroom teacher of a class for a period."""

    __tablename__ = "homeroom_teacher"

    class_id: Mapped[UUID] = mapped_column(ForeignKey("school_class.id"), index=True)
    teacher_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)


class Subject(SchoolScoped, Base):
    """A school subject, such as algebra."""

    __tablename__ = "subject"
    __table_args__ = (UniqueConstraint("school_id", "title"),)

    title: Mapped[str]


class Course(SchoolScoped, Base):
    """A subject in a class, or in a subgroup of it (OneRoster: class of type scheduled)."""

    __tablename__ = "course"
    __table_args__ = (UniqueConstraint("class_id", "subject_id", "subgroup", postgresql_nulls_not_distinct=True),)

    class_id: Mapped[UUID] = mapped_column(ForeignKey("school_class.id"))
    subject_id: Mapped[UUID] = mapped_column(ForeignKey("subject.id"), index=True)
    subgroup: Mapped[str | None]
    """None if the whole class attends; otherwise only the students enrolled in the course itself."""


class Enrollment(SchoolScoped, ValidityPeriod, Base):
    """A person in a class (students), or in a course (its teachers, and the students of a subgroup)."""

    __tablename__ = "enrollment"
    __table_args__ = (
        CheckConstraint("num_nonnulls(class_id, course_id) = 1", name="class_or_course"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="dates"),
        Index("ix_enrollment_school_class", "school_id", "class_id"),
        Index("ix_enrollment_school_course", "school_id", "course_id"),
    )

    class_id: Mapped[UUID | None] = mapped_column(ForeignKey("school_class.id"), index=True)
    course_id: Mapped[UUID | None] = mapped_column(ForeignKey("course.id"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)
    role: Mapped[EnrollmentRole]


class Guardianship(SchoolScoped, ValidityPeriod, Base):
    """The relation of a guardian to a student for a period."""

    __tablename__ = "guardianship"

    guardian_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)
    student_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)
    kinship: Mapped[Kinship]


class StaffPosition(SchoolScoped, ValidityPeriod, Base):
    """A staff position of a person: teacher, employee or administrator."""

    __tablename__ = "staff_position"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)
    role: Mapped[StaffRole]
    title: Mapped[str]
    """The position's title at the school, such as «заместитель директора»."""


class JournalAccount(SchoolScoped, Base):
    """A person at a school (OneRoster: user), with the login that the school issued."""

    __tablename__ = "journal_account"
    __table_args__ = (UniqueConstraint("school_id", "sourced_id"),)

    login: Mapped[str | None] = mapped_column(unique=True)
    """In lower case; None if the person signs in to an external journal."""
    password_hash: Mapped[str | None]
    last_name: Mapped[str]
    first_name: Mapped[str]
    patronymic: Mapped[str | None]
    birth_on: Mapped[date | None]
    """None if the school has no record of it, as for many guardians."""
    sex: Mapped[Sex | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    sourced_id: Mapped[str | None]
    stated_role: Mapped[Role | None]
    """The role from an external journal; in our own, roles follow from enrollments, positions and guardianships."""
    created_at: Mapped[datetime] = mapped_column(default=now)


class JournalSession(SessionColumns, SchoolScoped, Base):
    """A session of a browser in the journal."""

    __tablename__ = "journal_session"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)
