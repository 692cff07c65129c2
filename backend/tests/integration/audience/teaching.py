"""Remote lessons on the stage: made for a row, in each state, of Игорь Павлович in 7Б."""

from datetime import timedelta
from typing import TYPE_CHECKING

from parta.core.clock import now
from parta.journal.service import add_lesson
from tests.integration.audience.table import TEACHER

if TYPE_CHECKING:
    from tests.integration.audience.stage import Stage


async def new_lesson(stage: "Stage") -> str:
    """Let 7Б have a physics lesson from now on; give it. No other lesson of Игорь Павлович goes on."""
    running = (await stage.browsers[TEACHER, "journal"].get("/api/journal/remote-lessons/running")).json()
    if running is not None:
        await _act(stage, running["lesson_id"], "/end")
    course_id = stage.school.courses["Физика"]
    async with stage.world.work() as session:
        made = await add_lesson(session, course_id, starts_at=now(), ends_at=now() + timedelta(minutes=45))
    return str(made.id)


async def new_draft(stage: "Stage") -> str:
    """Let Игорь Павлович prepare a remote lesson; give it."""
    lesson = await new_lesson(stage)
    await _act(stage, lesson, "")
    return lesson


async def new_published(stage: "Stage") -> str:
    """Let Игорь Павлович publish a remote lesson; give it."""
    lesson = await new_draft(stage)
    await _act(stage, lesson, "/publish")
    return lesson


async def new_running(stage: "Stage") -> str:
    """Let Игорь Павлович begin a remote lesson; give it."""
    lesson = await new_published(stage)
    await stage.post(TEACHER, f"/api/lessons/{lesson}/enter")
    return lesson


async def _act(stage: "Stage", lesson: str, act: str) -> None:
    await stage.post(TEACHER, f"/api/journal/lessons/{lesson}/remote{act}", side="journal")
