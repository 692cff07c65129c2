"""Who hears of a class: its students, their guardians, its teachers, and who stands in from today on."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import CompoundSelect, Date, DateTime, Select, cast, func, literal, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from parta.core.clock import now
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
from parta.journal.queries.conditions import among, holds


async def class_hearers(session: AsyncSession, class_id: UUID) -> Collection[UUID]:
    """Give the journal accounts that hear the class's stream."""
    hearing = _hearing().subquery()
    heard = select(hearing.c.account_id).where(hearing.c.class_id == class_id)
    return set((await session.execute(heard)).scalars())


async def classes_heard_by(session: AsyncSession, ids: Collection[UUID]) -> Collection[tuple[UUID, UUID]]:
    """Give the classes whose streams these journal accounts hear: (account, class)."""
    hearing = _hearing().subquery()
    heard = select(hearing.c.account_id, hearing.c.class_id).where(among(hearing.c.account_id, ids))
    return [(account_id, class_id) for account_id, class_id in (await session.execute(heard))]


def _hearing() -> CompoundSelect[UUID, UUID]:
    """Give (account_id, class_id) of all who hear of a class that has not ended, each by their school's date."""
    on = cast(func.timezone(School.time_zone, literal(now(), DateTime(timezone=True))), Date)
    learns = Enrollment.role == EnrollmentRole.STUDENT
    learn = _of_class(Enrollment.account_id).join(Enrollment, Enrollment.class_id == SchoolClass.id)
    care = _of_class(Guardianship.guardian_id).join(Enrollment, Enrollment.class_id == SchoolClass.id)
    care = care.join(Guardianship, Guardianship.student_id == Enrollment.account_id)
    teach = _of_class(Enrollment.account_id).join(Course, Course.class_id == SchoolClass.id)
    teach = teach.join(Enrollment, Enrollment.course_id == Course.id)
    lead = _of_class(HomeroomTeacher.teacher_id).join(HomeroomTeacher, HomeroomTeacher.class_id == SchoolClass.id)
    stand_in = _of_class(Substitution.teacher_id).join(Lesson, Lesson.class_id == SchoolClass.id)
    stand_in = stand_in.join(Substitution, Substitution.lesson_id == Lesson.id)
    found = (
        learn.where(learns, holds(Enrollment, on)),
        care.where(learns, holds(Enrollment, on), holds(Guardianship, on)),
        teach.where(Enrollment.role == EnrollmentRole.TEACHER, holds(Enrollment, on)),
        lead.where(holds(HomeroomTeacher, on)),
        stand_in.where(Lesson.on >= on),
    )
    return union(*(one.where(SchoolClass.to_on > on) for one in found))


def _of_class(account_id: InstrumentedAttribute[UUID]) -> Select[UUID, UUID]:
    people = select(account_id.label("account_id"), SchoolClass.id.label("class_id")).select_from(SchoolClass)
    return people.join(School, School.id == SchoolClass.school_id)
