"""Observes every request: an id for the log, metrics, and unexpected errors."""

import secrets
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parta.core import metrics
from parta.core.http import problem_response

_SLOW_REQUEST_S = 1.0
_INTERNAL_SERVER_ERROR = 500
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

log = structlog.get_logger()


class MetricsMiddleware:
    """Counts and times requests. Pure ASGI, since it is on the hot path.

    Only failures and slow requests are logged; everything is counted. An unexpected error becomes a 500 with
    problem details, without its message.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap this application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request and record it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = secrets.token_hex(8)
        status = 0
        started_at = time.perf_counter()

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", request_id.encode())]
            await send(message)

        metrics.REQUESTS_RUNNING.inc()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            await self._app(scope, receive, send_with_id)
        except Exception as error:
            log.exception("request failed", method=_get_method(scope), route=_get_route(scope), exc_info=error)
            if status:
                raise  # the response is half sent: only closing the connection shows the failure
            await problem_response(_INTERNAL_SERVER_ERROR, "internal", request_id=request_id)(
                scope, receive, send_with_id
            )
        finally:
            seconds = time.perf_counter() - started_at
            metrics.REQUESTS_RUNNING.dec()
            metrics.count_request(_get_method(scope), _get_route(scope), status, seconds)
            if seconds > _SLOW_REQUEST_S:
                log.info(
                    "slow request",
                    method=_get_method(scope),
                    route=_get_route(scope),
                    status=status,
                    s=round(seconds, 3),
                )
            structlog.contextvars.unbind_contextvars("request_id")


def _get_method(scope: Scope) -> str:
    """Return the method if it is a standard one, else `other`: clients may invent any number of methods."""
    method: str = scope["method"]
    return method if method in _METHODS else "other"


def _get_route(scope: Scope) -> str:
    """Return the template of the route, never the path, which may name people. Pages and unknown paths: `other`."""
    return getattr(scope.get("route"), "path", "other")
