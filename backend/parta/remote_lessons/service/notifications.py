"""Notifications about remote lessons."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from parta.core.unit_of_work import UnitOfWork
from parta.identity.service.profiles import notify
from parta.journal import queries as journal
from parta.linking import queries as linking
from parta.remote_lessons import queries
from parta.remote_lessons.models import LessonNotification, RemoteState
from parta.remote_lessons.queries import build_lesson_title


async def notify_published(work: UnitOfWork, lesson_id: UUID) -> None:
    """Notify the lesson's students and their guardians that it is remote, each once per starting time.

    Guardians get the name of the child. Idempotent.
    """
    await work.advisory_lock(f"notifications of lesson:{lesson_id}")
    remote = await queries.find_remote_lesson(work, lesson_id)
    if remote is None or remote.state is not RemoteState.PUBLISHED:
        return
    lesson = await queries.get_lesson_read(work, lesson_id)
    recipients = await _list_recipients(work, lesson_id)
    notified = await _list_notified(work, lesson_id, lesson.starts_at)
    pending = sorted(recipients.keys() - notified)
    await work.lock_streams(*pending)
    for profile_id in pending:
        child = recipients[profile_id]
        params = {
            "lesson_id": str(lesson_id),
            "title": build_lesson_title(lesson),
            "starts_at": lesson.starts_at.isoformat(),
        }
        await notify(work, profile_id, "lesson_published", **params, **({"child": child} if child else {}))
        work.add(LessonNotification(lesson_id=lesson_id, profile_id=profile_id, starts_at=lesson.starts_at))


async def notify_auto_ended(work: UnitOfWork, lesson_id: UUID, teacher_id: UUID) -> None:
    """Notify the teacher that a lesson which they did not end was ended automatically."""
    title = build_lesson_title(await queries.get_lesson_read(work, lesson_id))
    await notify(work, teacher_id, "lesson_ended_by_itself", lesson_id=str(lesson_id), title=title)


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
