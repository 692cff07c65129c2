"""Offering journals of other vendors in an installation's catalogue."""

import sys
from getpass import getpass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from parta.core.db import make_engine, make_sessions
from parta.core.settings import ConfigurationError, Settings
from parta.linking.rules import client_secrets
from parta.linking.service import Offer, OurOwnJournal, keep_provider


def read_client_secret() -> str:
    """Give what is typed unseen, or comes by a pipe; arguments would be seen by everybody on this machine."""
    given = getpass("client secret: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    if not given:
        raise ConfigurationError("the client secret is empty: give it by standard input")
    return given


async def offer_journal(settings: Settings, database_url: str, region: str, offer: Offer) -> None:
    """Let people of this region link by the journal; one of this title is from now on as told here. Raises Unfit."""
    _want_sense(offer)
    engine = make_engine(database_url)
    try:
        async with make_sessions(engine).begin() as session:
            await keep_provider(session, region, offer, client_secrets=client_secrets(settings))
    except OurOwnJournal:
        raise ConfigurationError(f"{offer.title} is this installation's own journal: choose another title") from None
    finally:
        await engine.dispose()


def _want_sense(offer: Offer) -> None:
    if offer.door is None:
        return
    if urlsplit(offer.door.issuer).scheme not in ("http", "https"):
        raise ConfigurationError("--issuer wants an address: https://…")
    try:
        ZoneInfo(offer.door.time_zone)
    except (ValueError, OSError, LookupError):
        raise ConfigurationError("--time-zone wants a name such as Europe/Moscow") from None
