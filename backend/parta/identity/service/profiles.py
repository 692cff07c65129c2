"""Who people are: making a profile, changing it, and what schools say of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.core.clock import now
from parta.core.errors import Conflict, Invalid
from parta.core.outbox import emit
from parta.core.streams import advisory_lock, create_stream, lock_streams, publish
from parta.identity import queries, rules
from parta.identity.events import ProfileChanged
from parta.identity.models import Account, Notice, Profile, Sex
from parta.identity.queries import NOTICE, PROFILE
from parta.identity.schemas import Badge, PersonName, ProfileRead


class ImplausibleBirth(Invalid):
    """Nobody born that day is at a school or has a child there."""

    code = "implausible_birth"


class ConfirmedBySchool(Conflict):
    """A school vouches for this name: it changes where the school keeps it."""

    code = "confirmed_by_school"


async def create_profile(session: AsyncSession, phone: str, name: PersonName, *, birth_on: date, sex: Sex) -> Profile:
    """Make the account and the profile of this number (E.164); who has one already keeps it as it is.

    Safe to repeat and to do twice at once. Raises ImplausibleBirth.
    """
    if not rules.is_plausible_birth(birth_on, now().date()):
        raise ImplausibleBirth
    await advisory_lock(session, f"phone:{phone}")
    found = await queries.find_profile_of(session, phone)
    if found is not None:
        return found
    account = Account(phone=phone)
    session.add(account)
    await session.flush()
    profile = Profile(
        account_id=account.id,
        last_name=name.last_name,
        first_name=name.first_name,
        patronymic=name.patronymic,
        birth_on=birth_on,
        sex=sex,
    )
    session.add(profile)
    await session.flush()
    await create_stream(session, "profile", profile.id)
    publish(session, profile.id, PROFILE, profile.id)
    return profile


async def change_profile(
    session: AsyncSession, actor: Actor, name: PersonName, *, birth_on: date, sex: Sex
) -> ProfileRead:
    """Change what the actor says of themselves, while no school vouches for it. Raises ConfirmedBySchool."""
    if not rules.is_plausible_birth(birth_on, now().date()):
        raise ImplausibleBirth
    profile = await _held(session, (await queries.own_profile(session, actor)).id)
    if profile.is_confirmed:
        raise ConfirmedBySchool
    profile.last_name, profile.first_name, profile.patronymic = name.last_name, name.first_name, name.patronymic
    profile.birth_on, profile.sex = birth_on, sex
    _tell(session, profile)
    await session.flush()
    (told,) = await queries.read_profiles(session, [profile.id])
    return told


async def set_badges(session: AsyncSession, badges: Mapping[UUID, Sequence[Badge]]) -> None:
    """Make these the badges of these people; any of them means that a school vouches for who it is. Safe to repeat."""
    await lock_streams(session, *badges)
    people = select(Profile).where(Profile.id.in_(badges)).execution_options(populate_existing=True)
    for profile in (await session.execute(people)).scalars().all():
        wanted = [badge.model_dump(mode="json") for badge in badges[profile.id]]
        if profile.badges != wanted or profile.is_confirmed is not bool(wanted):
            profile.badges, profile.is_confirmed = wanted, bool(wanted)
            _tell(session, profile)


async def set_picture(session: AsyncSession, profile_id: UUID, picture: UUID | None) -> UUID | None:
    """Make this file, or none, the person's picture, and give the one that was. Safe to repeat."""
    profile = await _held(session, profile_id)
    before = profile.picture
    if before != picture:
        profile.picture = picture
        _tell(session, profile)
    return before


async def tell_notice(session: AsyncSession, profile_id: UUID, code: str, **facts: Any) -> None:  # noqa: ANN401 - JSON
    """Tell the person something on all devices of theirs."""
    await lock_streams(session, profile_id)
    notice = Notice(profile_id=profile_id, code=code, facts=facts)
    session.add(notice)
    await session.flush()
    publish(session, profile_id, NOTICE, notice.id)


async def read_notice(session: AsyncSession, actor: Actor, notice_id: UUID) -> None:
    """Mark the actor's notice as read. Safe to repeat. Raises NotFound."""
    profile = await queries.own_profile(session, actor)
    await lock_streams(session, profile.id)
    notice = await queries.get_notice(session, actor, notice_id)
    if not notice.is_read:
        notice.is_read = True
        publish(session, profile.id, NOTICE, notice.id)


async def _held(session: AsyncSession, profile_id: UUID) -> Profile:
    """Give the profile as it is under its lock. Raises NotFound."""
    await lock_streams(session, profile_id)
    profile = await queries.get_profile(session, profile_id)
    await session.refresh(profile)
    return profile


def _tell(session: AsyncSession, profile: Profile) -> None:
    publish(session, profile.id, PROFILE, profile.id)
    emit(session, ProfileChanged(profile_id=profile.id))
