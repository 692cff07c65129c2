"""Journal providers: the regions and journals that an installation offers for linking."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from parta.adapters.journals import OidcClient
from parta.core.encryption import Encryption
from parta.core.errors import Conflict
from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
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


async def add_region(work: UnitOfWork, title: str) -> Region:
    """Create a region."""
    region = Region(title=title)
    work.add(region)
    await work.flush()
    return region


async def add_provider(
    work: UnitOfWork, region_id: UUID, spec: ProviderSpec, *, encryption: Encryption
) -> JournalProvider:
    """Create a journal provider in the region."""
    kind = ProviderKind.OWN if spec.client is None else ProviderKind.ONEROSTER
    provider = JournalProvider(id=new_id(), region_id=region_id, title=spec.title, kind=kind)
    _apply_spec(provider, spec, encryption)
    work.add(provider)
    await work.flush()
    return provider


async def upsert_provider(work: UnitOfWork, region: str, spec: ProviderSpec, *, encryption: Encryption) -> None:
    """Create or update another vendor's journal provider in the region of this title; the region is created if needed.

    Raises OurOwnJournal.
    """
    await work.advisory_lock("journal providers")
    found = (await work.execute(select(Region).where(Region.title == region))).scalar_one_or_none()
    region_id = (found or await add_region(work, region)).id
    same = select(JournalProvider).where(JournalProvider.region_id == region_id, JournalProvider.title == spec.title)
    existing = (await work.execute(same)).scalar_one_or_none()
    if existing is None:
        await add_provider(work, region_id, spec, encryption=encryption)
    elif existing.kind is ProviderKind.OWN:
        raise OwnJournal
    else:
        _apply_spec(existing, spec, encryption)


def _apply_spec(provider: JournalProvider, spec: ProviderSpec, encryption: Encryption) -> None:
    provider.schools, provider.is_available = spec.schools, spec.is_available
    if (client := spec.client) is not None:
        provider.issuer, provider.client_id, provider.time_zone = client.issuer, client.client_id, client.time_zone
        provider.encrypted_client_secret = encryption.encrypt(client.client_secret, provider.id.bytes)
