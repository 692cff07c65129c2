"""Keeping the chats that follow from a school, and who is whose kin.

Each function brings into line, whatever the cause, and may be repeated. Names first, then the heads of all chats at
once in the order of ids, and only then is it read who is wanted: so keepers wait for each other, never in a circle,
and none undoes another's work.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.autochats import rules
from parta.autochats.rules import Profiles, WantedChat
from parta.core.clock import today
from parta.core.streams import advisory_lock, lock_streams
from parta.journal import queries as journal
from parta.journal.schemas import ClassRoster, CourseRoster
from parta.linking import queries as linking
from parta.messenger import service as messenger
from parta.messenger.queries.chats import list_seats
from parta.messenger.queries.kept import KeptChat, find_chats_of
from parta.messenger.service import ChatSource


async def keep_class(session: AsyncSession, class_id: UUID) -> None:
    """Make the chats of the class, those of its courses included, what the class is today."""
    school = await journal.get_school(session, (await journal.get_class(session, class_id)).school_id)
    courses = await journal.list_courses(session, class_id)
    of_courses = {rules.course_source(course_id): course_id for course_id in courses}
    there = await _hold_all(session, [*rules.class_sources(class_id), *of_courses])
    on = today(school.time_zone)
    roster = await journal.read_roster(session, class_id, on=on)
    profiles = await linking.profiles_of(session, _people_of_class(roster))
    for wanted in rules.class_chats(roster, profiles):
        await _keep(session, wanted, there.get(wanted.source))
    for source, course_id in of_courses.items():
        if source in there:
            course = await journal.read_course(session, course_id, on=on)
            wanted = rules.course_chat(course, await _profiles_of_course(session, course), appears=False)
            await _keep(session, wanted, there[source])


async def keep_course(session: AsyncSession, course_id: UUID, *, appears: bool = False) -> UUID | None:
    """Make the chat of the course, if it is there or `appears` now, what the course is today; give it if it goes on."""
    school = await journal.get_school(session, (await journal.get_course(session, course_id)).school_id)
    source = rules.course_source(course_id)
    there = await _hold_all(session, [source])
    roster = await journal.read_course(session, course_id, on=today(school.time_zone))
    wanted = rules.course_chat(roster, await _profiles_of_course(session, roster), appears=appears)
    return await _keep(session, wanted, there.get(source))


def course_chat_name(course_id: UUID) -> str:
    """Give the name that is held while the chat of the course is looked for or made."""
    return rules.course_source(course_id).name


async def find_course_chat(session: AsyncSession, course_id: UUID) -> UUID | None:
    """Give the chat of the course, if it is there."""
    found = await find_chats_of(session, [rules.course_source(course_id)])
    return next((chat.id for chat in found.values()), None)


async def keep_staff(session: AsyncSession, school_id: UUID) -> None:
    """Make the chat of the staff what the staff is today."""
    school = await journal.get_school(session, school_id)
    source = rules.staff_source(school_id)
    there = await _hold_all(session, [source])
    roster = await journal.read_staff(session, school_id, on=today(school.time_zone))
    wanted = rules.staff_chat(roster, await linking.profiles_of(session, list(roster.positions)))
    await _keep(session, wanted, there.get(source))


async def keep_kin(session: AsyncSession, profile_ids: Collection[UUID]) -> None:
    """Make who of these people is whose kin what all their links give today. Safe to repeat."""
    await advisory_lock(session, messenger.KIN)
    accounts = await linking.accounts_of(session, profile_ids)
    pairs = await journal.list_kin(session, [account for theirs in accounts.values() for account in theirs])
    profiles = await linking.profiles_of(session, {account for pair in pairs for account in pair})
    linked = [(profiles.get(guardian), profiles.get(child)) for guardian, child in pairs]
    await messenger.keep_kin(session, profile_ids, {(one, other) for one, other in linked if one and other})


async def _hold_all(session: AsyncSession, sources: Sequence[ChatSource]) -> dict[ChatSource, KeptChat]:
    """Hold the names of these sources and the heads of the chats that are there; give those chats."""
    await advisory_lock(session, *(source.name for source in sources))
    there = await find_chats_of(session, sources)
    await lock_streams(session, *(chat.id for chat in there.values()))
    return dict(there)


async def _keep(session: AsyncSession, wanted: WantedChat, there: KeptChat | None) -> UUID | None:
    """Make the chat as it is wanted, and give it if it is there and goes on."""
    if wanted.is_over:
        await _keep_archived(session, wanted, there)
        return None
    if there is None and not wanted.may_appear:
        return None
    kept = await messenger.keep_chat(
        session, wanted.source, wanted.title, wanted.seats, classmates_may_write=wanted.classmates_may_write
    )
    return kept.id


async def _keep_archived(session: AsyncSession, wanted: WantedChat, there: KeptChat | None) -> None:
    """Leave the chat of a class that has ended to those who were in it at the end and are linked still."""
    if there is None:
        return
    seated = await list_seats(session, there.id)
    staying = {seat.profile_id for seat in wanted.seats}
    if not seated.keys() <= staying:
        await messenger.keep_chat(session, wanted.source, there.title, [seated[one] for one in seated.keys() & staying])
    await messenger.archive_chat(session, wanted.source)


async def _profiles_of_course(session: AsyncSession, roster: CourseRoster) -> Profiles:
    return await linking.profiles_of(session, roster.teachers | roster.students | roster.guardians.keys())


def _people_of_class(roster: ClassRoster) -> set[UUID]:
    people = {*roster.students, *roster.guardians, *roster.teachers}
    return people | {roster.homeroom_teacher_id} if roster.homeroom_teacher_id else people
