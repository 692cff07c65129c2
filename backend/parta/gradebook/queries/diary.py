"""Reads of students' diaries."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select, true
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import today
from parta.core.errors import NotFound
from parta.core.principals import AccountPrincipal
from parta.gradebook.queries.attendance import read_attendance
from parta.gradebook.schemas import DiaryDay, DiaryLesson, DiaryOwner, DiaryWeek
from parta.identity.schemas import PersonName
from parta.school.models import JournalAccount, SchoolClass
from parta.school.queries.accounts import get_school
from parta.school.queries.conditions import among
from parta.school.queries.participation import CLASS_STUDENTS, GUARDIANS, any_of, participation
from parta.timetable.models import Lesson
from parta.timetable.queries.access import attended_by
from parta.timetable.queries.lessons import read_lessons_where
from parta.timetable.queries.weeks import get_calendar_week, group_by_day, group_moved_away, within_week


async def read_diary(session: AsyncSession, actor: AccountPrincipal, student_id: UUID, on: date | None) -> DiaryWeek:
    """Return a student's week for them and their guardians: the lessons attended on each day. Raises NotFound."""
    if student_id not in {one.id for one in await list_diaries(session, actor)}:
        raise NotFound
    week = await get_calendar_week(session, actor.school_id, on)
    classes = CLASS_STUDENTS.select(CLASS_STUDENTS.class_id).where(CLASS_STUDENTS.account_id == student_id)
    attended = (Lesson.class_id == any_of(classes)) & attended_by(CLASS_STUDENTS.account_id == student_id)
    lessons = await read_lessons_where(session, attended, within_week(week))
    attendance = await read_attendance(session, [one.id for one in lessons], student_id)
    entries = [
        DiaryLesson.model_construct(**dict(one), attendance=attendance.get((one.id, student_id))) for one in lessons
    ]
    by_day, away = group_by_day(entries), group_moved_away(lessons)
    days = [
        DiaryDay(
            on=on,
            is_today=on == week.today,
            holiday=week.holidays.get(on),
            lessons=by_day.get(on, []),
            moved_away=away.get(on, []),
        )
        for on in week.days()
    ]
    return DiaryWeek(from_on=week.from_on, to_on=week.to_on, time_zone=week.time_zone, year=week.year, days=days)


async def list_diaries(session: AsyncSession, actor: AccountPrincipal) -> Sequence[DiaryOwner]:
    """Return the owners of the diaries the actor may read: the actor if ever a student, and their children."""
    school = await get_school(session, actor.school_id)
    on = today(school.time_zone)
    # Who was a student once reads their own diary for ever.
    diaries = participation(
        (CLASS_STUDENTS, GUARDIANS),
        "student_id",
        where=lambda one: (one.account_id == actor.id, one.is_valid_on(on) if one is GUARDIANS else true()),
    )
    owners = select(JournalAccount).where(JournalAccount.id.in_(diaries))
    people = (await session.execute(owners.order_by(JournalAccount.birth_on, JournalAccount.id))).scalars().all()
    enrolled = CLASS_STUDENTS.select(CLASS_STUDENTS.account_id, SchoolClass.title)
    enrolled = enrolled.join(SchoolClass, SchoolClass.id == CLASS_STUDENTS.class_id).where(
        among(CLASS_STUDENTS.account_id, [one.id for one in people]), CLASS_STUDENTS.is_valid_on(on)
    )
    titles = dict((await session.execute(enrolled)).all())
    return [
        DiaryOwner(id=one.id, name=PersonName.model_validate(one), class_title=titles.get(one.id)) for one in people
    ]
