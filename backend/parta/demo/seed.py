"""Making the demo school: through the services that a real school would use. Safe to repeat."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.context import Context
from parta.autochats.handlers import keep_school
from parta.core.clock import today
from parta.core.outbox import OutboxRow
from parta.core.streams import advisory_lock
from parta.core.transaction import transaction
from parta.demo.cast import OFFERED, OLGA, PROFILES_ALONE
from parta.demo.history import Talkers, is_written, write_history
from parta.demo.population import Human, Population, populate
from parta.demo.seed_catalogue import write_catalogue
from parta.demo.seed_school import TITLE, ZONE, Accounts, issue_passwords, write_school, year_of
from parta.demo.term import write_changes, write_term
from parta.identity import service as identity
from parta.journal import queries as journal
from parta.linking import queries as linking
from parta.linking import service as links
from parta.linking.rules import client_secrets

_AT_ONCE = 100


async def seed(outside: Context) -> None:
    """Make the school with its people, links, chats and what was said in them; go on where it was broken off."""
    first = year_of(today(ZONE))
    population = populate(first)
    async with transaction(outside.sessions, outside.bus) as session:
        await advisory_lock(session, "demo school")
        school_id = await _find_school(session)
        if school_id is None:
            school_id = await write_school(session, population, first)
            await write_catalogue(session, client_secrets(outside.settings))
            accounts = await _accounts(session, school_id)
            await issue_passwords(session, [person.login for person in OFFERED if person.login], accounts)
            await write_term(session, school_id, today(ZONE))
            await write_changes(session, school_id, today(ZONE), accounts[OLGA.login], _teachers(population, accounts))
            await _keep_quiet(session)
    async with transaction(outside.sessions, outside.bus) as session:
        if await is_written(session):
            return
        accounts = await _accounts(session, school_id)
    talkers = await _link(outside, population, accounts)
    await keep_school(outside, school_id)
    await write_history(outside, talkers)


def _teachers(population: Population, accounts: Accounts) -> list[UUID]:
    """Give all teachers, those whom everybody may try first."""
    people = [human for theirs in population.departments.values() for human in theirs]
    offered = {person.login for person in OFFERED}
    return [accounts[one.login] for one in sorted(dict.fromkeys(people), key=lambda one: one.login not in offered)]


async def _find_school(session: AsyncSession) -> UUID | None:
    return next((school.id for school in await journal.list_schools(session) if school.title == TITLE), None)


async def _accounts(session: AsyncSession, school_id: UUID) -> Accounts:
    people = await journal.read_accounts(session, await journal.list_people(session, school_id))
    return {card.login: card.id for card in people.values() if card.login is not None}


async def _link(outside: Context, population: Population, accounts: Accounts) -> Talkers:
    """Give those who are willing a learning profile and link it; give the profiles by login."""
    willing = [human for human in population.everybody() if human.is_linked]
    profiles: dict[str, UUID] = {}
    for begin in range(0, len(willing), _AT_ONCE):
        async with transaction(outside.sessions, outside.bus) as session:
            profiles |= await _link_some(session, willing[begin : begin + _AT_ONCE], accounts)
    async with transaction(outside.sessions, outside.bus) as session:
        for person in PROFILES_ALONE:
            await identity.create_profile(session, person.phone, person.name, birth_on=person.birth_on, sex=person.sex)
    return Talkers(profiles, population)


async def _link_some(session: AsyncSession, people: Sequence[Human], accounts: Accounts) -> dict[str, UUID]:
    profiles: dict[str, UUID] = {}
    for human in people:
        who = human.who
        made = await identity.create_profile(session, human.phone, who.name, birth_on=who.birth_on, sex=who.sex)
        profiles[human.login] = made.id
    provider = await linking.find_own_provider(session)
    if provider is not None:
        pairs = {accounts[login]: profile_id for login, profile_id in profiles.items()}
        await links.make_links(session, pairs, provider.id)
    await _keep_quiet(session)
    return profiles


async def _keep_quiet(session: AsyncSession) -> None:
    """Let nobody react to what this transaction did: the whole school is brought into line at the end."""
    await session.flush()
    own = text("xmin = pg_current_xact_id()::xid")
    await session.execute(delete(OutboxRow).where(own))
