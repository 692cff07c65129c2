"""Quotas: how much each person may store."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.disk import GB
from parta.core.errors import DomainError
from parta.core.settings import Settings
from parta.core.unit_of_work import UnitOfWork
from parta.files.models import File, FileGrant, Upload
from parta.files.queries import EVIDENCE_SCOPE
from parta.files.schemas import UsageRead

_EVIDENCE_FACTOR = 2
"""What was deleted counts no more, but with what is kept of it as evidence nobody stores more than two quotas."""


class OwnerKind(StrEnum):
    """Whose quota a person has: that of the widest role at a school."""

    STAFF = "staff"
    STUDENT = "student"
    GUARDIAN = "guardian"
    """Also of who is linked with no school."""


@dataclass(frozen=True, slots=True)
class FileOwner:
    """The person behind an uploader: one, by the learning profile and all linked journal accounts."""

    id: UUID
    uploader_ids: Sequence[UUID]
    kind: OwnerKind


FindOwner = Callable[[AsyncSession, UUID], Awaitable[FileOwner]]


class StorageQuotas:
    """The quotas of an installation."""

    def __init__(self, find_owner: FindOwner, settings: Settings) -> None:
        """Use the quotas of these settings."""
        self._find_owner = find_owner
        self._limits: Mapping[OwnerKind, int] = {
            OwnerKind.STAFF: int(settings.quota_staff_gb * GB),
            OwnerKind.STUDENT: int(settings.quota_student_gb * GB),
            OwnerKind.GUARDIAN: int(settings.quota_guardian_gb * GB),
        }

    async def read_usage(self, session: AsyncSession, uploader_id: UUID) -> UsageRead:
        """Return how much this person stores, and how much they may."""
        owner = await self._find_owner(session, uploader_id)
        return await self._measure(session, owner, except_upload=None)

    async def lock(self, work: UnitOfWork, uploader_id: UUID) -> FileOwner:
        """Return the person, whose usage nobody else changes until the transaction ends."""
        owner = await self._find_owner(work, uploader_id)
        await work.advisory_lock(f"files of {owner.id}")
        return owner

    async def check(self, session: AsyncSession, owner: FileOwner, size: int, client_id: UUID) -> None:
        """Check that the person may store so many bytes more under this client id. Raises QuotaExceeded."""
        usage = await self._measure(session, owner, except_upload=client_id)
        if usage.used + size > usage.limit:
            raise QuotaExceeded(used=usage.used, limit=usage.limit)
        kept = await session.scalar(self._select_size(owner).where(_is_evidence_only())) or 0
        if usage.used + kept + size > usage.limit * _EVIDENCE_FACTOR:
            raise QuotaExceeded(used=usage.used + int(kept), limit=usage.limit * _EVIDENCE_FACTOR)

    async def check_early(self, session: AsyncSession, uploader_id: UUID, size: int, client_id: UUID) -> None:
        """Check the same before any byte is received; the check that counts comes at the end, under the lock."""
        await self.check(session, await self._find_owner(session, uploader_id), size, client_id)

    async def _measure(self, session: AsyncSession, owner: FileOwner, *, except_upload: UUID | None) -> UsageRead:
        stored = self._select_size(owner).where(~_is_evidence_only())
        begun = select(func.coalesce(func.sum(Upload.size), 0)).where(Upload.uploader_id.in_(owner.uploader_ids))
        if except_upload is not None:
            begun = begun.where(Upload.client_id != except_upload)
        used = await session.scalar(select(stored.scalar_subquery() + begun.scalar_subquery()))
        return UsageRead(used=int(used or 0), limit=self._limits[owner.kind])

    def _select_size(self, owner: FileOwner) -> Select[int]:
        return select(func.coalesce(func.sum(File.size), 0)).where(File.uploader_id.in_(owner.uploader_ids))


def _is_evidence_only() -> ColumnElement[bool]:
    """Return the condition that a file was deleted by its author, and is kept as evidence alone."""
    granted = exists().where(FileGrant.file_id == File.id)
    is_evidence = FileGrant.scope == EVIDENCE_SCOPE
    return granted.where(is_evidence) & ~granted.where(~is_evidence)


class QuotaExceeded(DomainError):
    """The person stores as much as they may. Extra: `used`, `limit` in bytes."""

    status = 413
    code = "quota_exceeded"
