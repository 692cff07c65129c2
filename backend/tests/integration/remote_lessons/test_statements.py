"""The number of statements of each action around a remote lesson, finding the caller included."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import ANNA, MISHA, Person
from tests.integration.remote_lessons.scenario import LessonScenario
from tests.statements import Statements, count_statements

pytestmark = pytest.mark.anyio

PUBLISH_LIMIT = 15
CREATE_LIMIT = 15
FIRST_ENTRY_LIMIT = 30
REENTRY_LIMIT = 20
STUDENT_ENTRY_LIMIT = 10
END_LIMIT = 25
JOIN_LIMIT = 12
LOOK_LIMIT = 10
PROPOSAL_LIMIT = 20


@pytest.fixture
def count(scenario: LessonScenario, engine: AsyncEngine):
    async def ask(person: Person, method: str, path: str, **body) -> Statements:
        with count_statements(engine) as seen:
            answer = await scenario[person].ask(method, path, **body)
        assert answer.is_success, answer.text
        print(method, path.split("/")[-1], person.key, seen)
        return seen
    return ask


async def test_all(scenario, count):
    journal, messenger = f"/api/journal/lessons/{scenario.lesson}", f"/api/lessons/{scenario.lesson}"
    await count(ANNA, "POST", journal+"/remote")
    await count(ANNA, "POST", journal+"/remote/publish")
    await count(ANNA, "POST", journal+"/remote/take-back")
    await count(ANNA, "POST", journal+"/remote/publish")
    with count_statements(scenario.installation.sessions.kw["bind"]) as seen:
        await scenario.installation.settle()
    print("settle after publish", seen)
    await count(MISHA, "GET", messenger+"/entry")
    await count(ANNA, "GET", messenger+"/entry")
    await count(ANNA, "POST", messenger+"/enter")
    with count_statements(scenario.installation.sessions.kw["bind"]) as seen:
        await scenario.installation.settle()
    print("settle after enter", seen)
    entered = await scenario.enter(ANNA)
    await count(ANNA, "POST", messenger+"/enter")
    await count(MISHA, "POST", messenger+"/enter")
    join = f"/api/calls/{entered['call_id']}/join"
    await count(ANNA, "POST", join, device="x")
    await count(MISHA, "POST", join, device="x")
    await count(MISHA, "POST", join, device="x")
    with count_statements(scenario.installation.sessions.kw["bind"]) as seen:
        await scenario.installation.settle()
    print("settle after join", seen)
    await count(ANNA, "POST", messenger+"/end")
    with count_statements(scenario.installation.sessions.kw["bind"]) as seen:
        await scenario.installation.settle()
    print("settle after end", seen)
    await count(ANNA, "GET", journal+"/attendance-proposal")
    assert 0
