"""HTTP routes of the school's settings, for its administrators."""

from fastapi import APIRouter

from parta.core.http import JournalCaller, Work
from parta.school import queries
from parta.school.models import School
from parta.school.schemas import SchoolSettings, SchoolSettingsUpdate
from parta.school.service.settings import change_settings

router = APIRouter(prefix="/api/journal/office", tags=["office"])


@router.get("/settings", response_model=SchoolSettings)
async def read_school_settings(work: Work, caller: JournalCaller) -> School:
    """Return the school's settings."""
    return await queries.read_settings(work, caller)


@router.put("/settings", response_model=SchoolSettings)
async def change_school_settings(work: Work, caller: JournalCaller, body: SchoolSettingsUpdate) -> School:
    """Change the school's settings; they take effect within seconds."""
    return await change_settings(work, caller, classmates_may_write=body.classmates_may_write)
