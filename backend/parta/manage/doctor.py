"""Looking an installation over: what is well, what will hurt later, what is broken, each in plain words."""

import os
import shutil
from collections.abc import AsyncGenerator, Iterator, Sequence
from ipaddress import ip_address
from urllib.parse import urlparse

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from parta.core.clock import now
from parta.core.db import make_engine, make_sessions
from parta.core.health import find_problem
from parta.core.heartbeats import heartbeat_ages
from parta.core.jobs import SCHEMA, count_dead_lettered
from parta.core.settings import ConfigurationError, Settings
from parta.core.settings_checks import check_settings
from parta.linking.queries import list_closed_doors
from parta.linking.rules import client_secrets
from parta.manage.backup import files_folder
from parta.manage.finding import Finding, State
from parta.manage.home import complete
from parta.manage.livekit.examination import examine_media
from parta.manage.running import with_running

_OLDEST_POSTGRES = 160_000
_GB = 1024**3
_LITTLE_GB = 5
_TOO_LITTLE_GB = 1
_CLOCK_TOLERANCE_S = 2
_SILENCE_S = 60


async def examine(given: Settings) -> list[Finding]:
    """Give everything that was found, in the order in which it should be mended."""
    try:
        settings = with_running(complete(given))
    except OSError as error:
        return [Finding(State.BAD, "folder", f"{given.folder} cannot be made: {error.strerror}; set PARTA_HOME")]
    findings = [*_settings(settings), *_folders(settings), *_pages(settings), *await examine_media(settings)]
    return findings + [finding async for finding in _database(settings)]


def _settings(settings: Settings) -> Iterator[Finding]:
    try:
        check_settings(settings)
    except ConfigurationError as unfit:
        yield Finding(State.BAD, "settings", str(unfit))
    else:
        yield Finding(State.WELL, "settings", f"people come by {settings.origin}")
    host = urlparse(settings.origin).hostname or ""
    if not settings.is_secure and not is_this_machine(host):
        yield Finding(State.BAD, "settings", "people come by the network without HTTPS: set PARTA_PUBLIC_URL=https://…")
    if settings.is_secure and settings.tls_cert is None and not settings.trusted_proxies:
        words = "no proxy is trusted, so throttling takes all people for one: set PARTA_TRUSTED_PROXIES"
        yield Finding(State.DOUBTFUL, "settings", words)
    if settings.demo and not is_this_machine(host):
        yield Finding(
            State.BAD, "settings", "demo mode lets anybody in as anybody, and people reach it: unset PARTA_DEMO"
        )


def is_this_machine(host: str) -> bool:
    """Tell whether this name or address leads nowhere but to the machine itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _folders(settings: Settings) -> Iterator[Finding]:
    for about, folder in (("folder", settings.folder), ("files", files_folder(settings))):
        if folder is None:
            continue
        if not os.access(folder, os.W_OK | os.X_OK):
            yield Finding(State.BAD, about, f"{folder} is not there or may not be written by this user")
            continue
        free = shutil.disk_usage(folder).free / _GB
        state = State.BAD if free < _TOO_LITTLE_GB else State.DOUBTFUL if free < _LITTLE_GB else State.WELL
        yield Finding(state, about, f"{folder}, {free:.1f} GB are free")


def _pages(settings: Settings) -> Iterator[Finding]:
    root = settings.web_root
    if root is None or not any(root.glob("*.html")):
        yield Finding(State.BAD, "pages", f"{root} holds no pages: `make build`, or set PARTA_WEB_ROOT")
    else:
        yield Finding(State.WELL, "pages", str(root))


async def _database(settings: Settings) -> AsyncGenerator[Finding]:
    if settings.database_url is None:
        words = "`parta up` does not run here, and PARTA_DATABASE_URL is not set: there is no database to look at"
        yield Finding(State.BAD, "database", words)
        return
    engine = make_engine(settings.database_url)
    try:
        async for finding in _looked_into(engine, settings, settings.database_url):
            yield finding
    finally:
        await engine.dispose()


async def _looked_into(engine: AsyncEngine, settings: Settings, url: str) -> AsyncGenerator[Finding]:
    hindrance = await find_problem(engine)
    if hindrance == "database_unreachable":
        yield Finding(State.BAD, "database", f"nothing answers at {_without_password(url)}")
        return
    async with make_sessions(engine)() as session:
        for finding in await _server(session):
            yield finding
        if hindrance is not None:
            yield Finding(State.BAD, "tables", "they are not what this version expects: `parta migrate`")
            return
        yield Finding(State.WELL, "tables", "they are what this version expects")
        yield _worker(await heartbeat_ages(session))
        yield _jobs(await count_dead_lettered(session))
        if settings.secret is not None:
            yield _journals(await list_closed_doors(session, client_secrets(settings)))


async def _server(session: AsyncSession) -> list[Finding]:
    version, encoding, moment, may_all = (
        await session.execute(
            text(
                "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'),"
                " clock_timestamp(), (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
            )
        )
    ).one()
    findings = [Finding(State.WELL, "database", f"PostgreSQL {version // 10_000}.{version % 10_000} answers")]
    if version < _OLDEST_POSTGRES:
        findings.append(Finding(State.BAD, "database", "PostgreSQL must be 16 or newer"))
    if encoding != "UTF8":
        findings.append(Finding(State.BAD, "database", f"its encoding is {encoding}: make one with UTF8"))
    if may_all:
        words = "Parta's role is a superuser; one that owns its database is enough"
        findings.append(Finding(State.DOUBTFUL, "database", words))
    skew = abs((now() - moment).total_seconds())
    if skew > _CLOCK_TOLERANCE_S:
        words = f"the clocks of the database and of this machine differ by {skew:.0f} s: let both keep time by NTP"
        findings.append(Finding(State.BAD, "clock", words))
    else:
        findings.append(Finding(State.WELL, "clock", "this machine and the database agree"))
    return findings


def _worker(beats: dict[str, float]) -> Finding:
    age = beats.get("worker")
    if age is None:
        return Finding(State.DOUBTFUL, "worker", "it has never run with this database: `parta worker`")
    if age > _SILENCE_S:
        return Finding(State.BAD, "worker", f"it has been silent for {age:.0f} s: chats and codes wait; `parta worker`")
    return Finding(State.WELL, "worker", "it works")


def _jobs(parked: int) -> Finding:
    if parked:
        words = f"{parked} failed so often that they wait for you: look into {SCHEMA}.pgqueuer, status 'failed'"
        return Finding(State.DOUBTFUL, "jobs", words)
    return Finding(State.WELL, "jobs", "none has failed for good")


def _journals(closed: Sequence[str]) -> Finding:
    if closed:
        words = (
            f"the client secrets of {', '.join(closed)} were locked by another PARTA_SECRET, nobody links by them:"
            " set that one again, or tell theirs anew by `parta journal`"
        )
        return Finding(State.BAD, "journals", words)
    return Finding(State.WELL, "journals", "all client secrets open")


def _without_password(url: str) -> str:
    parts = urlparse(url)
    return f"{parts.hostname}:{parts.port or 5432}{parts.path}"
