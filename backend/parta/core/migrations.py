"""Migrating the database to the schema that the code expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

_FOLDER = Path(__file__).resolve().parents[2] / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config


def migrate_to(connection: Connection, revision: str = "head") -> None:
    """Upgrade, or downgrade, the schema to this revision."""
    if revision == "base":
        command.downgrade(_config(connection), "base")
    else:
        command.upgrade(_config(connection), revision)


async def migrate(engine: AsyncEngine) -> None:
    """Upgrade the schema to what this code expects. Idempotent."""
    async with engine.begin() as connection:
        await connection.run_sync(migrate_to)


async def is_current(engine: AsyncEngine) -> bool:
    """Return True if the database has exactly the schema that this code expects."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    async with engine.connect() as connection:
        return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision()) == head
