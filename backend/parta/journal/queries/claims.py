"""What lessons and places in the week take for themselves at one time."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.identity.schemas import PersonName
from parta.journal.models import (
    Course,
    Enrollment,
    EnrollmentRole,
    JournalAccount,
    Lesson,
    LessonState,
    Room,
    SchoolClass,
    Subject,
    Substitution,
    TimetableSlot,
    Weeks,
)
from parta.journal.queries.conditions import among
from parta.journal.rules.conflicts import Claim
from parta.journal.rules.planning import Days

_COURSE = (
    Course.id.label("course_id"),
    Course.class_id,
    SchoolClass.title.label("class_title"),
    Subject.title.label("subject"),
    Course.subgroup,
)


@dataclass(frozen=True, slots=True)
class WeekPlace:
    """A place in the week of a school, from one day to another."""

    school_id: UUID
    weekday: int
    number: int
    days: Days


@dataclass(frozen=True, slots=True)
class Hours:
    """A time on a day of a school."""

    school_id: UUID
    on: date
    number: int
    starts_at: datetime
    ends_at: datetime

    @property
    def days(self) -> Days:
        """The time of the day alone."""
        return self.on, self.on + timedelta(days=1)


_People = Mapping[UUID, Mapping[UUID, PersonName]]
"""Course → account → name."""


async def claim_of_course(
    session: AsyncSession, course_id: UUID, room_id: UUID | None, days: Days, weeks: Weeks = Weeks.EVERY
) -> Claim:
    """Give what a lesson of the course in this room would take in that time."""
    found = select(*_COURSE).join(SchoolClass, SchoolClass.id == Course.class_id)
    found = found.join(Subject, Subject.id == Course.subject_id).where(Course.id == course_id)
    row = (await session.execute(found)).mappings().one()
    teachers = await _people(session, [course_id], EnrollmentRole.TEACHER, days)
    students = await _people(session, [course_id], EnrollmentRole.STUDENT, days)
    rest: dict[str, Any] = {"room_id": room_id, "room": None, "weeks": weeks, "at": {}}
    return _claim(dict(row) | rest, teachers.get(course_id, {}), students)


async def claims_of_slots(session: AsyncSession, place: WeekPlace, *, but: UUID) -> list[Claim]:
    """Give what the week takes at this place of it, but for one slot."""
    taken = select(*_COURSE, TimetableSlot.room_id, Room.title.label("room"), TimetableSlot.weeks)
    taken = taken.select_from(TimetableSlot).join(Course, Course.id == TimetableSlot.course_id)
    taken = _named(taken, TimetableSlot.room_id == Room.id).where(
        TimetableSlot.school_id == place.school_id,
        TimetableSlot.weekday == place.weekday,
        TimetableSlot.number == place.number,
        TimetableSlot.from_on < place.days[1],
        TimetableSlot.to_on > place.days[0],
        TimetableSlot.id != but,
        SchoolClass.to_on > place.days[0],
    )
    rows = (await session.execute(taken)).mappings().all()
    courses = {row["course_id"] for row in rows}
    teachers = await _people(session, courses, EnrollmentRole.TEACHER, place.days)
    students = await _people(session, courses, EnrollmentRole.STUDENT, place.days)
    at = {"weekday": place.weekday, "number": place.number}
    return [_claim(dict(row) | {"at": at}, teachers.get(row["course_id"], {}), students) for row in rows]


async def claims_of_lessons(session: AsyncSession, hours: Hours, *, but: UUID | None) -> list[Claim]:
    """Give what lessons take that are held within this time, but for one of them."""
    taken = select(
        *_COURSE,
        Lesson.room_id,
        Room.title.label("room"),
        Lesson.on,
        Lesson.number,
        Substitution.teacher_id,
        Substitution.absent_teacher_id,
        JournalAccount.last_name,
        JournalAccount.first_name,
        JournalAccount.patronymic,
    )
    taken = taken.select_from(Lesson).join(Course, Course.id == Lesson.course_id)
    taken = _named(taken, Lesson.room_id == Room.id)
    taken = taken.outerjoin(Substitution, Substitution.lesson_id == Lesson.id)
    taken = taken.outerjoin(JournalAccount, JournalAccount.id == Substitution.teacher_id).where(
        Lesson.school_id == hours.school_id,
        Lesson.state == LessonState.PLANNED,
        Lesson.starts_at < hours.ends_at,
        Lesson.ends_at > hours.starts_at,
    )
    if but is not None:
        taken = taken.where(Lesson.id != but)
    rows = (await session.execute(taken)).mappings().all()
    courses = {row["course_id"] for row in rows}
    teachers = await _people(session, courses, EnrollmentRole.TEACHER, hours.days)
    students = await _people(session, courses, EnrollmentRole.STUDENT, hours.days)
    return [_claim_of_lesson(row, teachers.get(row["course_id"], {}), students) for row in rows]


def _named(taken: Select[*tuple[Any, ...]], in_room: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    taken = taken.join(SchoolClass, SchoolClass.id == Course.class_id).join(Subject, Subject.id == Course.subject_id)
    return taken.outerjoin(Room, in_room)


def _claim_of_lesson(row: RowMapping, teachers: Mapping[UUID, PersonName], students: _People) -> Claim:
    present = {one: name for one, name in teachers.items() if one != row["absent_teacher_id"]}
    if row["teacher_id"] is not None:
        present[row["teacher_id"]] = PersonName.model_validate(dict(row))
    at = {"on": str(row["on"]), "number": row["number"]}
    return _claim(dict(row) | {"weeks": Weeks.EVERY, "at": at}, present, students)


def _claim(row: Mapping[str, Any], teachers: Mapping[UUID, PersonName], students: _People) -> Claim:
    return Claim(
        class_id=row["class_id"],
        class_title=row["class_title"],
        subject=row["subject"],
        teachers=teachers,
        students=None if row["subgroup"] is None else frozenset(students.get(row["course_id"], {})),
        room_id=row["room_id"],
        room=row["room"],
        weeks=row["weeks"],
        at=row["at"],
    )


async def _people(session: AsyncSession, courses: Collection[UUID], role: EnrollmentRole, days: Days) -> _People:
    """Give who belongs to these courses, as this, at some time of those days."""
    from_on, to_on = days
    people = select(Enrollment.course_id, JournalAccount)
    people = people.join(JournalAccount, JournalAccount.id == Enrollment.account_id).where(
        among(Enrollment.course_id, courses),
        Enrollment.role == role,
        Enrollment.from_on < to_on,
        or_(Enrollment.to_on.is_(None), Enrollment.to_on > from_on),
    )
    found: defaultdict[UUID, dict[UUID, PersonName]] = defaultdict(dict)
    for course_id, person in await session.execute(people):
        if course_id is not None:
            found[course_id][person.id] = PersonName.model_validate(person)
    return found
