"""Backup and restore of an installation: database, uploads, secret."""

import asyncio
import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import asyncpg

from parta.core.db import make_engine
from parta.core.installation import start_epoch
from parta.core.settings import ConfigurationError, Settings
from parta.core.unit_of_work import make_sessions
from parta.manage.home import write_secret
from parta.manage.postgres.binaries import find_installed
from parta.manage.postgres.cluster import Cluster
from parta.manage.postgres.database import ensure_database
from parta.manage.runtime import read_runtime

_DUMP = "database.dump"
_FILES = "files"
_SECRET = "secret"  # noqa: S105 - a file's name


def back_up(settings: Settings, database_url: str, to: Path) -> None:
    """Write a copy of the database, the uploads and the secret into a new folder. Parta may run meanwhile.

    The database is copied first, so every upload that it references is among the files. Uploads in S3 are not copied.
    """
    to.mkdir(mode=0o700, parents=True)
    _run([find_installed().pg_dump, "--format=custom", f"--file={to / _DUMP}"], database_url)
    files = settings.files_folder
    if files is not None:
        shutil.copytree(files, to / _FILES)
    if settings.secret is not None:
        write_secret(to / _SECRET, settings.secret.get_secret_value())


async def restore(settings: Settings, database_url: str, source: Path) -> None:
    """Restore the backup and start a new epoch, so that every browser reads everything again.

    Nothing else may use the database meanwhile.
    """
    dump = source / _DUMP
    _run([find_installed().pg_restore, "--list", dump], database_url)  # an unreadable backup must change nothing
    await _drop_schemas(database_url)
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    database = unquote(urlsplit(database_url).path.lstrip("/"))
    _run([find_installed().pg_restore, *options, f"--dbname={database}", dump], database_url)
    files = settings.files_folder
    if files is not None and (source / _FILES).exists():
        shutil.copytree(source / _FILES, files, dirs_exist_ok=True)
    if (source / _SECRET).exists():
        write_secret(settings.folder / "secret", (source / _SECRET).read_text())
    await _start_epoch(database_url)


async def restore_offline(settings: Settings, source: Path) -> None:
    """Restore into the external database, or into the embedded one, which is started only for this."""
    if settings.database_url is not None:
        await restore(settings, settings.database_url, source)
        return
    if read_runtime(settings):
        raise ConfigurationError("`parta up` is running here: stop it first")
    cluster = Cluster(settings.folder / "postgres")
    await asyncio.to_thread(cluster.start)
    try:
        await restore(settings, await ensure_database(cluster), source)
    finally:
        await asyncio.to_thread(cluster.stop)


async def _drop_schemas(database_url: str) -> None:
    """Drop every schema and create an empty `public` schema."""
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


async def _start_epoch(database_url: str) -> None:
    engine = make_engine(database_url)
    try:
        async with make_sessions(engine).begin() as session:
            await start_epoch(session)
    finally:
        await engine.dispose()


def _run(command: list[str | Path], database_url: str) -> None:
    """Run one of PostgreSQL's programs. The password is passed in the environment, where other users cannot see it."""
    parts = urlsplit(database_url)
    connection = {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
    }
    run = subprocess.run(  # noqa: S603 - our own program
        command, check=False, capture_output=True, text=True, env={"PATH": os.environ.get("PATH", ""), **connection}
    )
    if run.returncode != 0:
        raise ConfigurationError(f"{Path(command[0]).name} failed: {run.stderr.strip()}")
