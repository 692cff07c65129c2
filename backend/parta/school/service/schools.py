"""Schools: their creation, years, subjects, classrooms, bell schedules and timetables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.school.models import School, SchoolYear, Subject, Term, TermKind


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A named period between two days, the second exclusive."""

    title: str
    from_on: date
    to_on: date


async def create_school(work: UnitOfWork, title: str, *, city: str, time_zone: str) -> School:
    """Create a school with its journal here."""
    school = School(title=title, city=city, time_zone=time_zone, source=None, sourced_id=None)
    work.add(school)
    await work.flush()
    return school


async def open_year(
    work: UnitOfWork, school_id: UUID, period: NamedPeriod, *, kind: TermKind, terms: Sequence[NamedPeriod]
) -> SchoolYear:
    """Create a school year with its terms."""
    year = SchoolYear(school_id=school_id, title=period.title, from_on=period.from_on, to_on=period.to_on)
    work.add(year)
    await work.flush()
    work.add_all(
        Term(
            id=new_id(),
            school_id=school_id,
            year_id=year.id,
            kind=kind,
            title=term.title,
            from_on=term.from_on,
            to_on=term.to_on,
        )
        for term in terms
    )
    await work.flush()
    return year


async def add_subject(work: UnitOfWork, school_id: UUID, title: str) -> Subject:
    """Create a subject of the school."""
    subject = Subject(school_id=school_id, title=title)
    work.add(subject)
    await work.flush()
    return subject
