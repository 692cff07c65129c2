"""The school and its chats, for stories of calls."""

from uuid import UUID

import pytest

from parta.core.ids import new_id
from tests.integration.calls.calling import Calls
from tests.integration.messenger.conftest import (
    anna as anna,
)
from tests.integration.messenger.conftest import class_chat as class_chat
from tests.integration.messenger.conftest import igor as igor
from tests.integration.messenger.conftest import lena as lena
from tests.integration.messenger.conftest import misha as misha
from tests.integration.messenger.conftest import nina as nina
from tests.integration.messenger.conftest import olga as olga
from tests.integration.messenger.conftest import school as school
from tests.integration.messenger.conftest import staff_chat as staff_chat
from tests.integration.messenger.conftest import stranger as stranger
from tests.integration.messenger.conftest import subject_chat as subject_chat
from tests.integration.messenger.conftest import vera as vera
from tests.integration.messenger.school import School, Somebody


@pytest.fixture
def calls(school: School) -> Calls:
    """Give what people of the school do in calls."""
    return Calls(school)


@pytest.fixture
async def call(class_chat: UUID, anna: Somebody) -> str:
    """Give a call of 7Б that Анна has opened."""
    made = await anna.post(f"/api/chats/{class_chat}/calls", client_id=str(new_id()), title="Математика")
    return made["id"]
