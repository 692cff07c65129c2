"""Reads of the journal; here is what other parts of Parta may ask for."""

from parta.journal.queries.access import (
    is_administrator,
    lesson_people,
    list_visible_lessons,
    may_see_lessons,
    read_settings,
    taught_among,
    teaches,
    visible_lesson,
)
from parta.journal.queries.accounts import (
    find_account,
    find_actor,
    get_account,
    get_school,
    guardians_of,
    list_kin,
    list_people,
    list_schools,
    living_sessions,
    read_accounts,
    read_person,
)
from parta.journal.queries.capacities import read_capacities, read_roles
from parta.journal.queries.hearing import class_hearers, classes_heard_by
from parta.journal.queries.home import count_school, read_home
from parta.journal.queries.lessons import CLASS, LESSON, get_lesson, read_lessons
from parta.journal.queries.registers import RegisterLine, read_register
from parta.journal.queries.rosters import (
    classes_of,
    get_class,
    get_course,
    list_classes,
    list_courses,
    people_of_course,
    read_course,
    read_roster,
    read_staff,
)

__all__ = [
    "CLASS",
    "LESSON",
    "RegisterLine",
    "class_hearers",
    "classes_heard_by",
    "classes_of",
    "count_school",
    "find_account",
    "find_actor",
    "get_account",
    "get_class",
    "get_course",
    "get_lesson",
    "get_school",
    "guardians_of",
    "is_administrator",
    "lesson_people",
    "list_classes",
    "list_courses",
    "list_kin",
    "list_people",
    "list_schools",
    "list_visible_lessons",
    "living_sessions",
    "may_see_lessons",
    "people_of_course",
    "read_accounts",
    "read_capacities",
    "read_course",
    "read_home",
    "read_lessons",
    "read_person",
    "read_register",
    "read_roles",
    "read_roster",
    "read_settings",
    "read_staff",
    "taught_among",
    "teaches",
    "visible_lesson",
]
