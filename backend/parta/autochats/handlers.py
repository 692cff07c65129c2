"""Event handlers of automatic chats: for events of the journal, links, and the calendar."""

from datetime import timedelta

from parta.autochats import service
from parta.core.clock import today
from parta.core.outbox import Task
from parta.core.unit_of_work import UnitOfWork
from parta.linking import queries as linking
from parta.linking.events import LinkMade, LinkUndone
from parta.school import queries as schools
from parta.school.events import (
    AccountsChanged,
    ClassChanged,
    CourseChanged,
    SchoolChanged,
    SchoolDayStarted,
    StaffChanged,
)
from parta.timetable import queries as timetable
from parta.timetable.events import SubstitutionChanged

SYNC_CLASS_CHATS = Task("autochats.sync_class_chats")
SYNC_STAFF_CHAT = Task("autochats.sync_staff_chat")
SYNC_FAMILY_LINKS = Task("autochats.sync_family_links")

SYNC_AFTER_END = timedelta(days=30)
"""The time after its end during which a class is still reconciled each day."""


async def class_changed(work: UnitOfWork, event: ClassChanged) -> None:
    """Reconcile the chats of the class."""
    await service.sync_class_chats(work, event.class_id)


async def course_changed(work: UnitOfWork, event: CourseChanged | SubstitutionChanged) -> None:
    """Reconcile the chats of the course's class, including the course's own."""
    await service.sync_class_chats(work, (await schools.get_course(work, event.course_id)).class_id)


async def staff_changed(work: UnitOfWork, event: StaffChanged) -> None:
    """Reconcile the chat of the staff."""
    await service.sync_staff_chat(work, event.school_id)


async def link_changed(work: UnitOfWork, event: LinkMade | LinkUndone) -> None:
    """Enqueue the sync of every chat this person belongs or belonged to, and of their family links."""
    school_id = (await schools.get_account(work, event.account_id)).school_id
    work.enqueue(SYNC_CLASS_CHATS, *sorted(await timetable.list_related_classes(work, [event.account_id])))
    work.enqueue(SYNC_STAFF_CHAT, school_id)
    work.enqueue(SYNC_FAMILY_LINKS, event.profile_id)


async def accounts_changed(work: UnitOfWork, event: AccountsChanged) -> None:
    """Reconcile the family links of the people with these accounts."""
    profiles = await linking.get_profile_ids(work, event.account_ids)
    await service.sync_family_links(work, set(profiles.values()))


async def sync_school_chats(work: UnitOfWork, event: SchoolDayStarted | SchoolChanged) -> None:
    """Enqueue the sync of the chats of every class of the school, and of the staff."""
    school = await schools.get_school(work, event.school_id)
    since = today(school.time_zone) - SYNC_AFTER_END
    work.enqueue(SYNC_CLASS_CHATS, *await schools.list_classes(work, school.id, since=since))
    work.enqueue(SYNC_STAFF_CHAT, school.id)


async def sync_school_family_links(work: UnitOfWork, event: SchoolDayStarted | SchoolChanged) -> None:
    """Enqueue the sync of the outdated family links of everybody at the school."""
    profiles = await linking.get_profile_ids(work, await schools.list_account_ids(work, event.school_id))
    work.enqueue(SYNC_FAMILY_LINKS, *await service.find_outdated_family_links(work, set(profiles.values())))
