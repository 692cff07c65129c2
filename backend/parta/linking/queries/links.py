"""Links: a profile sees its own; upper packages map accounts to profiles."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from uuid import UUID

from sqlalchemy import Select, Uuid, any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import today
from parta.core.errors import NotFound
from parta.core.principals import AccountPrincipal, ProfilePrincipal
from parta.core.streams import Kind
from parta.files.service.quota import FileOwner, OwnerKind
from parta.identity import queries as identity
from parta.linking.models import JournalProvider, Link, RefusedLink
from parta.linking.schemas import AccountLink, AdministratorHome, Home, JournalMe, LinkRead, ProviderName
from parta.school import queries as school_queries
from parta.school.schemas import Capacity, Role


async def get_profile_ids(session: AsyncSession, account_ids: Collection[UUID]) -> Mapping[UUID, UUID]:
    """Return the profile that each of these accounts is linked with; accounts without a link are left out."""
    linked = select(Link.account_id, Link.profile_id).where(
        Link.undone_at.is_(None), Link.account_id == any_(literal(list(account_ids), ARRAY(Uuid())))
    )
    return dict((await session.execute(linked)).all())


async def find_active_link(session: AsyncSession, account_id: UUID) -> Link | None:
    """Return the active link of this account, or None."""
    active = select(Link).where(Link.account_id == account_id, Link.undone_at.is_(None))
    return (await session.execute(active)).scalar_one_or_none()


async def get_own_link(session: AsyncSession, actor: ProfilePrincipal, link_id: UUID) -> Link:
    """Return the actor's link. Raises NotFound."""
    own = select(Link).where(Link.id == link_id, Link.profile_id == actor.id)
    found = (await session.execute(own)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def list_own_links(session: AsyncSession, actor: ProfilePrincipal) -> Sequence[LinkRead]:
    """Return the actor's active links, the oldest first."""
    own = select(Link.id).where(Link.profile_id == actor.id, Link.undone_at.is_(None))
    ids = (await session.execute(own)).scalars().all()
    return sorted(await read_links(session, ids), key=lambda link: link.linked_at)


async def list_guessable_words(session: AsyncSession, profile_id: UUID) -> Collection[str]:
    """Return the names of the schools of this profile and of their teachers: what its password must not be made of."""
    own = (await get_account_ids(session, [profile_id]))[profile_id]
    accounts = await school_queries.read_accounts(session, own)
    return await school_queries.list_school_words(session, {account.school_id for account in accounts.values()})


async def get_account_ids(session: AsyncSession, profile_ids: Collection[UUID]) -> Mapping[UUID, list[UUID]]:
    """Return the accounts that each of these profiles is linked with, in the order of linking."""
    linked = select(Link.profile_id, Link.account_id).where(
        Link.undone_at.is_(None), Link.profile_id == any_(literal(list(profile_ids), ARRAY(Uuid())))
    )
    found: dict[UUID, list[UUID]] = {profile_id: [] for profile_id in profile_ids}
    for profile_id, account_id in await session.execute(linked.order_by(Link.linked_at, Link.id)):
        found[profile_id].append(account_id)
    return found


def select_account_ids(profile_id: UUID | None) -> Select[UUID]:
    """Return a select of the accounts that this profile is linked with; of none for nobody."""
    return select(Link.account_id).where(Link.undone_at.is_(None), Link.profile_id == profile_id)


async def get_capacities(session: AsyncSession, account_ids: Collection[UUID]) -> Mapping[UUID, list[Capacity]]:
    """Return the capacities of these accounts at their schools today, by each school's time zone."""
    by_school: dict[UUID, list[UUID]] = {}
    for account in (await school_queries.read_accounts(session, account_ids)).values():
        by_school.setdefault(account.school_id, []).append(account.id)
    found: dict[UUID, list[Capacity]] = {}
    for school_id, ids in by_school.items():
        school = await school_queries.get_school(session, school_id)
        found |= await school_queries.read_capacities(session, school_id, ids, on=today(school.time_zone))
    return found


async def get_linked_roles(session: AsyncSession, profile_id: UUID) -> set[Role]:
    """Return the profile's roles at all its schools, by its links."""
    accounts = (await get_account_ids(session, [profile_id]))[profile_id]
    return {one.role for capacities in (await get_capacities(session, accounts)).values() for one in capacities}


async def find_file_owner(session: AsyncSession, uploader_id: UUID) -> FileOwner:
    """Return the person who uploads as this profile or journal account, with all their other ones."""
    profile_id = (await get_profile_ids(session, [uploader_id])).get(uploader_id, uploader_id)
    accounts = (await get_account_ids(session, [profile_id]))[profile_id]
    card = (await identity.get_names(session, [profile_id])).get(profile_id)
    if card is not None:
        roles = {badge.role.value for badge in card.badges}
    else:
        found = (await get_capacities(session, [uploader_id])).get(uploader_id, [])
        roles = {capacity.role.value for capacity in found}
    return FileOwner(profile_id, list({profile_id, uploader_id, *accounts}), _get_owner_kind(roles))


def _get_owner_kind(roles: AbstractSet[str]) -> OwnerKind:
    if roles - {Role.GUARDIAN, Role.STUDENT}:
        return OwnerKind.STAFF
    return OwnerKind.STUDENT if Role.STUDENT in roles else OwnerKind.GUARDIAN


async def share_school(session: AsyncSession, one: UUID, other: UUID) -> bool:
    """Return True if these two profiles have capacities at the same school today, by their links."""
    linked = await get_account_ids(session, {one, other})
    ids = {account_id for account_ids in linked.values() for account_id in account_ids}
    capacities = await get_capacities(session, ids)
    schools = {account.id: account.school_id for account in (await school_queries.read_accounts(session, ids)).values()}
    first, second = (
        {schools[account] for account in linked[person] if capacities.get(account)} for person in (one, other)
    )
    return not first.isdisjoint(second)


async def read_links(session: AsyncSession, ids: Collection[UUID]) -> Sequence[LinkRead]:
    """Read links as their owners see them."""
    fresh = select(Link, JournalProvider).join(JournalProvider, JournalProvider.id == Link.provider_id)
    fresh = fresh.where(Link.id.in_(ids))
    rows = (await session.execute(fresh)).all()
    account_ids = {link.account_id for link, _ in rows}
    accounts = await school_queries.read_accounts(session, account_ids)
    capacities = await get_capacities(session, account_ids)
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


LINK = Kind("link", Link, Link.profile_id, LinkRead, read_links, stream="profile", is_audited=True)


async def get_refused_link(session: AsyncSession, refused_id: UUID) -> RefusedLink:
    """Return the refused link. Raises NotFound."""
    found = await session.get(RefusedLink, refused_id)
    if found is None:
        raise NotFound
    return found


async def read_me(session: AsyncSession, actor: AccountPrincipal, *, is_demo: bool) -> JournalMe:
    """Return who is signed in to the journal, and the linked learning profile."""
    person = await school_queries.read_person(session, actor)
    link = await find_active_link(session, actor.id)
    account_link: AccountLink | None = None
    if link is not None:
        card = (await identity.get_names(session, [link.profile_id]))[link.profile_id]
        account_link = AccountLink(profile_id=link.profile_id, profile_name=card.name, linked_at=link.linked_at)
    return JournalMe(**dict(person), link=account_link, is_demo=is_demo)


async def read_home(session: AsyncSession, actor: AccountPrincipal) -> Home:
    """Return the actor's first screen of today."""
    person = await school_queries.read_person(session, actor)
    on = today(person.school.time_zone)
    home = await school_queries.read_home(session, actor, on=on)
    administrator: AdministratorHome | None = None
    if Role.ADMINISTRATOR in person.roles:
        classes, students = await school_queries.count_school(session, actor.school_id, on=on)
        people = await school_queries.list_account_ids(session, actor.school_id)
        linked = await get_profile_ids(session, people)
        administrator = AdministratorHome(classes=classes, students=students, not_linked=len(people) - len(linked))
    return Home(**dict(home), administrator=administrator)
