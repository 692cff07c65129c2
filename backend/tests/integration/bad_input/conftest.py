"""The stage of the audience serves here too: everything that is asked for is there."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.integration.audience.stage import Stage, a_stage


@pytest.fixture(scope="package")
async def stage(
    engine: AsyncEngine, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """Give the stage, set once for all that is wrong."""
    async with a_stage(engine, database_url, tmp_path_factory.mktemp("home")) as stage:
        yield stage
