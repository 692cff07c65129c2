"""Event handlers of the messenger. Each reconciles; all are idempotent."""

from sqlalchemy.ext.asyncio import AsyncSession

from parta.files.events import FileChanged
from parta.identity.events import ProfileChanged
from parta.messenger import service
from parta.messenger.events import FamilyLinksChanged, MembersChanged


async def members_changed(session: AsyncSession, event: MembersChanged) -> None:
    """Open or archive the dialogs of those who joined or left: dialogs require a common chat."""
    await service.sync_dialogs(session, event.profile_ids)


async def family_links_changed(session: AsyncSession, event: FamilyLinksChanged) -> None:
    """Open or archive the dialogs of those whose family links changed."""
    await service.sync_dialogs(session, event.profile_ids)


async def profile_changed(session: AsyncSession, event: ProfileChanged) -> None:
    """Publish the person again in every chat they are or were in."""
    await service.republish_memberships(session, event.profile_id)


async def file_changed(session: AsyncSession, event: FileChanged) -> None:
    """Publish the messages with this file again."""
    await service.republish_messages_with_file(session, event.file_id)
