"""Portraits: the pictures that others see of people."""

from uuid import UUID

from parta.core.errors import Invalid
from parta.core.unit_of_work import UnitOfWork
from parta.files.models import FileKind
from parta.files.queries import PROFILE_SCOPE, read_own_files
from parta.files.service.grants import grant, revoke
from parta.identity.service import set_picture


class BadPicture(Invalid):
    """Not a picture that this person uploaded."""

    code = "bad_picture"


async def set_portrait(work: UnitOfWork, profile_id: UUID, file_id: UUID | None) -> None:
    """Set or clear the person's portrait. Idempotent. Raises BadPicture."""
    before = await set_picture(work, profile_id, file_id)
    if before == file_id:
        return
    if file_id is not None:
        file = (await read_own_files(work, profile_id, [file_id])).get(file_id)
        if file is None or file.kind is not FileKind.PICTURE:
            raise BadPicture
        await grant(work, file_id, PROFILE_SCOPE, profile_id)
    if before is not None:
        await revoke(work, before, PROFILE_SCOPE, profile_id)
