"""Queries of remote lessons: journal accounts see those of visible lessons, profiles those they belong to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.calls import queries as calls
from parta.core.actor import Actor, JournalActor
from parta.core.clock import now
from parta.core.errors import Forbidden, NotFound
from parta.core.streams import Kind
from parta.journal import queries as journal
from parta.journal.schemas import LessonRead
from parta.linking import queries as linking
from parta.remote_lessons.models import EntryState, LessonCall, LessonRole, RemoteLesson, RemoteState
from parta.remote_lessons.rules.attendance import measure_attendance
from parta.remote_lessons.rules.entry import decide_entry, opens_at
from parta.remote_lessons.rules.errors import LessonNotRunning, NoRemoteLesson
from parta.remote_lessons.schemas import LessonEntry, ProposedAttendance, RemoteLessonRead, RunningLesson

_NOT_ENDED = (RemoteState.PUBLISHED, RemoteState.RUNNING)


@dataclass(frozen=True, slots=True)
class OpenCall:
    """An open call, and its chat."""

    id: UUID
    chat_id: UUID
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class LessonAccess:
    """A lesson, and a person's access to it."""

    lesson: LessonRead
    remote: RemoteLesson | None
    role: LessonRole
    child: str | None
    call: OpenCall | None

    @property
    def state(self) -> EntryState:
        """Return how they may enter now."""
        return decide_entry(
            self.remote.state if self.remote else RemoteState.NONE,
            self.role,
            starts_at=self.lesson.starts_at,
            at=now(),
            is_call_open=self.call is not None,
        )


async def find_remote_lesson(session: AsyncSession, lesson_id: UUID) -> RemoteLesson | None:
    """Return the present row of the remote lesson, or None if it never was remote."""
    fresh = select(RemoteLesson).where(RemoteLesson.id == lesson_id)
    return (await session.execute(fresh)).scalar_one_or_none()


async def find_open_call(session: AsyncSession, remote: RemoteLesson | None) -> OpenCall | None:
    """Return the open call of the lesson, or None."""
    call = await calls.find_call(session, remote.call_id) if remote and remote.call_id else None
    if call is None or call.ended_at is not None or call.opened_at is None:
        return None
    return OpenCall(call.id, call.chat_id, call.opened_at)


async def get_lesson_read(session: AsyncSession, lesson_id: UUID) -> LessonRead:
    """Return the lesson as published. Raises NotFound."""
    found = await journal.read_lessons(session, [lesson_id])
    if not found:
        raise NotFound
    return found[0]


def build_lesson_title(lesson: LessonRead) -> str:
    """Build the title of the lesson: subject, class, and subgroup if there is one."""
    return ", ".join(part for part in (lesson.subject, lesson.class_title, lesson.subgroup) if part)


async def read_remote_lessons(session: AsyncSession, ids: Collection[UUID]) -> Sequence[RemoteLessonRead]:
    """Return the state of remote lessons as published to the class: a draft is `none`."""
    fresh = select(RemoteLesson).where(RemoteLesson.id.in_(ids))
    found = {one.id: one for one in (await session.execute(fresh)).scalars()}
    lessons = await journal.read_lessons(session, found.keys())
    return [_to_remote_lesson_read(found[lesson.id], lesson) for lesson in lessons]


REMOTE_LESSON = Kind(
    "remote_lesson",
    RemoteLesson,
    RemoteLesson.class_id,
    RemoteLessonRead,
    read_remote_lessons,
    stream="class",
    is_audited=True,
)


async def list_remote_lessons(
    session: AsyncSession, actor: JournalActor, *, from_on: date, to_on: date
) -> Sequence[RemoteLessonRead]:
    """Return the remote lessons visible to the actor between these days; drafts only of lessons they teach."""
    visible = await journal.list_visible_lessons(session, actor, from_on=from_on, to_on=to_on)
    remote = select(RemoteLesson.id).where(RemoteLesson.id.in_(visible), RemoteLesson.state != RemoteState.NONE)
    ids = (await session.execute(remote)).scalars().all()
    lessons = await _read_for_teachers(
        session, ids, await journal.filter_taught_lessons(session, actor.account_id, ids)
    )
    return [one for one in lessons if one.state is not RemoteState.NONE]


async def read_as_teacher(session: AsyncSession, lesson_id: UUID) -> RemoteLessonRead:
    """Return a remote lesson as its teacher sees it."""
    (lesson,) = await _read_for_teachers(session, [lesson_id], {lesson_id})
    return lesson


async def find_running(session: AsyncSession, actor: JournalActor) -> RunningLesson | None:
    """Return the lesson that the actor's linked profile has opened and not ended, or None."""
    profile_id = (await linking.get_profile_ids(session, [actor.account_id])).get(actor.account_id)
    return await find_other_running(session, profile_id) if profile_id else None


async def find_other_running(
    session: AsyncSession, profile_id: UUID, except_id: UUID | None = None
) -> RunningLesson | None:
    """Return a lesson, except the given one, that the person has opened and not ended, or None."""
    running = select(RemoteLesson.id).where(
        RemoteLesson.opened_by_id == profile_id, RemoteLesson.state == RemoteState.RUNNING
    )
    if except_id is not None:
        running = running.where(RemoteLesson.id != except_id)
    lesson_id = (await session.execute(running.order_by(RemoteLesson.id).limit(1))).scalar_one_or_none()
    if lesson_id is None:
        return None
    return RunningLesson(lesson_id=lesson_id, title=build_lesson_title(await get_lesson_read(session, lesson_id)))


async def get_lesson_access(session: AsyncSession, actor: Actor, lesson_id: UUID) -> LessonAccess:
    """Return the actor's access to the lesson, by any of their links. Raises NotFound for who does not belong to it."""
    lesson = await get_lesson_read(session, lesson_id)
    profile_id = actor.profile_id
    accounts = (await linking.get_account_ids(session, [profile_id]))[profile_id] if profile_id else []
    people = await journal.get_lesson_people(session, lesson_id)
    remote = await find_remote_lesson(session, lesson_id)
    call = await find_open_call(session, remote)
    children = [child for account in accounts for child in people.guardians.get(account, [])]
    if people.teachers & set(accounts):
        return LessonAccess(lesson, remote, LessonRole.TEACHER, None, call)
    if people.students & set(accounts):
        return LessonAccess(lesson, remote, LessonRole.STUDENT, None, call)
    if children:
        return LessonAccess(lesson, remote, LessonRole.GUARDIAN, ", ".join(children), call)
    raise NotFound


async def read_entry(session: AsyncSession, actor: Actor, lesson_id: UUID) -> LessonEntry:
    """Return what is shown of the lesson to the actor before entering it. Raises NotFound."""
    access = await get_lesson_access(session, actor, lesson_id)
    lesson, state, role = access.lesson, access.state, access.role
    other: RunningLesson | None = None
    if role is LessonRole.TEACHER and state is EntryState.OPEN and access.call is None and actor.profile_id:
        other = await find_other_running(session, actor.profile_id, lesson_id)
    call = access.call if state is EntryState.OPEN else None
    return LessonEntry(
        lesson_id=lesson_id,
        title=", ".join(part for part in (lesson.subject, lesson.subgroup) if part),
        class_title=lesson.class_title,
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        opens_at=opens_at(lesson.starts_at, role),
        state=state,
        role=role,
        child=access.child,
        call_id=call.id if call else None,
        chat_id=call.chat_id if call else None,
        other_running=other,
    )


async def propose_attendance(
    session: AsyncSession, actor: JournalActor, lesson_id: UUID
) -> Sequence[ProposedAttendance]:
    """Return the attendance of each student, derived from their presence in all calls of the lesson.

    Raises NotFound, Forbidden, NoRemoteLesson, LessonNotRunning.
    """
    lesson = await journal.get_visible_lesson(session, actor, lesson_id)
    if not await journal.teaches(session, actor.account_id, lesson_id):
        raise Forbidden
    remote = await find_remote_lesson(session, lesson_id)
    if remote is None:
        raise NoRemoteLesson
    opened = select(LessonCall.call_id, LessonCall.opened_at).where(LessonCall.lesson_id == lesson_id)
    of_lesson = dict((await session.execute(opened)).all())
    if not of_lesson:
        raise LessonNotRunning
    duration = max(lesson.starts_at, min(of_lesson.values())), remote.ended_at or now()
    students = (await journal.get_lesson_people(session, lesson_id)).students
    presence = await _list_presence(
        session, of_lesson.keys(), await linking.get_profile_ids(session, students), duration[1]
    )
    names = await journal.read_accounts(session, students)
    proposed: list[ProposedAttendance] = []
    for student in sorted(names.values(), key=lambda one: (one.name.last_name, one.name.first_name, one.id)):
        attendance = measure_attendance(presence.get(student.id, []), duration)
        proposed.append(
            ProposedAttendance(
                student_id=student.id,
                name=student.name,
                state=attendance.state,
                late_minutes=attendance.late_minutes,
                present_minutes=attendance.present_minutes,
            )
        )
    return proposed


async def list_running(session: AsyncSession) -> Sequence[UUID]:
    """Return the running lessons, at all schools."""
    running = select(RemoteLesson.id).where(RemoteLesson.state == RemoteState.RUNNING)
    return (await session.execute(running.order_by(RemoteLesson.id))).scalars().all()


async def list_unended(session: AsyncSession, school_id: UUID, *, before: date) -> Sequence[UUID]:
    """Return the school's lessons of earlier days that were published and not ended."""
    unended = select(RemoteLesson.id).where(RemoteLesson.school_id == school_id, RemoteLesson.state.in_(_NOT_ENDED))
    ids = (await session.execute(unended)).scalars().all()
    return [lesson.id for lesson in await journal.read_lessons(session, ids) if lesson.on < before]


async def _read_for_teachers(
    session: AsyncSession, ids: Collection[UUID], taught: Collection[UUID]
) -> Sequence[RemoteLessonRead]:
    drafts = select(RemoteLesson.id).where(RemoteLesson.id.in_(taught), RemoteLesson.state == RemoteState.DRAFT)
    own = set((await session.execute(drafts)).scalars())
    lessons = await read_remote_lessons(session, ids)
    return [one.model_copy(update={"state": RemoteState.DRAFT}) if one.id in own else one for one in lessons]


async def _list_presence(
    session: AsyncSession, call_ids: Collection[UUID], profiles: Mapping[UUID, UUID], until: datetime
) -> Mapping[UUID, list[tuple[datetime, datetime]]]:
    """Return when each of these accounts was connected to these calls, by any device."""
    account_of = {profile: account for account, profile in profiles.items()}
    found: dict[UUID, list[tuple[datetime, datetime]]] = {}
    for one in await calls.list_presence(session, call_ids):
        account_id = account_of.get(one.profile_id) if one.profile_id else None
        if account_id is not None:
            found.setdefault(account_id, []).append((one.from_at, one.to_at or until))
    return found


def _to_remote_lesson_read(remote: RemoteLesson, lesson: LessonRead) -> RemoteLessonRead:
    return RemoteLessonRead(
        id=remote.id,
        class_id=remote.class_id,
        state=RemoteState.NONE if remote.state is RemoteState.DRAFT else remote.state,
        opens_at=opens_at(lesson.starts_at),
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        title=build_lesson_title(lesson),
        ended_by_itself=remote.ended_by_itself,
    )
