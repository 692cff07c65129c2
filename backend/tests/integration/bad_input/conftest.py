"""The scenario of the audience serves here too: everything that is asked for is there."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.audience.scenario import Scenario, open_scenario
from tests.snapshots import Snapshots


@pytest.fixture(scope="package")
async def scenario(
    snapshots: Snapshots, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Scenario]:
    """Give the scenario, set once for all that is wrong."""
    async with open_scenario(snapshots, database_url, tmp_path_factory.mktemp("home")) as scenario:
        yield scenario
