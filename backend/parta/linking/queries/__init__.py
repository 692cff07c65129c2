"""Reads of linking; here is what other parts of Parta may ask for."""

from parta.linking.queries.catalogue import (
    door_of,
    find_own_provider,
    get_provider,
    list_closed_doors,
    list_providers,
    list_regions,
)
from parta.linking.queries.intents import find_current_intent, find_landing, get_intent, hash_secret, read_intent
from parta.linking.queries.links import (
    LINK,
    accounts_of,
    find_link_of,
    get_own_link,
    get_refused,
    list_own_links,
    profiles_of,
    read_home,
    read_links,
    read_me,
    share_school,
)

__all__ = [
    "LINK",
    "accounts_of",
    "door_of",
    "find_current_intent",
    "find_landing",
    "find_link_of",
    "find_own_provider",
    "get_intent",
    "get_own_link",
    "get_provider",
    "get_refused",
    "hash_secret",
    "list_closed_doors",
    "list_own_links",
    "list_providers",
    "list_regions",
    "profiles_of",
    "read_home",
    "read_intent",
    "read_links",
    "read_me",
    "share_school",
]
