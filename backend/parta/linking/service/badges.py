"""Badges: what the schools say of a person, told by everything that shows the person."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.streams import lock_streams
from parta.identity import queries as identity
from parta.identity import service as people
from parta.identity.schemas import Badge, BadgeRole
from parta.journal.schemas import Capacity
from parta.linking.queries.links import accounts_of, capacities_of

_FEW = 8
"""Profiles that are locked sooner than read twice."""


async def keep_badges(session: AsyncSession, profile_ids: Collection[UUID]) -> None:
    """Make the badges of these profiles what all their links give today. Safe to repeat.

    Of many only those that seem to differ are locked, and read once more under the lock; a few are simply locked.
    """
    if len(profile_ids) > _FEW:
        profile_ids = await _differing(session, profile_ids)
    if profile_ids:
        await lock_streams(session, *profile_ids)
        await people.set_badges(session, await _wanted(session, profile_ids))


async def _differing(session: AsyncSession, profile_ids: Collection[UUID]) -> Collection[UUID]:
    wanted = await _wanted(session, profile_ids)
    cards = await identity.names_of(session, profile_ids)
    return [profile_id for profile_id, card in cards.items() if card.badges != wanted[profile_id]]


def badge(capacity: Capacity) -> Badge:
    """Give the badge of one thing that a person is at a school."""
    return Badge(role=BadgeRole(capacity.role.value), school=capacity.school, detail=capacity.detail)


async def _wanted(session: AsyncSession, profile_ids: Collection[UUID]) -> Mapping[UUID, list[Badge]]:
    accounts = await accounts_of(session, profile_ids)
    capacities = await capacities_of(session, [account for theirs in accounts.values() for account in theirs])
    return {
        profile_id: list(dict.fromkeys(badge(one) for account in theirs for one in capacities[account]))
        for profile_id, theirs in accounts.items()
    }
