"""One scenario for all the rows of a module: a row changes only what it made for itself."""

from collections.abc import AsyncIterator
from itertools import count
from time import monotonic

import pytest

from parta.messenger.send_queue import ChangeRateLimiter
from tests.integration.audience.scenario import Scenario, open_scenario
from tests.snapshots import Snapshots


@pytest.fixture(scope="module")
async def scenario(
    snapshots: Snapshots, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Scenario]:
    """Return the scenario, created once for the module."""
    async with open_scenario(snapshots, database_url, tmp_path_factory.mktemp("home")) as scenario:
        limiter = scenario.installation.context.get(ChangeRateLimiter)
        with pytest.MonkeyPatch.context() as patch:  # a minute passes between two changes: the rows are many
            patch.setattr(limiter, "_clock", count(monotonic(), 60).__next__)
            yield scenario
