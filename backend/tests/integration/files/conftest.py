"""Fixtures: people who upload, and a chat in which files are shared."""

from uuid import UUID

import pytest

from parta.identity.schemas import BadgeRole
from parta.messenger.models import SourceKind
from tests.installation import Installation
from tests.integration.messenger.school import ADMIN, MEMBER, School, create_messenger_school
from tests.snapshots import Snapshots


@pytest.fixture
async def school(installation: Installation, snapshots: Snapshots) -> School:
    """Create the school with its people signed in."""
    return await snapshots.open(installation, create_messenger_school)


@pytest.fixture
async def chat(school: School) -> UUID:
    """Create the chat of 7Б with Анна and Миша."""
    seats = school.build_members(("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER), ("misha", MEMBER, BadgeRole.STUDENT))
    return await school.sync_chat(SourceKind.CLASS_STUDENTS, "7b", "7Б, класс", seats)
