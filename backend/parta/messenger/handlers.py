"""Answers of the messenger to what happens elsewhere and to itself. Each brings into line; all are safe to repeat."""

from sqlalchemy.ext.asyncio import AsyncSession

from parta.files.events import FileChanged
from parta.identity.events import ProfileChanged
from parta.messenger import service
from parta.messenger.events import KinChanged, SeatsChanged


async def seats_changed(session: AsyncSession, event: SeatsChanged) -> None:
    """Open or archive the dialogs of who came or went: a common chat is their condition."""
    await service.keep_dialogs(session, event.profile_ids)


async def kin_changed(session: AsyncSession, event: KinChanged) -> None:
    """Open or archive the dialogs of who became kin, or is kin no more."""
    await service.keep_dialogs(session, event.profile_ids)


async def profile_changed(session: AsyncSession, event: ProfileChanged) -> None:
    """Show the person anew in every chat they are or were in."""
    await service.show_person_anew(session, event.profile_id)


async def file_changed(session: AsyncSession, event: FileChanged) -> None:
    """Show the messages anew that carry the file."""
    await service.show_file_anew(session, event.file_id)
