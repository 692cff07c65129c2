"""Queries of calls, and the kinds of their streams."""

from parta.calls.queries.access import CallAccess, CallVisitor, find_call, get_call_access
from parta.calls.queries.gateway import find_guest, get_board_access, list_active_guests
from parta.calls.queries.streams import (
    CALL,
    KNOCK,
    PARTICIPANT,
    RING,
    get_call_streams,
    get_call_subscribers,
    get_lobby_streams,
    get_lobby_subscribers,
)
from parta.calls.queries.views import PresenceInterval, list_presence, read_page

__all__ = [
    "CALL",
    "KNOCK",
    "PARTICIPANT",
    "RING",
    "CallAccess",
    "CallVisitor",
    "PresenceInterval",
    "find_call",
    "find_guest",
    "get_board_access",
    "get_call_access",
    "get_call_streams",
    "get_call_subscribers",
    "get_lobby_streams",
    "get_lobby_subscribers",
    "list_active_guests",
    "list_presence",
    "read_page",
]
