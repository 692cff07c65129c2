"""Who belongs to a school, a class or a course, in which capacity and when: one relation, spelled nowhere else.

It is a union of branches, one for each way to belong. A row is about a course, about a class (`course_id` is null), or
about the school (`class_id` is null, too). It is never read as a whole: `participation` puts the conditions of a
question into each branch, where the indexes are. What asks one branch alone, or for columns of its own, begins with
`Branch.select` or `Branch.exists`. The branches of substitutes are in the timetable, which knows lessons.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Exists,
    Select,
    SelectBase,
    SQLColumnExpression,
    Text,
    Uuid,
    and_,
    any_,
    case,
    cast,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY

from parta.core.db import Base
from parta.school.models import (
    Course,
    Enrollment,
    EnrollmentRole,
    Guardianship,
    HomeroomTeacher,
    StaffPosition,
    StaffRole,
    ValidityPeriod,
)


class CapacityKind(StrEnum):
    """In which capacity a person belongs to a school, a class or a course."""

    STUDENT = "student"
    TEACHER = "teacher"
    HOMEROOM_TEACHER = "homeroom_teacher"
    GUARDIAN = "guardian"
    SUBSTITUTE_OF_DAY = "substitute_of_day"
    """Who teaches a lesson of the course on the day."""
    COMING_SUBSTITUTE = "coming_substitute"
    """Who is to teach a lesson of the class on the day or later, and may see it already."""
    STAFF_TEACHER = "staff_teacher"
    """Who is employed as a teacher, whatever they teach."""
    EMPLOYEE = "employee"
    ADMINISTRATOR = "administrator"


Column = Literal[
    "capacity", "account_id", "school_id", "class_id", "course_id", "subgroup", "student_id", "from_on", "to_on"
]
Day = date | SQLColumnExpression[date]
_NO_ID, _NO_TEXT = cast(null(), Uuid()), cast(null(), Text())


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Branch:
    """One way to belong: the columns of its rows, and the facts that state them."""

    capacity: SQLColumnExpression[str]
    table: type[Base]
    """That of its main fact."""
    account_id: SQLColumnExpression[UUID]
    school_id: SQLColumnExpression[UUID]
    class_id: SQLColumnExpression[Any] = _NO_ID
    course_id: SQLColumnExpression[Any] = _NO_ID
    subgroup: SQLColumnExpression[Any] = _NO_TEXT
    student_id: SQLColumnExpression[Any] = _NO_ID
    """The student themselves, or the one whose guardian it is."""
    facts: tuple[ColumnElement[bool], ...] = ()
    links: tuple[ColumnElement[bool], ...] = ()
    """What joins the facts with the course, for its class and subgroup."""
    periods: tuple[type[ValidityPeriod], ...] = ()
    """The tables of facts that must be valid, each in its period."""

    @property
    def from_on(self) -> ColumnElement[date]:
        """The first day."""
        return func.greatest(*(one.from_on for one in self.periods))

    @property
    def to_on(self) -> ColumnElement[date | None]:
        """The day after the last; None if it has no end."""
        return func.least(*(one.to_on for one in self.periods))

    def is_valid_on(self, on: Day) -> ColumnElement[bool]:
        """Return the condition that it is valid on that day."""
        return and_(*(is_valid_on(one, on) for one in self.periods))

    def is_valid_within(self, from_on: date, to_on: date) -> ColumnElement[bool]:
        """Return the condition that it is valid on any of these days, the end exclusive."""
        return and_(*((one.from_on < to_on) & or_(one.to_on.is_(None), one.to_on > from_on) for one in self.periods))

    def select(self, *columns: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - whatever is asked
        """Return a select of columns of the facts, not joined with the course."""
        return select(*columns).select_from(self.table).where(*self.facts)

    def exists(self, *conditions: ColumnElement[bool]) -> Exists:
        """Return the condition that there are such facts, not joined with the course."""
        return exists().where(*self.facts, *conditions).correlate_except(self.table)


def is_valid_on(table: type[ValidityPeriod], on: Day) -> ColumnElement[bool]:
    """Return the condition that a row of this table is valid on that day; its end is exclusive."""
    return (table.from_on <= on) & or_(table.to_on.is_(None), table.to_on > on)


def participation(
    branches: Iterable[Branch], *columns: Column, where: Callable[[Branch], Iterable[ColumnElement[bool]]]
) -> CompoundSelect[*tuple[Any, ...]]:
    """Return these columns of the rows of these branches, with the conditions that hold in each."""
    return union_all(*(_select_rows(one, columns).where(*where(one)) for one in branches))


@cache
def _select_rows(branch: Branch, columns: tuple[Column, ...]) -> Select[*tuple[Any, ...]]:
    labelled = (getattr(branch, name).label(name) for name in columns)
    return branch.select(*labelled).where(*branch.links).correlate(None)


def any_of(ids: SelectBase) -> SQLColumnExpression[Any]:
    """Return any of the ids that are selected, read once: what is compared with it is found by an index."""
    return any_(func.array(ids.scalar_subquery(), type_=ARRAY(Uuid())))


def literal_capacity(capacity: CapacityKind) -> SQLColumnExpression[str]:
    """Return the capacity as a column."""
    return literal_column(f"'{capacity}'", Text())


def _enrolled(role: EnrollmentRole, **columns: Any) -> Branch:  # noqa: ANN401 - columns of Branch
    return Branch(
        capacity=literal_capacity(CapacityKind[role.name]),
        table=Enrollment,
        account_id=Enrollment.account_id,
        school_id=Enrollment.school_id,
        facts=(Enrollment.role == role,),
        periods=(Enrollment,),
        **columns,
    )


def _guardians_of(students: Branch) -> Branch:
    return replace(
        students,
        capacity=literal_capacity(CapacityKind.GUARDIAN),
        table=Guardianship,
        account_id=Guardianship.guardian_id,
        facts=(*students.facts, Guardianship.student_id == students.student_id),
        periods=(*students.periods, Guardianship),
    )


def _staff(role: StaffRole) -> Branch:
    return replace(STAFF, capacity=literal_capacity(_STAFF[role]), facts=(StaffPosition.role == role,))


_OF_COURSE: Mapping[str, Any] = {
    "class_id": Course.class_id,
    "course_id": Enrollment.course_id,
    "subgroup": Course.subgroup,
    "links": (Course.id == Enrollment.course_id,),
}
CLASS_STUDENTS = _enrolled(EnrollmentRole.STUDENT, class_id=Enrollment.class_id, student_id=Enrollment.account_id)
"""The students of classes. Until a class is asked for or joined, those of subgroups are among them, without a class.

A condition `class_id IS NOT NULL` would say the same twice, and mislead the planner about the number of rows.
"""
WHOLE_CLASS_STUDENTS = replace(
    CLASS_STUDENTS,
    course_id=Course.id,
    facts=(*CLASS_STUDENTS.facts, Course.class_id == Enrollment.class_id, Course.subgroup.is_(None)),
)
"""The students of a class in each course that the whole class attends."""
SUBGROUP_STUDENTS = _enrolled(EnrollmentRole.STUDENT, student_id=Enrollment.account_id, **_OF_COURSE)
COURSE_STUDENTS = (WHOLE_CLASS_STUDENTS, SUBGROUP_STUDENTS)
CLASS_GUARDIANS = _guardians_of(CLASS_STUDENTS)
COURSE_GUARDIANS = (_guardians_of(WHOLE_CLASS_STUDENTS), _guardians_of(SUBGROUP_STUDENTS))
GUARDIANS = Branch(
    capacity=literal_capacity(CapacityKind.GUARDIAN),
    table=Guardianship,
    account_id=Guardianship.guardian_id,
    school_id=Guardianship.school_id,
    student_id=Guardianship.student_id,
    periods=(Guardianship,),
)
"""Guardians, whatever class their child is in."""
TEACHERS = _enrolled(EnrollmentRole.TEACHER, **_OF_COURSE)
HOMEROOM_TEACHERS = Branch(
    capacity=literal_capacity(CapacityKind.HOMEROOM_TEACHER),
    table=HomeroomTeacher,
    account_id=HomeroomTeacher.teacher_id,
    school_id=HomeroomTeacher.school_id,
    class_id=HomeroomTeacher.class_id,
    periods=(HomeroomTeacher,),
)
_STAFF = {
    StaffRole.TEACHER: CapacityKind.STAFF_TEACHER,
    StaffRole.EMPLOYEE: CapacityKind.EMPLOYEE,
    StaffRole.ADMINISTRATOR: CapacityKind.ADMINISTRATOR,
}
STAFF = Branch(
    capacity=case({role: literal_capacity(capacity) for role, capacity in _STAFF.items()}, value=StaffPosition.role),
    table=StaffPosition,
    account_id=StaffPosition.account_id,
    school_id=StaffPosition.school_id,
    periods=(StaffPosition,),
)
"""The staff in whatever role."""
STAFF_TEACHERS = _staff(StaffRole.TEACHER)
EMPLOYEES = _staff(StaffRole.EMPLOYEE)
ADMINISTRATORS = _staff(StaffRole.ADMINISTRATOR)


CLASS_TEACHERS = (TEACHERS, HOMEROOM_TEACHERS)
CLASS_PEOPLE = (CLASS_STUDENTS, SUBGROUP_STUDENTS, CLASS_GUARDIANS, *CLASS_TEACHERS)
"""Whoever belongs to a class, also only to one of its subgroups."""
