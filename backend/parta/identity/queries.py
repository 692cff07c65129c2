"""Reads of Parta ID. A person sees their own profile, sessions and notices; others see what upper parts tell."""

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.core.clock import now
from parta.core.errors import NotFound, Unauthenticated
from parta.core.streams import Kind
from parta.identity import rules
from parta.identity.models import Account, Notice, Profile, ProfileSession
from parta.identity.schemas import Badge, Me, NoticeRead, PersonCard, PersonName, ProfileRead, SessionRead


def hash_token(token: str) -> bytes:
    """Give what is stored of a token. It is 256 random bits: nothing slower is needed."""
    return sha256(token.encode()).digest()


async def find_actor(session: AsyncSession, token: str) -> Actor | None:
    """Give who holds this session token, if the session is alive; notes now and then that it is in use."""
    at = now()
    alive = select(ProfileSession.id, ProfileSession.profile_id, ProfileSession.seen_at).where(
        ProfileSession.token_hash == hash_token(token),
        ProfileSession.expires_at > at,
        ProfileSession.seen_at > at - rules.IDLE_LIFE,
    )
    found = (await session.execute(alive)).one_or_none()
    if found is None:
        return None
    session_id, profile_id, seen_at = found
    if seen_at < at - rules.SEEN_EVERY:
        await _note_use(session, session_id)
    return Actor(profile_id=profile_id, session_id=session_id)


async def get_profile(session: AsyncSession, profile_id: UUID) -> Profile:
    """Give the profile. Raises NotFound."""
    found = await session.get(Profile, profile_id)
    if found is None:
        raise NotFound
    return found


async def own_profile(session: AsyncSession, actor: Actor) -> Profile:
    """Give the actor's own profile. Raises Unauthenticated."""
    found = await session.get(Profile, actor.profile_id)
    if found is None:
        raise Unauthenticated
    return found


async def own_session(session: AsyncSession, actor: Actor) -> ProfileSession:
    """Give the session that the actor came by. Raises Unauthenticated."""
    found = await session.get(ProfileSession, actor.session_id)
    if found is None:
        raise Unauthenticated
    return found


async def own_account(session: AsyncSession, actor: Actor) -> Account:
    """Give the actor's account. Raises Unauthenticated."""
    theirs = select(Account).join(Profile, Profile.account_id == Account.id).where(Profile.id == actor.profile_id)
    found = (await session.execute(theirs)).scalar_one_or_none()
    if found is None:
        raise Unauthenticated
    return found


async def find_account(session: AsyncSession, phone: str) -> Account | None:
    """Give the account of this number (E.164), if there is one."""
    return (await session.execute(select(Account).where(Account.phone == phone))).scalar_one_or_none()


async def find_profile_of(session: AsyncSession, phone: str) -> Profile | None:
    """Give the profile behind this number (E.164), if there is one."""
    theirs = select(Profile).join(Account, Profile.account_id == Account.id).where(Account.phone == phone)
    return (await session.execute(theirs)).scalar_one_or_none()


async def masked_phones(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Give the number of each of these profiles with its middle hidden."""
    theirs = select(Profile.id, Account.phone).join(Account, Profile.account_id == Account.id)
    rows = await session.execute(theirs.where(Profile.id.in_(ids)))
    return {profile_id: rules.mask_phone(phone) for profile_id, phone in rows}


async def list_sessions(session: AsyncSession, profile_id: UUID) -> Sequence[ProfileSession]:
    """Give the devices on which the person is signed in, the one used last first."""
    at = now()
    alive = select(ProfileSession).where(
        ProfileSession.profile_id == profile_id,
        ProfileSession.expires_at > at,
        ProfileSession.seen_at > at - rules.IDLE_LIFE,
    )
    return (await session.execute(alive.order_by(ProfileSession.seen_at.desc()))).scalars().all()


async def read_sessions(session: AsyncSession, actor: Actor) -> Sequence[SessionRead]:
    """Read the actor's devices, and which of them this is."""
    if actor.profile_id is None:
        raise Unauthenticated
    return [
        SessionRead(
            id=found.id,
            device=found.device,
            signed_in_at=found.signed_in_at,
            seen_at=found.seen_at,
            place=found.place,
            is_current=found.id == actor.session_id,
        )
        for found in await list_sessions(session, actor.profile_id)
    ]


async def read_me(session: AsyncSession, actor: Actor, *, is_demo: bool) -> Me:
    """Read who is signed in."""
    account, found = await own_account(session, actor), await own_session(session, actor)
    (profile,) = await read_profiles(session, [(await own_profile(session, actor)).id])
    return Me(
        profile=profile,
        phone=rules.mask_phone(account.phone),
        has_password=account.password_hash is not None,
        session_id=found.id,
        confirmed_until=found.confirmed_until,
        is_demo=is_demo,
    )


async def list_notices(session: AsyncSession, actor: Actor) -> Sequence[NoticeRead]:
    """Give what the actor should know, the newest first."""
    theirs = select(Notice).where(Notice.profile_id == actor.profile_id)
    rows = (await session.execute(theirs.order_by(Notice.id.desc()).limit(100))).scalars()
    return [NoticeRead.model_validate(notice) for notice in rows]


async def get_notice(session: AsyncSession, actor: Actor, notice_id: UUID) -> Notice:
    """Give the actor's notice. Raises NotFound."""
    theirs = select(Notice).where(Notice.id == notice_id, Notice.profile_id == actor.profile_id)
    found = (await session.execute(theirs)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def names_of(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, PersonCard]:
    """Give what other parts of Parta need of these people; who is not there is left out."""
    people = select(Profile).where(Profile.id.in_(ids))
    return {
        person.id: PersonCard(
            name=PersonName.model_validate(person),
            badges=_badges(person),
            picture=person.picture,
            sex=person.sex,
            birth_on=person.birth_on,
        )
        for person in (await session.execute(people)).scalars()
    }


async def read_profiles(session: AsyncSession, ids: Collection[UUID]) -> Sequence[ProfileRead]:
    """Read profiles as they are told to their owners."""
    fresh = select(Profile).where(Profile.id.in_(ids)).execution_options(populate_existing=True)
    return [
        ProfileRead(
            id=person.id,
            name=PersonName.model_validate(person),
            birth_on=person.birth_on,
            sex=person.sex,
            badges=_badges(person),
            picture=person.picture,
            is_confirmed=person.is_confirmed,
        )
        for person in (await session.execute(fresh)).scalars()
    ]


async def read_notices(session: AsyncSession, ids: Collection[UUID]) -> Sequence[NoticeRead]:
    """Read notices as they are told."""
    fresh = select(Notice).where(Notice.id.in_(ids)).execution_options(populate_existing=True)
    return [NoticeRead.model_validate(notice) for notice in (await session.execute(fresh)).scalars()]


async def profile_hearers(_: AsyncSession, profile_id: UUID) -> Collection[UUID]:
    """Give who hears a profile's stream: its owner alone."""
    return [profile_id]


async def profiles_heard_by(_: AsyncSession, profile_ids: Collection[UUID]) -> Collection[tuple[UUID, UUID]]:
    """Give which profiles' streams these people hear: their own."""
    return [(profile_id, profile_id) for profile_id in profile_ids]


async def living_sessions(session: AsyncSession, ids: Collection[UUID]) -> Collection[UUID]:
    """Give those of these sessions that have not ended."""
    at = now()
    alive = select(ProfileSession.id).where(
        ProfileSession.id.in_(ids), ProfileSession.expires_at > at, ProfileSession.seen_at > at - rules.IDLE_LIFE
    )
    return (await session.execute(alive)).scalars().all()


PROFILE = Kind(name="profile", table=Profile, stream=Profile.id, read=read_profiles)
NOTICE = Kind(name="notice", table=Notice, stream=Notice.profile_id, read=read_notices)


def _badges(person: Profile) -> list[Badge]:
    return [Badge.model_validate(badge) for badge in person.badges]


async def _note_use(session: AsyncSession, session_id: UUID) -> None:
    """Note it unless another request does so at this moment: of many at once none waits for another."""
    free = select(ProfileSession.id).where(ProfileSession.id == session_id).with_for_update(skip_locked=True)
    used = update(ProfileSession).where(ProfileSession.id == free.scalar_subquery()).values(seen_at=now())
    await session.execute(used.execution_options(synchronize_session=False))
