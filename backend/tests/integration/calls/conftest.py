"""The school and its chats, for stories of calls."""

from uuid import UUID

import pytest

from parta.core.ids import new_id
from tests.integration.calls.calling import Calls
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
from tests.integration.messenger.school import School, Somebody

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
"""People and chats of the messenger's stories, for these."""


@pytest.fixture
def calls(school: School) -> Calls:
    """Give what people of the school do in calls."""
    return Calls(school)


@pytest.fixture
async def call(class_chat: UUID, anna: Somebody) -> str:
    """Give a call of 7Б that Анна has opened."""
    made = await anna.post(f"/api/chats/{class_chat}/calls", client_id=str(new_id()), title="Математика")
    return made["id"]
