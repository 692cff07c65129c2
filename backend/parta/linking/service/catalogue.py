"""The catalogue of regions and journals: what an installation offers for linking."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.journals import Door
from parta.core.encryption import Encryption
from parta.core.errors import Conflict
from parta.core.ids import new_id
from parta.core.streams import advisory_lock
from parta.linking.models import JournalProvider, ProviderKind, Region


@dataclass(frozen=True, slots=True)
class Offer:
    """A journal as the catalogue shows it: another vendor's by its door, ours without one."""

    title: str
    schools: str
    door: Door | None = None
    is_available: bool = True


class OurOwnJournal(Conflict):
    """The journal of this title is this installation's own."""

    code = "own_journal"


async def add_region(session: AsyncSession, title: str) -> Region:
    """Let people look for their journal in this region."""
    region = Region(title=title)
    session.add(region)
    await session.flush()
    return region


async def add_provider(
    session: AsyncSession, region_id: UUID, offer: Offer, *, client_secrets: Encryption
) -> JournalProvider:
    """Offer a journal in the region."""
    kind = ProviderKind.OWN if offer.door is None else ProviderKind.ONEROSTER
    provider = JournalProvider(id=new_id(), region_id=region_id, title=offer.title, kind=kind)
    _describe(provider, offer, client_secrets)
    session.add(provider)
    await session.flush()
    return provider


async def keep_provider(session: AsyncSession, region: str, offer: Offer, *, client_secrets: Encryption) -> None:
    """Offer another vendor's journal in the region of this title; one that is there is from now on as told here.

    Raises OurOwnJournal.
    """
    await advisory_lock(session, "catalogue")
    found = (await session.execute(select(Region).where(Region.title == region))).scalar_one_or_none()
    region_id = (found or await add_region(session, region)).id
    same = select(JournalProvider).where(JournalProvider.region_id == region_id, JournalProvider.title == offer.title)
    known = (await session.execute(same)).scalar_one_or_none()
    if known is None:
        await add_provider(session, region_id, offer, client_secrets=client_secrets)
    elif known.kind is ProviderKind.OWN:
        raise OurOwnJournal
    else:
        _describe(known, offer, client_secrets)


def _describe(provider: JournalProvider, offer: Offer, client_secrets: Encryption) -> None:
    provider.schools, provider.is_available = offer.schools, offer.is_available
    if (door := offer.door) is not None:
        provider.issuer, provider.client_id, provider.time_zone = door.issuer, door.client_id, door.time_zone
        provider.locked_client_secret = client_secrets.encrypt(door.client_secret, provider.id.bytes)
