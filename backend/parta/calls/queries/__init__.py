"""Reads of calls, and the kinds of what their streams carry."""

from parta.calls.queries.doors import board_access, find_guest, living_guests
from parta.calls.queries.standing import Standing, Visitor, find_call, get_standing
from parta.calls.queries.streams import (
    CALL,
    KNOCK,
    PARTICIPANT,
    RING,
    call_hearers,
    calls_heard_by,
    lobbies_heard_by,
    lobby_hearers,
)
from parta.calls.queries.views import Interval, presence_of, read_page

__all__ = [
    "CALL",
    "KNOCK",
    "PARTICIPANT",
    "RING",
    "Interval",
    "Standing",
    "Visitor",
    "board_access",
    "call_hearers",
    "calls_heard_by",
    "find_call",
    "find_guest",
    "get_standing",
    "living_guests",
    "lobbies_heard_by",
    "lobby_hearers",
    "presence_of",
    "read_page",
]
