"""The catalogue: regions, and the journals that their schools keep. Everybody may read it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.journals import Door
from parta.core.encryption import Encryption, WrongKey
from parta.core.errors import NotFound
from parta.linking.models import JournalProvider, ProviderKind, Region


async def list_regions(session: AsyncSession, query: str = "") -> Sequence[Region]:
    """Give the regions whose title has these words, in the order of the alphabet."""
    regions = (await session.execute(select(Region))).scalars()
    words = _plain(query).split()
    found = [region for region in regions if all(word in _plain(region.title) for word in words)]
    return sorted(found, key=lambda region: _plain(region.title))


async def list_providers(session: AsyncSession, region_id: UUID) -> Sequence[JournalProvider]:
    """Give the journals of the region, those that can be linked now first. Raises NotFound."""
    if await session.get(Region, region_id) is None:
        raise NotFound
    theirs = select(JournalProvider).where(JournalProvider.region_id == region_id)
    found = (await session.execute(theirs)).scalars().all()
    return sorted(found, key=lambda one: (not one.is_available, _plain(one.title)))


async def get_provider(session: AsyncSession, provider_id: UUID) -> JournalProvider:
    """Give the journal. Raises NotFound."""
    found = await session.get(JournalProvider, provider_id)
    if found is None:
        raise NotFound
    return found


async def find_own_provider(session: AsyncSession) -> JournalProvider | None:
    """Give the entry of this installation's own journal, if the catalogue has one."""
    own = select(JournalProvider).where(JournalProvider.kind == ProviderKind.OWN).order_by(JournalProvider.id)
    return (await session.execute(own.limit(1))).scalar_one_or_none()


def door_of(provider: JournalProvider, client_secrets: Encryption) -> Door | None:
    """Give the way to another vendor's journal; none leads to ours. Raises WrongKey."""
    issuer, client_id = provider.issuer, provider.client_id
    locked, time_zone = provider.locked_client_secret, provider.time_zone
    if issuer is None or client_id is None or locked is None or time_zone is None:
        return None
    return Door(issuer, client_id, client_secrets.decrypt(locked, provider.id.bytes), time_zone)


async def list_closed_doors(session: AsyncSession, client_secrets: Encryption) -> Sequence[str]:
    """Give the titles of journals whose client secret does not open: it was locked by another secret of ours."""
    locked = select(JournalProvider).where(JournalProvider.locked_client_secret.is_not(None))
    found = (await session.execute(locked.order_by(JournalProvider.title))).scalars()
    return [provider.title for provider in found if not _opens(provider, client_secrets)]


def _opens(provider: JournalProvider, client_secrets: Encryption) -> bool:
    try:
        door_of(provider, client_secrets)
    except WrongKey:
        return False
    return True


def _plain(title: str) -> str:
    return title.casefold().replace("ё", "е")
