"""Reads of remote lessons: a journal account sees those of the lessons it sees, a profile those it belongs to."""

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
from parta.remote_lessons.rules.attending import attended
from parta.remote_lessons.rules.entering import entry, opens_at
from parta.remote_lessons.rules.refusals import LessonNotRunning, NoRemoteLesson
from parta.remote_lessons.schemas import LessonEntry, ProposedAttendance, RemoteLessonRead, RunningLesson

_NOT_ENDED = (RemoteState.PUBLISHED, RemoteState.RUNNING)


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call that goes on, and its chat."""

    id: UUID
    chat_id: UUID
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A lesson, and where a person stands before its door."""

    lesson: LessonRead
    remote: RemoteLesson | None
    role: LessonRole
    child: str | None
    call: OpenCall | None
    """The call that goes on."""

    @property
    def state(self) -> EntryState:
        """What the door says to them now."""
        return entry(
            self.remote.state if self.remote else RemoteState.NONE,
            self.role,
            starts_at=self.lesson.starts_at,
            at=now(),
            is_call_open=self.call is not None,
        )


async def find_remote(session: AsyncSession, lesson_id: UUID) -> RemoteLesson | None:
    """Give the lesson as it is held remotely now, if it ever was."""
    fresh = select(RemoteLesson).where(RemoteLesson.id == lesson_id).execution_options(populate_existing=True)
    return (await session.execute(fresh)).scalar_one_or_none()


async def find_open_call(session: AsyncSession, remote: RemoteLesson | None) -> OpenCall | None:
    """Give the call of the lesson that goes on, if one does."""
    call = await calls.find_call(session, remote.call_id) if remote and remote.call_id else None
    if call is None or call.ended_at is not None or call.opened_at is None:
        return None
    return OpenCall(call.id, call.chat_id, call.opened_at)


async def get_lesson_read(session: AsyncSession, lesson_id: UUID) -> LessonRead:
    """Give the lesson as it is told. Raises NotFound."""
    found = await journal.read_lessons(session, [lesson_id])
    if not found:
        raise NotFound
    return found[0]


def title_of(lesson: LessonRead) -> str:
    """Give what people call the lesson by: subject, class, and subgroup where there is one."""
    return ", ".join(part for part in (lesson.subject, lesson.class_title, lesson.subgroup) if part)


async def read_remote_lessons(session: AsyncSession, ids: Collection[UUID]) -> Sequence[RemoteLessonRead]:
    """Read remote lessons as all of the class hear of them: a draft is none."""
    fresh = select(RemoteLesson).where(RemoteLesson.id.in_(ids)).execution_options(populate_existing=True)
    found = {one.id: one for one in (await session.execute(fresh)).scalars()}
    lessons = await journal.read_lessons(session, found.keys())
    return [_read(found[lesson.id], lesson) for lesson in lessons]


REMOTE_LESSON = Kind(name="remote_lesson", table=RemoteLesson, stream=RemoteLesson.class_id, read=read_remote_lessons)


async def list_remote_lessons(
    session: AsyncSession, actor: JournalActor, *, from_on: date, to_on: date
) -> Sequence[RemoteLessonRead]:
    """Give the remote lessons that the actor may see between these days; drafts only of lessons they teach."""
    visible = await journal.list_visible_lessons(session, actor, from_on=from_on, to_on=to_on)
    held = select(RemoteLesson.id).where(RemoteLesson.id.in_(visible), RemoteLesson.state != RemoteState.NONE)
    ids = (await session.execute(held)).scalars().all()
    told = await _as_told_to_teachers(session, ids, await journal.taught_among(session, actor.account_id, ids))
    return [one for one in told if one.state is not RemoteState.NONE]


async def read_own(session: AsyncSession, lesson_id: UUID) -> RemoteLessonRead:
    """Read a remote lesson as who teaches it sees it."""
    (told,) = await _as_told_to_teachers(session, [lesson_id], {lesson_id})
    return told


async def find_running(session: AsyncSession, actor: JournalActor) -> RunningLesson | None:
    """Give the lesson that the actor, by the linked profile, has opened and not ended."""
    profile_id = (await linking.profiles_of(session, [actor.account_id])).get(actor.account_id)
    return await find_other_running(session, profile_id) if profile_id else None


async def find_other_running(
    session: AsyncSession, profile_id: UUID, but_not: UUID | None = None
) -> RunningLesson | None:
    """Give a lesson, another than this one, that the person has opened and not ended."""
    running = select(RemoteLesson.id).where(
        RemoteLesson.holder_id == profile_id, RemoteLesson.state == RemoteState.RUNNING
    )
    if but_not is not None:
        running = running.where(RemoteLesson.id != but_not)
    lesson_id = (await session.execute(running.order_by(RemoteLesson.id).limit(1))).scalar_one_or_none()
    if lesson_id is None:
        return None
    return RunningLesson(lesson_id=lesson_id, title=title_of(await get_lesson_read(session, lesson_id)))


async def get_standing(session: AsyncSession, actor: Actor, lesson_id: UUID) -> Standing:
    """Give the lesson and where the actor stands, by any of their links. Raises NotFound for who has no part in it."""
    lesson = await get_lesson_read(session, lesson_id)
    profile_id = actor.profile_id
    accounts = (await linking.accounts_of(session, [profile_id]))[profile_id] if profile_id else []
    people = await journal.lesson_people(session, lesson_id)
    remote = await find_remote(session, lesson_id)
    call = await find_open_call(session, remote)
    children = [child for account in accounts for child in people.guardians.get(account, [])]
    if people.teachers & set(accounts):
        return Standing(lesson, remote, LessonRole.TEACHER, None, call)
    if people.students & set(accounts):
        return Standing(lesson, remote, LessonRole.STUDENT, None, call)
    if children:
        return Standing(lesson, remote, LessonRole.GUARDIAN, ", ".join(children), call)
    raise NotFound


async def read_entry(session: AsyncSession, actor: Actor, lesson_id: UUID) -> LessonEntry:
    """Read what the door of the lesson says to the actor. Raises NotFound."""
    standing = await get_standing(session, actor, lesson_id)
    lesson, state, role = standing.lesson, standing.state, standing.role
    other: RunningLesson | None = None
    if role is LessonRole.TEACHER and state is EntryState.OPEN and standing.call is None and actor.profile_id:
        other = await find_other_running(session, actor.profile_id, lesson_id)
    call = standing.call if state is EntryState.OPEN else None
    return LessonEntry(
        lesson_id=lesson_id,
        title=", ".join(part for part in (lesson.subject, lesson.subgroup) if part),
        class_title=lesson.class_title,
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        opens_at=opens_at(lesson.starts_at, role),
        state=state,
        role=role,
        child=standing.child,
        call_id=call.id if call else None,
        chat_id=call.chat_id if call else None,
        other_running=other,
    )


async def propose_attendance(
    session: AsyncSession, actor: JournalActor, lesson_id: UUID
) -> Sequence[ProposedAttendance]:
    """Say how each student was at the lesson, by their presence in all its calls.

    Raises NotFound, Forbidden, LessonNotRunning.
    """
    lesson = await journal.visible_lesson(session, actor, lesson_id)
    if not await journal.teaches(session, actor.account_id, lesson_id):
        raise Forbidden
    remote = await find_remote(session, lesson_id)
    if remote is None:
        raise NoRemoteLesson
    opened = select(LessonCall.call_id, LessonCall.opened_at).where(LessonCall.lesson_id == lesson_id)
    of_lesson = dict((await session.execute(opened)).all())
    if not of_lesson:
        raise LessonNotRunning
    span = max(lesson.starts_at, min(of_lesson.values())), remote.ended_at or now()
    students = (await journal.lesson_people(session, lesson_id)).students
    spans = await _spans(session, of_lesson.keys(), await linking.profiles_of(session, students), span[1])
    names = await journal.read_accounts(session, students)
    proposed: list[ProposedAttendance] = []
    for student in sorted(names.values(), key=lambda one: (one.name.last_name, one.name.first_name, one.id)):
        how = attended(spans.get(student.id, []), span)
        proposed.append(
            ProposedAttendance(
                student_id=student.id,
                name=student.name,
                state=how.state,
                late_minutes=how.late_minutes,
                present_minutes=how.present_minutes,
            )
        )
    return proposed


async def list_running(session: AsyncSession) -> Sequence[UUID]:
    """Give the lessons that go on, at all schools."""
    running = select(RemoteLesson.id).where(RemoteLesson.state == RemoteState.RUNNING)
    return (await session.execute(running.order_by(RemoteLesson.id))).scalars().all()


async def list_unended(session: AsyncSession, school_id: UUID, *, before: date) -> Sequence[UUID]:
    """Give the lessons of the school of earlier days that were published and not ended."""
    unended = select(RemoteLesson.id).where(RemoteLesson.school_id == school_id, RemoteLesson.state.in_(_NOT_ENDED))
    ids = (await session.execute(unended)).scalars().all()
    return [lesson.id for lesson in await journal.read_lessons(session, ids) if lesson.on < before]


async def _as_told_to_teachers(
    session: AsyncSession, ids: Collection[UUID], taught: Collection[UUID]
) -> Sequence[RemoteLessonRead]:
    drafts = select(RemoteLesson.id).where(RemoteLesson.id.in_(taught), RemoteLesson.state == RemoteState.DRAFT)
    own = set((await session.execute(drafts)).scalars())
    told = await read_remote_lessons(session, ids)
    return [one.model_copy(update={"state": RemoteState.DRAFT}) if one.id in own else one for one in told]


async def _spans(
    session: AsyncSession, call_ids: Collection[UUID], profiles: Mapping[UUID, UUID], until: datetime
) -> Mapping[UUID, list[tuple[datetime, datetime]]]:
    """Give when each of these accounts was connected to these calls, by whatever device."""
    account_of = {profile: account for account, profile in profiles.items()}
    found: dict[UUID, list[tuple[datetime, datetime]]] = {}
    for one in await calls.presence_of(session, call_ids):
        account_id = account_of.get(one.profile_id) if one.profile_id else None
        if account_id is not None:
            found.setdefault(account_id, []).append((one.from_at, one.to_at or until))
    return found


def _read(remote: RemoteLesson, lesson: LessonRead) -> RemoteLessonRead:
    return RemoteLessonRead(
        id=remote.id,
        class_id=remote.class_id,
        state=RemoteState.NONE if remote.state is RemoteState.DRAFT else remote.state,
        opens_at=opens_at(lesson.starts_at),
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        title=title_of(lesson),
        ended_by_itself=remote.ended_by_itself,
    )
