"""What the migrations make is what the models say."""

import os

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from parta import main, worker
from parta.core.db import Base
from parta.core.migrations import migrate
from parta.core.schema_version import MIGRATIONS, list_revisions, read_revision
from parta.core.settings import ConfigurationError
from tests.databases import async_url, create_database, drop_database

pytestmark = pytest.mark.anyio


assert main, worker  # their imports bring every table


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


async def test_the_migrated_tables_are_those_of_the_models(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []


def test_the_newest_revision_is_the_one_that_the_migration_tool_finds() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    assert list_revisions()[-1] == script.get_current_head()
    assert len(list_revisions()) == len(list(script.walk_revisions()))


async def test_a_database_of_another_version_is_refused_and_not_touched(admin_url: str) -> None:
    name = f"parta_other_version_{os.getpid()}"
    url = await create_database(admin_url, name)
    engine = create_async_engine(async_url(url))
    try:
        async with engine.begin() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '0010_remote_lessons'"))
            await connection.execute(text("DROP TABLE audit"))
        with pytest.raises(ConfigurationError, match=r"another version of Parta.*parta backup.*PARTA_HOME"):
            await migrate(engine)
        assert await read_revision(engine) == "0010_remote_lessons"
        async with engine.connect() as connection:
            assert (await connection.execute(text("SELECT to_regclass('audit')"))).scalar_one() is None
    finally:
        await engine.dispose()
        await drop_database(admin_url, name)
