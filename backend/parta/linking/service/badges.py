"""Badges: a person's roles at schools, shown wherever the person is shown."""

from collections.abc import Collection, Mapping
from uuid import UUID

from parta.core.unit_of_work import UnitOfWork
from parta.identity import queries as identity
from parta.identity import service as people
from parta.identity.schemas import Badge, BadgeRole
from parta.linking.queries.links import get_account_ids, get_capacities
from parta.school.schemas import Capacity

_MAX_LOCKED_DIRECTLY = 8
"""Up to this many profiles are locked at once instead of being read twice."""


async def sync_badges(work: UnitOfWork, profile_ids: Collection[UUID]) -> None:
    """Set the badges of these profiles to what all their links give today. Idempotent.

    Of many profiles only those that seem outdated are locked, and read again under the lock.
    """
    if len(profile_ids) > _MAX_LOCKED_DIRECTLY:
        profile_ids = await find_outdated_badges(work, profile_ids)
    if profile_ids:
        await work.lock_streams(*profile_ids)
        await people.set_badges(work, await _build_badges(work, profile_ids))


async def sync_profile_badges(work: UnitOfWork, profile_id: UUID) -> None:
    """Set the badges of this profile to what all its links give today. Idempotent."""
    await sync_badges(work, [profile_id])


async def find_outdated_badges(work: UnitOfWork, profile_ids: Collection[UUID]) -> Collection[UUID]:
    """Return those of these profiles whose badges are not what their links give today, without a lock."""
    target = await _build_badges(work, profile_ids)
    cards = await identity.get_names(work, profile_ids)
    return [profile_id for profile_id, card in cards.items() if card.badges != target[profile_id]]


def build_badge(capacity: Capacity) -> Badge:
    """Build the badge of one capacity at a school."""
    return Badge(
        role=BadgeRole(capacity.role.value),
        school_id=capacity.school_id,
        school=capacity.school,
        detail=capacity.detail,
    )


async def _build_badges(work: UnitOfWork, profile_ids: Collection[UUID]) -> Mapping[UUID, list[Badge]]:
    accounts = await get_account_ids(work, profile_ids)
    capacities = await get_capacities(work, [account for linked in accounts.values() for account in linked])
    return {
        profile_id: list(dict.fromkeys(build_badge(one) for account in linked for one in capacities[account]))
        for profile_id, linked in accounts.items()
    }
