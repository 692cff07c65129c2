"""An SMS gateway over HTTP: `POST {"to", "text"}` as JSON, with a bearer token."""

import asyncio
import random
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from parta.adapters.sms.port import SmsRefused, SmsUnavailable
from parta.core.circuit import Circuit
from parta.core.clock import now

_MAX_ATTEMPTS = 3
_MAX_WAIT_S = 5.0
"""Longest wait between attempts here; the caller schedules later ones."""
_MAX_RETRY_AFTER_S = 24 * 3600.0
"""Longest wait that is believed; codes expire much earlier."""
_CONFIGURATION_ERRORS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})
"""Rejections of the installation, not of the message: they end when its settings are corrected."""


class HttpSms:
    """Sends messages by an HTTP gateway; transient failures are retried with the same key."""

    def __init__(self, url: str, token: str | None, *, initial_delay: float = 0.5, timeout: float = 10) -> None:
        """Use the gateway at this URL; `timeout` of a response and `initial_delay` of retries are in seconds."""
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._initial_delay = initial_delay
        self._timeout = timeout
        self._circuit = Circuit("sms", SmsUnavailable)

    async def send(self, phone: str, text: str, *, key: str) -> None:
        """Send the message, with a few attempts. Raises SmsRefused, SmsUnavailable."""
        for attempt in range(_MAX_ATTEMPTS):
            try:
                with self._circuit.attempt():
                    return await self._post(phone, text, key)
            except SmsUnavailable as error:
                wait = error.known_wait_s or self._initial_delay * 2**attempt * random.uniform(0.75, 1.25)  # noqa: S311
                if attempt == _MAX_ATTEMPTS - 1 or wait > _MAX_WAIT_S:
                    raise
                await asyncio.sleep(wait)
        return None

    async def _post(self, phone: str, text: str, key: str) -> None:
        try:
            async with asyncio.timeout(self._timeout), self._open_client() as client:
                message = {"to": phone, "text": text}
                headers = {"Idempotency-Key": key}
                async with client.stream("POST", self._url, json=message, headers=headers) as response:
                    pass  # what it says beside the status is of any length, and nobody needs it
        except (TimeoutError, httpx.TimeoutException) as error:
            raise SmsUnavailable("the gateway did not respond in time") from error
        except httpx.HTTPError as error:
            raise SmsUnavailable("the gateway could not be reached") from error
        if response.is_success:
            return
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS or response.is_server_error:
            reason = f"the gateway answered {response.status_code}"
            raise SmsUnavailable(reason, retry_after=_parse_retry_after(response.headers.get("Retry-After")))
        if response.status_code in _CONFIGURATION_ERRORS or not response.is_client_error:
            raise SmsUnavailable(
                f"the gateway answered {response.status_code}: its URL or token is wrong", retry_after=60
            )
        raise SmsRefused(f"the gateway answered {response.status_code}")

    def _open_client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(headers=self._headers, timeout=self._timeout)


def _parse_retry_after(text: str | None) -> float | None:
    """Return the seconds of a Retry-After header, in either of its forms."""
    if text is None:
        return None
    if text.isascii() and text.isdigit():
        return min(float(text), _MAX_RETRY_AFTER_S)
    try:
        until: datetime = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return min(max(0.0, (until - now()).total_seconds()), _MAX_RETRY_AFTER_S) if until.tzinfo else None
