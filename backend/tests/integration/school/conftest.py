"""Fixtures of the school."""

import pytest

from tests.installation import Installation
from tests.integration.school.school import School, create_school
from tests.snapshots import Snapshots


@pytest.fixture
async def school(installation: Installation, snapshots: Snapshots) -> School:
    """Return the school; nobody has linked."""
    return await snapshots.open(installation, create_school)
