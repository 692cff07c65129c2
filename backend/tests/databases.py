"""Databases for tests: a migrated database per worker, emptied after each test in one statement."""

import asyncpg
from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from parta.core.db import Base
from parta.core.migrations import migrate


async def create_database(admin_url: str, name: str) -> str:
    """Create a migrated database of this name, replacing an old one; return its URL."""
    admin = await asyncpg.connect(admin_url)
    try:
        await admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        await admin.execute(f'CREATE DATABASE "{name}"')
    finally:
        await admin.close()
    url = f"{admin_url.rsplit('/', 1)[0]}/{name}"
    engine = create_async_engine(async_url(url))
    await migrate(engine)
    await engine.dispose()
    return url


async def drop_database(admin_url: str, name: str) -> None:
    """Drop the database of this name, with all connections."""
    admin = await asyncpg.connect(admin_url)
    try:
        await admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    finally:
        await admin.close()


def async_url(url: str) -> str:
    """Return the URL in SQLAlchemy's form for asyncpg."""
    return url.replace("postgresql://", "postgresql+asyncpg://", 1)


async def delete_all_rows(engine: AsyncEngine) -> None:
    """Delete all rows of all tables in one statement, so that foreign keys are checked once, at its end."""
    *first, last = [table.name for table in emptied_tables()]
    parts = ", ".join(f'd{n} AS (DELETE FROM "{name}")' for n, name in enumerate(first))  # noqa: S608 - the same
    async with engine.begin() as connection:
        await connection.execute(text(f'WITH {parts} DELETE FROM "{last}"'))  # noqa: S608 - names of our own tables


def emptied_tables() -> list[Table]:
    """Return the tables that are empty between tests."""
    return [table for table in Base.metadata.sorted_tables if table.name not in _MIGRATION_TABLES]


_MIGRATION_TABLES = frozenset({"installation"})
"""Tables with rows that a migration inserts."""
