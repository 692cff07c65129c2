"""Domain errors: why a use case refuses a request."""

import math
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

_RAISED = "_parta_raises"

_RETRY_AFTER_S = 5


class DomainError(Exception):
    """A use case refused, for a reason that the client can word. Has an HTTP status and a stable code.

    The transaction is rolled back, unless `commits` is true (a counter of wrong attempts is saved).
    `extra` is sent to the client beside the code: attempts left, seconds to wait, the conflicting lesson.
    """

    status: ClassVar[int] = 400
    code: ClassVar[str] = "refused"
    commits: ClassVar[bool] = False

    def __init__(self, detail: str = "", **extra: Any) -> None:  # noqa: ANN401 - whatever JSON can carry
        """Create the error; `detail` is for developers, the client words the code itself."""
        super().__init__(detail)
        self.extra: dict[str, Any] = extra


class NotFound(DomainError):
    """The object does not exist, or the actor may not know of it."""

    status = 404
    code = "not_found"


class Unauthenticated(DomainError):
    """Nobody is signed in, or the session has ended."""

    status = 401
    code = "unauthenticated"


class OtherPrincipal(Unauthenticated):
    """The page was opened for somebody else than who is signed in now: nothing it shows is theirs."""

    code = "other_principal"


class Forbidden(DomainError):
    """The actor may see the object, but may not do this to it."""

    status = 403
    code = "forbidden"


class Conflict(DomainError):
    """The request contradicts what already exists."""

    status = 409
    code = "conflict"


class Invalid(DomainError):
    """The payload is well formed, but makes no sense."""

    status = 422
    code = "invalid"


class TooManyRequests(DomainError):
    """The rate limit was exceeded. `retry_after` in `extra` is in seconds."""

    status = 429
    code = "too_many"

    def __init__(self, retry_after: int) -> None:
        """Refuse for this many seconds."""
        super().__init__("too many requests", retry_after=retry_after)
        self.retry_after = retry_after


class Unavailable(DomainError):
    """A part of Parta or outside of it does not respond now; what does not need it goes on.

    Nothing was changed, unless the connection to the database was lost during the commit. Extra: `retry_after`, in
    seconds.
    """

    status = 503
    code = "unavailable"

    def __init__(self, reason: str = "", *, retry_after: float | None = None) -> None:
        """Create the error; `retry_after` is when to retry, in seconds, if it is known."""
        super().__init__(reason, retry_after=max(1, math.ceil(_RETRY_AFTER_S if retry_after is None else retry_after)))
        self.known_wait_s = retry_after
        """Not what the client is told if nobody knows it."""


def raises(*errors: type[DomainError]) -> Callable[[F], F]:
    """Mark an endpoint or a dependency with the errors that it raises, for the description of the interface."""

    def mark(function: F) -> F:
        setattr(function, _RAISED, errors)
        return function

    return mark


def list_raised(function: object) -> tuple[type[DomainError], ...]:
    """Return the errors with which this function is marked."""
    return getattr(function, _RAISED, ())
