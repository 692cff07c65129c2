"""Answers HEAD wherever GET is: what a GET would answer, without its body."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class HeadMiddleware:
    """Serves HEAD as GET, and stops what would send a body. The innermost: all others see the HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap this application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        # The server itself looks at the method of its scope to know that no body comes.
        as_get = {**scope, "method": "GET", "asgi": {**scope["asgi"], "spec_version": _NO_LISTENING}}
        try:
            await self._app(as_get, receive, _HeadOnly(send))
        except _Sent:
            pass
        finally:
            scope["route"] = as_get.get("route")


_NO_LISTENING = "2.4"
"""From this version on, a streamed response runs in no task group, which would wrap what stops it."""


class _Sent(Exception):
    """The head has been sent; what follows is not wanted."""


class _HeadOnly:
    """Sends the head of a response, then an empty body."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def __call__(self, message: Message) -> None:
        """Send the head. Raises _Sent where a body would follow in parts."""
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        await self._send({"type": "http.response.body", "body": b""})
        if message.get("more_body"):
            raise _Sent
