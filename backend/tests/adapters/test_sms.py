"""Messages by an HTTP gateway, against a fake that fails, delays, refuses and drops connections."""

from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import format_datetime

import pytest

from parta.adapters.sms.gateway import HttpSms
from parta.adapters.sms.outbox import OutboxSms, list_messages
from parta.adapters.sms.port import SmsGateway, SmsRefused, SmsUnavailable
from parta.core.clock import now
from tests.adapters.sms_fake import DROP, SmsGatewayFake, run_sms_gateway_fake
from tests.adapters.twins import run_twin
from tests.installation import Installation

pytestmark = pytest.mark.anyio

PHONE, TEXT = "+79000000001", "Код Парты: 123456."


@pytest.fixture
async def fake() -> AsyncIterator[SmsGatewayFake]:
    """Return a running fake."""
    async with run_sms_gateway_fake() as fake:
        yield fake


def open_gateway(fake: SmsGatewayFake) -> SmsGateway:
    """Return the adapter of the fake, with short delays."""
    return HttpSms(fake.url, "the token", initial_delay=0.01)


async def test_a_message_is_sent_once_with_the_token_and_its_key(fake: SmsGatewayFake) -> None:
    await open_gateway(fake).send(PHONE, TEXT, key="k1")
    (request,) = fake.requests
    assert request["body"] == {"to": PHONE, "text": TEXT}
    assert request["headers"]["authorization"] == "Bearer the token"
    assert fake.accepted.keys() == {"k1"}


@pytest.mark.parametrize(
    "failures",
    [
        [DROP],
        ["500 Internal Server Error"],
        ["503 Service Unavailable", DROP],
        ["429 Too Many Requests\nretry-after: 0"],
        ["429 Too Many Requests\nretry-after: soon"],
    ],
)
async def test_what_fails_for_a_moment_is_tried_again_under_the_same_key(
    fake: SmsGatewayFake, failures: list[str]
) -> None:
    fake.responses = list(failures)
    await open_gateway(fake).send(PHONE, TEXT, key="k1")
    assert len(fake.requests) == len(failures) + 1
    assert {request["headers"]["idempotency-key"] for request in fake.requests} == {"k1"}


async def test_what_keeps_failing_is_left_to_the_caller_to_retry(fake: SmsGatewayFake) -> None:
    fake.responses = [DROP, "502 Bad Gateway", "500 Internal Server Error"]
    with pytest.raises(SmsUnavailable, match="the gateway answered 500"):
        await open_gateway(fake).send(PHONE, TEXT, key="k1")
    assert not fake.accepted


async def test_a_gateway_that_asks_to_wait_is_not_asked_before(fake: SmsGatewayFake) -> None:
    in_a_minute = format_datetime(now() + timedelta(minutes=1), usegmt=True)
    for header, least in (("30", 30), (in_a_minute, 58)):
        fake.responses = [f"429 Too Many Requests\nretry-after: {header}"]
        before = len(fake.requests)
        with pytest.raises(SmsUnavailable) as error:
            await open_gateway(fake).send(PHONE, TEXT, key="k1")
        assert least <= (error.value.known_wait_s or 0) <= 60
        assert len(fake.requests) == before + 1


@pytest.mark.parametrize("status", ["400 Bad Request", "422 Unprocessable Content"])
async def test_a_message_that_is_refused_is_not_tried_again(fake: SmsGatewayFake, status: str) -> None:
    fake.responses = [status]
    with pytest.raises(SmsRefused):
        await open_gateway(fake).send(PHONE, TEXT, key="k1")
    assert len(fake.requests) == 1


@pytest.mark.parametrize("status", ["401 Unauthorized", "404 Not Found", "301 Moved Permanently\nlocation: /x"])
async def test_a_wrong_token_or_url_is_reported_as_unavailable(fake: SmsGatewayFake, status: str) -> None:
    fake.responses = [status]
    with pytest.raises(SmsUnavailable, match="its URL or token is wrong"):
        await open_gateway(fake).send(PHONE, TEXT, key="k1")


async def test_a_missing_gateway_is_reported() -> None:
    async with run_sms_gateway_fake() as fake:
        gone = fake.url
    with pytest.raises(SmsUnavailable, match="could not be reached"):
        await HttpSms(gone, None, initial_delay=0.01).send(PHONE, TEXT, key="k1")


async def test_a_gateway_that_does_not_respond_is_reported() -> None:
    async with run_twin("hangs") as port:
        with pytest.raises(SmsUnavailable, match="did not respond in time"):
            await HttpSms(f"http://127.0.0.1:{port}/", None, initial_delay=0.01, timeout=0.05).send(
                PHONE, TEXT, key="k1"
            )


async def test_the_demo_stores_each_message_once_and_sends_none(installation: Installation) -> None:
    sms: SmsGateway = OutboxSms(installation.sessions)
    for _ in range(2):
        await sms.send(PHONE, TEXT, key="k1")
    async with installation.sessions() as session:
        stored = await list_messages(session)
    assert [(message.phone, message.text) for message in stored] == [(PHONE, TEXT)]
