"""What is noted of every request: an id for the log, the figures, and the error that nobody foresaw."""

import secrets
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parta.core import metrics
from parta.core.http import problem_response

_SLOW_S = 1.0
_FAILED = 500
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

log = structlog.get_logger()


class MetricsMiddleware:
    """The application, watched: pure ASGI, since it lies on the hot path.

    Only failures and what was slow are logged; everything is counted. An unforeseen error becomes a 500 in the
    ordinary shape, without its message.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Watch this application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, and take note."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = secrets.token_hex(8)
        status = 0
        began = time.perf_counter()

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", request_id.encode())]
            await send(message)

        metrics.RUNNING.inc()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            await self._app(scope, receive, note)
        except Exception as error:
            log.exception("request failed", method=_method(scope), route=_route(scope), exc_info=error)
            if status:
                raise  # the answer is half told: only closing the connection says so
            await problem_response(_FAILED, "internal", request_id=request_id)(scope, receive, note)
        finally:
            seconds = time.perf_counter() - began
            metrics.RUNNING.dec()
            metrics.count_request(_method(scope), _route(scope), status, seconds)
            if seconds > _SLOW_S:
                log.info("slow request", method=_method(scope), route=_route(scope), status=status, s=round(seconds, 3))
            structlog.contextvars.unbind_contextvars("request_id")


def _method(scope: Scope) -> str:
    """Give the method if it is one of the usual: anybody may invent others, and each would be counted apart."""
    method: str = scope["method"]
    return method if method in _METHODS else "other"


def _route(scope: Scope) -> str:
    """Give the template of a route of ours, never the path, which may name people. Pages and the unknown: `other`."""
    return getattr(scope.get("route"), "path", "other")
