"""The school and its chats, for tests of calls."""

from uuid import UUID

import pytest

from parta.core.ids import new_id
from tests.integration.calls.scenario import CallScenario
from tests.integration.messenger.conftest import (
    anna,
    class_chat,
    igor,
    lena,
    misha,
    nina,
    olga,
    school,
    staff_chat,
    stranger,
    subject_chat,
    vera,
)
from tests.integration.messenger.school import School, User

__all__ = [
    "anna",
    "class_chat",
    "igor",
    "lena",
    "misha",
    "nina",
    "olga",
    "school",
    "staff_chat",
    "stranger",
    "subject_chat",
    "vera",
]
"""Fixtures of the messenger's tests."""


@pytest.fixture
def calls(school: School) -> CallScenario:
    """Return the scenario of calls in the school."""
    return CallScenario(school)


@pytest.fixture
async def call(class_chat: UUID, anna: User) -> str:
    """Return a call of 7Б that Анна has opened."""
    made = await anna.post(f"/api/chats/{class_chat}/calls", client_id=str(new_id()), title="Математика")
    return made["id"]
