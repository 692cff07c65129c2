"""Use cases of the journal that other packages may call."""

from parta.journal.models import AttendanceState, Kinship, SchoolYear, StaffRole, TermKind
from parta.journal.service.accounts import (
    NewAccount,
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
from parta.journal.service.courses import add_to_subgroup, assign_teacher, open_course, unassign_teacher
from parta.journal.service.external_accounts import upsert_external_account
from parta.journal.service.guardians import GuardianshipSpec, add_guardianships, end_guardianship
from parta.journal.service.lessons import (
    add_lesson,
    bind_lesson,
    confirm_attendance,
    publish_lessons_with_file,
    update_lesson,
)
from parta.journal.service.office import (
    add_extra_lesson,
    cancel_lesson,
    move_lesson,
    restore_lesson,
    substitute_teacher,
)
from parta.journal.service.records import AttendanceMark, LessonRecord, save_lesson_records
from parta.journal.service.school_days import start_school_day
from parta.journal.service.schools import (
    NamedPeriod,
    SlotSpec,
    add_bell_schedule,
    add_classrooms,
    add_holidays,
    add_subject,
    add_timetable,
    create_school,
    end_year,
    open_year,
)
from parta.journal.service.staff import join_staff, leave_staff
from parta.journal.service.timetable import publish_class, sync_lessons

__all__ = [
    "AttendanceMark",
    "AttendanceState",
    "GuardianshipSpec",
    "Kinship",
    "LessonRecord",
    "NamedPeriod",
    "NewAccount",
    "SchoolYear",
    "SlotSpec",
    "StaffRole",
    "TermKind",
    "add_bell_schedule",
    "add_classrooms",
    "add_extra_lesson",
    "add_guardianships",
    "add_holidays",
    "add_lesson",
    "add_subject",
    "add_timetable",
    "add_to_subgroup",
    "appoint_homeroom_teacher",
    "assign_teacher",
    "bind_lesson",
    "cancel_lesson",
    "close_class",
    "confirm_attendance",
    "create_accounts",
    "create_school",
    "end_guardianship",
    "end_year",
    "enroll_students",
    "issue_password",
    "join_staff",
    "leave_staff",
    "move_lesson",
    "open_class",
    "open_course",
    "open_session",
    "open_year",
    "publish_class",
    "publish_lessons_with_file",
    "rename_account",
    "rename_class",
    "restore_lesson",
    "save_lesson_records",
    "sign_in",
    "sign_out",
    "start_school_day",
    "substitute_teacher",
    "sync_lessons",
    "transfer_student",
    "unassign_teacher",
    "update_lesson",
    "upsert_external_account",
    "withdraw_student",
]
