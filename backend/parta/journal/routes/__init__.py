"""HTTP of the journal."""

from parta.journal.routes.doors import router as doors
from parta.journal.routes.lessons import router as lessons
from parta.journal.routes.office import router as office
from parta.journal.routes.settings import router as settings
from parta.journal.routes.timetable import router as timetable

routers = (doors, timetable, lessons, office, settings)
"""All that the journal answers."""
