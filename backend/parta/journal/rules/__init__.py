"""Decisions of the journal, without IO."""

from parta.journal.rules.accounts import (
    IDLE_LIFE,
    ISSUED_PASSWORD,
    SEEN_EVERY,
    SESSION_LIFE,
    SIGN_INS_BY_LOGIN,
    SIGN_INS_FROM_ADDRESS,
    clean_login,
    in_order,
)

__all__ = [
    "IDLE_LIFE",
    "ISSUED_PASSWORD",
    "SEEN_EVERY",
    "SESSION_LIFE",
    "SIGN_INS_BY_LOGIN",
    "SIGN_INS_FROM_ADDRESS",
    "clean_login",
    "in_order",
]
