"""Journal providers: the regions and journals that an installation offers for linking."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.journals import OidcClient
from parta.core.encryption import Encryption
from parta.core.errors import Conflict
from parta.core.ids import new_id
from parta.core.streams import advisory_lock
from parta.linking.models import JournalProvider, ProviderKind, Region


@dataclass(frozen=True, slots=True)
class ProviderSpec:
    """A journal provider to save: another vendor's with an OIDC client, this installation's without."""

    title: str
    schools: str
    client: OidcClient | None = None
    is_available: bool = True


class OwnJournal(Conflict):
    """The journal of this title is this installation's own."""

    code = "own_journal"


async def add_region(session: AsyncSession, title: str) -> Region:
    """Create a region."""
    region = Region(title=title)
    session.add(region)
    await session.flush()
    return region


async def add_provider(
    session: AsyncSession, region_id: UUID, spec: ProviderSpec, *, encryption: Encryption
) -> JournalProvider:
    """Create a journal provider in the region."""
    kind = ProviderKind.OWN if spec.client is None else ProviderKind.ONEROSTER
    provider = JournalProvider(id=new_id(), region_id=region_id, title=spec.title, kind=kind)
    _apply_spec(provider, spec, encryption)
    session.add(provider)
    await session.flush()
    return provider


async def upsert_provider(session: AsyncSession, region: str, spec: ProviderSpec, *, encryption: Encryption) -> None:
    """Create or update another vendor's journal provider in the region of this title; the region is created if needed.

    Raises OurOwnJournal.
    """
    await advisory_lock(session, "journal providers")
    found = (await session.execute(select(Region).where(Region.title == region))).scalar_one_or_none()
    region_id = (found or await add_region(session, region)).id
    same = select(JournalProvider).where(JournalProvider.region_id == region_id, JournalProvider.title == spec.title)
    existing = (await session.execute(same)).scalar_one_or_none()
    if existing is None:
        await add_provider(session, region_id, spec, encryption=encryption)
    elif existing.kind is ProviderKind.OWN:
        raise OwnJournal
    else:
        _apply_spec(existing, spec, encryption)


def _apply_spec(provider: JournalProvider, spec: ProviderSpec, encryption: Encryption) -> None:
    provider.schools, provider.is_available = spec.schools, spec.is_available
    if (client := spec.client) is not None:
        provider.issuer, provider.client_id, provider.time_zone = client.issuer, client.client_id, client.time_zone
        provider.encrypted_client_secret = encryption.encrypt(client.client_secret, provider.id.bytes)
