"""Reads of Parta ID. A person reads their own profile and sessions only."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.clock import now
from parta.core.errors import NotFound, Unauthenticated
from parta.core.principal_sessions import SessionKind
from parta.core.principals import ProfilePrincipal
from parta.core.streams import Kind, Subscriptions
from parta.identity import rules
from parta.identity.models import Account, Profile, ProfileSession
from parta.identity.schemas import Badge, BadgeRole, Me, PersonCard, PersonName, PersonRead, ProfileRead, SessionRead

PROFILE_SESSIONS = SessionKind(
    ProfilePrincipal,
    ProfileSession,
    {"id": ProfileSession.profile_id},
    cookie="parta_profile",
    lifetime=rules.SESSION_LIFETIME,
    max_idle_time=rules.MAX_IDLE_TIME,
)
"""The sessions of learning profiles."""
_FAMILY_ROLES = frozenset({BadgeRole.STUDENT, BadgeRole.GUARDIAN})


async def get_profile(session: AsyncSession, profile_id: UUID) -> Profile:
    """Return the profile. Raises NotFound."""
    found = await session.get(Profile, profile_id)
    if found is None:
        raise NotFound
    return found


async def get_own_profile(session: AsyncSession, actor: ProfilePrincipal) -> Profile:
    """Return the actor's own profile. Raises Unauthenticated."""
    found = await session.get(Profile, actor.id)
    if found is None:
        raise Unauthenticated
    return found


async def get_own_session(session: AsyncSession, actor: ProfilePrincipal) -> ProfileSession:
    """Return the actor's current session. Raises Unauthenticated."""
    found = await session.get(ProfileSession, actor.session_id)
    if found is None:
        raise Unauthenticated
    return found


async def lock_own_session(session: AsyncSession, actor: ProfilePrincipal) -> ProfileSession:
    """Return the actor's current session, locked: of two requests one changes it at a time. Raises Unauthenticated."""
    own = select(ProfileSession).where(ProfileSession.id == actor.session_id)
    found = (await session.execute(own.with_for_update())).scalar_one_or_none()
    if found is None:
        raise Unauthenticated
    return found


async def get_own_account(session: AsyncSession, actor: ProfilePrincipal) -> Account:
    """Return the actor's account. Raises Unauthenticated."""
    own = select(Account).join(Profile, Profile.account_id == Account.id).where(Profile.id == actor.id)
    found = (await session.execute(own)).scalar_one_or_none()
    if found is None:
        raise Unauthenticated
    return found


async def get_phone(session: AsyncSession, profile_id: UUID) -> str:
    """Return the number (E.164) of this profile. Raises NotFound."""
    own = select(Account.phone).join(Profile, Profile.account_id == Account.id).where(Profile.id == profile_id)
    found = (await session.execute(own)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def find_account(session: AsyncSession, phone: str) -> Account | None:
    """Return the account of this number (E.164), or None."""
    return (await session.execute(select(Account).where(Account.phone == phone))).scalar_one_or_none()


async def find_profile_by_phone(session: AsyncSession, phone: str) -> Profile | None:
    """Return the profile of this number (E.164), or None."""
    own = select(Profile).join(Account, Profile.account_id == Account.id).where(Account.phone == phone)
    return (await session.execute(own)).scalar_one_or_none()


async def get_masked_phones(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Return the number of each of these profiles with its middle masked."""
    own = select(Profile.id, Account.phone).join(Account, Profile.account_id == Account.id)
    rows = await session.execute(own.where(Profile.id.in_(ids)))
    return {profile_id: rules.mask_phone(phone) for profile_id, phone in rows}


async def list_sessions(session: AsyncSession, profile_id: UUID) -> Sequence[ProfileSession]:
    """Return the person's active sessions, the last used first."""
    at = now()
    is_active = PROFILE_SESSIONS.is_active(at, at - rules.MAX_IDLE_TIME)
    active = select(ProfileSession).where(ProfileSession.profile_id == profile_id, *is_active)
    return (await session.execute(active.order_by(ProfileSession.seen_at.desc()))).scalars().all()


async def read_sessions(session: AsyncSession, actor: ProfilePrincipal) -> Sequence[SessionRead]:
    """Return the actor's sessions and which of them is current."""
    return [
        SessionRead(
            id=found.id,
            device=found.device,
            signed_in_at=found.signed_in_at,
            seen_at=found.seen_at,
            location=found.location,
            is_current=found.id == actor.session_id,
        )
        for found in await list_sessions(session, actor.id)
    ]


async def read_me(session: AsyncSession, actor: ProfilePrincipal, *, is_demo: bool) -> Me:
    """Return who is signed in."""
    account, found = await get_own_account(session, actor), await get_own_session(session, actor)
    (profile,) = await read_profiles(session, [(await get_own_profile(session, actor)).id])
    return Me(
        profile=profile,
        phone=rules.mask_phone(account.phone),
        has_password=account.password_hash is not None,
        session_id=found.id,
        confirmed_until=found.confirmed_until,
        is_demo=is_demo,
    )


def build_person(person: Profile) -> PersonRead:
    """Return the person as others see them."""
    name = PersonName.model_validate(person)
    return PersonRead(id=person.id, name=name, badges=_badges(person), picture=person.picture)


def called_name(person: Profile) -> str:
    """Return what others call the person: who works at a school «Анна Сергеевна», everybody else «Михаил Соколов»."""
    works = any(badge.role not in _FAMILY_ROLES for badge in _badges(person))
    return f"{person.first_name} {(works and person.patronymic) or person.last_name}"


async def get_names(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, PersonCard]:
    """Return the cards of these people by id; unknown ids are left out."""
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
    """Read profiles as their owners see them."""
    profiles = select(Profile).where(Profile.id.in_(ids))
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
        for person in (await session.execute(profiles)).scalars()
    ]


def select_profile_subscriptions() -> Subscriptions:
    """Return the select of all subscriptions to profiles: each person is subscribed to their own."""
    return select(Profile.id.label("subscriber"), Profile.id.label("stream"))


PROFILE = Kind("profile", Profile, Profile.id, ProfileRead, read_profiles, stream="profile", is_audited=False)


def _badges(person: Profile) -> list[Badge]:
    return [Badge.model_validate(badge) for badge in person.badges]
