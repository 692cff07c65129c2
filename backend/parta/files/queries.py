"""Reads of files."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import NotFound
from parta.core.principals import Person, PrincipalKind
from parta.files.models import File, FileGrant, FileState, UploadPart
from parta.files.schemas import FileRead

AccessCheck = Callable[[AsyncSession, UUID, Collection[UUID]], Awaitable[bool]]
"""Return True if this profile or journal account can see any of these ids of a scope, such as chats."""


@dataclass(frozen=True, slots=True)
class FileAccess:
    """The access checks: kind of principals → scope → check."""

    checks: Mapping[PrincipalKind, Mapping[str, AccessCheck]]


PROFILE_SCOPE = "profile"
"""The scope of files shown to everybody who is signed in, such as a person's picture."""


EVIDENCE_SCOPE = "evidence"
"""The scope of files of deleted messages, which are kept for those who decide about a complaint."""


async def read_files(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, FileRead]:
    """Return these files by id, as people see them."""
    found = (await session.execute(select(File).where(File.id.in_(ids)))).scalars()
    return {file.id: FileRead.model_validate(file) for file in found}


async def read_own_files(session: AsyncSession, uploader_id: UUID, ids: Collection[UUID]) -> dict[UUID, FileRead]:
    """Return those of these files that this person uploaded and can send: neither blocked nor failed."""
    usable = File.state.in_((FileState.PENDING, FileState.CLEAN))
    own = select(File).where(File.id.in_(ids), File.uploader_id == uploader_id, usable)
    return {file.id: FileRead.model_validate(file) for file in (await session.execute(own)).scalars()}


async def allow_signed_in(_session: AsyncSession, _viewer_id: UUID, _ids: Collection[UUID]) -> bool:
    """Return True: everybody who is signed in can see the file."""
    return True


async def get_visible_file(session: AsyncSession, viewer: Person, file_id: UUID, access: FileAccess) -> File:
    """Return the file if the viewer uploaded it or an access check of its grants passes. Raises NotFound."""
    file = await session.get(File, file_id)
    if file is None:
        raise NotFound
    if file.uploader_id == viewer.id:
        return file
    scopes: dict[str, list[UUID]] = {}
    for scope, scope_id in await _list_grants(session, file_id):
        scopes.setdefault(scope, []).append(scope_id)
    checks = access.checks[viewer.kind]
    for scope, ids in scopes.items():
        if scope in checks and await checks[scope](session, viewer.id, ids):
            return file
    raise NotFound


async def get_clean_file(session: AsyncSession, file_id: UUID) -> File:
    """Return the file, without a check of access. Raises NotFound unless it has passed the examination."""
    file = await session.get(File, file_id)
    if file is None or file.state is not FileState.CLEAN:
        raise NotFound
    return file


async def list_used_keys(session: AsyncSession, keys: Collection[str]) -> set[str]:
    """Return those of these storage keys that a file or an unfinished upload uses."""
    used: set[str] = set()
    for column in (File.storage_key, File.preview_key, UploadPart.storage_key):
        found = (await session.execute(select(column).where(column.in_(keys)))).scalars()
        used.update(key for key in found if key is not None)
    return used


async def _list_grants(session: AsyncSession, file_id: UUID) -> Sequence[tuple[str, UUID]]:
    grants = select(FileGrant.scope, FileGrant.scope_id).where(FileGrant.file_id == file_id)
    return [(scope, scope_id) for scope, scope_id in (await session.execute(grants))]
