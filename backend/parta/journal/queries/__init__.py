"""Reads of the journal; here is what other parts of Parta may ask for."""

from parta.journal.queries.accounts import (
    find_account,
    find_actor,
    get_account,
    get_school,
    guardians_of,
    list_people,
    list_schools,
    living_sessions,
    read_accounts,
    read_person,
)
from parta.journal.queries.capacities import read_capacities, read_roles
from parta.journal.queries.home import count_school, read_home
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
    "classes_of",
    "count_school",
    "find_account",
    "find_actor",
    "get_account",
    "get_class",
    "get_course",
    "get_school",
    "guardians_of",
    "list_classes",
    "list_courses",
    "list_people",
    "list_schools",
    "living_sessions",
    "people_of_course",
    "read_accounts",
    "read_capacities",
    "read_course",
    "read_home",
    "read_person",
    "read_roles",
    "read_roster",
    "read_staff",
]
