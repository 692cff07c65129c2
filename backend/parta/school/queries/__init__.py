"""Reads of the school that other packages may use."""

from parta.school.queries.access import is_administrator, read_settings, require_administrator
from parta.school.queries.accounts import (
    ACCOUNT_SESSIONS,
    find_account,
    get_account,
    get_school,
    list_account_ids,
    list_guardian_pairs,
    list_guardians,
    list_school_words,
    list_schools,
    lock_own_session,
    read_accounts,
    read_person,
)
from parta.school.queries.capacities import read_capacities, read_roles
from parta.school.queries.classes import CLASS
from parta.school.queries.home import count_school, read_home
from parta.school.queries.rosters import (
    get_class,
    get_course,
    list_classes,
    list_course_people,
    list_courses,
    list_related_classes,
    read_roster,
    read_staff,
)

__all__ = [
    "ACCOUNT_SESSIONS",
    "CLASS",
    "count_school",
    "find_account",
    "get_account",
    "get_class",
    "get_course",
    "get_school",
    "is_administrator",
    "list_account_ids",
    "list_classes",
    "list_course_people",
    "list_courses",
    "list_guardian_pairs",
    "list_guardians",
    "list_related_classes",
    "list_school_words",
    "list_schools",
    "lock_own_session",
    "read_accounts",
    "read_capacities",
    "read_home",
    "read_person",
    "read_roles",
    "read_roster",
    "read_settings",
    "read_staff",
    "require_administrator",
]
