"""Rules of linking, without IO: comparison of names, a child on an adult's profile, encryption of client secrets."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from parta.core.encryption import Encryption
from parta.core.rate_limits import RateLimit
from parta.core.settings import Settings
from parta.identity.rules import is_adult
from parta.identity.schemas import PersonName
from parta.linking.models import PersonMismatch, Reason
from parta.school.schemas import Role

LINK_REQUEST_LIFETIME = timedelta(minutes=10)
BROWSER_SECRET_LIFETIME = timedelta(hours=1)
"""Lifetime of the browser's secret: longer than the link request, so that its outcome can still be shown."""
LINK_REQUESTS = RateLimit("link_requests", burst=20, interval=timedelta(minutes=1))

_MIN_CONTRADICTING_YEARS = 5
"""Birth years at least this far apart are of two people; a smaller gap may be a typing error."""
_ADULT_ROLES = frozenset({Role.GUARDIAN, Role.TEACHER, Role.HOMEROOM_TEACHER, Role.EMPLOYEE, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Person:
    """A person as known to one of the two sides."""

    name: PersonName
    birth_on: date | None


def get_client_secret_encryption(settings: Settings) -> Encryption:
    """Return the encryption of client secrets of journals. Raises ConfigurationError without a secret."""
    return Encryption(settings, "client secrets of journals")


def is_same_name(one: str, other: str) -> bool:
    """Return True if two spellings are the same name: case, ё and е, hyphens, apostrophes, spaces do not matter."""
    return _normalize(one) == _normalize(other)


def find_mismatches(profile: Person, account: Person) -> list[PersonMismatch]:
    """Return on what the two sides disagree. What one side does not know is no mismatch."""
    found: list[PersonMismatch] = []
    if not is_same_name(profile.name.last_name, account.name.last_name):
        found.append(PersonMismatch.LAST_NAME)
    if not is_same_name(profile.name.first_name, account.name.first_name):
        found.append(PersonMismatch.FIRST_NAME)
    one, other = profile.name.patronymic, account.name.patronymic
    if one and other and not is_same_name(one, other):
        found.append(PersonMismatch.PATRONYMIC)
    if profile.birth_on and account.birth_on and profile.birth_on != account.birth_on:
        found.append(PersonMismatch.BIRTH_ON)
    return found


def find_conflicts(
    profile: Person, account: Person, *, roles: Collection[Role], linked_roles: Collection[Role], on: date
) -> list[Reason]:
    """Return why the link would mix a child with an adult; `linked_roles` are those of the profile's links."""
    is_student = Role.STUDENT in roles and not _ADULT_ROLES & set(roles)
    is_adult_account = bool(_ADULT_ROLES & set(roles))
    found: list[Reason] = []
    if is_student and _is_adult(profile.birth_on, on) and not _is_adult(account.birth_on, on):
        found.append(Reason.ADULTS_PROFILE)
    if profile.birth_on and account.birth_on and _contradict(profile.birth_on, account.birth_on):
        found.append(Reason.BIRTH_DATES_CONTRADICT)
    if is_student and _ADULT_ROLES & set(linked_roles):
        found.append(Reason.LINKED_AS_ADULT)
    if is_adult_account and Role.STUDENT in linked_roles and not _is_adult(profile.birth_on, on):
        found.append(Reason.LINKED_AS_STUDENT)
    return found


def _normalize(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    # NFKC composes "й" and "ё" into single letters, so isalpha() drops only other marks.
    return "".join(char for char in folded if char.isalpha()).replace("ё", "е")


def _is_adult(birth_on: date | None, on: date) -> bool:
    return birth_on is not None and is_adult(birth_on, on)


def _contradict(one: date, other: date) -> bool:
    return abs(one.year - other.year) >= _MIN_CONTRADICTING_YEARS
