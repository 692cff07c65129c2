"""The school, for its stories."""

import pytest

from tests.integration.school.school import School, found_school
from tests.world import World


@pytest.fixture
async def school(world: World) -> School:
    """Give the school; nobody has linked."""
    return await found_school(world)
