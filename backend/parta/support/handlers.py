"""Handlers of support."""

from parta.core.outbox import Task
from parta.core.unit_of_work import UnitOfWork
from parta.linking.events import LinkMade, LinkRefused, LinkUndone
from parta.school import queries as schools
from parta.school.events import StaffChanged
from parta.support import queries, service

SYNC_CASE_CHAT = Task("support.sync_case_chat")


async def link_refused(work: UnitOfWork, event: LinkRefused) -> None:
    """Record the refused link as a case."""
    await service.upsert_case(work, event.refused_id)


async def staff_changed(work: UnitOfWork, event: StaffChanged) -> None:
    """Enqueue the sync of the school's case chats with its current administrators."""
    work.enqueue(SYNC_CASE_CHAT, *await queries.list_cases(work, event.school_id))


async def link_changed(work: UnitOfWork, event: LinkMade | LinkUndone) -> None:
    """Enqueue the sync of the school's case chats: an administrator may have linked or unlinked."""
    school_id = (await schools.get_account(work, event.account_id)).school_id
    work.enqueue(SYNC_CASE_CHAT, *await queries.list_cases(work, school_id))
