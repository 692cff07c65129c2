"""Reads of the bookings of lessons and slots at one time."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.identity.schemas import PersonName
from parta.school.models import Course, JournalAccount, SchoolClass, Subject
from parta.school.queries.participation import SUBGROUP_STUDENTS, TEACHERS, Branch
from parta.school.queries.rosters import select_enrolled
from parta.timetable.models import Classroom, Lesson, LessonState, Substitution, TimetableSlot, Weeks
from parta.timetable.rules.conflicts import Booking
from parta.timetable.rules.schedule import DateRange

_COURSE = (
    Course.id.label("course_id"),
    Course.class_id,
    SchoolClass.title.label("class_title"),
    Subject.title.label("subject"),
    Course.subgroup,
)


@dataclass(frozen=True, slots=True)
class SlotTime:
    """A weekday and bell number of a school for a period."""

    school_id: UUID
    weekday: int
    number: int
    days: DateRange


@dataclass(frozen=True, slots=True)
class LessonTime:
    """The day, bell number and time of a lesson."""

    school_id: UUID
    on: date
    number: int
    starts_at: datetime
    ends_at: datetime

    @property
    def days(self) -> DateRange:
        """The day as a range."""
        return self.on, self.on + timedelta(days=1)


_People = Mapping[UUID, Mapping[UUID, PersonName]]
"""Course → account → name."""


async def get_course_booking(
    session: AsyncSession, course_id: UUID, classroom_id: UUID | None, days: DateRange, weeks: Weeks = Weeks.EVERY
) -> Booking:
    """Return the booking of a lesson of the course in this classroom in that period."""
    found = select(*_COURSE).join(SchoolClass, SchoolClass.id == Course.class_id)
    found = found.join(Subject, Subject.id == Course.subject_id).where(Course.id == course_id)
    row = (await session.execute(found)).mappings().one()
    teachers = await _people(session, [course_id], TEACHERS, days)
    students = await _people(session, [course_id], SUBGROUP_STUDENTS, days)
    details: dict[str, Any] = {"classroom_id": classroom_id, "classroom": None, "weeks": weeks, "when": {}}
    return _to_booking(dict(row) | details, teachers.get(course_id, {}), students)


async def get_lesson_booking(
    session: AsyncSession, lesson: Lesson, days: DateRange, classroom_id: UUID | None
) -> Booking:
    """Return the booking of the lesson in this classroom on such a day, with its substitute."""
    booking = await get_course_booking(session, lesson.course_id, classroom_id, days)
    query = select(Substitution, JournalAccount).join(JournalAccount, JournalAccount.id == Substitution.teacher_id)
    found = (await session.execute(query.where(Substitution.lesson_id == lesson.id))).one_or_none()
    if found is None:
        return booking
    substitution, teacher = found
    present = {one: name for one, name in booking.teachers.items() if one != substitution.absent_teacher_id}
    return booking.with_teachers(present | {teacher.id: PersonName.model_validate(teacher)})


async def list_slot_bookings(session: AsyncSession, time: SlotTime, *, exclude: UUID) -> list[Booking]:
    """Return the bookings of all slots at this time, except one."""
    query = select(*_COURSE, TimetableSlot.classroom_id, Classroom.title.label("classroom"), TimetableSlot.weeks)
    query = query.select_from(TimetableSlot).join(Course, Course.id == TimetableSlot.course_id)
    query = _join_titles(query, TimetableSlot.classroom_id == Classroom.id).where(
        TimetableSlot.school_id == time.school_id,
        TimetableSlot.weekday == time.weekday,
        TimetableSlot.number == time.number,
        TimetableSlot.from_on < time.days[1],
        TimetableSlot.to_on > time.days[0],
        TimetableSlot.id != exclude,
        SchoolClass.to_on > time.days[0],
    )
    rows = (await session.execute(query)).mappings().all()
    courses = {row["course_id"] for row in rows}
    teachers = await _people(session, courses, TEACHERS, time.days)
    students = await _people(session, courses, SUBGROUP_STUDENTS, time.days)
    when = {"weekday": time.weekday, "number": time.number}
    return [_to_booking(dict(row) | {"when": when}, teachers.get(row["course_id"], {}), students) for row in rows]


async def list_lesson_bookings(session: AsyncSession, time: LessonTime, *, exclude: UUID | None) -> list[Booking]:
    """Return the bookings of all lessons within this time, except one."""
    query = select(
        *_COURSE,
        Lesson.classroom_id,
        Classroom.title.label("classroom"),
        Lesson.on,
        Lesson.number,
        Lesson.starts_at,
        Lesson.ends_at,
        Substitution.teacher_id,
        Substitution.absent_teacher_id,
        JournalAccount.last_name,
        JournalAccount.first_name,
        JournalAccount.patronymic,
    )
    query = query.select_from(Lesson).join(Course, Course.id == Lesson.course_id)
    query = _join_titles(query, Lesson.classroom_id == Classroom.id)
    query = query.outerjoin(Substitution, Substitution.lesson_id == Lesson.id)
    query = query.outerjoin(JournalAccount, JournalAccount.id == Substitution.teacher_id).where(
        Lesson.school_id == time.school_id,
        Lesson.state == LessonState.PLANNED,
        Lesson.starts_at < time.ends_at,
        Lesson.ends_at > time.starts_at,
    )
    if exclude is not None:
        query = query.where(Lesson.id != exclude)
    rows = (await session.execute(query)).mappings().all()
    courses = {row["course_id"] for row in rows}
    teachers = await _people(session, courses, TEACHERS, time.days)
    students = await _people(session, courses, SUBGROUP_STUDENTS, time.days)
    return [_to_lesson_booking(row, teachers.get(row["course_id"], {}), students) for row in rows]


def _join_titles(query: Select[*tuple[Any, ...]], in_classroom: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    query = query.join(SchoolClass, SchoolClass.id == Course.class_id).join(Subject, Subject.id == Course.subject_id)
    return query.outerjoin(Classroom, in_classroom)


def _to_lesson_booking(row: RowMapping, teachers: Mapping[UUID, PersonName], students: _People) -> Booking:
    present = {one: name for one, name in teachers.items() if one != row["absent_teacher_id"]}
    if row["teacher_id"] is not None:
        present[row["teacher_id"]] = PersonName.model_validate(dict(row))
    when = {"on": str(row["on"]), "number": row["number"]}
    lasts = (row["starts_at"], row["ends_at"])
    return _to_booking(dict(row) | {"weeks": Weeks.EVERY, "when": when, "lasts": lasts}, present, students)


def _to_booking(row: Mapping[str, Any], teachers: Mapping[UUID, PersonName], students: _People) -> Booking:
    return Booking(
        class_id=row["class_id"],
        class_title=row["class_title"],
        subject=row["subject"],
        teachers=teachers,
        students=None if row["subgroup"] is None else frozenset(students.get(row["course_id"], {})),
        classroom_id=row["classroom_id"],
        classroom=row["classroom"],
        weeks=row["weeks"],
        when=row["when"],
        lasts=row.get("lasts"),
    )


async def _people(session: AsyncSession, courses: Collection[UUID], role: Branch, days: DateRange) -> _People:
    """Return the people enrolled in these courses in this role on any of those days."""
    found: defaultdict[UUID, dict[UUID, PersonName]] = defaultdict(dict)
    for course_id, person in await session.execute(select_enrolled(role, courses).where(role.is_valid_within(*days))):
        found[course_id][person.id] = PersonName.model_validate(person)
    return found
