"""Decisions of the school, without IO."""

from parta.school.rules.accounts import (
    IDLE_TIMEOUT,
    ISSUED_PASSWORD_LENGTH,
    SESSION_LIFETIME,
    SIGN_INS_BY_LOGIN,
    SIGN_INS_FROM_ADDRESS,
    normalize_login,
    sort_roles,
)

__all__ = [
    "IDLE_TIMEOUT",
    "ISSUED_PASSWORD_LENGTH",
    "SESSION_LIFETIME",
    "SIGN_INS_BY_LOGIN",
    "SIGN_INS_FROM_ADDRESS",
    "normalize_login",
    "sort_roles",
]
