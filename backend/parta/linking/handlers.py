"""Handlers of linking."""

from parta.core.unit_of_work import UnitOfWork
from parta.journal.events import AccountsChanged
from parta.linking import queries, service


async def accounts_changed(work: UnitOfWork, event: AccountsChanged) -> None:
    """Sync the badges of the profiles linked with these accounts."""
    profiles = await queries.get_profile_ids(work, event.account_ids)
    await service.sync_badges(work, set(profiles.values()))
