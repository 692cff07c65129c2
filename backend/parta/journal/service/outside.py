"""People and schools that another journal keeps: what it says of them is kept here under its own ids."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.journals import OutsidePerson
from parta.core.streams import advisory_lock
from parta.identity.models import Sex
from parta.journal.models import JournalAccount, Role, School


async def keep_outside_account(session: AsyncSession, source: str, person: OutsidePerson) -> JournalAccount:
    """Make the person and their school here what the journal of this source says they are. Safe to repeat."""
    await advisory_lock(session, f"source:{source}:{person.school.sourced_id}")
    school = await _keep_school(session, source, person)
    theirs = select(JournalAccount).where(
        JournalAccount.school_id == school.id, JournalAccount.sourced_id == person.sourced_id
    )
    account = (await session.execute(theirs)).scalar_one_or_none()
    if account is None:
        account = JournalAccount(school_id=school.id, login=None, password_hash=None, sourced_id=person.sourced_id)
        session.add(account)
    account.last_name, account.first_name = person.last_name, person.first_name
    account.patronymic, account.birth_on = person.patronymic, person.birth_on
    account.sex = Sex(person.sex) if person.sex else None
    account.stated_role = Role(person.role)
    await session.flush()
    return account


async def _keep_school(session: AsyncSession, source: str, person: OutsidePerson) -> School:
    told = person.school
    known = select(School).where(School.source == source, School.sourced_id == told.sourced_id)
    school = (await session.execute(known)).scalar_one_or_none()
    if school is None:
        school = School(source=source, sourced_id=told.sourced_id, city=told.city, time_zone=told.time_zone)
        session.add(school)
    school.title = told.title
    await session.flush()
    return school
