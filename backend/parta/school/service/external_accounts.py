"""People and schools of external journals, stored here under the ids of those journals."""

from sqlalchemy import select

from parta.adapters.journals import ExternalPerson
from parta.core.unit_of_work import UnitOfWork
from parta.identity.models import Sex
from parta.school.models import JournalAccount, Role, School


async def upsert_external_account(work: UnitOfWork, source: str, person: ExternalPerson) -> JournalAccount:
    """Create or update the account of an external person and their school. Idempotent."""
    await work.advisory_lock(f"source:{source}:{person.school.sourced_id}")
    school = await _upsert_school(work, source, person)
    query = select(JournalAccount).where(
        JournalAccount.school_id == school.id, JournalAccount.sourced_id == person.sourced_id
    )
    account = (await work.execute(query)).scalar_one_or_none()
    if account is None:
        account = JournalAccount(school_id=school.id, login=None, password_hash=None, sourced_id=person.sourced_id)
        work.add(account)
    account.last_name, account.first_name = person.last_name, person.first_name
    account.patronymic, account.birth_on = person.patronymic, person.birth_on
    account.sex = Sex(person.sex) if person.sex else None
    account.stated_role = Role(person.role)
    await work.flush()
    return account


async def _upsert_school(work: UnitOfWork, source: str, person: ExternalPerson) -> School:
    org = person.school
    query = select(School).where(School.source == source, School.sourced_id == org.sourced_id)
    school = (await work.execute(query)).scalar_one_or_none()
    if school is None:
        school = School(source=source, sourced_id=org.sourced_id, city=org.city, time_zone=org.time_zone)
        work.add(school)
    school.title = org.title
    await work.flush()
    return school
