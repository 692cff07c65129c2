"""The version of the database's schema, read without the migration tool: every start of a process asks for it."""

import re
from functools import cache
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.settings import ConfigurationError

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
_REVISION = re.compile(r'^revision = "([^"]+)"', re.MULTILINE)


@cache
def list_revisions() -> tuple[str, ...]:
    """Return the revisions that this code knows, from the first to the newest; file names sort like revisions."""
    files = sorted((MIGRATIONS / "versions").glob("*.py"))
    return tuple(match[1] for file in files if (match := _REVISION.search(file.read_text())))


async def read_revision(engine: AsyncEngine) -> str | None:
    """Return the database's revision, or None if it has no tables yet."""
    async with engine.connect() as connection:
        try:
            return (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one_or_none()
        except ProgrammingError:
            return None


async def is_current(engine: AsyncEngine) -> bool:
    """Return True if the database has exactly the schema that this code expects."""
    return await read_revision(engine) == list_revisions()[-1]


async def require_known_revision(engine: AsyncEngine) -> None:
    """Raise ConfigurationError if another version of Parta made this database: it is never half-migrated."""
    revision = await read_revision(engine)
    if revision is None or revision in list_revisions():
        return
    raise ConfigurationError(
        f"this database was made by another version of Parta (its schema: {revision}), which this one cannot migrate. "
        "Nothing was changed. Make a backup with the version that made it (`parta backup`) and run that version, "
        "or start a new installation: set PARTA_HOME to an empty folder, or PARTA_DATABASE_URL to an empty database"
    )
