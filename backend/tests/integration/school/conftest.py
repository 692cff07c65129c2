"""Fixtures of the school."""

import pytest

from tests.installation import Installation
from tests.integration.school.school import School, create_school


@pytest.fixture
async def school(installation: Installation) -> School:
    """Return the school; nobody has linked."""
    return await create_school(installation)
