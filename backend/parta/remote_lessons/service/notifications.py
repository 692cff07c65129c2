"""Notifications about remote lessons."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from parta.core.unit_of_work import UnitOfWork
from parta.identity.service.profiles import notify, notify_all
from parta.journal import queries as journal
from parta.linking import queries as linking
from parta.remote_lessons import queries
from parta.remote_lessons.models import LessonNotification, RemoteState


async def notify_published(work: UnitOfWork, lesson_id: UUID) -> None:
    """Notify the lesson's students and their guardians that it is remote, each once per starting time.

    Guardians get the name of the child. Idempotent.
    """
    await work.advisory_lock(f"notifications of lesson:{lesson_id}")
    lesson = await queries.load_lesson(work, lesson_id)
    if lesson.remote is None or lesson.remote.state is not RemoteState.PUBLISHED:
        return
    recipients = await _list_recipients(work, lesson_id)
    notified = await _list_notified(work, lesson_id, lesson.starts_at)
    pending = sorted(recipients.keys() - notified)
    told = {"lesson_id": str(lesson_id), "title": lesson.title, "starts_at": lesson.starts_at.isoformat()}
    children = {profile_id: {"child": child} if (child := recipients[profile_id]) else {} for profile_id in pending}
    await notify_all(work, "lesson_published", {profile_id: told | children[profile_id] for profile_id in pending})
    work.add_all(
        LessonNotification(lesson_id=lesson_id, profile_id=profile_id, starts_at=lesson.starts_at)
        for profile_id in pending
    )


async def notify_auto_ended(work: UnitOfWork, lesson_id: UUID, teacher_id: UUID) -> None:
    """Notify the teacher that a lesson which they did not end was ended automatically."""
    lesson = await queries.load_lesson(work, lesson_id)
    await notify(work, teacher_id, "lesson_ended_by_itself", lesson_id=str(lesson_id), title=lesson.title)


async def _list_recipients(work: UnitOfWork, lesson_id: UUID) -> Mapping[UUID, str | None]:
    """Return the linked profiles of students and guardians; for a guardian, the names of their children."""
    people = await journal.get_lesson_people(work, lesson_id)
    profiles = await linking.get_profile_ids(work, {*people.students, *people.guardians})
    guardians = {profiles[one]: ", ".join(people.guardians[one]) for one in people.guardians if one in profiles}
    return {**guardians, **{profiles[one]: None for one in people.students if one in profiles}}


async def _list_notified(work: UnitOfWork, lesson_id: UUID, starts_at: datetime) -> set[UUID]:
    notified = select(LessonNotification.profile_id)
    notified = notified.where(LessonNotification.lesson_id == lesson_id, LessonNotification.starts_at == starts_at)
    return set((await work.execute(notified)).scalars())
