"""Answers of support to refused links, and to who administers a school."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.context import Context
from parta.core.transaction import transaction
from parta.journal import queries as journal
from parta.journal.events import StaffChanged
from parta.linking.events import LinkMade, LinkRefused, LinkUndone
from parta.support import queries, service


async def link_refused(session: AsyncSession, event: LinkRefused) -> None:
    """Put it on record."""
    await service.keep_case(session, event.refused_id)


async def staff_changed(outside: Context, event: StaffChanged) -> None:
    """Bring the school's cases to those who administer it now."""
    await _keep_chats(outside, event.school_id)


async def link_changed(outside: Context, event: LinkMade | LinkUndone) -> None:
    """Bring the school's cases to an administrator who has just linked, or away from one who unlinked."""
    async with transaction(outside.sessions, outside.bus) as session:
        school_id = (await journal.get_account(session, event.account_id)).school_id
    await _keep_chats(outside, school_id)


async def _keep_chats(outside: Context, school_id: UUID) -> None:
    async with transaction(outside.sessions, outside.bus) as session:
        cases = await queries.list_cases(session, school_id)
    for case_id in cases:
        async with transaction(outside.sessions, outside.bus) as session:
            await service.keep_case_chat(session, case_id)
