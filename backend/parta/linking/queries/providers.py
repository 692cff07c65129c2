"""Regions and their journal providers. They are public."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.journals import OidcClient
from parta.core.encryption import DecryptionError, Encryption
from parta.core.errors import NotFound
from parta.core.names import begins_words, split_words
from parta.linking.models import JournalProvider, ProviderKind, Region


async def list_regions(session: AsyncSession, query: str = "") -> Sequence[Region]:
    """Return the regions with a word that begins with each of these in its title, in alphabetical order."""
    regions = (await session.execute(select(Region))).scalars()
    words = split_words(query)
    found = [region for region in regions if begins_words(words, split_words(region.title))]
    return sorted(found, key=lambda region: _normalize(region.title))


async def list_providers(session: AsyncSession, region_id: UUID) -> Sequence[JournalProvider]:
    """Return the journal providers of the region, available ones first. Raises NotFound."""
    if await session.get(Region, region_id) is None:
        raise NotFound
    providers = select(JournalProvider).where(JournalProvider.region_id == region_id)
    found = (await session.execute(providers)).scalars().all()
    return sorted(found, key=lambda one: (not one.is_available, _normalize(one.title)))


async def get_provider(session: AsyncSession, provider_id: UUID) -> JournalProvider:
    """Return the journal provider. Raises NotFound."""
    found = await session.get(JournalProvider, provider_id)
    if found is None:
        raise NotFound
    return found


async def find_own_provider(session: AsyncSession) -> JournalProvider | None:
    """Return the provider of this installation's own journal, or None."""
    own = select(JournalProvider).where(JournalProvider.kind == ProviderKind.OWN).order_by(JournalProvider.id)
    return (await session.execute(own.limit(1))).scalar_one_or_none()


def get_oidc_client(provider: JournalProvider, encryption: Encryption) -> OidcClient | None:
    """Return the OIDC client of another vendor's journal; None for our own. Raises DecryptionError."""
    issuer, client_id = provider.issuer, provider.client_id
    encrypted_secret, time_zone = provider.encrypted_client_secret, provider.time_zone
    if issuer is None or client_id is None or encrypted_secret is None or time_zone is None:
        return None
    return OidcClient(issuer, client_id, encryption.decrypt(encrypted_secret, provider.id.bytes), time_zone)


async def list_undecryptable_providers(session: AsyncSession, encryption: Encryption) -> Sequence[str]:
    """Return the titles of journals whose client secret was encrypted with another key."""
    encrypted = select(JournalProvider).where(JournalProvider.encrypted_client_secret.is_not(None))
    found = (await session.execute(encrypted.order_by(JournalProvider.title))).scalars()
    return [provider.title for provider in found if not _can_decrypt(provider, encryption)]


def _can_decrypt(provider: JournalProvider, encryption: Encryption) -> bool:
    try:
        get_oidc_client(provider, encryption)
    except DecryptionError:
        return False
    return True


def _normalize(title: str) -> str:
    return title.casefold().replace("ё", "е")
