"""The port of SMS gateways."""

from typing import Protocol

from parta.core.errors import Unavailable


class SmsGateway(Protocol):
    """Sends text messages to phones."""

    async def send(self, phone: str, text: str, *, key: str) -> None:
        """Send a message to a number (E.164). The same key is the same message, sent once.

        Raises SmsRefused, SmsUnavailable.
        """
        ...


class SmsRefused(Exception):
    """The gateway will never accept this message: do not retry. The message says why."""


class SmsUnavailable(Unavailable):
    """The gateway did not accept the message now; retry later. The message says why, `retry_after` when, if known."""
