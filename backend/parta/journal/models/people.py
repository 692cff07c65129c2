"""Who is at a school, as what: accounts, classes, courses, enrolments, guardians, positions."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, StreamEntity
from parta.identity.models import Sex
from parta.journal.models.schools import Dated, OfSchool


class EnrollmentRole(StrEnum):
    """What a person is in a class or course."""

    STUDENT = "student"
    TEACHER = "teacher"


class StaffRole(StrEnum):
    """What a person is at the school itself."""

    TEACHER = "teacher"
    EMPLOYEE = "employee"
    ADMINISTRATOR = "administrator"


class Role(StrEnum):
    """What a person is at a school, all told; from the widest sight to the narrowest."""

    ADMINISTRATOR = "administrator"
    HOMEROOM_TEACHER = "homeroom_teacher"
    TEACHER = "teacher"
    EMPLOYEE = "employee"
    GUARDIAN = "guardian"
    STUDENT = "student"


class Kinship(StrEnum):
    """Whose guardian somebody is, in which sense."""

    MOTHER = "mother"
    FATHER = "father"
    OTHER = "other"


class SchoolClass(OfSchool, StreamEntity, Base):
    """A class of one school year, such as 7Б (OneRoster: class of type homeroom)."""

    __tablename__ = "school_class"
    __table_args__ = (UniqueConstraint("year_id", "title"),)

    year_id: Mapped[UUID] = mapped_column(ForeignKey("school_year.id"), index=True)
    grade: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date]


class HomeroomTeacher(OfSchool, Dated, Base):
    """Who heads a class, from one day to another."""

    __tablename__ = "homeroom_teacher"

    class_id: Mapped[UUID] = mapped_column(ForeignKey("school_class.id"), index=True)
    teacher_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)


class Subject(OfSchool, Base):
    """What is taught, such as algebra."""

    __tablename__ = "subject"
    __table_args__ = (UniqueConstraint("school_id", "title"),)

    title: Mapped[str]


class Course(OfSchool, Base):
    """A subject in a class, or in a subgroup of it (OneRoster: class of type scheduled)."""

    __tablename__ = "course"
    __table_args__ = (UniqueConstraint("class_id", "subject_id", "subgroup", postgresql_nulls_not_distinct=True),)

    class_id: Mapped[UUID] = mapped_column(ForeignKey("school_class.id"))
    subject_id: Mapped[UUID] = mapped_column(ForeignKey("subject.id"), index=True)
    subgroup: Mapped[str | None]
    """None: the whole class attends; else those enrolled in the course itself."""


class Enrollment(OfSchool, Dated, Base):
    """A person in a class (students), or in a course (its teachers, and the students of a subgroup)."""

    __tablename__ = "enrollment"
    __table_args__ = (
        CheckConstraint("num_nonnulls(class_id, course_id) = 1", name="one_place"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="dates"),
        Index("ix_enrollment_school_class", "school_id", "class_id"),
        Index("ix_enrollment_school_course", "school_id", "course_id"),
    )

    class_id: Mapped[UUID | None] = mapped_column(ForeignKey("school_class.id"), index=True)
    course_id: Mapped[UUID | None] = mapped_column(ForeignKey("course.id"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)
    role: Mapped[EnrollmentRole]


class Guardianship(OfSchool, Dated, Base):
    """Who answers for a student."""

    __tablename__ = "guardianship"

    guardian_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)
    student_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)
    kinship: Mapped[Kinship]


class StaffPosition(OfSchool, Dated, Base):
    """A person's work at the school: teacher, employee, administrator."""

    __tablename__ = "staff_position"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)
    role: Mapped[StaffRole]
    title: Mapped[str]
    """The position as the school words it, such as «заместитель директора»."""


class JournalAccount(OfSchool, Base):
    """A person at a school (OneRoster: user), with the login that the school issued."""

    __tablename__ = "journal_account"
    __table_args__ = (UniqueConstraint("school_id", "sourced_id"),)

    login: Mapped[str | None] = mapped_column(unique=True)
    """In lower case; None where another journal signs the person in."""
    password_hash: Mapped[str | None]
    last_name: Mapped[str]
    first_name: Mapped[str]
    patronymic: Mapped[str | None]
    birth_on: Mapped[date | None]
    """None where the school does not keep it, as of many guardians."""
    sex: Mapped[Sex | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    sourced_id: Mapped[str | None]
    stated_role: Mapped[Role | None]
    """What another journal says the person is; here roles follow from enrolments, positions, guardianships."""
    created_at: Mapped[datetime] = mapped_column(default=now)


class JournalSession(OfSchool, Base):
    """A browser signed in to the journal. Only a hash of its token is kept."""

    __tablename__ = "journal_session"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    signed_in_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
