"""HTTP routes of the journal."""

from parta.journal.routes.auth import router as auth
from parta.journal.routes.lessons import router as lessons
from parta.journal.routes.office import router as office
from parta.journal.routes.settings import router as settings
from parta.journal.routes.timetable import router as timetable

routers = (auth, timetable, lessons, office, settings)
"""All routers of the journal."""
