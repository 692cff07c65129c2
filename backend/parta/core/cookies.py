"""Cookies that hold a token: scripts cannot read them, other sites' forms do not send them."""

from datetime import timedelta

from fastapi import Request, Response

from parta.core.http import cookie_name


def set_cookie(request: Request, response: Response, name: str, token: str, max_age: timedelta) -> None:
    """Set a cookie with this token."""
    secure = request.app.state.context.settings.is_secure
    response.set_cookie(
        cookie_name(name, secure=secure),
        token,
        max_age=int(max_age.total_seconds()),
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )


def delete_cookie(request: Request, response: Response, name: str) -> None:
    """Delete the cookie."""
    secure = request.app.state.context.settings.is_secure
    response.delete_cookie(cookie_name(name, secure=secure), path="/", secure=secure, httponly=True, samesite="lax")
