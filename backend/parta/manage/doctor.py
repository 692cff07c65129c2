"""The checks of `parta doctor`: what works, what may fail later, what is broken, each in plain words."""

import os
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from datetime import timedelta
from urllib.parse import urlparse

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.clock import now
from parta.core.db import make_engine
from parta.core.disk import GB, read_disk_space
from parta.core.health import find_problem
from parta.core.heartbeats import get_clock_differences, get_heartbeat_ages
from parta.core.job_tables import SCHEMA, count_dead_lettered
from parta.core.loopback import is_loopback_host
from parta.core.outbox import count_unknown_events
from parta.core.rate_limits import CODES, count_spent
from parta.core.settings import ConfigurationError, Settings
from parta.core.settings_checks import check_settings
from parta.core.unit_of_work import UnitOfWork, make_sessions
from parta.linking.queries import list_undecryptable_providers
from parta.linking.rules import get_client_secret_encryption
from parta.manage.findings import Finding, Severity
from parta.manage.home import complete_settings
from parta.manage.livekit.diagnosis import diagnose_media
from parta.manage.outside_parts import diagnose_outside_parts
from parta.manage.runtime import with_runtime
from parta.registry import REGISTRY

_MIN_POSTGRES = 160_000
_LOW_DISK_GB = 5
_MIN_DISK_GB = 1
_MAX_CLOCK_SKEW_S = 2
_MAX_HEARTBEAT_AGE_S = 60
_OLD_EVENT = timedelta(minutes=10)
"""After this time an event that this version does not know is no longer one of an upgrade under way."""


async def diagnose(initial_settings: Settings) -> list[Finding]:
    """Return all findings, in the order in which they should be fixed."""
    try:
        settings = with_runtime(complete_settings(initial_settings))
    except OSError as error:
        return [
            Finding(
                Severity.BAD, "folder", f"{initial_settings.folder} cannot be created: {error.strerror}; set PARTA_HOME"
            )
        ]
    findings = [
        *_check_settings(settings),
        *_check_folders(settings),
        *_check_pages(settings),
        *await diagnose_media(settings),
        *[finding async for finding in diagnose_outside_parts(settings)],
    ]
    return findings + [finding async for finding in _check_database(settings)]


def _check_settings(settings: Settings) -> Iterator[Finding]:
    try:
        check_settings(settings)
    except ConfigurationError as error:
        yield Finding(Severity.BAD, "settings", str(error))
    else:
        yield Finding(Severity.OK, "settings", f"people reach Parta at {settings.origin}")
    host = urlparse(settings.origin).hostname or ""
    if not settings.is_secure and not is_loopback_host(host):
        yield Finding(
            Severity.BAD,
            "settings",
            "people reach Parta over the network without HTTPS: set PARTA_PUBLIC_URL=https://…",
        )
    if settings.is_secure and settings.tls_cert is None and not settings.trusted_proxies:
        message = "no proxy is trusted, so rate limits count all people as one: set PARTA_TRUSTED_PROXIES"
        yield Finding(Severity.WARNING, "settings", message)
    if settings.demo and not is_loopback_host(host):
        yield Finding(
            Severity.BAD, "settings", "demo mode lets anybody sign in as anybody, and it is public: unset PARTA_DEMO"
        )


def _check_folders(settings: Settings) -> Iterator[Finding]:
    for subject, folder in (("folder", settings.folder), ("files", settings.files_folder)):
        if folder is None:
            continue
        if not os.access(folder, os.W_OK | os.X_OK):
            yield Finding(Severity.BAD, subject, f"{folder} does not exist or is not writable by this user")
            continue
        space = read_disk_space(folder, settings.disk_reserve_gb)
        free = space.free / GB
        severity = Severity.BAD if free < _MIN_DISK_GB else Severity.WARNING if free < _LOW_DISK_GB else Severity.OK
        yield Finding(severity, subject, f"{folder}, {free:.1f} GB free")
        if subject == "files" and not space.has_room_for(0):
            message = (
                f"uploads are refused: less than the reserve of {space.reserve / GB:.1f} GB is free: free some space,"
                " or set PARTA_DISK_RESERVE_GB"
            )
            yield Finding(Severity.BAD, subject, message)


def _check_pages(settings: Settings) -> Iterator[Finding]:
    root = settings.web_root
    if root is None or not any(root.glob("*.html")):
        yield Finding(Severity.BAD, "pages", f"{root} contains no pages: `make build`, or set PARTA_WEB_ROOT")
    else:
        yield Finding(Severity.OK, "pages", str(root))


async def _check_database(settings: Settings) -> AsyncGenerator[Finding]:
    if settings.database_url is None:
        message = "`parta up` is not running here, and PARTA_DATABASE_URL is not set: there is no database to check"
        yield Finding(Severity.BAD, "database", message)
        return
    engine = make_engine(settings.database_url)
    try:
        async for finding in _check_connected_database(engine, settings, settings.database_url):
            yield finding
    finally:
        await engine.dispose()


async def _check_connected_database(engine: AsyncEngine, settings: Settings, url: str) -> AsyncGenerator[Finding]:
    problem = await find_problem(engine)
    if problem == "database_unreachable":
        yield Finding(Severity.BAD, "database", f"nothing answers at {_without_password(url)}")
        return
    async with make_sessions(engine)() as session:
        for finding in await _check_server(session):
            yield finding
        if problem is not None:
            yield Finding(Severity.BAD, "tables", "they are not those of this version: run `parta migrate`")
            return
        yield Finding(Severity.OK, "tables", "they are those of this version")
        yield _check_codes(await count_spent(session, CODES), settings.codes_per_day)
        ages = await get_heartbeat_ages(session)
        yield _check_process("worker", ages, "chats and codes wait")
        yield _check_process("boards", ages, "nobody can draw on boards")
        for finding in _check_clocks(await get_clock_differences(session)):
            yield finding
        yield _check_jobs(await count_dead_lettered(session))
        yield _check_events(await count_unknown_events(session, REGISTRY.outbox_names, before=now() - _OLD_EVENT))
        if settings.secret is not None:
            yield _check_journals(await list_undecryptable_providers(session, get_client_secret_encryption(settings)))


async def _check_server(work: UnitOfWork) -> list[Finding]:
    version, encoding, server_time, is_superuser = (
        await work.execute(
            text(
                "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'),"
                " clock_timestamp(), (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
            )
        )
    ).one()
    findings = [Finding(Severity.OK, "database", f"PostgreSQL {version // 10_000}.{version % 10_000} answers")]
    if version < _MIN_POSTGRES:
        findings.append(Finding(Severity.BAD, "database", "PostgreSQL must be 16 or newer"))
    if encoding != "UTF8":
        findings.append(Finding(Severity.BAD, "database", f"its encoding is {encoding}: create one with UTF8"))
    if is_superuser:
        message = "Parta's role is a superuser; a role that owns its database is enough"
        findings.append(Finding(Severity.WARNING, "database", message))
    skew = abs((now() - server_time).total_seconds())
    if skew > _MAX_CLOCK_SKEW_S:
        message = f"the clocks of the database and of this machine differ by {skew:.0f} s: synchronize both by NTP"
        findings.append(Finding(Severity.BAD, "clock", message))
    else:
        findings.append(Finding(Severity.OK, "clock", "this machine and the database agree"))
    return findings


def _check_process(name: str, ages: Mapping[str, float], consequence: str) -> Finding:
    age = ages.get(name)
    if age is None:
        return Finding(Severity.WARNING, name, f"it has never run with this database: run `parta {name}`")
    if age > _MAX_HEARTBEAT_AGE_S:
        return Finding(Severity.BAD, name, f"no heartbeat for {age:.0f} s, {consequence}: run `parta {name}`")
    return Finding(Severity.OK, name, "it is running")


def _check_codes(spent: int, budget: int) -> Finding:
    message = f"{spent} of {budget} were sent today"
    if spent >= budget * 9 // 10:
        message += ": new people get none until midnight UTC; look for a flood, or raise PARTA_CODES_PER_DAY"
        return Finding(Severity.BAD, "codes", message)
    if spent >= budget // 2:
        return Finding(Severity.WARNING, "codes", f"{message}: if that is unusual, somebody may be flooding Parta")
    return Finding(Severity.OK, "codes", message)


def _check_clocks(differences: Mapping[str, float]) -> Iterator[Finding]:
    for process, seconds in differences.items():
        if abs(seconds) > _MAX_CLOCK_SKEW_S:
            side = "ahead of" if seconds > 0 else "behind"
            message = (
                f"the clock of the {process} is {abs(seconds):.0f} s {side} the database's: synchronize both by NTP"
            )
            yield Finding(Severity.BAD, "clock", message)


def _check_jobs(dead_lettered: int) -> Finding:
    if dead_lettered:
        message = f"{dead_lettered} are dead-lettered: see {SCHEMA}.pgqueuer, status 'failed'"
        return Finding(Severity.WARNING, "jobs", message)
    return Finding(Severity.OK, "jobs", "none is dead-lettered")


def _check_events(unknown: Mapping[str, int]) -> Finding:
    if unknown:
        names = ", ".join(f"{name} ({number})" for name, number in unknown.items())
        message = f"no worker of this version knows {names}: run a worker of the version that wrote them"
        return Finding(Severity.WARNING, "events", message)
    return Finding(Severity.OK, "events", "none is unknown to this version")


def _check_journals(undecryptable: Sequence[str]) -> Finding:
    if undecryptable:
        message = (
            f"the client secrets of {', '.join(undecryptable)} were encrypted with another PARTA_SECRET:"
            " linking fails until you restore it, or set theirs again by `parta journal`"
        )
        return Finding(Severity.BAD, "journals", message)
    return Finding(Severity.OK, "journals", "all client secrets can be decrypted")


def _without_password(url: str) -> str:
    parts = urlparse(url)
    return f"{parts.hostname}:{parts.port or 5432}{parts.path}"
