"""Handlers of linking."""

from sqlalchemy.ext.asyncio import AsyncSession

from parta.journal.events import AccountsChanged
from parta.linking import queries, service


async def accounts_changed(session: AsyncSession, event: AccountsChanged) -> None:
    """Sync the badges of the profiles linked with these accounts."""
    profiles = await queries.get_profile_ids(session, event.account_ids)
    await service.sync_badges(session, set(profiles.values()))
