"""Journals of other vendors that an installation offers for linking."""

import sys
from getpass import getpass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from parta.core.db import make_engine
from parta.core.settings import ConfigurationError, Settings
from parta.core.unit_of_work import make_sessions
from parta.linking.rules import get_client_secret_encryption
from parta.linking.service import OwnJournal, ProviderSpec, upsert_provider


def read_client_secret() -> str:
    """Return the secret from the terminal without echo, or from a pipe; arguments are visible to all local users."""
    secret = getpass("client secret: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    if not secret:
        raise ConfigurationError("the client secret is empty: pass it by standard input")
    return secret


async def save_journal(settings: Settings, database_url: str, region: str, provider: ProviderSpec) -> None:
    """Offer the journal to people of this region; one with the same title is updated. Raises ConfigurationError."""
    _require_valid(provider)
    engine = make_engine(database_url)
    try:
        async with make_sessions(engine).begin() as session:
            await upsert_provider(session, region, provider, encryption=get_client_secret_encryption(settings))
    except OwnJournal:
        raise ConfigurationError(f"{provider.title} is this installation's own journal: choose another title") from None
    finally:
        await engine.dispose()


def _require_valid(provider: ProviderSpec) -> None:
    if provider.client is None:
        return
    if urlsplit(provider.client.issuer).scheme not in ("http", "https"):
        raise ConfigurationError("--issuer must be an address: https://…")
    try:
        ZoneInfo(provider.client.time_zone)
    except (ValueError, OSError, LookupError):
        raise ConfigurationError("--time-zone must be a name such as Europe/Moscow") from None
