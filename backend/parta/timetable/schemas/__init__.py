"""Schemas of the timetable's routes, and of what upper packages read."""

from parta.timetable.models import LessonState
from parta.timetable.schemas.lessons import (
    Day,
    Homework,
    LessonFileRead,
    LessonRead,
    LessonSlot,
    MyClass,
    Week,
    YearSpan,
)
from parta.timetable.schemas.office import (
    CancelRequest,
    ExtraLessonCreate,
    MoveRequest,
    OfficeBell,
    OfficeChoices,
    OfficeClass,
    OfficeClassroom,
    OfficeCourse,
    OfficeHoliday,
    OfficeTeacher,
    OfficeTerm,
    SlotRead,
    SlotRequest,
    SubstituteRequest,
)
from parta.timetable.schemas.people import CourseRoster, LessonPeople

__all__ = [
    "CancelRequest",
    "CourseRoster",
    "Day",
    "ExtraLessonCreate",
    "Homework",
    "LessonFileRead",
    "LessonPeople",
    "LessonRead",
    "LessonSlot",
    "LessonState",
    "MoveRequest",
    "MyClass",
    "OfficeBell",
    "OfficeChoices",
    "OfficeClass",
    "OfficeClassroom",
    "OfficeCourse",
    "OfficeHoliday",
    "OfficeTeacher",
    "OfficeTerm",
    "SlotRead",
    "SlotRequest",
    "SubstituteRequest",
    "Week",
    "YearSpan",
]
