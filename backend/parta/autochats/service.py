"""Reconciliation of automatic chats and family links with a school.

Each function is idempotent, whatever the cause. It locks names first, then the streams of all chats at once in the
order of ids, and only then reads who belongs there: so concurrent runs wait for each other, never in a deadlock, and
none reverts another's changes.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from parta.autochats import rules
from parta.autochats.rules import ChatSpec, Profiles
from parta.core.clock import today
from parta.core.unit_of_work import UnitOfWork
from parta.linking import queries as linking
from parta.messenger import service as messenger
from parta.messenger.queries.managed_chats import ManagedChat, find_managed_chats
from parta.messenger.queries.people import list_family_links
from parta.messenger.service import LockedSource
from parta.school import queries as schools
from parta.school.schemas import ClassRoster
from parta.timetable import queries as timetable
from parta.timetable.schemas import CourseRoster


async def sync_class_chats(work: UnitOfWork, class_id: UUID) -> None:
    """Reconcile the chats of the class and of its courses with the class today."""
    courses = {rules.course_source(course_id): course_id for course_id in await schools.list_courses(work, class_id)}
    locked = await messenger.lock_sources(work, *rules.class_sources(class_id), *courses)
    roster = await schools.read_roster(work, class_id)
    profiles = await linking.get_profile_ids(work, _class_people(roster))
    for spec in rules.build_class_chats(roster, profiles):
        await _sync_chat(work, spec, locked[spec.source])
    with_chat = [course_id for source, course_id in courses.items() if locked[source].chat]
    rosters = await timetable.read_courses(work, with_chat)
    profiles = await _get_course_profiles(work, rosters)
    for course in rosters:
        spec = rules.build_course_chat(course, profiles, create=False)
        await _sync_chat(work, spec, locked[spec.source])


async def sync_course_chat(work: UnitOfWork, course_id: UUID, *, create: bool = False) -> UUID | None:
    """Reconcile the chat of the course, if it exists or `create` is set; return its id unless the class has ended."""
    source = rules.course_source(course_id)
    locked = (await messenger.lock_sources(work, source))[source]
    return await _sync_course_chat(work, await timetable.read_course(work, course_id), locked, create=create)


async def sync_locked_course_chat(work: UnitOfWork, roster: CourseRoster, existing: ManagedChat | None) -> UUID | None:
    """Reconcile the chat of the course, created if missing; return its id unless the class has ended.

    Its name and stream were locked before the roster was read.
    """
    source = rules.course_source(roster.course_id)
    locked = await messenger.load_source(work, source, existing.id if existing else None)
    return await _sync_course_chat(work, roster, locked, create=True)


def course_chat_lock(course_id: UUID) -> str:
    """Return the name of the advisory lock under which the chat of the course is searched or created."""
    return rules.course_source(course_id).lock_name


async def find_course_chat(work: UnitOfWork, course_id: UUID) -> ManagedChat | None:
    """Return the chat of the course, if it exists."""
    found = await find_managed_chats(work, [rules.course_source(course_id)])
    return next(iter(found.values()), None)


async def sync_staff_chat(work: UnitOfWork, school_id: UUID) -> None:
    """Reconcile the chat of the staff with the staff today."""
    source = rules.staff_source(school_id)
    locked = (await messenger.lock_sources(work, source))[source]
    school = await schools.get_school(work, school_id)
    roster = await schools.read_staff(work, school_id, on=today(school.time_zone))
    spec = rules.build_staff_chat(roster, await linking.get_profile_ids(work, list(roster.positions)))
    await _sync_chat(work, spec, locked)


async def sync_family_links(work: UnitOfWork, profile_ids: Collection[UUID]) -> None:
    """Reconcile the family links of these people with all their links today. Idempotent."""
    await work.advisory_lock(messenger.FAMILY_LINKS_LOCK)
    await messenger.sync_family_links(work, profile_ids, await _read_families(work, profile_ids))


async def sync_profile_family_links(work: UnitOfWork, profile_id: UUID) -> None:
    """Reconcile the family links of this person with all their links today. Idempotent."""
    await sync_family_links(work, [profile_id])


async def find_outdated_family_links(work: UnitOfWork, profile_ids: Collection[UUID]) -> Collection[UUID]:
    """Return guardians of the family links of these people that are to be added or removed, without a lock."""
    families = await _read_families(work, profile_ids)
    return {guardian for guardian, _ in families ^ await list_family_links(work, profile_ids)}


async def _read_families(work: UnitOfWork, profile_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Return today's pairs (guardian, child), both linked, in which any of these people is one of the two."""
    accounts = await linking.get_account_ids(work, profile_ids)
    pairs = await schools.list_guardian_pairs(work, [account for ids in accounts.values() for account in ids])
    profiles = await linking.get_profile_ids(work, {account for pair in pairs for account in pair})
    linked = [(profiles.get(guardian), profiles.get(child)) for guardian, child in pairs]
    return {(one, other) for one, other in linked if one and other}


async def _sync_course_chat(
    work: UnitOfWork, roster: CourseRoster, locked: LockedSource, *, create: bool
) -> UUID | None:
    spec = rules.build_course_chat(roster, await _get_course_profiles(work, [roster]), create=create)
    return await _sync_chat(work, spec, locked)


async def _sync_chat(work: UnitOfWork, spec: ChatSpec, locked: LockedSource) -> UUID | None:
    """Reconcile the chat with its required state; return its id if it exists and is not archived."""
    if spec.has_ended:
        # The members at its end stay, as far as they are still linked.
        await messenger.archive_chat(work, locked, [member.profile_id for member in spec.members])
        return None
    if locked.chat is None and not spec.may_create:
        return None
    chat = await messenger.sync_chat(
        work, locked, spec.title, spec.members, classmates_may_write=spec.classmates_may_write
    )
    return chat.id


async def _get_course_profiles(work: UnitOfWork, rosters: Sequence[CourseRoster]) -> Profiles:
    if not rosters:
        return {}
    people = {account for one in rosters for account in (*one.teachers, *one.students, *one.guardians)}
    return await linking.get_profile_ids(work, people)


def _class_people(roster: ClassRoster) -> set[UUID]:
    people = {*roster.students, *roster.guardians, *roster.teachers}
    return people | {roster.homeroom_teacher_id} if roster.homeroom_teacher_id else people
