"""Event handlers of automatic chats: for events of the journal, links, and the calendar."""

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from parta.adapters.context import Context
from parta.autochats import service
from parta.core.clock import now, today
from parta.core.unit_of_work import UnitOfWork
from parta.journal import queries as journal
from parta.journal.events import (
    AccountsChanged,
    ClassChanged,
    CourseChanged,
    SchoolChanged,
    SchoolDayStarted,
    StaffChanged,
    SubstitutionChanged,
)
from parta.linking import queries as linking
from parta.linking import service as links
from parta.linking.events import LinkMade, LinkUndone

CHECK_INTERVAL = timedelta(minutes=15)
"""The interval of checks for a new day; time zones differ by quarters of an hour."""
_SYNC_AFTER_END = timedelta(days=30)
"""The time after its end during which a class is still reconciled each day."""
_BATCH_SIZE = 500


async def class_changed(work: UnitOfWork, event: ClassChanged) -> None:
    """Reconcile the chats of the class."""
    await service.sync_class_chats(work, event.class_id)


async def course_changed(work: UnitOfWork, event: CourseChanged | SubstitutionChanged) -> None:
    """Reconcile the chats of the course's class, including the course's own."""
    await service.sync_class_chats(work, (await journal.get_course(work, event.course_id)).class_id)


async def staff_changed(work: UnitOfWork, event: StaffChanged) -> None:
    """Reconcile the chat of the staff."""
    await service.sync_staff_chat(work, event.school_id)


async def link_changed(context: Context, event: LinkMade | LinkUndone) -> None:
    """Reconcile every chat this person belongs or belonged to: class by class, then the staff, then family links."""
    async with context.transaction() as work:
        school_id = (await journal.get_account(work, event.account_id)).school_id
        classes = await journal.list_related_classes(work, [event.account_id])
    for class_id in sorted(classes):
        async with context.transaction() as work:
            await service.sync_class_chats(work, class_id)
    async with context.transaction() as work:
        await service.sync_staff_chat(work, school_id)
    async with context.transaction() as work:
        await service.sync_family_links(work, [event.profile_id])


async def accounts_changed(work: UnitOfWork, event: AccountsChanged) -> None:
    """Reconcile the family links of the people with these accounts."""
    profiles = await linking.get_profile_ids(work, event.account_ids)
    await service.sync_family_links(work, set(profiles.values()))


async def school_day_started(context: Context, event: SchoolDayStarted) -> None:
    """Reconcile the whole school with the date: every class, the staff, everybody's badges and family links."""
    await sync_school(context, event.school_id)


async def school_changed(context: Context, event: SchoolChanged) -> None:
    """Reconcile the whole school with its settings."""
    await sync_school(context, event.school_id)


async def sync_school(context: Context, school_id: UUID) -> None:
    """Reconcile the whole school in short transactions, so that writers do not wait long for locks."""
    async with context.transaction() as work:
        school = await journal.get_school(work, school_id)
        since = today(school.time_zone) - _SYNC_AFTER_END
        classes = await journal.list_classes(work, school_id, since=since)
        people = await linking.get_profile_ids(work, await journal.list_account_ids(work, school_id))
    for class_id in classes:
        async with context.transaction() as work:
            await service.sync_class_chats(work, class_id)
    async with context.transaction() as work:
        await service.sync_staff_chat(work, school_id)
    profiles = sorted(set(people.values()))
    for start in range(0, len(profiles), _BATCH_SIZE):
        async with context.transaction() as work:
            await links.sync_badges(work, profiles[start : start + _BATCH_SIZE])
        async with context.transaction() as work:
            await service.sync_family_links(work, profiles[start : start + _BATCH_SIZE])


async def start_school_days(context: Context) -> None:
    """Emit SchoolDayStarted for each school whose local midnight has just passed."""
    async with context.transaction() as work:
        for school in await journal.list_schools(work):
            local = now().astimezone(ZoneInfo(school.time_zone))
            if timedelta(hours=local.hour, minutes=local.minute) < CHECK_INTERVAL:
                work.emit(SchoolDayStarted(school_id=school.id))


async def start_all_school_days(context: Context) -> None:
    """Emit SchoolDayStarted for every school: Parta may have been down at midnight."""
    async with context.transaction() as work:
        for school in await journal.list_schools(work):
            work.emit(SchoolDayStarted(school_id=school.id))
