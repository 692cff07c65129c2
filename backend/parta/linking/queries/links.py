"""Links: a profile sees its own; parts above ask whose profile an account is."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Uuid, any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor, JournalActor
from parta.core.clock import today
from parta.core.errors import NotFound
from parta.core.streams import Kind
from parta.identity import queries as identity
from parta.journal import queries as journal
from parta.journal.schemas import Capacity, Role
from parta.linking.models import JournalProvider, Link, RefusedLink
from parta.linking.schemas import AccountLink, AdministratorHome, Home, JournalMe, LinkRead, ProviderName


async def profiles_of(session: AsyncSession, account_ids: Collection[UUID]) -> Mapping[UUID, UUID]:
    """Give whose learning profile each of these accounts is linked with; who is not linked is left out."""
    linked = select(Link.account_id, Link.profile_id).where(
        Link.undone_at.is_(None), Link.account_id == any_(literal(list(account_ids), ARRAY(Uuid())))
    )
    return dict((await session.execute(linked)).all())


async def find_link_of(session: AsyncSession, account_id: UUID) -> Link | None:
    """Give the link that holds for this account, if there is one."""
    holding = select(Link).where(Link.account_id == account_id, Link.undone_at.is_(None))
    return (await session.execute(holding)).scalar_one_or_none()


async def get_own_link(session: AsyncSession, actor: Actor, link_id: UUID) -> Link:
    """Give the actor's link. Raises NotFound."""
    theirs = select(Link).where(Link.id == link_id, Link.profile_id == actor.profile_id)
    found = (await session.execute(theirs.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def list_own_links(session: AsyncSession, actor: Actor) -> Sequence[LinkRead]:
    """Give the actor's links that hold, the oldest first."""
    theirs = select(Link.id).where(Link.profile_id == actor.profile_id, Link.undone_at.is_(None))
    ids = (await session.execute(theirs)).scalars().all()
    return sorted(await read_links(session, ids), key=lambda link: link.linked_at)


async def accounts_of(session: AsyncSession, profile_ids: Collection[UUID]) -> Mapping[UUID, list[UUID]]:
    """Give the accounts that each of these profiles is linked with, in the order of linking."""
    linked = select(Link.profile_id, Link.account_id).where(
        Link.undone_at.is_(None), Link.profile_id == any_(literal(list(profile_ids), ARRAY(Uuid())))
    )
    found: dict[UUID, list[UUID]] = {profile_id: [] for profile_id in profile_ids}
    for profile_id, account_id in await session.execute(linked.order_by(Link.linked_at, Link.id)):
        found[profile_id].append(account_id)
    return found


async def capacities_of(session: AsyncSession, account_ids: Collection[UUID]) -> Mapping[UUID, list[Capacity]]:
    """Give what these accounts, of whatever schools, are there today by each school's own calendar."""
    by_school: dict[UUID, list[UUID]] = {}
    for account in (await journal.read_accounts(session, account_ids)).values():
        by_school.setdefault(account.school_id, []).append(account.id)
    found: dict[UUID, list[Capacity]] = {}
    for school_id, ids in by_school.items():
        school = await journal.get_school(session, school_id)
        found |= await journal.read_capacities(session, school_id, ids, on=today(school.time_zone))
    return found


async def linked_as(session: AsyncSession, profile_id: UUID) -> set[Role]:
    """Give what the profile is at all its schools, by its links."""
    accounts = (await accounts_of(session, [profile_id]))[profile_id]
    return {one.role for theirs in (await capacities_of(session, accounts)).values() for one in theirs}


async def share_school(session: AsyncSession, one: UUID, other: UUID) -> bool:
    """Whether these two profiles are something at the same school today, by their links."""
    linked = await accounts_of(session, {one, other})
    ids = {account_id for theirs in linked.values() for account_id in theirs}
    held = await capacities_of(session, ids)
    schools = {account.id: account.school_id for account in (await journal.read_accounts(session, ids)).values()}
    mine, theirs = ({schools[account] for account in linked[person] if held.get(account)} for person in (one, other))
    return not mine.isdisjoint(theirs)


async def read_links(session: AsyncSession, ids: Collection[UUID]) -> Sequence[LinkRead]:
    """Read links as they are told to their owners."""
    fresh = select(Link, JournalProvider).join(JournalProvider, JournalProvider.id == Link.provider_id)
    fresh = fresh.where(Link.id.in_(ids)).execution_options(populate_existing=True)
    rows = (await session.execute(fresh)).all()
    account_ids = {link.account_id for link, _ in rows}
    accounts = await journal.read_accounts(session, account_ids)
    capacities = await capacities_of(session, account_ids)
    return [
        LinkRead(
            id=link.id,
            provider=ProviderName.model_validate(provider),
            school=accounts[link.account_id].school,
            account_name=accounts[link.account_id].name,
            roles=list(dict.fromkeys(one.role for one in capacities[link.account_id])),
            linked_at=link.linked_at,
            is_active=link.is_active,
        )
        for link, provider in rows
    ]


LINK = Kind(name="link", table=Link, stream=Link.profile_id, read=read_links)


async def get_refused(session: AsyncSession, refused_id: UUID) -> RefusedLink:
    """Give the refused link. Raises NotFound."""
    found = await session.get(RefusedLink, refused_id)
    if found is None:
        raise NotFound
    return found


async def read_me(session: AsyncSession, actor: JournalActor, *, is_demo: bool) -> JournalMe:
    """Give who is signed in to the journal, and with which learning profile."""
    person = await journal.read_person(session, actor)
    link = await find_link_of(session, actor.account_id)
    told: AccountLink | None = None
    if link is not None:
        card = (await identity.names_of(session, [link.profile_id]))[link.profile_id]
        told = AccountLink(profile_name=card.name, linked_at=link.linked_at)
    return JournalMe(**dict(person), link=told, is_demo=is_demo)


async def read_home(session: AsyncSession, actor: JournalActor) -> Home:
    """Give the first screen of the actor today."""
    person = await journal.read_person(session, actor)
    on = today(person.school.time_zone)
    home = await journal.read_home(session, actor, on=on)
    told: AdministratorHome | None = None
    if Role.ADMINISTRATOR in person.roles:
        classes, students = await journal.count_school(session, actor.school_id, on=on)
        people = await journal.list_people(session, actor.school_id)
        linked = await profiles_of(session, people)
        told = AdministratorHome(classes=classes, students=students, not_linked=len(people) - len(linked))
    return Home(**dict(home), administrator=told)
