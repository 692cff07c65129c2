"""The port of SMS gateways."""

from typing import Protocol


class SmsGateway(Protocol):
    """Sends text messages to phones."""

    async def send(self, phone: str, text: str, *, key: str) -> None:
        """Send a message to a number (E.164). The same key is the same message, sent once.

        Raises SmsRefused, SmsUnavailable.
        """
        ...


class SmsRefused(Exception):
    """The gateway will never accept this message: do not retry. The message says why."""


class SmsUnavailable(Exception):
    """The gateway did not accept the message now; retry later. The message says why, `retry_after` when, if known."""

    def __init__(self, reason: str, *, retry_after: float | None = None) -> None:
        """Create the error; `retry_after` is in seconds."""
        super().__init__(reason)
        self.retry_after = retry_after
