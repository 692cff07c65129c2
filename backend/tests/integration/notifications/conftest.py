"""A school with a timetable whose people have linked, and are signed in on both sides."""

import pytest

from tests.installation import Installation
from tests.integration.notifications.scenario import NotifiedScenario, create_scenario
from tests.snapshots import Snapshots


@pytest.fixture
async def scenario(installation: Installation, snapshots: Snapshots) -> NotifiedScenario:
    """Return the scenario, in which nobody has been notified of anything."""
    return await snapshots.open(installation, create_scenario)
