"""Use cases of linking; other packages may use the names exported here."""

from parta.linking.service.badges import find_outdated_badges, sync_badges, sync_profile_badges
from parta.linking.service.bulk import make_links
from parta.linking.service.link_requests import (
    LinkVisitor,
    attach_account,
    attach_external_account,
    attach_profile,
    cancel_link_request,
    find_pending,
    finish_link_request,
    lock_usable,
    open_from_journal,
    open_from_messenger,
)
from parta.linking.service.links import make_link, undo_link
from parta.linking.service.providers import OwnJournal, ProviderSpec, add_provider, add_region, upsert_provider

__all__ = [
    "LinkVisitor",
    "OwnJournal",
    "ProviderSpec",
    "add_provider",
    "add_region",
    "attach_account",
    "attach_external_account",
    "attach_profile",
    "cancel_link_request",
    "find_outdated_badges",
    "find_pending",
    "finish_link_request",
    "lock_usable",
    "make_link",
    "make_links",
    "open_from_journal",
    "open_from_messenger",
    "sync_badges",
    "sync_profile_badges",
    "undo_link",
    "upsert_provider",
]
