"""Reads of the journal that other packages may use."""

from parta.journal.queries.access import (
    filter_taught_lessons,
    is_administrator,
    list_visible_lessons,
    may_see_lessons,
    read_settings,
)
from parta.journal.queries.accounts import (
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
from parta.journal.queries.capacities import read_capacities, read_roles
from parta.journal.queries.course_people import get_lesson_people, read_course, read_course_of, read_courses
from parta.journal.queries.home import count_school, read_home
from parta.journal.queries.lessons import CLASS, LESSON, get_lesson, read_lessons, select_lesson_titles
from parta.journal.queries.loaded_lessons import (
    LessonRoles,
    LoadedLesson,
    load_lesson,
    load_lesson_roles,
    load_own_lesson,
    load_visible_lesson,
)
from parta.journal.queries.registers import RegisterEntry, read_register
from parta.journal.queries.rosters import (
    get_class,
    get_course,
    list_classes,
    list_course_people,
    list_courses,
    list_related_classes,
    read_roster,
    read_staff,
)
from parta.journal.queries.subscribers import select_class_subscriptions

__all__ = [
    "ACCOUNT_SESSIONS",
    "CLASS",
    "LESSON",
    "LessonRoles",
    "LoadedLesson",
    "RegisterEntry",
    "count_school",
    "filter_taught_lessons",
    "find_account",
    "get_account",
    "get_class",
    "get_course",
    "get_lesson",
    "get_lesson_people",
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
    "list_visible_lessons",
    "load_lesson",
    "load_lesson_roles",
    "load_own_lesson",
    "load_visible_lesson",
    "lock_own_session",
    "may_see_lessons",
    "read_accounts",
    "read_capacities",
    "read_course",
    "read_course_of",
    "read_courses",
    "read_home",
    "read_lessons",
    "read_person",
    "read_register",
    "read_roles",
    "read_roster",
    "read_settings",
    "read_staff",
    "select_class_subscriptions",
    "select_lesson_titles",
]
