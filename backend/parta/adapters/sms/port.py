"""What Parta asks of whoever carries its short messages."""

from typing import Protocol


class SmsGateway(Protocol):
    """Carries a short message to a phone."""

    async def send(self, phone: str, text: str, *, key: str) -> None:
        """Hand over a message for a number (E.164). The same key again is the same message, sent once.

        Raises SmsRefused, SmsUnavailable.
        """
        ...


class SmsRefused(Exception):  # noqa: N818 - an answer, worded
    """The carrier will never take this message: trying again is no use. The message says why."""


class SmsUnavailable(Exception):  # noqa: N818 - a state, worded
    """The carrier took nothing now; later it may. The message says why, `retry_after` when, if it told."""

    def __init__(self, reason: str, *, retry_after: float | None = None) -> None:
        """Say why, and after how many seconds another try makes sense."""
        super().__init__(reason)
        self.retry_after = retry_after
