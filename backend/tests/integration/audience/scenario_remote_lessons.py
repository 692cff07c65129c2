"""Remote lessons in the scenario: made for a row, in each state, of Игорь Павлович in 7Б."""

from datetime import timedelta
from typing import TYPE_CHECKING

from parta.core.clock import now
from parta.journal.service import add_lesson
from tests.integration.audience.table import TEACHER

if TYPE_CHECKING:
    from tests.integration.audience.scenario import Scenario


async def new_lesson(scenario: "Scenario") -> str:
    """Let 7Б have a physics lesson from now on; give it. No other lesson of Игорь Павлович goes on."""
    running = (await scenario.browsers[TEACHER, "journal"].get("/api/journal/remote-lessons/running")).json()
    if running is not None:
        await _post_action(scenario, running["lesson_id"], "/end")
    course_id = scenario.school.courses["Физика"]
    async with scenario.installation.transaction() as work:
        made = await add_lesson(work, course_id, starts_at=now(), ends_at=now() + timedelta(minutes=45))
    return str(made.id)


async def new_draft(scenario: "Scenario") -> str:
    """Let Игорь Павлович prepare a remote lesson; give it."""
    lesson = await new_lesson(scenario)
    await _post_action(scenario, lesson, "")
    return lesson


async def new_published(scenario: "Scenario") -> str:
    """Let Игорь Павлович publish a remote lesson; give it."""
    lesson = await new_draft(scenario)
    await _post_action(scenario, lesson, "/publish")
    return lesson


async def new_running(scenario: "Scenario") -> str:
    """Let Игорь Павлович begin a remote lesson; give it."""
    lesson = await new_published(scenario)
    await scenario.post(TEACHER, f"/api/lessons/{lesson}/enter")
    return lesson


async def _post_action(scenario: "Scenario", lesson: str, act: str) -> None:
    await scenario.post(TEACHER, f"/api/journal/lessons/{lesson}/remote{act}", side="journal")
