"""Rules of signing in to the journal and of roles."""

from collections.abc import Iterable
from datetime import timedelta

from parta.core.rate_limits import RateLimit
from parta.school.models import Role

SESSION_LIFETIME = timedelta(days=30)
"""The maximum lifetime of a journal session."""
IDLE_TIMEOUT = timedelta(days=7)
"""The lifetime of an unused session."""

ISSUED_PASSWORD_LENGTH = 10
"""The length of a password on a sign-in slip: 49 bits, behind a rate limit."""


SIGN_INS_BY_LOGIN = RateLimit("journal_login", burst=10, interval=timedelta(minutes=2))
"""Attempts with one login, whether it exists or not."""
SIGN_INS_FROM_ADDRESS = RateLimit("journal_address", burst=100, interval=timedelta(seconds=3))
"""Attempts from one address: a whole school may share it."""

_ORDER = list(Role)


def sort_roles(roles: Iterable[Role]) -> list[Role]:
    """Return these roles without duplicates, the widest access first."""
    return sorted(set(roles), key=_ORDER.index)


def normalize_login(login: str) -> str:
    """Return the login as it is stored: people type it in any case."""
    return login.strip().lower()
