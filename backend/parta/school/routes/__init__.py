"""HTTP routes of the school: signing in to the journal, and settings."""

from parta.school.routes.auth import router as auth
from parta.school.routes.settings import router as settings

routers = (auth, settings)
"""All routers of the school."""
