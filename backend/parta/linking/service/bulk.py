"""Links in bulk, for a school that migrates with its people known."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now
from parta.core.ids import new_id
from parta.core.streams import advisory_lock, lock_streams, publish
from parta.linking import queries
from parta.linking.models import Link
from parta.linking.queries import LINK
from parta.linking.service.badges import sync_badges


async def make_links(session: AsyncSession, people: Mapping[UUID, UUID], provider_id: UUID) -> None:
    """Link these accounts with these profiles (account → profile); linked accounts are skipped. Idempotent.

    The caller must sync the school's chats afterwards.
    """
    await advisory_lock(session, *(f"link:account:{account_id}" for account_id in people))
    linked = await queries.get_profile_ids(session, people.keys())
    added = {account_id: profile_id for account_id, profile_id in people.items() if account_id not in linked}
    await lock_streams(session, *added.values())
    links = [
        Link(id=new_id(), profile_id=profile_id, account_id=account_id, provider_id=provider_id, linked_at=now())
        for account_id, profile_id in added.items()
    ]
    session.add_all(links)
    await session.flush()
    for link in links:
        publish(session, link.profile_id, LINK, link.id)
    await sync_badges(session, set(added.values()))
