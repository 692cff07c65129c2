"""Schools, their years, terms and holidays."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.db import Base, Identified


class TermKind(StrEnum):
    """The kind of terms a school year is divided into."""

    QUARTER = "quarter"
    TRIMESTER = "trimester"
    HALF_YEAR = "half_year"


class School(Identified, Base):
    """A school. One without a `source` has its journal here; others come from an external journal, under its id."""

    __tablename__ = "school"
    __table_args__ = (UniqueConstraint("source", "sourced_id"),)

    title: Mapped[str]
    city: Mapped[str]
    time_zone: Mapped[str]
    """An IANA name; the school's days start in this zone."""
    source: Mapped[str | None]
    sourced_id: Mapped[str | None]
    classmates_may_write: Mapped[bool] = mapped_column(default=True)
    """True if its students may write to each other."""


class SchoolDay(Base):
    """The last day that was started at a school, so that each day is started once."""

    __tablename__ = "school_day"

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), primary_key=True)
    on: Mapped[date]
    ends_at: Mapped[datetime]
    """The school's next midnight."""


class SchoolScoped(Identified):
    """A row with its own id that belongs to a school."""

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)


class ValidityPeriod:
    """A period from one day to another, the end exclusive; None means no end."""

    from_on: Mapped[date]
    to_on: Mapped[date | None]


class SchoolYear(SchoolScoped, Base):
    """A school year, such as 2026/27."""

    __tablename__ = "school_year"
    __table_args__ = (UniqueConstraint("school_id", "title"),)

    title: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date]


class Term(SchoolScoped, Base):
    """A quarter, trimester or half-year."""

    __tablename__ = "term"

    year_id: Mapped[UUID] = mapped_column(ForeignKey("school_year.id"), index=True)
    kind: Mapped[TermKind]
    title: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date]


class Holiday(SchoolScoped, Base):
    """Days of the year without lessons: breaks between terms and single days."""

    __tablename__ = "holiday"

    year_id: Mapped[UUID] = mapped_column(ForeignKey("school_year.id"), index=True)
    title: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date]
