"""Settings of a school for all its people."""

from parta.core.errors import Forbidden
from parta.core.principals import AccountPrincipal
from parta.core.unit_of_work import UnitOfWork
from parta.school import queries
from parta.school.events import SchoolChanged
from parta.school.models import School


async def change_settings(work: UnitOfWork, actor: AccountPrincipal, *, classmates_may_write: bool) -> School:
    """Set whether students may write to each other. Idempotent. Raises Forbidden."""
    if not await queries.is_administrator(work, actor):
        raise Forbidden
    await work.advisory_lock(f"school:{actor.school_id}")
    school = await queries.get_school(work, actor.school_id)
    await work.refresh(school)
    if school.classmates_may_write is not classmates_may_write:
        school.classmates_may_write = classmates_may_write
        work.emit(SchoolChanged(school_id=school.id))
    return school
