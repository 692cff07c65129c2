"""What a class's stream told of remote lessons, applied in its order, is what a fresh read gives; drafts are none."""

from uuid import UUID

import pytest

from parta.core.streams import difference
from parta.gateway.registry import CLASSES
from tests.cast import ANNA
from tests.integration.remote_lessons.teaching import Teaching

pytestmark = pytest.mark.anyio


async def told(teaching: Teaching) -> str:
    """Give how the lesson stands by what was told, which is the same as read afresh."""
    class_id: UUID = teaching.school.classes["7Б"]
    heard = teaching.world.heard("class", class_id)
    async with teaching.world.work() as session:
        found = await difference(session, CLASSES, class_id, 0, page=1000)
    assert found.updates is not None
    fresh = {
        f"{update.kind}:{update.value.model_dump()['id']}": update.value.model_dump(mode="json")
        for update in found.updates
    }
    assert {key: heard[key] for key in fresh} == fresh
    return fresh[f"remote_lesson:{teaching.lesson}"]["state"]


async def test_whatever_is_done_to_it_is_heard_as_it_is(teaching: Teaching) -> None:
    path = f"/api/journal/lessons/{teaching.lesson}/remote"
    await teaching.create(ANNA)
    assert await told(teaching) == "none"
    await teaching[ANNA].post(f"{path}/publish")
    assert await told(teaching) == "published"
    await teaching[ANNA].post(f"{path}/take-back")
    assert await told(teaching) == "none"
    await teaching[ANNA].delete(path)
    assert await told(teaching) == "none"
    await teaching.publish(ANNA)
    await teaching.enter(ANNA)
    assert await told(teaching) == "running"
    await teaching[ANNA].post(f"{path}/end")
    assert await told(teaching) == "ended"
