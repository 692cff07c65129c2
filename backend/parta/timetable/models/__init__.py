"""Tables of the timetable. Every row has its school's id; end dates are exclusive."""

from parta.timetable.models.lessons import Lesson, LessonFile, LessonState, Substitution
from parta.timetable.models.timetable import Bell, BellSchedule, Classroom, Timetable, TimetableSlot, Weeks

__all__ = [
    "Bell",
    "BellSchedule",
    "Classroom",
    "Lesson",
    "LessonFile",
    "LessonState",
    "Substitution",
    "Timetable",
    "TimetableSlot",
    "Weeks",
]
