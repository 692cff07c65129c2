"""What is done in the journal; here is what other parts of Parta may ask for."""

from parta.journal.models import Kinship, Presence, SchoolYear, StaffRole, TermKind
from parta.journal.service.accounts import (
    Newcomer,
    create_accounts,
    issue_password,
    open_session,
    rename_account,
    sign_in,
    sign_out,
)
from parta.journal.service.classes import (
    appoint_homeroom_teacher,
    close_class,
    enroll_students,
    open_class,
    rename_class,
    transfer_student,
    withdraw_student,
)
from parta.journal.service.courses import assign_teacher, open_course, place_in_subgroup, unassign_teacher
from parta.journal.service.guardians import Care, add_guardianships, end_guardianship
from parta.journal.service.lessons import add_lesson, bind_lesson, confirm_attendance, show_file_anew, write_lesson
from parta.journal.service.office import add_extra, cancel, move, restore, substitute
from parta.journal.service.outside import keep_outside_account
from parta.journal.service.records import Mark, Record, write_records
from parta.journal.service.schools import (
    Slot,
    Span,
    add_holidays,
    add_rooms,
    add_subject,
    end_year,
    found_school,
    open_year,
    set_bells,
    set_timetable,
)
from parta.journal.service.staff import join_staff, leave_staff
from parta.journal.service.timetable import make_lessons, tell_class

__all__ = [
    "Care",
    "Kinship",
    "Mark",
    "Newcomer",
    "Presence",
    "Record",
    "SchoolYear",
    "Slot",
    "Span",
    "StaffRole",
    "TermKind",
    "add_extra",
    "add_guardianships",
    "add_holidays",
    "add_lesson",
    "add_rooms",
    "add_subject",
    "appoint_homeroom_teacher",
    "assign_teacher",
    "bind_lesson",
    "cancel",
    "close_class",
    "confirm_attendance",
    "create_accounts",
    "end_guardianship",
    "end_year",
    "enroll_students",
    "found_school",
    "issue_password",
    "join_staff",
    "keep_outside_account",
    "leave_staff",
    "make_lessons",
    "move",
    "open_class",
    "open_course",
    "open_session",
    "open_year",
    "place_in_subgroup",
    "rename_account",
    "rename_class",
    "restore",
    "set_bells",
    "set_timetable",
    "show_file_anew",
    "sign_in",
    "sign_out",
    "substitute",
    "tell_class",
    "transfer_student",
    "unassign_teacher",
    "withdraw_student",
    "write_lesson",
    "write_records",
]
