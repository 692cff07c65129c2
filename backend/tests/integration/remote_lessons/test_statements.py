"""The number of statements of each action around a remote lesson, finding the caller included."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import ANNA, LENA, MISHA, VERA, Person
from tests.integration.remote_lessons.scenario import LessonScenario
from tests.statements import Statements, count_request, count_statements

pytestmark = pytest.mark.anyio

CREATE, PUBLISH, TAKE_BACK, NOTIFY = 13, 15, 12, 13
LOOK, STUDENT_ENTERS, TEACHER_ENTERS_FIRST, TEACHER_ENTERS_AGAIN = 3, 3, 30, 12
JOIN, JOIN_AGAIN = 12, 8
END, END_FROM_JOURNAL, PROPOSE = 25, 25, 8

Ask = Callable[[Person, str, str], Awaitable[Statements]]


@pytest.fixture
def ask(scenario: LessonScenario, engine: AsyncEngine) -> Ask:
    """Return a function that sends a request as this person and returns its statements."""

    async def send(person: Person, method: str, path: str) -> Statements:
        body = {"device": "laptop"} if path.endswith("/join") else {}
        return await count_request(engine, scenario[person].browser, method, path, **body)

    return send


async def test_preparing_a_lesson(scenario: LessonScenario, engine: AsyncEngine, ask: Ask) -> None:
    path = f"/api/journal/lessons/{scenario.lesson}/remote"
    seen = await ask(ANNA, "POST", path)
    assert len(seen) <= CREATE, seen
    seen = await ask(ANNA, "POST", f"{path}/publish")
    assert len(seen) <= PUBLISH, seen
    with count_statements(engine) as seen:
        await scenario.installation.settle()
    assert len(await scenario.notifications(MISHA, "lesson_published")) == 1
    assert len(seen) <= NOTIFY, seen
    seen = await ask(ANNA, "POST", f"{path}/take-back")
    assert len(seen) <= TAKE_BACK, seen


async def test_entering_a_lesson(scenario: LessonScenario, ask: Ask) -> None:
    await scenario.publish(ANNA)
    path = f"/api/lessons/{scenario.lesson}"
    for person in (ANNA, MISHA, VERA):
        seen = await ask(person, "GET", f"{path}/entry")
        assert len(seen) <= LOOK, seen
    seen = await ask(ANNA, "POST", f"{path}/enter")
    assert len(seen) <= TEACHER_ENTERS_FIRST, seen
    await scenario.installation.settle()
    seen = await ask(ANNA, "POST", f"{path}/enter")
    assert len(seen) <= TEACHER_ENTERS_AGAIN, seen
    for person in (MISHA, VERA):
        seen = await ask(person, "POST", f"{path}/enter")
        assert len(seen) <= STUDENT_ENTERS, seen


async def test_joining_the_call_of_a_lesson(scenario: LessonScenario, ask: Ask) -> None:
    await scenario.publish(ANNA)
    path = f"/api/calls/{(await scenario.enter(ANNA))['call_id']}/join"
    for person in (ANNA, MISHA, LENA, VERA):
        seen = await ask(person, "POST", path)
        assert len(seen) <= JOIN, seen
    seen = await ask(MISHA, "POST", path)
    assert len(seen) <= JOIN_AGAIN, seen


@pytest.mark.parametrize(
    ("path", "limit"), [("/api/lessons/{}/end", END), ("/api/journal/lessons/{}/remote/end", END_FROM_JOURNAL)]
)
async def test_ending_a_lesson(scenario: LessonScenario, ask: Ask, path: str, limit: int) -> None:
    await scenario.publish(ANNA)
    for person in (ANNA, MISHA, LENA):
        await scenario.connect(person)
    seen = await ask(ANNA, "POST", path.format(scenario.lesson))
    assert len(seen) <= limit, seen
    seen = await ask(ANNA, "GET", f"/api/journal/lessons/{scenario.lesson}/attendance-proposal")
    assert len(seen) <= PROPOSE, seen
