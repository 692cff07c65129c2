"""Queries of calls, and the kinds of their streams."""

from parta.calls.queries.access import CallAccess, CallVisitor, find_call, get_call_access, select_open_calls
from parta.calls.queries.gateway import GUEST_SESSIONS, get_board_roles
from parta.calls.queries.streams import (
    CALL,
    CALL_CARD,
    KNOCK,
    PARTICIPANT,
    RING,
    select_call_subscriptions,
    select_lobby_subscriptions,
)
from parta.calls.queries.views import PresenceInterval, list_joined_calls, list_presence, read_page

__all__ = [
    "CALL",
    "CALL_CARD",
    "GUEST_SESSIONS",
    "KNOCK",
    "PARTICIPANT",
    "RING",
    "CallAccess",
    "CallVisitor",
    "PresenceInterval",
    "find_call",
    "get_board_roles",
    "get_call_access",
    "list_joined_calls",
    "list_presence",
    "read_page",
    "select_call_subscriptions",
    "select_lobby_subscriptions",
    "select_open_calls",
]
