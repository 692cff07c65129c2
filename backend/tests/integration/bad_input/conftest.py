"""The scenario of the audience tests is used here too: everything that routes need exists."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.audience.scenario import Scenario, open_scenario
from tests.snapshots import Snapshots


@pytest.fixture(scope="package")
async def scenario(
    snapshots: Snapshots, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Scenario]:
    """Return the scenario, created once for the package."""
    async with open_scenario(snapshots, database_url, tmp_path_factory.mktemp("home")) as scenario:
        yield scenario
