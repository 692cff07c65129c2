"""Reads of linking; other packages may use the names exported here."""

from parta.linking.queries.link_requests import (
    find_current_link_request,
    find_return_to,
    get_link_request,
    hash_secret,
    read_link_request,
)
from parta.linking.queries.links import (
    LINK,
    find_active_link,
    get_account_ids,
    get_own_link,
    get_profile_ids,
    get_refused_link,
    list_guessable_words,
    list_own_links,
    read_home,
    read_links,
    read_me,
    select_account_ids,
    share_school,
)
from parta.linking.queries.providers import (
    find_own_provider,
    get_oidc_client,
    get_provider,
    list_providers,
    list_regions,
    list_undecryptable_providers,
)

__all__ = [
    "LINK",
    "find_active_link",
    "find_current_link_request",
    "find_own_provider",
    "find_return_to",
    "get_account_ids",
    "get_link_request",
    "get_oidc_client",
    "get_own_link",
    "get_profile_ids",
    "get_provider",
    "get_refused_link",
    "hash_secret",
    "list_guessable_words",
    "list_own_links",
    "list_providers",
    "list_regions",
    "list_undecryptable_providers",
    "read_home",
    "read_link_request",
    "read_links",
    "read_me",
    "select_account_ids",
    "share_school",
]
