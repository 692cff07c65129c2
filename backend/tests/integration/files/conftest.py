"""People who upload, and a chat in which files are shared."""

from uuid import UUID

import pytest

from parta.identity.schemas import BadgeRole
from parta.messenger.models import SourceKind
from tests.integration.messenger.school import ADMIN, MEMBER, School, gather_school
from tests.world import World


@pytest.fixture
async def school(world: World) -> School:
    """Give the school, its people signed in."""
    return await gather_school(world)


@pytest.fixture
async def chat(school: School) -> UUID:
    """Give the chat of 7Б: Анна and Миша."""
    seats = school.seats(("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER), ("misha", MEMBER, BadgeRole.STUDENT))
    return await school.seat(SourceKind.CLASS_STUDENTS, "7b", "7Б, класс", seats)
