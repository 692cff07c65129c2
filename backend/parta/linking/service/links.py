"""Links: creation and undoing."""

from uuid import UUID

from parta.core.clock import now
from parta.core.errors import Conflict
from parta.core.principals import ProfilePrincipal
from parta.core.unit_of_work import UnitOfWork
from parta.identity.service.sessions import require_confirmation
from parta.linking import queries
from parta.linking.events import LinkMade, LinkUndone
from parta.linking.models import Link
from parta.linking.queries import LINK
from parta.linking.service.badges import sync_badges


class AccountLinkedElsewhere(Conflict):
    """The journal account is linked with another learning profile."""

    code = "account_linked_elsewhere"


async def lock_sides(work: UnitOfWork, profile_id: UUID, account_id: UUID) -> None:
    """Lock this profile and this account for linking."""
    await work.advisory_lock(f"link:account:{account_id}")
    await work.advisory_lock(f"link:profile:{profile_id}")


async def make_link(work: UnitOfWork, profile_id: UUID, account_id: UUID, provider_id: UUID) -> Link:
    """Link the profile and the account. Idempotent. Raises AccountLinkedElsewhere."""
    await lock_sides(work, profile_id, account_id)
    await work.lock_streams(profile_id)
    existing = await queries.find_active_link(work, account_id)
    if existing is not None:
        if existing.profile_id != profile_id:
            raise AccountLinkedElsewhere
        return existing
    link = Link(profile_id=profile_id, account_id=account_id, provider_id=provider_id, linked_at=now())
    work.add(link)
    await work.flush()
    work.publish(profile_id, LINK, link.id)
    await sync_badges(work, [profile_id])
    work.emit(LinkMade(link_id=link.id, profile_id=profile_id, account_id=account_id))
    return link


async def undo_link(work: UnitOfWork, actor: ProfilePrincipal, link_id: UUID) -> None:
    """Undo the actor's link; what followed from it is removed at once. Idempotent.

    Raises NotFound, ConfirmationNeeded.
    """
    link = await queries.get_own_link(work, actor, link_id)
    await require_confirmation(work, actor)
    await lock_sides(work, link.profile_id, link.account_id)
    await work.lock_streams(link.profile_id)
    link = await queries.get_own_link(work, actor, link_id)
    if not link.is_active:
        return
    link.undone_at = now()
    await work.flush()
    work.publish(link.profile_id, LINK, link.id)
    await sync_badges(work, [link.profile_id])
    work.emit(LinkUndone(link_id=link.id, profile_id=link.profile_id, account_id=link.account_id))
