"""Decisions of linking, without IO: how names compare, when a child seems to use an adult's profile, what is locked."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from parta.core.encryption import Encryption
from parta.core.rate_limits import RateLimit
from parta.core.settings import Settings
from parta.identity.rules import is_adult
from parta.identity.schemas import PersonName
from parta.journal.schemas import Role
from parta.linking.models import Difference, Reason

INTENT_LIFE = timedelta(minutes=10)
BROWSER_LIFE = timedelta(hours=1)
"""How long the browser keeps its secret: it outlives the wish, so that what happened can be explained."""
INTENTS = RateLimit("link_intents", burst=20, every=timedelta(minutes=1))

_FAR_APART = 5
"""Birth years so far apart are of two people; less may be a slip of the pen."""
_ADULTS = frozenset({Role.GUARDIAN, Role.TEACHER, Role.HOMEROOM_TEACHER, Role.EMPLOYEE, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Person:
    """A person as one of the two sides knows them."""

    name: PersonName
    birth_on: date | None


def client_secrets(settings: Settings) -> Encryption:
    """Give the lock of what other vendors' journals know us by. Raises Unfit without a secret."""
    return Encryption(settings, "client secrets of journals")


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: case, ё and е, hyphens, apostrophes, spaces do not matter."""
    return _letters(one) == _letters(other)


def differences(profile: Person, account: Person) -> list[Difference]:
    """Say on what the two sides disagree. What one side does not know is no difference."""
    found: list[Difference] = []
    if not same_name(profile.name.last_name, account.name.last_name):
        found.append(Difference.LAST_NAME)
    if not same_name(profile.name.first_name, account.name.first_name):
        found.append(Difference.FIRST_NAME)
    mine, theirs = profile.name.patronymic, account.name.patronymic
    if mine and theirs and not same_name(mine, theirs):
        found.append(Difference.PATRONYMIC)
    if profile.birth_on and account.birth_on and profile.birth_on != account.birth_on:
        found.append(Difference.BIRTH_ON)
    return found


def conflicts(
    profile: Person, account: Person, *, roles: Collection[Role], linked_as: Collection[Role], on: date
) -> list[Reason]:
    """Say why linking would mix a child with an adult: `roles` of the account, `linked_as` of the profile so far."""
    is_student = Role.STUDENT in roles and not _ADULTS & set(roles)
    is_of_adult = bool(_ADULTS & set(roles))
    found: list[Reason] = []
    if is_student and _is_of_age(profile.birth_on, on) and not _is_of_age(account.birth_on, on):
        found.append(Reason.ADULTS_PROFILE)
    if profile.birth_on and account.birth_on and _are_far_apart(profile.birth_on, account.birth_on):
        found.append(Reason.BIRTH_DATES_CONTRADICT)
    if is_student and _ADULTS & set(linked_as):
        found.append(Reason.LINKED_AS_ADULT)
    if is_of_adult and Role.STUDENT in linked_as and not _is_of_age(profile.birth_on, on):
        found.append(Reason.LINKED_AS_STUDENT)
    return found


def _letters(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    # "й" and "ё" are letters of their own: only other marks are dropped by taking letters alone.
    return "".join(sign for sign in folded if sign.isalpha()).replace("ё", "е")


def _is_of_age(birth_on: date | None, on: date) -> bool:
    return birth_on is not None and is_adult(birth_on, on)


def _are_far_apart(one: date, other: date) -> bool:
    return abs(one.year - other.year) >= _FAR_APART
