"""A circuit: an outside part that failed several times in a row is left alone for a while, then tried again.

Whoever needs it meanwhile is told at once, instead of waiting for its timeout.
"""

from collections.abc import Generator
from contextlib import contextmanager
from time import monotonic

import structlog
from prometheus_client import Gauge

from parta.core.errors import Unavailable

_MAX_FAILURES = 3
_PAUSE_S = 2.0
_MAX_PAUSE_S = 30.0

_AVAILABLE = Gauge("parta_part_available", "1 while an outside part responds, 0 while it is left alone.", ["part"])

log = structlog.get_logger()


class Circuit:
    """Counts the failures of one outside part. While it is open, one attempt after each pause finds out if it is back.

    Pauses double up to half a minute. It belongs to one process and one event loop.
    """

    def __init__(self, part: str, unavailable: type[Unavailable], *, pause_s: float = _PAUSE_S) -> None:
        """Watch this part, whose failures are errors of this type; what else is raised says nothing about it."""
        self._part, self._unavailable = part, unavailable
        self._first_pause_s = self._pause_s = pause_s
        self._failures = 0
        self._retry_at: float | None = None
        self._is_retrying = False
        _AVAILABLE.labels(part).set(1)

    @property
    def is_open(self) -> bool:
        """True while the part is left alone."""
        return self._retry_at is not None

    @contextmanager
    def attempt(self) -> Generator[None]:
        """Use the part in this block, and count how it ends. Raises its error at once while the part is left alone."""
        is_retry = self._retry_at is not None
        if self._retry_at is not None:
            wait = self._retry_at - monotonic()
            if wait > 0 or self._is_retrying:
                raise self._unavailable(f"{self._part}: it does not respond", retry_after=max(1.0, wait))
            self._is_retrying = True
        try:
            yield
        except self._unavailable as error:
            self._fail(str(error), is_retry=is_retry)
            raise
        else:
            self._succeed()
        finally:
            if is_retry:
                self._is_retrying = False

    def _fail(self, reason: str, *, is_retry: bool) -> None:
        self._failures += 1
        if is_retry and self.is_open:
            self._pause_s = min(self._pause_s * 2, _MAX_PAUSE_S)
        elif self.is_open or self._failures < _MAX_FAILURES:
            return
        else:
            log.error("outside part unavailable", part=self._part, reason=reason)
            _AVAILABLE.labels(self._part).set(0)
        self._retry_at = monotonic() + self._pause_s

    def _succeed(self) -> None:
        if self.is_open:
            log.info("outside part available again", part=self._part)
            _AVAILABLE.labels(self._part).set(1)
        self._failures, self._retry_at, self._pause_s = 0, None, self._first_pause_s
