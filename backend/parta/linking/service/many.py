"""Links of many at once: a school that comes over from elsewhere with its people known already."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now
from parta.core.ids import new_id
from parta.core.streams import advisory_lock, lock_streams, publish
from parta.linking import queries
from parta.linking.models import Link
from parta.linking.queries import LINK
from parta.linking.service.badges import keep_badges


async def make_links(session: AsyncSession, people: Mapping[UUID, UUID], provider_id: UUID) -> None:
    """Link these accounts with these profiles (account → profile), save those that are linked. Safe to repeat.

    Whoever calls it brings the school's chats into line afterwards.
    """
    await advisory_lock(session, *(f"link:account:{account_id}" for account_id in people))
    linked = await queries.profiles_of(session, people.keys())
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
    await keep_badges(session, set(added.values()))
