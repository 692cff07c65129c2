"""Queries of remote lessons: journal accounts see those of visible lessons, profiles those they belong to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from parta.calls import queries as calls
from parta.calls.schemas import OpenCallRead
from parta.core.clock import now
from parta.core.errors import Forbidden, NotFound
from parta.core.principals import AccountPrincipal, Actor
from parta.core.streams import Kind
from parta.linking import queries as linking
from parta.remote_lessons.models import EntryState, LessonCall, LessonRole, RemoteLesson, RemoteState
from parta.remote_lessons.rules.attendance import measure_attendance
from parta.remote_lessons.rules.entry import decide_entry, opens_at
from parta.remote_lessons.rules.errors import LessonNotRunning, NoRemoteLesson
from parta.remote_lessons.schemas import AbsentStudent, LessonEntry, ProposedAttendance, RemoteLessonRead, RunningLesson
from parta.school import queries as schools
from parta.timetable import queries as timetable
from parta.timetable.queries.lessons import filter_lessons_before

_NOT_ENDED = (RemoteState.PUBLISHED, RemoteState.RUNNING)


@dataclass(frozen=True, slots=True)
class OpenCall:
    """An open call, and its chat."""

    id: UUID
    chat_id: UUID
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class LoadedLesson:
    """A lesson with its course, class and school, its remote lesson, and the open call of that."""

    scheduled: timetable.LoadedLesson
    remote: RemoteLesson | None
    call: OpenCall | None

    @property
    def id(self) -> UUID:
        """Return the id of the lesson."""
        return self.scheduled.lesson.id

    @property
    def starts_at(self) -> datetime:
        """Return when the lesson begins."""
        return self.scheduled.lesson.starts_at

    @property
    def is_published(self) -> bool:
        """Return True if its people know of it, and it has not begun."""
        return self.remote is not None and self.remote.state is RemoteState.PUBLISHED

    @property
    def title(self) -> str:
        """Return the title of the lesson with its class."""
        found = self.scheduled
        return build_lesson_title(found.subject, found.school_class.title, found.course.subgroup)


@dataclass(frozen=True, slots=True)
class LessonAccess:
    """A lesson, and a person's access to it."""

    lesson: LoadedLesson
    role: LessonRole
    child: str | None
    other_running: RunningLesson | None
    """Another lesson that they have opened and not ended."""

    @property
    def state(self) -> EntryState:
        """Return how they may enter now."""
        return decide_entry(
            self.lesson.remote.state if self.lesson.remote else RemoteState.NONE,
            self.role,
            starts_at=self.lesson.starts_at,
            at=now(),
            is_call_open=self.lesson.call is not None,
        )


@dataclass(frozen=True, slots=True)
class TeacherPresence:
    """When a teacher was last connected to the call of a lesson: now, if one is there; None if none ever was."""

    at: datetime | None
    is_there: bool


def build_lesson_title(subject: str, class_title: str, subgroup: str | None) -> str:
    """Build the title of a lesson: subject, class, and subgroup if there is one."""
    return ", ".join(part for part in (subject, class_title, subgroup) if part)


async def load_lesson(session: AsyncSession, lesson_id: UUID) -> LoadedLesson:
    """Return the lesson, read afresh. Raises NotFound."""
    return await load_remote(session, await timetable.load_lesson(session, lesson_id))


async def load_own_lesson(session: AsyncSession, actor: AccountPrincipal, lesson_id: UUID) -> LoadedLesson:
    """Return a lesson that the actor may edit, read afresh. Raises NotFound, Forbidden."""
    return await load_remote(session, await timetable.load_own_lesson(session, actor, lesson_id))


async def load_remote(session: AsyncSession, scheduled: timetable.LoadedLesson) -> LoadedLesson:
    """Return the lesson with its remote lesson, if it ever was remote, and the open call of that."""
    loaded, _ = await _load_remote(session, scheduled, None)
    return loaded


async def _load_remote(
    session: AsyncSession, scheduled: timetable.LoadedLesson, profile_id: UUID | None
) -> tuple[LoadedLesson, RunningLesson | None]:
    """Return the lesson, and another one that this person has opened and not ended, in one statement."""
    call = calls.select_open_calls().subquery()
    other = _select_running(profile_id, except_id=scheduled.lesson.id).subquery()
    found = select(RemoteLesson, *call.c, *other.c).outerjoin(call, call.c.id == RemoteLesson.call_id)
    found = found.outerjoin(other, true()).where(RemoteLesson.id == scheduled.lesson.id)
    row = (await session.execute(found)).one_or_none()
    if row is None:
        return LoadedLesson(scheduled, None, None), None
    values: tuple[Any, ...] = tuple(row)
    open_call = OpenCall(*values[1:4]) if values[1] else None
    return LoadedLesson(scheduled, values[0], open_call), _build_running(*values[4:]) if values[4] else None


async def exists_remote_lesson(session: AsyncSession, lesson_id: UUID) -> bool:
    """Return True if the lesson is or was remote."""
    return (await session.execute(select(RemoteLesson.id).where(RemoteLesson.id == lesson_id))).first() is not None


async def read_remote_lessons(session: AsyncSession, ids: Collection[UUID]) -> Sequence[RemoteLessonRead]:
    """Return the state of remote lessons as published to the class: a draft is `none`."""
    return await _read_remote_lessons(session, ids)


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
    session: AsyncSession, actor: AccountPrincipal, *, from_on: date, to_on: date
) -> Sequence[RemoteLessonRead]:
    """Return the remote lessons visible to the actor between these days; drafts only of lessons they teach."""
    visible = await timetable.list_visible_lessons(session, actor, from_on=from_on, to_on=to_on)
    remote = select(RemoteLesson.id).where(RemoteLesson.id.in_(visible), RemoteLesson.state != RemoteState.NONE)
    ids = (await session.execute(remote)).scalars().all()
    taught = await timetable.filter_taught_lessons(session, actor.id, ids)
    return [one for one in await _read_remote_lessons(session, ids, taught) if one.state is not RemoteState.NONE]


async def read_as_teacher(session: AsyncSession, lesson_id: UUID) -> RemoteLessonRead:
    """Return a remote lesson as its teacher sees it."""
    (lesson,) = await _read_remote_lessons(session, [lesson_id], {lesson_id})
    return lesson


async def find_running(session: AsyncSession, actor: AccountPrincipal) -> RunningLesson | None:
    """Return the lesson that the actor's linked profile has opened and not ended, or None."""
    profile_id = (await linking.get_profile_ids(session, [actor.id])).get(actor.id)
    if profile_id is None:
        return None
    row = (await session.execute(_select_running(profile_id))).one_or_none()
    return _build_running(*row) if row else None


async def get_lesson_access(session: AsyncSession, actor: Actor, lesson_id: UUID) -> LessonAccess:
    """Return the actor's access to the lesson, by any of their links. Raises NotFound for who does not belong to it."""
    scheduled, role, child = await get_lesson_role(session, actor, lesson_id)
    return await load_access(session, actor, scheduled, role, child)


async def get_lesson_of_call(session: AsyncSession, call_id: UUID) -> UUID:
    """Return the lesson whose call this is or was. Raises NotFound."""
    found = await find_lesson_of_call(session, call_id)
    if found is None:
        raise NotFound
    return found


async def find_lesson_of_call(session: AsyncSession, call_id: UUID) -> UUID | None:
    """Return the lesson whose call this is or was, or None."""
    found = await session.get(LessonCall, call_id)
    return found.lesson_id if found else None


async def find_last_teacher_presence(session: AsyncSession, lesson_id: UUID, call_id: UUID) -> TeacherPresence:
    """Return when a teacher of the lesson was last connected to its call."""
    teachers = (await timetable.get_lesson_people(session, lesson_id)).teachers
    profiles = set((await linking.get_profile_ids(session, teachers)).values())
    own = [one for one in await calls.list_presence(session, [call_id]) if one.profile_id in profiles]
    is_there = any(one.to_at is None for one in own)
    return TeacherPresence(max((one.to_at or now() for one in own), default=None), is_there=is_there)


async def list_absent(session: AsyncSession, actor: Actor, call_id: UUID) -> Sequence[AbsentStudent]:
    """Return the students of the lesson who are not in its call, for its teacher. Raises NotFound, Forbidden."""
    access = await get_lesson_access(session, actor, await get_lesson_of_call(session, call_id))
    if access.role is not LessonRole.TEACHER:
        raise Forbidden
    students = (await timetable.get_lesson_people(session, access.lesson.id)).students
    profiles = await linking.get_profile_ids(session, students)
    there = {one.profile_id for one in await calls.list_presence(session, [call_id]) if one.to_at is None}
    accounts = (await schools.read_accounts(session, students)).values()
    return [
        AbsentStudent(id=one.id, name=one.name, profile_id=profiles.get(one.id))
        for one in sorted(accounts, key=lambda one: (one.name.last_name, one.name.first_name, one.id))
        if profiles.get(one.id) is None or profiles[one.id] not in there
    ]


async def list_joined_calls(session: AsyncSession, actor: AccountPrincipal) -> Sequence[OpenCallRead]:
    """Return the open calls that the actor's linked profile has joined and not left."""
    profiles = await linking.get_profile_ids(session, [actor.id])
    return await calls.list_joined_calls(session, profiles.values())


async def load_access(
    session: AsyncSession, actor: Actor, scheduled: timetable.LoadedLesson, role: LessonRole, child: str | None
) -> LessonAccess:
    """Return the access of the actor, who has this role in the lesson."""
    lesson, other = await _load_remote(session, scheduled, actor.id)
    return LessonAccess(lesson, role, child, other)


async def get_lesson_role(
    session: AsyncSession, actor: Actor, lesson_id: UUID
) -> tuple[timetable.LoadedLesson, LessonRole, str | None]:
    """Return the lesson, the actor's role in it, and for a guardian their children. Raises NotFound."""
    accounts = linking.select_account_ids(actor.id)
    scheduled, roles = await timetable.load_lesson_roles(session, lesson_id, accounts)
    if roles.is_teacher:
        role = LessonRole.TEACHER
    elif roles.is_student:
        role = LessonRole.STUDENT
    elif roles.children:
        role = LessonRole.GUARDIAN
    else:
        raise NotFound
    return scheduled, role, ", ".join(roles.children) if role is LessonRole.GUARDIAN else None


async def read_entry(session: AsyncSession, actor: Actor, lesson_id: UUID) -> LessonEntry:
    """Return what is shown of the lesson to the actor before entering it. Raises NotFound."""
    access = await get_lesson_access(session, actor, lesson_id)
    loaded, state, role = access.lesson, access.state, access.role
    lesson, course = loaded.scheduled.lesson, loaded.scheduled.course
    may_open = role is LessonRole.TEACHER and state is EntryState.OPEN and loaded.call is None
    call = loaded.call if state is EntryState.OPEN else None
    return LessonEntry(
        lesson_id=lesson_id,
        title=", ".join(part for part in (loaded.scheduled.subject, course.subgroup) if part),
        class_title=loaded.scheduled.school_class.title,
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        time_zone=loaded.scheduled.school.time_zone,
        opens_at=opens_at(lesson.starts_at, role),
        state=state,
        role=role,
        child=access.child,
        call_id=call.id if call else None,
        chat_id=call.chat_id if call else None,
        other_running=access.other_running if may_open else None,
    )


async def propose_attendance(
    session: AsyncSession, actor: AccountPrincipal, lesson_id: UUID
) -> Sequence[ProposedAttendance]:
    """Return the attendance of each student, derived from their presence in all calls of the lesson.

    Raises NotFound, Forbidden, NoRemoteLesson, LessonNotRunning.
    """
    lesson = await load_own_lesson(session, actor, lesson_id)
    remote = lesson.remote
    if remote is None:
        raise NoRemoteLesson
    opened = select(LessonCall.call_id, LessonCall.opened_at).where(LessonCall.lesson_id == lesson_id)
    of_lesson = dict((await session.execute(opened)).all())
    if not of_lesson:
        raise LessonNotRunning
    duration = max(lesson.starts_at, min(of_lesson.values())), remote.ended_at or now()
    students = (await timetable.get_lesson_people(session, lesson_id)).students
    presence = await _list_presence(
        session, of_lesson.keys(), await linking.get_profile_ids(session, students), duration[1]
    )
    names = await schools.read_accounts(session, students)
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
                lesson_minutes=(duration[1] - duration[0]) // timedelta(minutes=1),
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
    return await filter_lessons_before(session, ids, before)


async def _read_remote_lessons(
    session: AsyncSession, ids: Collection[UUID], taught: Collection[UUID] = ()
) -> Sequence[RemoteLessonRead]:
    """Return these remote lessons in the order of time; drafts only of those that the reader teaches."""
    lesson = timetable.select_lesson_titles().subquery()
    rows = select(RemoteLesson, lesson).join(lesson, lesson.c.id == RemoteLesson.id).where(RemoteLesson.id.in_(ids))
    rows = rows.order_by(lesson.c.starts_at, lesson.c.subject, lesson.c.subgroup, lesson.c.id)
    found: list[RemoteLessonRead] = []
    for remote, _, subject, class_title, subgroup, _, starts_at, ends_at in await session.execute(rows):
        is_hidden = remote.state is RemoteState.DRAFT and remote.id not in taught
        found.append(
            RemoteLessonRead(
                id=remote.id,
                class_id=remote.class_id,
                state=RemoteState.NONE if is_hidden else remote.state,
                opens_at=opens_at(starts_at),
                starts_at=starts_at,
                ends_at=ends_at,
                title=build_lesson_title(subject, class_title, subgroup),
                ended_by_itself=remote.ended_by_itself,
            )
        )
    return found


def _select_running(profile_id: UUID | None, *, except_id: UUID | None = None) -> Select[UUID, str, str, str | None]:
    """Return a select of one lesson, except the given one, that the person has opened and not ended."""
    lesson, title = aliased(RemoteLesson), timetable.select_lesson_titles().subquery()
    running = select(lesson.id, title.c.subject, title.c.class_title, title.c.subgroup)
    running = running.join(title, title.c.id == lesson.id)
    running = running.where(lesson.opened_by_id == profile_id, lesson.state == RemoteState.RUNNING)
    return running.where(lesson.id.is_distinct_from(except_id)).order_by(lesson.id).limit(1)


def _build_running(lesson_id: UUID, subject: str, class_title: str, subgroup: str | None) -> RunningLesson:
    return RunningLesson(lesson_id=lesson_id, title=build_lesson_title(subject, class_title, subgroup))


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
