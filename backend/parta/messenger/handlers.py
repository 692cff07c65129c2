"""Event handlers of the messenger. Each reconciles; all are idempotent."""

from parta.core.outbox import Task
from parta.core.unit_of_work import UnitOfWork
from parta.files.events import FileChanged
from parta.identity.events import ProfileChanged
from parta.messenger import service
from parta.messenger.events import FamilyLinksChanged, MembersChanged
from parta.messenger.queries.suspensions import list_chats_with_ended_suspensions

REMOVE_ENDED_SUSPENSIONS = Task("messenger.remove_ended_suspensions", is_repeated=True)


async def members_changed(work: UnitOfWork, event: MembersChanged) -> None:
    """Open or archive the dialogs of those who joined or left: dialogs require a common chat."""
    await service.sync_dialogs(work, event.profile_ids)


async def family_links_changed(work: UnitOfWork, event: FamilyLinksChanged) -> None:
    """Open or archive the dialogs of those whose family links changed."""
    await service.sync_dialogs(work, event.profile_ids)


async def profile_changed(work: UnitOfWork, event: ProfileChanged) -> None:
    """Publish the person again in every chat they are or were in."""
    await service.republish_memberships(work, event.profile_id)


async def file_changed(work: UnitOfWork, event: FileChanged) -> None:
    """Publish the messages with this file again."""
    await service.republish_messages_with_file(work, event.file_id)


async def end_suspensions(work: UnitOfWork) -> None:
    """Enqueue the removal of suspensions whose time is over, for each chat that has some."""
    work.enqueue(REMOVE_ENDED_SUSPENSIONS, *await list_chats_with_ended_suspensions(work))
