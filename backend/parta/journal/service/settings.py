"""Settings of a school for all its people."""

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import JournalActor
from parta.core.errors import Forbidden
from parta.core.outbox import emit
from parta.core.streams import advisory_lock
from parta.journal import queries
from parta.journal.events import SchoolChanged
from parta.journal.models import School


async def change_settings(session: AsyncSession, actor: JournalActor, *, classmates_may_write: bool) -> School:
    """Set whether students may write to each other. Idempotent. Raises Forbidden."""
    if not await queries.is_administrator(session, actor):
        raise Forbidden
    await advisory_lock(session, f"school:{actor.school_id}")
    school = await queries.get_school(session, actor.school_id)
    await session.refresh(school)
    if school.classmates_may_write is not classmates_may_write:
        school.classmates_may_write = classmates_may_write
        emit(session, SchoolChanged(school_id=school.id))
    return school
