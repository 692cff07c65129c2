"""Profiles: creation, changes, badges, pictures."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from parta.core.clock import now
from parta.core.errors import Conflict, Invalid
from parta.core.principals import ProfilePrincipal
from parta.core.unit_of_work import UnitOfWork
from parta.identity import queries, rules
from parta.identity.events import ProfileChanged
from parta.identity.models import Account, Profile, Sex
from parta.identity.queries import PROFILE
from parta.identity.schemas import Badge, PersonName, ProfileRead
from parta.identity.service.attempts import lock_phone


class ImplausibleBirth(Invalid):
    """The birth date is implausible for anybody at a school or with a child there."""

    code = "implausible_birth"


class ConfirmedBySchool(Conflict):
    """A school confirms this profile: the name is changed in the school's journal."""

    code = "confirmed_by_school"


async def create_profile(work: UnitOfWork, phone: str, name: PersonName, *, birth_on: date, sex: Sex) -> Profile:
    """Create the account and the profile of this number (E.164), or return the existing profile unchanged.

    Idempotent, also when called concurrently. Raises ImplausibleBirth.
    """
    if not rules.is_plausible_birth(birth_on, now().date()):
        raise ImplausibleBirth
    await lock_phone(work, phone)
    found = await queries.find_profile_by_phone(work, phone)
    if found is not None:
        return found
    account = Account(phone=phone)
    work.add(account)
    await work.flush()
    profile = Profile(
        account_id=account.id,
        last_name=name.last_name,
        first_name=name.first_name,
        patronymic=name.patronymic,
        birth_on=birth_on,
        sex=sex,
    )
    work.add(profile)
    await work.flush()
    work.create_stream("profile", profile.id)
    work.publish(profile.id, PROFILE, profile.id)
    return profile


async def change_profile(
    work: UnitOfWork, actor: ProfilePrincipal, name: PersonName, *, birth_on: date, sex: Sex
) -> ProfileRead:
    """Change the actor's name, birth date and sex. Raises ImplausibleBirth, ConfirmedBySchool."""
    if not rules.is_plausible_birth(birth_on, now().date()):
        raise ImplausibleBirth
    profile = await _lock_profile(work, (await queries.get_own_profile(work, actor)).id)
    if profile.is_confirmed:
        raise ConfirmedBySchool
    profile.last_name, profile.first_name, profile.patronymic = name.last_name, name.first_name, name.patronymic
    profile.birth_on, profile.sex = birth_on, sex
    _publish_profile(work, profile)
    await work.flush()
    (response,) = await queries.read_profiles(work, [profile.id])
    return response


async def set_badges(work: UnitOfWork, badges: Mapping[UUID, Sequence[Badge]]) -> None:
    """Set the badges of these people; a profile with any badge is confirmed. Idempotent."""
    await work.lock_streams(*badges)
    people = select(Profile).where(Profile.id.in_(badges))
    for profile in (await work.execute(people)).scalars().all():
        target = [badge.model_dump(mode="json") for badge in badges[profile.id]]
        if profile.badges != target or profile.is_confirmed is not bool(target):
            profile.badges, profile.is_confirmed = target, bool(target)
            _publish_profile(work, profile)


async def set_picture(work: UnitOfWork, profile_id: UUID, picture: UUID | None) -> UUID | None:
    """Set or clear the person's picture and return the previous one. Idempotent."""
    profile = await _lock_profile(work, profile_id)
    before = profile.picture
    if before != picture:
        profile.picture = picture
        _publish_profile(work, profile)
    return before


async def _lock_profile(work: UnitOfWork, profile_id: UUID) -> Profile:
    """Lock and return the current profile. Raises NotFound."""
    await work.lock_streams(profile_id)
    profile = await queries.get_profile(work, profile_id)
    await work.refresh(profile)
    return profile


def _publish_profile(work: UnitOfWork, profile: Profile) -> None:
    work.publish(profile.id, PROFILE, profile.id)
    work.emit(ProfileChanged(profile_id=profile.id))
