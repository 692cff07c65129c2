"""Use cases of the timetable that other packages may call."""

from parta.timetable.service.lessons import add_lesson, bind_lesson, publish_lessons_with_file
from parta.timetable.service.office import (
    add_extra_lesson,
    cancel_lesson,
    move_lesson,
    restore_lesson,
    substitute_teacher,
)
from parta.timetable.service.schedules import (
    SlotSpec,
    add_bell_schedule,
    add_classrooms,
    add_holidays,
    add_timetable,
    close_class,
    end_year,
)
from parta.timetable.service.timetable import publish_class, sync_lessons

__all__ = [
    "SlotSpec",
    "add_bell_schedule",
    "add_classrooms",
    "add_extra_lesson",
    "add_holidays",
    "add_lesson",
    "add_timetable",
    "bind_lesson",
    "cancel_lesson",
    "close_class",
    "end_year",
    "move_lesson",
    "publish_class",
    "publish_lessons_with_file",
    "restore_lesson",
    "substitute_teacher",
    "sync_lessons",
]
