"""Codes on their way by a gateway that is not always well."""

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
from parta.core.db import make_sessions
from parta.core.settings import Settings
from parta.identity.handlers import deliver_late_codes, sweep
from parta.identity.models import Notice, PhoneAttempt, PhoneCode, ProfileSession
from tests.adapters.sms_twin import DROP, TwinGateway, running
from tests.cast import ANNA
from tests.databases import empty
from tests.signing_in import begin, sign_in, sign_up
from tests.world import World

pytestmark = pytest.mark.anyio

WAIT = "429 Too Many Requests\nretry-after: 20"


@pytest.fixture
async def twin() -> AsyncIterator[TwinGateway]:
    """Give a running gateway."""
    async with running() as twin:
        yield twin


@pytest.fixture
async def school(engine: AsyncEngine, database_url: str, twin: TwinGateway) -> AsyncIterator[World]:
    """Give a Parta of its own, no demo, whose messages go by the gateway."""
    settings = Settings(database_url=database_url, sms="http", sms_url=twin.url, secret=SecretStr("the secret"))
    async with World.started(settings, make_sessions(engine)) as world:
        yield world
    await empty(engine)


async def state(browser: AsyncClient) -> dict[str, Any]:
    """Give where the sign-in stands."""
    return (await browser.get("/api/id/sign-in")).json()


async def test_the_page_learns_when_the_code_is_under_way_and_when_it_went_out(
    school: World, twin: TwinGateway
) -> None:
    browser = await begin(school, ANNA.phone)
    assert (await state(browser))["delivery"] == "sending"
    await school.settle()
    assert (await state(browser))["delivery"] == "sent"
    (message,) = twin.taken.values()
    assert message["to"] == ANNA.phone
    found = re.search(r"\d{6}", message["text"])
    assert found is not None
    answer = await browser.post("/api/id/sign-in/code", json={"code": found.group()})
    assert answer.json()["step"] == "profile"


async def test_a_delayed_code_is_tried_again_when_the_gateway_allows(school: World, twin: TwinGateway) -> None:
    twin.answers = [WAIT]
    browser = await begin(school, ANNA.phone)
    await school.settle()
    assert (await state(browser))["delivery"] == "delayed"
    await deliver_late_codes(school.app.state.outside)
    assert not twin.taken
    clock.move(timedelta(seconds=20))
    await deliver_late_codes(school.app.state.outside)
    assert (await state(browser))["delivery"] == "sent"
    assert len(twin.taken) == 1


async def test_a_refused_message_is_said_and_another_code_may_be_asked_for_at_once(
    school: World, twin: TwinGateway
) -> None:
    twin.answers = ["400 Bad Request"]
    browser = await begin(school, ANNA.phone)
    await school.settle()
    failed = await state(browser)
    assert (failed["delivery"], failed["resend_after"]) == ("failed", 0)
    assert (await browser.post("/api/id/sign-in/resend")).json()["delivery"] == "sending"
    await school.settle()
    assert (await state(browser))["delivery"] == "sent"


async def test_a_code_is_dropped_when_it_would_come_too_late(school: World, twin: TwinGateway) -> None:
    twin.answers = ["503 Service Unavailable\nretry-after: 900"]
    browser = await begin(school, ANNA.phone)
    await school.settle()
    assert (await state(browser))["delivery"] == "failed"
    clock.move(timedelta(minutes=20))
    await deliver_late_codes(school.app.state.outside)
    assert not twin.taken


async def test_a_worker_that_died_over_a_code_leaves_it_to_the_next(school: World, twin: TwinGateway) -> None:
    browser = await begin(school, ANNA.phone)
    clock.move(timedelta(seconds=16))
    await deliver_late_codes(school.app.state.outside)
    await school.settle()
    assert (await state(browser))["delivery"] == "sent"
    assert len(twin.asked) == 1


async def test_a_worker_that_slept_through_the_life_of_a_code_sends_nothing(school: World, twin: TwinGateway) -> None:
    browser = await begin(school, ANNA.phone)
    clock.move(timedelta(minutes=11))
    await deliver_late_codes(school.app.state.outside)
    await school.settle()
    assert (await state(browser))["delivery"] == "failed"
    assert not twin.asked


async def test_a_lost_answer_makes_no_second_message(school: World, twin: TwinGateway) -> None:
    twin.answers = [DROP]
    await begin(school, ANNA.phone)
    await school.settle()
    assert len(twin.asked) == 2
    assert len(twin.taken) == 1


async def test_what_is_over_is_forgotten(world: World) -> None:
    await sign_up(world, ANNA)
    await sign_in(world, ANNA)
    clock.move(timedelta(days=200))
    await sweep(world.app.state.outside)
    async with world.sessions() as session:
        for table in (PhoneAttempt, PhoneCode, ProfileSession, Notice):
            assert (await session.execute(select(func.count()).select_from(table))).scalar() == 0
