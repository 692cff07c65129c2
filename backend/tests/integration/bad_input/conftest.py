"""The scenario of the audience serves here too: everything that is asked for is there."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.integration.audience.scenario import Scenario, open_scenario


@pytest.fixture(scope="package")
async def scenario(
    engine: AsyncEngine, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Scenario]:
    """Give the scenario, set once for all that is wrong."""
    async with open_scenario(engine, database_url, tmp_path_factory.mktemp("home")) as scenario:
        yield scenario
