"""Every kind of update: who receives it live, who may read it, and that nobody else learns of the stream at all."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from parta.core.ids import new_id
from parta.notifications.queries import select_inbox_subscriptions
from parta.registry import REGISTRY
from tests.integration.audience.live import LiveServer, count_updates, run_live_server
from tests.integration.audience.scenario import Scenario
from tests.integration.audience.table import OUT, STRANGER, STUDENT, WHO, Row
from tests.integration.audience.updates import UPDATE_CASES, UpdateCase
from tests.realtime.ws_client import (
    PROFILE_ENDPOINT,
    open_raw_ws_client,
    open_ws_client,
)

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def server(scenario: Scenario) -> AsyncIterator[LiveServer]:
    """Return a process in which each person has a client at each endpoint."""
    async with run_live_server(scenario) as server:
        yield server


async def get_profile_id(server: LiveServer, who: str) -> str:
    """Return the id of this person's profile."""
    return (await server.actors.request(who, "GET", "/api/id/me")).json()["profile"]["id"]


async def assert_readable(scenario: Scenario, update: UpdateCase) -> None:
    """Assert that over HTTP profiles read what they receive, and journal accounts nothing: they read weeks."""
    for side in ("profile", "journal"):
        row = Row("GET", f"/api/streams/{update.stream}/difference", {}, side=side)
        readers = update.subscribers if (side, update.endpoint) == ("profile", PROFILE_ENDPOINT) else ()
        for who in WHO:
            answer = await scenario.request(row, who)
            is_known = who != OUT and (side == "profile" or who == STRANGER)
            assert answer.status_code == (200 if who in readers else 404 if is_known else 401), (who, side)
            if who in readers:
                assert update.kind in {one["kind"] for one in answer.json()["updates"]}


@pytest.mark.parametrize("update", UPDATE_CASES, ids=str)
async def test_it_is_received_by_those_whom_it_concerns_and_by_nobody_else(
    server: LiveServer, update: UpdateCase
) -> None:
    scenario = server.actors.scenario
    stream = await scenario.fill(update.stream)
    receivers = {(who, update.endpoint): server.ws_clients[who, update.endpoint] for who in update.subscribers}
    known = {whose: count_updates(ws_client, stream, update.kind) for whose, ws_client in receivers.items()}
    await update.act(server.actors)
    for whose, ws_client in receivers.items():
        await ws_client.until(lambda opened, whose=whose: count_updates(opened, stream, update.kind) > known[whose])
    for whose, ws_client in (await server.catch_up(but=receivers)).items():
        assert [frame for frame in ws_client.frames if frame.get("s") == stream or stream in str(frame)] == [], whose
    for whose, ws_client in server.ws_clients.items():
        (welcome,) = ws_client.received("welcome")
        assert (stream in welcome["streams"]) is (whose in receivers), whose
    await assert_readable(scenario, update)


def test_no_kind_of_update_is_forgotten() -> None:
    registered = {(stream.name, kind.name) for stream in REGISTRY.streams.values() for kind in stream.kinds}
    assert {(update.stream.partition(":")[0], update.kind) for update in UPDATE_CASES} == registered


async def test_naming_anothers_stream_is_answered_as_naming_one_that_does_not_exist(server: LiveServer) -> None:
    there, not_there = await server.actors.scenario.fill("chat:{class_chat}"), f"chat:{new_id()}"
    own = f"profile:{await get_profile_id(server, STRANGER)}"
    async with server.actors.scenario.installation.sessions() as session:
        inbox_id = dict((await session.execute(select_inbox_subscriptions())).all())[UUID(own.partition(":")[2])]
    async with open_ws_client(server.process.url, server.tokens[STRANGER], {there: 0, not_there: 0}) as ws_client:
        for stream in (there, not_there):
            await ws_client.send(t="diff", s=stream, **{"from": 0})
            await ws_client.send(t="typing", s=stream)
        await ws_client.send(t="diff", s=own, **{"from": 0})
        await ws_client.until(lambda opened: opened.received("diff", own))
        assert [frame["t"] for frame in ws_client.frames if frame.get("s") in {there, not_there}] == []
        (welcome,) = ws_client.received("welcome")
        assert set(welcome["streams"]) == {own, f"inbox:{inbox_id}"}


@pytest.mark.parametrize("cookie", ["nobody", "the journal's"])
async def test_without_a_profile_one_receives_nothing(server: LiveServer, cookie: str) -> None:
    journal = server.actors.scenario.browsers[STUDENT, "journal"].cookies["parta_journal"]
    async with open_raw_ws_client(server.process.url, journal if cookie != "nobody" else None) as ws_client:
        assert await ws_client.until_closed() == 4001
        assert ws_client.frames == []
