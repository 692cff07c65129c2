"""Cookies that hold a token: scripts cannot read them, other sites' forms do not send them."""

from datetime import timedelta
from typing import Any

from fastapi import Request, Response

from parta.core.http import cookie_name
from parta.core.principal_sessions import SessionKind


def set_cookie(request: Request, response: Response, name: str, token: str, max_age: timedelta | None) -> None:
    """Set a cookie with this token; without an age the browser forgets it when it is closed."""
    secure = request.app.state.context.settings.is_secure
    response.set_cookie(
        cookie_name(name, secure=secure),
        token,
        max_age=None if max_age is None else int(max_age.total_seconds()),
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )


def set_session_cookie(request: Request, response: Response, sessions: SessionKind[Any], token: str) -> None:
    """Set the cookie of this kind of sessions with the token of one."""
    set_cookie(request, response, sessions.cookie, token, sessions.lifetime if sessions.is_kept else None)


def delete_cookie(request: Request, response: Response, name: str) -> None:
    """Delete the cookie."""
    secure = request.app.state.context.settings.is_secure
    response.delete_cookie(cookie_name(name, secure=secure), path="/", secure=secure, httponly=True, samesite="lax")
