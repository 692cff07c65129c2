"""HTTP routes of the timetable: weeks, and the school office."""

from parta.timetable.routes.office import router as office
from parta.timetable.routes.timetable import router as timetable

routers = (timetable, office)
"""All routers of the timetable."""
