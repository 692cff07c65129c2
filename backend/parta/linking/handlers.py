"""Answers of linking to what happens in the journal."""

from sqlalchemy.ext.asyncio import AsyncSession

from parta.journal.events import AccountsChanged
from parta.linking import queries, service


async def accounts_changed(session: AsyncSession, event: AccountsChanged) -> None:
    """Bring the badges of the people behind these accounts into line."""
    profiles = await queries.profiles_of(session, event.account_ids)
    await service.keep_badges(session, set(profiles.values()))
