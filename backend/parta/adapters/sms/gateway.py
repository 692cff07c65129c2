"""A carrier that takes messages over HTTP: `POST {"to", "text"}` as JSON, with a bearer token."""

import asyncio
import random
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from parta.adapters.sms.port import SmsRefused, SmsUnavailable
from parta.core.clock import now

_TRIES = 3
_LONGEST_WAIT = 5.0
"""Seconds to wait here for another try; longer waits are the caller's, who has other things to do meanwhile."""
_OURS_TO_MEND = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})
"""Refusals of the installation, not of the message: they end when somebody corrects its settings."""


class HttpSms:
    """Hands messages to an HTTP gateway; what fails for a moment is tried again with the same key."""

    def __init__(self, url: str, token: str | None, *, first_wait: float = 0.5, patience: float = 10) -> None:
        """Use the gateway at this URL; `patience` with an answer and the first wait between tries are in seconds."""
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._first_wait = first_wait
        self._patience = patience

    async def send(self, phone: str, text: str, *, key: str) -> None:
        """Hand over the message, with a few tries. Raises SmsRefused, SmsUnavailable."""
        for attempt in range(_TRIES):
            try:
                return await self._try(phone, text, key)
            except SmsUnavailable as error:
                wait = error.retry_after or self._first_wait * 2**attempt * random.uniform(0.75, 1.25)  # noqa: S311
                if attempt == _TRIES - 1 or wait > _LONGEST_WAIT:
                    raise
                await asyncio.sleep(wait)
        return None

    async def _try(self, phone: str, text: str, key: str) -> None:
        try:
            async with httpx.AsyncClient(timeout=self._patience, headers=self._headers) as client:
                message = {"to": phone, "text": text}
                answer = await client.post(self._url, json=message, headers={"Idempotency-Key": key})
        except httpx.TimeoutException as error:
            raise SmsUnavailable("the gateway did not answer in time") from error
        except httpx.HTTPError as error:
            raise SmsUnavailable("the gateway could not be reached") from error
        if answer.is_success:
            return
        if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS or answer.is_server_error:
            reason = f"the gateway answered {answer.status_code}"
            raise SmsUnavailable(reason, retry_after=_retry_after(answer.headers.get("Retry-After")))
        if answer.status_code in _OURS_TO_MEND or not answer.is_client_error:
            raise SmsUnavailable(
                f"the gateway answered {answer.status_code}: its URL or token is wrong", retry_after=60
            )
        raise SmsRefused(f"the gateway answered {answer.status_code}")


def _retry_after(text: str | None) -> float | None:
    """Give the seconds of a Retry-After header, in either of its forms."""
    if text is None:
        return None
    if text.isdigit():
        return float(text)
    try:
        until: datetime = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (until - now()).total_seconds()) if until.tzinfo else None
