"""HTTP routes of the gradebook: diaries and lessons."""

from parta.gradebook.routes.diary import router as diary
from parta.gradebook.routes.lessons import router as lessons

routers = (diary, lessons)
"""All routers of the gradebook."""
