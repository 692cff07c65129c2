"""Schemas of the school's routes, and of what upper packages read."""

from parta.school.models import Role
from parta.school.schemas.classes import ClassRead, SchoolSettings, SchoolSettingsUpdate
from parta.school.schemas.people import (
    AccountSummary,
    Capacity,
    ChildSummary,
    ClassRoster,
    ClassSummary,
    CourseSummary,
    EmployeeHome,
    GuardianHome,
    JournalHome,
    JournalPerson,
    JournalSignInRequest,
    SchoolRead,
    StaffRoster,
    StudentHome,
    TaughtCourse,
    TeacherHome,
)

__all__ = [
    "AccountSummary",
    "Capacity",
    "ChildSummary",
    "ClassRead",
    "ClassRoster",
    "ClassSummary",
    "CourseSummary",
    "EmployeeHome",
    "GuardianHome",
    "JournalHome",
    "JournalPerson",
    "JournalSignInRequest",
    "Role",
    "SchoolRead",
    "SchoolSettings",
    "SchoolSettingsUpdate",
    "StaffRoster",
    "StudentHome",
    "TaughtCourse",
    "TeacherHome",
]
