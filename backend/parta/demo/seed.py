"""Creating the demo school through the services that a real school uses. Idempotent."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, text

from parta.adapters.context import Context
from parta.core.clock import today
from parta.core.outbox import OutboxRow
from parta.core.unit_of_work import UnitOfWork
from parta.demo.cast import OFFERED, OLGA, PROFILES_ALONE
from parta.demo.history import Authors, is_written, write_history
from parta.demo.population import Population, SchoolPerson, populate
from parta.demo.school_sync import sync_school
from parta.demo.seed_providers import write_providers
from parta.demo.seed_school import TITLE, ZONE, Accounts, get_school_year, issue_passwords, write_school
from parta.demo.seed_term import write_changes, write_term
from parta.identity import service as identity
from parta.linking import queries as linking
from parta.linking import service as links
from parta.linking.rules import get_client_secret_encryption
from parta.school import queries as schools

_BATCH_SIZE = 100


async def seed(context: Context) -> None:
    """Create the school with its people, links, chats and messages; continue if it was interrupted. Idempotent."""
    first = get_school_year(today(ZONE))
    population = populate(first)
    async with context.transaction() as work:
        await work.advisory_lock("demo school")
        school_id = await _find_school(work)
        if school_id is None:
            school_id = await write_school(work, population, first)
            await write_providers(work, get_client_secret_encryption(context.settings))
            accounts = await _read_accounts(work, school_id)
            await issue_passwords(work, [person.login for person in OFFERED if person.login], accounts)
            await write_term(work, school_id, today(ZONE))
            await write_changes(
                work, school_id, today(ZONE), accounts[OLGA.login], _list_teachers(population, accounts)
            )
            await _discard_events(work)
    async with context.transaction() as work:
        if await is_written(work):
            return
        accounts = await _read_accounts(work, school_id)
    authors = await _link(context, population, accounts)
    await sync_school(context, school_id)
    await write_history(context, authors)


def _list_teachers(population: Population, accounts: Accounts) -> list[UUID]:
    """Return the accounts of all teachers, those whom the sign-in pages offer first."""
    people = [person for theirs in population.departments.values() for person in theirs]
    offered = {person.login for person in OFFERED}
    return [accounts[one.login] for one in sorted(dict.fromkeys(people), key=lambda one: one.login not in offered)]


async def _find_school(work: UnitOfWork) -> UUID | None:
    return next((school.id for school in await schools.list_schools(work) if school.title == TITLE), None)


async def _read_accounts(work: UnitOfWork, school_id: UUID) -> Accounts:
    people = await schools.read_accounts(work, await schools.list_account_ids(work, school_id))
    return {card.login: card.id for card in people.values() if card.login is not None}


async def _link(context: Context, population: Population, accounts: Accounts) -> Authors:
    """Create and link learning profiles of all who are to have one; return them by login."""
    people = [person for person in population.everybody() if person.is_linked]
    profiles: dict[str, UUID] = {}
    for begin in range(0, len(people), _BATCH_SIZE):
        async with context.transaction() as work:
            profiles |= await _link_batch(work, people[begin : begin + _BATCH_SIZE], accounts)
    async with context.transaction() as work:
        for person in PROFILES_ALONE:
            await identity.create_profile(work, person.phone, person.name, birth_on=person.birth_on, sex=person.sex)
    return Authors(profiles, population)


async def _link_batch(work: UnitOfWork, people: Sequence[SchoolPerson], accounts: Accounts) -> dict[str, UUID]:
    profiles: dict[str, UUID] = {}
    for person in people:
        who = person.details
        made = await identity.create_profile(work, person.phone, who.name, birth_on=who.birth_on, sex=who.sex)
        profiles[person.login] = made.id
    provider = await linking.find_own_provider(work)
    if provider is not None:
        pairs = {accounts[login]: profile_id for login, profile_id in profiles.items()}
        await links.make_links(work, pairs, provider.id)
    await _discard_events(work)
    return profiles


async def _discard_events(work: UnitOfWork) -> None:
    """Delete the events of this transaction: the whole school is synchronized at the end."""
    await work.flush()
    own = text("xmin = pg_current_xact_id()::xid")
    await work.execute(delete(OutboxRow).where(own))
