"""Schools, the people at them, and who is signed in."""

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Date, DateTime, cast, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import JournalActor
from parta.core.clock import now, today
from parta.core.errors import NotFound
from parta.identity.schemas import PersonName
from parta.journal import rules
from parta.journal.models import Guardianship, JournalAccount, JournalSession, School
from parta.journal.queries.capacities import read_roles
from parta.journal.queries.conditions import among
from parta.journal.schemas import AccountCard, JournalPerson, SchoolRead


def hash_token(token: str) -> bytes:
    """Give what is stored of a token. It is 256 random bits: nothing slower is needed."""
    return sha256(token.encode()).digest()


async def find_actor(session: AsyncSession, token: str) -> JournalActor | None:
    """Give who holds this session token, if session and account are alive; notes now and then that it is in use."""
    at = now()
    alive = select(JournalSession).join(JournalAccount, JournalAccount.id == JournalSession.account_id)
    alive = alive.where(
        JournalSession.token_hash == hash_token(token),
        JournalSession.expires_at > at,
        JournalSession.seen_at > at - rules.IDLE_LIFE,
        JournalAccount.is_active,
    )
    found = (await session.execute(alive)).scalar_one_or_none()
    if found is None:
        return None
    if found.seen_at < at - rules.SEEN_EVERY:
        used = update(JournalSession).where(JournalSession.id == found.id).values(seen_at=at)
        await session.execute(used.execution_options(synchronize_session=False))
    return JournalActor(account_id=found.account_id, school_id=found.school_id, session_id=found.id)


async def living_sessions(session: AsyncSession, ids: Collection[UUID]) -> Collection[UUID]:
    """Give those of these sessions that have not ended, of accounts that are alive."""
    at = now()
    alive = select(JournalSession.id).join(JournalAccount, JournalAccount.id == JournalSession.account_id)
    alive = alive.where(
        among(JournalSession.id, ids),
        JournalSession.expires_at > at,
        JournalSession.seen_at > at - rules.IDLE_LIFE,
        JournalAccount.is_active,
    )
    return (await session.execute(alive)).scalars().all()


async def get_school(session: AsyncSession, school_id: UUID) -> School:
    """Give the school. Raises NotFound."""
    found = await session.get(School, school_id)
    if found is None:
        raise NotFound
    return found


async def list_schools(session: AsyncSession) -> Sequence[School]:
    """Give all schools of this installation."""
    return (await session.execute(select(School).order_by(School.id))).scalars().all()


async def get_account(session: AsyncSession, account_id: UUID) -> JournalAccount:
    """Give the account. Raises NotFound."""
    found = await session.get(JournalAccount, account_id)
    if found is None:
        raise NotFound
    return found


async def find_account(session: AsyncSession, login: str) -> JournalAccount | None:
    """Give the account that this login, in any case, signs in to."""
    theirs = select(JournalAccount).where(JournalAccount.login == rules.clean_login(login), JournalAccount.is_active)
    return (await session.execute(theirs)).scalar_one_or_none()


async def list_people(session: AsyncSession, school_id: UUID) -> Sequence[UUID]:
    """Give the accounts of all people of the school."""
    theirs = select(JournalAccount.id).where(JournalAccount.school_id == school_id, JournalAccount.is_active)
    return (await session.execute(theirs)).scalars().all()


async def guardians_of(session: AsyncSession, student_id: UUID) -> Sequence[UUID]:
    """Give who answers, or answered, for the student."""
    theirs = select(Guardianship.guardian_id).where(Guardianship.student_id == student_id)
    return (await session.execute(theirs.distinct())).scalars().all()


async def list_kin(session: AsyncSession, ids: Collection[UUID]) -> Sequence[tuple[UUID, UUID]]:
    """Give who answers for whom today where any of these people is one of the two: (guardian, child)."""
    on = cast(func.timezone(School.time_zone, literal(now(), DateTime(timezone=True))), Date)
    kin = select(Guardianship.guardian_id, Guardianship.student_id).join(School, School.id == Guardianship.school_id)
    near = or_(among(Guardianship.guardian_id, ids), among(Guardianship.student_id, ids))
    holding = (Guardianship.from_on <= on) & or_(Guardianship.to_on.is_(None), Guardianship.to_on > on)
    return [(guardian, child) for guardian, child in await session.execute(kin.where(near, holding).distinct())]


async def read_accounts(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, AccountCard]:
    """Give what parts above need of these people; who is not there is left out."""
    people = select(JournalAccount, School.title).join(School, School.id == JournalAccount.school_id)
    rows = await session.execute(people.where(among(JournalAccount.id, ids)))
    return {
        account.id: AccountCard(
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


async def read_person(session: AsyncSession, actor: JournalActor) -> JournalPerson:
    """Give who the actor is at the school."""
    account = await get_account(session, actor.account_id)
    school = await get_school(session, actor.school_id)
    roles = await read_roles(session, school.id, [account.id], on=today(school.time_zone))
    return JournalPerson(
        account_id=account.id,
        login=account.login,
        name=PersonName.model_validate(account),
        roles=roles[account.id],
        school=SchoolRead.model_validate(school),
    )
