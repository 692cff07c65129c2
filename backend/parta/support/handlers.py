"""Handlers of support."""

from uuid import UUID

from parta.adapters.context import Context
from parta.core.unit_of_work import UnitOfWork
from parta.journal import queries as journal
from parta.journal.events import StaffChanged
from parta.linking.events import LinkMade, LinkRefused, LinkUndone
from parta.support import queries, service


async def link_refused(work: UnitOfWork, event: LinkRefused) -> None:
    """Record the refused link as a case."""
    await service.upsert_case(work, event.refused_id)


async def staff_changed(context: Context, event: StaffChanged) -> None:
    """Sync the school's case chats with its current administrators."""
    await _sync_chats(context, event.school_id)


async def link_changed(context: Context, event: LinkMade | LinkUndone) -> None:
    """Sync the school's case chats after an administrator linked or unlinked."""
    async with context.transaction() as work:
        school_id = (await journal.get_account(work, event.account_id)).school_id
    await _sync_chats(context, school_id)


async def _sync_chats(context: Context, school_id: UUID) -> None:
    async with context.transaction() as work:
        cases = await queries.list_cases(work, school_id)
    for case_id in cases:
        async with context.transaction() as work:
            await service.sync_case_chat(work, case_id)
