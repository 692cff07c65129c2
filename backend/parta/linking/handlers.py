"""Handlers of linking."""

from parta.core.outbox import Task
from parta.core.unit_of_work import UnitOfWork
from parta.linking import queries, service
from parta.school import queries as schools
from parta.school.events import AccountsChanged, SchoolChanged, SchoolDayStarted

SYNC_BADGES = Task("linking.sync_badges")


async def accounts_changed(work: UnitOfWork, event: AccountsChanged) -> None:
    """Sync the badges of the profiles linked with these accounts."""
    profiles = await queries.get_profile_ids(work, event.account_ids)
    await service.sync_badges(work, set(profiles.values()))


async def sync_school_badges(work: UnitOfWork, event: SchoolDayStarted | SchoolChanged) -> None:
    """Enqueue the sync of the badges of everybody at the school whose badges are outdated."""
    profiles = await queries.get_profile_ids(work, await schools.list_account_ids(work, event.school_id))
    work.enqueue(SYNC_BADGES, *await service.find_outdated_badges(work, set(profiles.values())))
