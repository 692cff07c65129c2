"""Reads of files."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.errors import NotFound
from parta.files.models import File, FileGrant, FileState, UploadPart
from parta.files.schemas import FileRead

MaySee = Callable[[AsyncSession, UUID, Collection[UUID]], Awaitable[bool]]
"""Tell whether this profile, or journal account, may see any of these chats, or what else the scope is of."""

EVERYBODY = "profile"
"""The scope of what goes with a person or is shown to all who are signed in, such as their picture."""


async def read_files(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, FileRead]:
    """Give these files as people see them, by id."""
    found = (await session.execute(select(File).where(File.id.in_(ids)))).scalars()
    return {file.id: FileRead.model_validate(file) for file in found}


async def read_own_files(session: AsyncSession, uploader_id: UUID, ids: Collection[UUID]) -> dict[UUID, FileRead]:
    """Give those of these files that this person uploaded and may send: neither blocked nor failed."""
    usable = File.state.in_((FileState.PENDING, FileState.CLEAN))
    mine = select(File).where(File.id.in_(ids), File.uploader_id == uploader_id, usable)
    return {file.id: FileRead.model_validate(file) for file in (await session.execute(mine)).scalars()}


async def is_signed_in(_session: AsyncSession, _viewer_id: UUID, _ids: Collection[UUID]) -> bool:
    """Tell that whoever is signed in may see it."""
    return True


async def get_visible_file(
    session: AsyncSession, viewer_id: UUID, file_id: UUID, may_see: Mapping[str, MaySee]
) -> File:
    """Give the file to its uploader, or to who may see what carries it. Raises NotFound."""
    file = await session.get(File, file_id)
    if file is None:
        raise NotFound
    if file.uploader_id == viewer_id:
        return file
    scopes: dict[str, list[UUID]] = {}
    for scope, scope_id in await _list_grants(session, file_id):
        scopes.setdefault(scope, []).append(scope_id)
    for scope, ids in scopes.items():
        if scope in may_see and await may_see[scope](session, viewer_id, ids):
            return file
    raise NotFound


async def list_used_keys(session: AsyncSession, keys: Collection[str]) -> set[str]:
    """Give those of these keys that a file or an unfinished upload lies under."""
    used: set[str] = set()
    for column in (File.storage_key, File.preview_key, UploadPart.storage_key):
        found = (await session.execute(select(column).where(column.in_(keys)))).scalars()
        used.update(key for key in found if key is not None)
    return used


async def _list_grants(session: AsyncSession, file_id: UUID) -> Sequence[tuple[str, UUID]]:
    grants = select(FileGrant.scope, FileGrant.scope_id).where(FileGrant.file_id == file_id)
    return [(scope, scope_id) for scope, scope_id in (await session.execute(grants))]
