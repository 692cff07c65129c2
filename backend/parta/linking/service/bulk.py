"""Links in bulk, for a school that migrates with its people known."""

from collections.abc import Mapping
from uuid import UUID

from parta.core.clock import now
from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.linking import queries
from parta.linking.models import Link
from parta.linking.queries import LINK
from parta.linking.service.badges import sync_badges


async def make_links(work: UnitOfWork, people: Mapping[UUID, UUID], provider_id: UUID) -> None:
    """Link these accounts with these profiles (account → profile); linked accounts are skipped. Idempotent.

    The caller must sync the school's chats afterwards.
    """
    await work.advisory_lock(*(f"link:account:{account_id}" for account_id in people))
    linked = await queries.get_profile_ids(work, people.keys())
    added = {account_id: profile_id for account_id, profile_id in people.items() if account_id not in linked}
    await work.lock_streams(*added.values())
    links = [
        Link(id=new_id(), profile_id=profile_id, account_id=account_id, provider_id=provider_id, linked_at=now())
        for account_id, profile_id in added.items()
    ]
    work.add_all(links)
    await work.flush()
    for link in links:
        work.publish(link.profile_id, LINK, link.id)
    await sync_badges(work, set(added.values()))
