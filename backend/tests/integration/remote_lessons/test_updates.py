"""Updates of remote lessons in a class's stream, applied in order, equal a fresh read; drafts are `none`."""

from uuid import UUID

import pytest

from parta.core.streams import read_difference
from parta.registry import REGISTRY
from tests.cast import ANNA
from tests.integration.remote_lessons.scenario import LessonScenario

pytestmark = pytest.mark.anyio

CLASSES = REGISTRY.streams["class"]


async def read_state(scenario: LessonScenario) -> str:
    """Return the state of the lesson by its updates, which equals a fresh read."""
    class_id: UUID = scenario.school.classes["7Б"]
    published = scenario.installation.published_state("class", class_id)
    async with scenario.installation.transaction() as work:
        found = await read_difference(work, CLASSES, class_id, 0, page=1000)
    assert found.updates is not None
    fresh = {
        f"{update.kind}:{update.value.model_dump()['id']}": update.value.model_dump(mode="json")
        for update in found.updates
    }
    assert {key: published[key] for key in fresh} == fresh
    return fresh[f"remote_lesson:{scenario.lesson}"]["state"]


async def test_updates_after_every_action_equal_a_fresh_read(scenario: LessonScenario) -> None:
    path = f"/api/journal/lessons/{scenario.lesson}/remote"
    await scenario.create(ANNA)
    assert await read_state(scenario) == "none"
    await scenario[ANNA].post(f"{path}/publish")
    assert await read_state(scenario) == "published"
    await scenario[ANNA].post(f"{path}/take-back")
    assert await read_state(scenario) == "none"
    await scenario[ANNA].delete(path)
    assert await read_state(scenario) == "none"
    await scenario.publish(ANNA)
    await scenario.enter(ANNA)
    assert await read_state(scenario) == "running"
    await scenario[ANNA].post(f"{path}/end")
    assert await read_state(scenario) == "ended"
