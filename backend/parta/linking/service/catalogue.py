"""The catalogue of regions and journals: what an installation offers for linking."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.journals import Door
from parta.linking.models import JournalProvider, ProviderKind, Region


@dataclass(frozen=True, slots=True)
class Offer:
    """A journal as the catalogue shows it: another vendor's by its door, ours without one."""

    title: str
    schools: str
    door: Door | None = None
    is_available: bool = True


async def add_region(session: AsyncSession, title: str) -> Region:
    """Let people look for their journal in this region."""
    region = Region(title=title)
    session.add(region)
    await session.flush()
    return region


async def add_provider(session: AsyncSession, region_id: UUID, offer: Offer) -> JournalProvider:
    """Offer a journal in the region."""
    door = offer.door
    provider = JournalProvider(
        region_id=region_id,
        title=offer.title,
        schools=offer.schools,
        kind=ProviderKind.OWN if door is None else ProviderKind.ONEROSTER,
        is_available=offer.is_available,
        issuer=door.issuer if door else None,
        client_id=door.client_id if door else None,
        client_secret=door.client_secret if door else None,
        time_zone=door.time_zone if door else None,
    )
    session.add(provider)
    await session.flush()
    return provider
