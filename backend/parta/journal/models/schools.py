"""Schools, their years and terms, and when nobody has lessons."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.db import Base, Identified


class TermKind(StrEnum):
    """How a school divides its year."""

    QUARTER = "quarter"
    TRIMESTER = "trimester"
    HALF_YEAR = "half_year"


class School(Identified, Base):
    """A school. What has no `source` is kept here; the rest is another journal's, known by that journal's id."""

    __tablename__ = "school"
    __table_args__ = (UniqueConstraint("source", "sourced_id"),)

    title: Mapped[str]
    city: Mapped[str]
    time_zone: Mapped[str]
    """IANA name: the school's days begin by it."""
    source: Mapped[str | None]
    sourced_id: Mapped[str | None]
    classmates_may_write: Mapped[bool] = mapped_column(default=True)
    """Whether its students may write to each other."""


class OfSchool(Identified):
    """A row with an identifier of its own, which belongs to a school."""

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)


class Dated:
    """From one day to another; the last day is not included, none means without an end."""

    from_on: Mapped[date]
    to_on: Mapped[date | None]


class SchoolYear(OfSchool, Base):
    """A school year, such as 2026/27."""

    __tablename__ = "school_year"
    __table_args__ = (UniqueConstraint("school_id", "title"),)

    title: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date]


class Term(OfSchool, Base):
    """A quarter, trimester or half-year."""

    __tablename__ = "term"

    year_id: Mapped[UUID] = mapped_column(ForeignKey("school_year.id"), index=True)
    kind: Mapped[TermKind]
    title: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date]


class Holiday(OfSchool, Base):
    """Days of the year without lessons: holidays between terms, and single days within them."""

    __tablename__ = "holiday"

    year_id: Mapped[UUID] = mapped_column(ForeignKey("school_year.id"), index=True)
    title: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date]
