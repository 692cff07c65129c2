"""Use cases of the school that other packages may call."""

from parta.school.models import Kinship, SchoolYear, StaffRole, TermKind
from parta.school.service.accounts import (
    NewAccount,
    create_accounts,
    issue_password,
    open_session,
    rename_account,
    sign_in,
    sign_out,
)
from parta.school.service.classes import (
    appoint_homeroom_teacher,
    end_class,
    enroll_students,
    open_class,
    rename_class,
    transfer_student,
    withdraw_student,
)
from parta.school.service.courses import add_to_subgroup, assign_teacher, open_course, unassign_teacher
from parta.school.service.external_accounts import upsert_external_account
from parta.school.service.guardians import GuardianshipSpec, add_guardianships, end_guardianship
from parta.school.service.school_days import start_school_day
from parta.school.service.schools import NamedPeriod, add_subject, create_school, open_year
from parta.school.service.staff import join_staff, leave_staff

__all__ = [
    "GuardianshipSpec",
    "Kinship",
    "NamedPeriod",
    "NewAccount",
    "SchoolYear",
    "StaffRole",
    "TermKind",
    "add_guardianships",
    "add_subject",
    "add_to_subgroup",
    "appoint_homeroom_teacher",
    "assign_teacher",
    "create_accounts",
    "create_school",
    "end_class",
    "end_guardianship",
    "enroll_students",
    "issue_password",
    "join_staff",
    "leave_staff",
    "open_class",
    "open_course",
    "open_session",
    "open_year",
    "rename_account",
    "rename_class",
    "sign_in",
    "sign_out",
    "start_school_day",
    "transfer_student",
    "unassign_teacher",
    "upsert_external_account",
    "withdraw_student",
]
