"""Use cases of the gradebook that other packages may call."""

from parta.gradebook.models import AttendanceState
from parta.gradebook.service.lessons import confirm_attendance, update_lesson
from parta.gradebook.service.records import AttendanceMark, LessonRecord, save_lesson_records

__all__ = [
    "AttendanceMark",
    "AttendanceState",
    "LessonRecord",
    "confirm_attendance",
    "save_lesson_records",
    "update_lesson",
]
