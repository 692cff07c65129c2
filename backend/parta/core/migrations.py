"""Migrating the database to the schema that the code expects."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.schema_version import MIGRATIONS, require_known_revision


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def migrate_to(connection: Connection, revision: str = "head") -> None:
    """Upgrade, or downgrade, the schema to this revision."""
    if revision == "base":
        command.downgrade(_config(connection), "base")
    else:
        command.upgrade(_config(connection), revision)


async def migrate(engine: AsyncEngine) -> None:
    """Upgrade the schema to what this code expects. Idempotent.

    Raises ConfigurationError if another version of Parta made this database; then nothing is changed.
    """
    await require_known_revision(engine)
    async with engine.begin() as connection:
        await connection.run_sync(migrate_to)
