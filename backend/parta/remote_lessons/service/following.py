"""What follows: from the lesson of the timetable, from publishing, from forgetting to end."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.outbox import emit
from parta.core.streams import advisory_lock, lock_streams
from parta.identity.service.profiles import tell_notice
from parta.journal import queries as journal
from parta.journal.schemas import LessonState
from parta.linking import queries as linking
from parta.remote_lessons import queries
from parta.remote_lessons.events import RemoteLessonPublished
from parta.remote_lessons.models import RemoteState, ToldOfLesson
from parta.remote_lessons.queries import title_of
from parta.remote_lessons.service.ending import cancel_lesson
from parta.remote_lessons.service.holding import hold_lesson, tell_remote


async def follow_lesson(session: AsyncSession, lesson_id: UUID) -> None:
    """Let the remote lesson follow the lesson: withdrawn where it is cancelled, else told with its new times."""
    if await queries.find_remote(session, lesson_id) is None:
        return
    remote = await hold_lesson(session, lesson_id)
    if remote is None or remote.state is RemoteState.NONE:
        return
    lesson = await queries.get_lesson_read(session, lesson_id)
    if lesson.state == LessonState.CANCELLED:
        await cancel_lesson(session, remote)
        return
    tell_remote(session, remote)
    if remote.state is RemoteState.PUBLISHED:
        emit(session, RemoteLessonPublished(lesson_id=lesson_id))


async def tell_published(session: AsyncSession, lesson_id: UUID) -> None:
    """Tell the lesson's students, and their guardians of which child, that it is held remotely; each once for a time.

    Safe to repeat.
    """
    await advisory_lock(session, f"told of lesson:{lesson_id}")
    remote = await queries.find_remote(session, lesson_id)
    if remote is None or remote.state is not RemoteState.PUBLISHED:
        return
    lesson = await queries.get_lesson_read(session, lesson_id)
    concerned = await _concerned(session, lesson_id)
    known = await _told(session, lesson_id, lesson.starts_at)
    untold = sorted(concerned.keys() - known)
    await lock_streams(session, *untold)
    for profile_id in untold:
        child = concerned[profile_id]
        facts = {"lesson_id": str(lesson_id), "title": title_of(lesson), "starts_at": lesson.starts_at.isoformat()}
        await tell_notice(session, profile_id, "lesson_published", **facts, **({"child": child} if child else {}))
        session.add(ToldOfLesson(lesson_id=lesson_id, profile_id=profile_id, starts_at=lesson.starts_at))


async def tell_forgotten(session: AsyncSession, lesson_id: UUID, holder_id: UUID) -> None:
    """Tell the teacher that a lesson which they did not end has ended by itself."""
    title = title_of(await queries.get_lesson_read(session, lesson_id))
    await tell_notice(session, holder_id, "lesson_ended_by_itself", lesson_id=str(lesson_id), title=title)


async def _concerned(session: AsyncSession, lesson_id: UUID) -> Mapping[UUID, str | None]:
    """Give whom the lesson concerns who have linked: a guardian with the names of their children."""
    whom = await journal.lesson_people(session, lesson_id)
    profiles = await linking.profiles_of(session, {*whom.students, *whom.guardians})
    guardians = {profiles[one]: ", ".join(whom.guardians[one]) for one in whom.guardians if one in profiles}
    return {**guardians, **{profiles[one]: None for one in whom.students if one in profiles}}


async def _told(session: AsyncSession, lesson_id: UUID, starts_at: datetime) -> set[UUID]:
    told = select(ToldOfLesson.profile_id)
    told = told.where(ToldOfLesson.lesson_id == lesson_id, ToldOfLesson.starts_at == starts_at)
    return set((await session.execute(told)).scalars())
