"""What is done in linking; here is what other parts of Parta may ask for."""

from parta.linking.service.badges import keep_badges
from parta.linking.service.catalogue import Offer, OurOwnJournal, add_provider, add_region, keep_provider
from parta.linking.service.intents import (
    Visitor,
    attach_account,
    attach_outside_account,
    attach_profile,
    cancel_intent,
    find_going_on,
    finish_intent,
    open_from_journal,
    open_from_messenger,
    usable,
)
from parta.linking.service.links import make_link, undo_link
from parta.linking.service.many import make_links

__all__ = [
    "Offer",
    "OurOwnJournal",
    "Visitor",
    "add_provider",
    "add_region",
    "attach_account",
    "attach_outside_account",
    "attach_profile",
    "cancel_intent",
    "find_going_on",
    "finish_intent",
    "keep_badges",
    "keep_provider",
    "make_link",
    "make_links",
    "open_from_journal",
    "open_from_messenger",
    "undo_link",
    "usable",
]
