"""Remote lessons in the scenario: created for a row, in each state, of Игорь Павлович in 7Б."""

from datetime import timedelta
from typing import TYPE_CHECKING

from parta.core.clock import now
from parta.timetable.service import add_lesson
from tests.integration.audience.table import TEACHER

if TYPE_CHECKING:
    from tests.integration.audience.scenario import Scenario


async def new_lesson(scenario: "Scenario") -> str:
    """Add a physics lesson of 7Б that starts now; return its id. End a running lesson of Игорь Павлович."""
    running = (await scenario.browsers[TEACHER, "journal"].get("/api/journal/remote-lessons/running")).json()
    if running is not None:
        await _post_action(scenario, running["lesson_id"], "/end")
    course_id = scenario.school.courses["Физика"]
    async with scenario.installation.transaction() as work:
        made = await add_lesson(work, course_id, starts_at=now(), ends_at=now() + timedelta(minutes=45))
    return str(made.id)


async def new_draft(scenario: "Scenario") -> str:
    """Create a draft of a remote lesson; return its id."""
    lesson = await new_lesson(scenario)
    await _post_action(scenario, lesson, "")
    return lesson


async def new_published(scenario: "Scenario") -> str:
    """Publish a remote lesson; return its id."""
    lesson = await new_draft(scenario)
    await _post_action(scenario, lesson, "/publish")
    return lesson


async def new_running(scenario: "Scenario") -> str:
    """Start a remote lesson; return its id."""
    lesson = await new_published(scenario)
    await scenario.post(TEACHER, f"/api/lessons/{lesson}/enter")
    return lesson


async def new_running_call(scenario: "Scenario") -> str:
    """Start a remote lesson; return the id of its call."""
    lesson = await new_published(scenario)
    entered = await scenario.post(TEACHER, f"/api/lessons/{lesson}/enter")
    return str(entered["call_id"])


async def _post_action(scenario: "Scenario", lesson: str, act: str) -> None:
    await scenario.post(TEACHER, f"/api/journal/lessons/{lesson}/remote{act}", side="journal")
