"""Reads of schools, their people and journal sessions."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import today
from parta.core.errors import NotFound, Unauthenticated
from parta.core.principal_sessions import SessionKind
from parta.core.principals import AccountPrincipal
from parta.identity.schemas import PersonName
from parta.school import rules
from parta.school.models import JournalAccount, JournalSession, School
from parta.school.queries.capacities import read_roles
from parta.school.queries.conditions import among, local_today
from parta.school.queries.participation import GUARDIANS, STAFF
from parta.school.schemas import AccountSummary, JournalPerson, SchoolRead

ACCOUNT_SESSIONS = SessionKind(
    AccountPrincipal,
    JournalSession,
    {"id": JournalSession.account_id, "school_id": JournalSession.school_id},
    cookie="parta_journal",
    lifetime=rules.SESSION_LIFETIME,
    max_idle_time=rules.IDLE_TIMEOUT,
    condition=exists().where(JournalAccount.id == JournalSession.account_id, JournalAccount.is_active),
)
"""The sessions of journal accounts that are active."""


async def lock_own_session(session: AsyncSession, actor: AccountPrincipal) -> None:
    """Lock the actor's current session, so that it does not end meanwhile. Raises Unauthenticated."""
    own = select(JournalSession.id).where(JournalSession.id == actor.session_id)
    if (await session.execute(own.with_for_update())).scalar_one_or_none() is None:
        raise Unauthenticated


async def get_school(session: AsyncSession, school_id: UUID) -> School:
    """Return the school. Raises NotFound."""
    found = await session.get(School, school_id)
    if found is None:
        raise NotFound
    return found


async def list_school_words(session: AsyncSession, school_ids: Collection[UUID]) -> Collection[str]:
    """Return the titles and cities of these schools, and the names of all who work there."""
    schools = select(School.title, School.city).where(among(School.id, school_ids))
    staff = select(JournalAccount.last_name, JournalAccount.first_name, JournalAccount.patronymic)
    staff = staff.where(STAFF.exists(STAFF.account_id == JournalAccount.id, among(STAFF.school_id, school_ids)))
    rows = [*(await session.execute(schools)).all(), *(await session.execute(staff)).all()]
    return {word for row in rows for word in row if word}


async def list_schools(session: AsyncSession) -> Sequence[School]:
    """Return all schools of this installation."""
    return (await session.execute(select(School).order_by(School.id))).scalars().all()


async def get_account(session: AsyncSession, account_id: UUID) -> JournalAccount:
    """Return the account. Raises NotFound."""
    found = await session.get(JournalAccount, account_id)
    if found is None:
        raise NotFound
    return found


async def find_account(session: AsyncSession, login: str) -> JournalAccount | None:
    """Return the active account with this login, in any case."""
    query = select(JournalAccount).where(JournalAccount.login == rules.normalize_login(login), JournalAccount.is_active)
    return (await session.execute(query)).scalar_one_or_none()


async def list_account_ids(session: AsyncSession, school_id: UUID) -> Sequence[UUID]:
    """Return the active accounts of the school."""
    query = select(JournalAccount.id).where(JournalAccount.school_id == school_id, JournalAccount.is_active)
    return (await session.execute(query)).scalars().all()


async def list_guardians(session: AsyncSession, student_id: UUID) -> Sequence[UUID]:
    """Return the current and former guardians of the student."""
    query = GUARDIANS.select(GUARDIANS.account_id).where(GUARDIANS.student_id == student_id)
    return (await session.execute(query.distinct())).scalars().all()


async def list_guardian_pairs(session: AsyncSession, ids: Collection[UUID]) -> Sequence[tuple[UUID, UUID]]:
    """Return today's pairs (guardian, child) in which any of these people is one of the two."""
    query = GUARDIANS.select(GUARDIANS.account_id, GUARDIANS.student_id)
    query = query.join(School, School.id == GUARDIANS.school_id).where(
        or_(among(GUARDIANS.account_id, ids), among(GUARDIANS.student_id, ids)), GUARDIANS.is_valid_on(local_today())
    )
    return [(guardian, child) for guardian, child in await session.execute(query.distinct())]


async def read_accounts(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, AccountSummary]:
    """Return summaries of these accounts; missing ones are omitted."""
    people = select(JournalAccount, School.title).join(School, School.id == JournalAccount.school_id)
    rows = await session.execute(people.where(among(JournalAccount.id, ids)))
    return {
        account.id: AccountSummary(
            id=account.id,
            school_id=account.school_id,
            school=school,
            login=account.login,
            name=PersonName.model_validate(account),
            birth_on=account.birth_on,
            sex=account.sex,
        )
        for account, school in rows
    }


async def read_person(session: AsyncSession, actor: AccountPrincipal) -> JournalPerson:
    """Return the actor with roles and school."""
    account = await get_account(session, actor.id)
    school = await get_school(session, actor.school_id)
    roles = await read_roles(session, school.id, [account.id], on=today(school.time_zone))
    return JournalPerson(
        account_id=account.id,
        login=account.login,
        name=PersonName.model_validate(account),
        roles=roles[account.id],
        school=SchoolRead.model_validate(school),
    )
