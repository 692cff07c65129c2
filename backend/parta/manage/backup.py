"""Keeping a copy of everything that an installation holds, and going back to it."""

import asyncio
import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import asyncpg

from parta.core.db import make_engine, make_sessions
from parta.core.installation import start_epoch
from parta.core.settings import ConfigurationError, Settings
from parta.manage.home import write_secret
from parta.manage.postgres.binaries import installed
from parta.manage.postgres.cluster import Cluster
from parta.manage.postgres.database import keep_database
from parta.manage.running import running

_DUMP = "database.dump"
_FILES = "files"
_SECRET = "secret"  # noqa: S105 - a file's name


def back_up(settings: Settings, database_url: str, to: Path) -> None:
    """Leave a copy of the database, the uploads and the secret in a new folder; people may go on meanwhile.

    The database comes first: every upload that it knows is then among the files. Uploads in S3 are S3's to keep.
    """
    to.mkdir(mode=0o700, parents=True)
    _run([installed().pg_dump, "--format=custom", f"--file={to / _DUMP}"], database_url)
    files = files_folder(settings)
    if files is not None:
        shutil.copytree(files, to / _FILES)
    if settings.secret is not None:
        write_secret(to / _SECRET, settings.secret.get_secret_value())


async def restore(settings: Settings, database_url: str, source: Path) -> None:
    """Make everything what it was in the copy, and begin a new epoch, so that every browser reads all anew.

    Nothing may use the database meanwhile.
    """
    dump = source / _DUMP
    _run([installed().pg_restore, "--list", dump], database_url)  # a copy that cannot be read undoes nothing
    await _empty(database_url)
    whole = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    database = unquote(urlsplit(database_url).path.lstrip("/"))
    _run([installed().pg_restore, *whole, f"--dbname={database}", dump], database_url)
    files = files_folder(settings)
    if files is not None and (source / _FILES).exists():
        shutil.copytree(source / _FILES, files, dirs_exist_ok=True)
    if (source / _SECRET).exists():
        write_secret(settings.folder / "secret", (source / _SECRET).read_text())
    await _begin_epoch(database_url)


async def restore_resting(settings: Settings, source: Path) -> None:
    """Restore into the external database, or into the embedded one, which is begun for this alone."""
    if settings.database_url is not None:
        await restore(settings, settings.database_url, source)
        return
    if running(settings):
        raise ConfigurationError("`parta up` runs here: end it first")
    cluster = Cluster(settings.folder / "postgres")
    await asyncio.to_thread(cluster.start)
    try:
        await restore(settings, await keep_database(cluster), source)
    finally:
        await asyncio.to_thread(cluster.stop)


def files_folder(settings: Settings) -> Path | None:
    """Give the folder of the uploads; None when they are kept elsewhere."""
    address = urlsplit(settings.files_url or "")
    return Path(unquote(address.path)) if address.scheme == "file" else None


async def _empty(database_url: str) -> None:
    """Leave the database as one that was just made."""
    connection = await asyncpg.connect(database_url)
    try:
        for schema in await connection.fetch(
            "SELECT quote_ident(nspname) AS name FROM pg_namespace"
            " WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'"
        ):
            await connection.execute(f"DROP SCHEMA {schema['name']} CASCADE")
        await connection.execute("CREATE SCHEMA public")
    finally:
        await connection.close()


async def _begin_epoch(database_url: str) -> None:
    engine = make_engine(database_url)
    try:
        async with make_sessions(engine).begin() as session:
            await start_epoch(session)
    finally:
        await engine.dispose()


def _run(command: list[str | Path], database_url: str) -> None:
    """Run one of PostgreSQL's programs; the password goes by the environment, where other users do not see it."""
    parts = urlsplit(database_url)
    told = {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
    }
    run = subprocess.run(  # noqa: S603 - our own program
        command, check=False, capture_output=True, text=True, env={"PATH": os.environ.get("PATH", ""), **told}
    )
    if run.returncode != 0:
        raise ConfigurationError(f"{Path(command[0]).name} failed: {run.stderr.strip()}")
