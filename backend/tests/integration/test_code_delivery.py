"""Delivery of codes by an SMS gateway that sometimes fails."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient
from pydantic import SecretStr
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core import clock
from parta.core.settings import Settings
from parta.core.unit_of_work import make_sessions
from parta.identity.handlers import deliver_late_codes, sweep
from parta.identity.models import PhoneAttempt, PhoneCode, ProfileSession
from tests.adapters.sms_fake import DROP, SmsGatewayFake, run_sms_gateway_fake
from tests.cast import ANNA
from tests.databases import delete_all_rows
from tests.installation import Installation
from tests.sign_in import sign_in, sign_up, start_sign_in

pytestmark = pytest.mark.anyio

WAIT = "429 Too Many Requests\nretry-after: 20"


@pytest.fixture
async def fake() -> AsyncIterator[SmsGatewayFake]:
    """Run a fake gateway."""
    async with run_sms_gateway_fake() as fake:
        yield fake


@pytest.fixture
async def school(engine: AsyncEngine, database_url: str, fake: SmsGatewayFake) -> AsyncIterator[Installation]:
    """Run an installation without the demo that sends SMS by the fake gateway."""
    settings = Settings(database_url=database_url, sms="http", sms_url=fake.url, secret=SecretStr("the secret"))
    async with Installation.run(settings, make_sessions(engine)) as installation:
        yield installation
    await delete_all_rows(engine)


async def retry(school: Installation) -> None:
    """Run the scheduled retry of late codes."""
    async with school.transaction() as work:
        await deliver_late_codes(work)
    await school.settle()


async def state(browser: AsyncClient) -> dict[str, Any]:
    """Return the state of the sign-in."""
    return (await browser.get("/api/id/sign-in")).json()


async def test_the_page_learns_when_the_code_is_being_sent_and_when_it_was_sent(
    school: Installation, fake: SmsGatewayFake
) -> None:
    browser = await start_sign_in(school, ANNA.phone)
    assert (await state(browser))["delivery"] == "sending"
    await school.settle()
    assert (await state(browser))["delivery"] == "sent"
    (message,) = fake.accepted.values()
    assert message["to"] == ANNA.phone
    found = re.search(r"\d{6}", message["text"])
    assert found is not None
    answer = await browser.post("/api/id/sign-in/code", json={"code": found.group()})
    assert answer.json()["step"] == "profile"


async def test_a_delayed_code_is_retried_when_the_gateway_allows(school: Installation, fake: SmsGatewayFake) -> None:
    fake.responses = [WAIT]
    browser = await start_sign_in(school, ANNA.phone)
    await school.settle()
    assert (await state(browser))["delivery"] == "delayed"
    await retry(school)
    assert not fake.accepted
    clock.move(timedelta(seconds=20))
    await retry(school)
    assert (await state(browser))["delivery"] == "sent"
    assert len(fake.accepted) == 1


async def test_a_refused_message_is_reported_and_another_code_may_be_asked_for_at_once(
    school: Installation, fake: SmsGatewayFake
) -> None:
    fake.responses = ["400 Bad Request"]
    browser = await start_sign_in(school, ANNA.phone)
    await school.settle()
    failed = await state(browser)
    assert (failed["delivery"], failed["resend_after"]) == ("failed", 0)
    assert (await browser.post("/api/id/sign-in/resend")).json()["delivery"] == "sending"
    await school.settle()
    assert (await state(browser))["delivery"] == "sent"


async def test_a_code_is_dropped_when_it_would_come_too_late(school: Installation, fake: SmsGatewayFake) -> None:
    fake.responses = ["503 Service Unavailable\nretry-after: 900"]
    browser = await start_sign_in(school, ANNA.phone)
    await school.settle()
    assert (await state(browser))["delivery"] == "failed"
    clock.move(timedelta(minutes=20))
    await retry(school)
    assert not fake.accepted


async def test_a_worker_that_died_over_a_code_leaves_it_to_the_next(school: Installation, fake: SmsGatewayFake) -> None:
    browser = await start_sign_in(school, ANNA.phone)
    clock.move(timedelta(seconds=16))
    await retry(school)
    await school.settle()
    assert (await state(browser))["delivery"] == "sent"
    assert len(fake.requests) == 1


async def test_a_worker_that_slept_through_the_life_of_a_code_sends_nothing(
    school: Installation, fake: SmsGatewayFake
) -> None:
    browser = await start_sign_in(school, ANNA.phone)
    clock.move(timedelta(minutes=11))
    await retry(school)
    await school.settle()
    assert (await state(browser))["delivery"] == "failed"
    assert not fake.requests


async def test_a_lost_answer_makes_no_second_message(school: Installation, fake: SmsGatewayFake) -> None:
    fake.responses = [DROP]
    await start_sign_in(school, ANNA.phone)
    await school.settle()
    assert len(fake.requests) == 2
    assert len(fake.accepted) == 1


async def test_what_has_expired_is_deleted(installation: Installation) -> None:
    await sign_up(installation, ANNA)
    await sign_in(installation, ANNA)
    clock.move(timedelta(days=200))
    async with installation.transaction() as work:
        await sweep(work)
    async with installation.sessions() as session:
        for table in (PhoneAttempt, PhoneCode, ProfileSession):
            assert (await session.execute(select(func.count()).select_from(table))).scalar() == 0
