"""Refusals: what a use case says when it will not."""

from typing import Any, ClassVar


class DomainError(Exception):
    """A use case declined, for a reason the client can word. Carries its HTTP status and a stable code.

    What the transaction wrote is undone, unless `keeps` says that it stays (a counter of wrong tries).
    `facts` are told to the client beside the code: tries left, seconds to wait, the lesson in the way.
    """

    status: ClassVar[int] = 400
    code: ClassVar[str] = "refused"
    commits: ClassVar[bool] = False

    def __init__(self, detail: str = "", **facts: Any) -> None:  # noqa: ANN401 - whatever JSON can carry
        """Decline; `detail` is for developers, the client words the code itself."""
        super().__init__(detail)
        self.extra: dict[str, Any] = facts


class NotFound(DomainError):
    """There is no such thing, or the actor may not know of it."""

    status = 404
    code = "not_found"


class Unauthenticated(DomainError):
    """Nobody is signed in, or the session has ended."""

    status = 401
    code = "unauthenticated"


class Forbidden(DomainError):
    """The actor sees the thing and may not do this to it."""

    status = 403
    code = "forbidden"


class Conflict(DomainError):
    """What is there already contradicts what was asked."""

    status = 409
    code = "conflict"


class Invalid(DomainError):
    """The payload is well formed and yet makes no sense."""

    status = 422
    code = "invalid"


class TooManyRequests(DomainError):
    """Asked too often. `retry_after` among the facts is in seconds."""

    status = 429
    code = "too_many"
    keeps = True

    def __init__(self, retry_after: int) -> None:
        """Decline until so many seconds have passed."""
        super().__init__("too many requests", retry_after=retry_after)
        self.retry_after = retry_after
