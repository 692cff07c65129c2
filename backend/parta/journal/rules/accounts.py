"""Signing in to the journal, and what people are there."""

from collections.abc import Iterable
from datetime import timedelta

from parta.core.rate_limits import RateLimit
from parta.journal.models import Role

SESSION_LIFE = timedelta(days=30)
"""How long a browser stays signed in to the journal at most."""
IDLE_LIFE = timedelta(days=7)
"""How long it stays so without being used."""
SEEN_EVERY = timedelta(minutes=5)
"""How exactly it is noted when a session was used."""

ISSUED_PASSWORD = 10
"""How many letters a password on a sign-in slip has: 49 bits, behind a throttle."""


SIGN_INS_BY_LOGIN = RateLimit("journal_login", burst=10, every=timedelta(minutes=2))
"""Tries of one login, whether it exists or not."""
SIGN_INS_FROM_ADDRESS = RateLimit("journal_address", burst=100, every=timedelta(seconds=3))
"""Tries from one address: a whole school may sit behind it."""

_ORDER = list(Role)


def in_order(roles: Iterable[Role]) -> list[Role]:
    """Give each of these roles once, the widest sight first."""
    return sorted(set(roles), key=_ORDER.index)


def clean_login(login: str) -> str:
    """Give the login as it is kept: people type it in any case."""
    return login.strip().lower()
