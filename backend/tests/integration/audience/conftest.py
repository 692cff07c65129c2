"""One stage for all the rows of a module: a row changes only what it made for itself."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.integration.audience.stage import Stage, a_stage


@pytest.fixture(scope="module")
async def stage(
    engine: AsyncEngine, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """Give the stage, set once for the module."""
    async with a_stage(engine, database_url, tmp_path_factory.mktemp("home")) as stage:
        yield stage
