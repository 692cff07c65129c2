"""Every kind of update: who receives it live, who may read it, and that nobody else learns of the stream at all."""

from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest
from httpx import AsyncClient

from parta.core.ids import new_id
from parta.gateway.hub import Hub
from parta.registry import REGISTRY
from tests.integration.audience.scenario import Scenario
from tests.integration.audience.table import OUT, STRANGER, STUDENT, WHO, Row
from tests.integration.audience.updates import UPDATE_CASES, Actors, UpdateCase
from tests.realtime.web_process import WebProcess, run_web_process
from tests.realtime.ws_client import (
    JOURNAL_ENDPOINT,
    PROFILE_ENDPOINT,
    WsClient,
    open_raw_ws_client,
    open_ws_client,
    open_ws_client_at,
)

pytestmark = pytest.mark.anyio

SIGNED_IN = WHO[1:]


@dataclass(frozen=True)
class LiveServer:
    """A web process, with a browser and WebSocket clients of each person."""

    process: WebProcess
    actors: Actors
    ws_clients: dict[tuple[str, str], WsClient]
    """By person and endpoint; a stranger has no journal account."""
    tokens: dict[str, str]

    async def catch_up(self, but: Collection[tuple[str, str]]) -> dict[tuple[str, str], WsClient]:
        """Wait until all clients but these have received what was published before now; return them."""
        others = {whose: ws_client for whose, ws_client in self.ws_clients.items() if whose not in but}
        heartbeats = {whose: len(ws_client.received("heartbeat")) for whose, ws_client in others.items()}
        self.process.app.state.context.get(Hub).on_lost()
        for whose, ws_client in others.items():
            await ws_client.until(lambda opened, whose=whose: len(opened.received("heartbeat")) > heartbeats[whose])
        return others


@pytest.fixture(scope="module")
async def server(scenario: Scenario) -> AsyncIterator[LiveServer]:
    """Return a process in which each person has a client at each endpoint."""
    ws_clients, browsers, tokens = dict[tuple[str, str], WsClient](), dict[str, AsyncClient](), dict[str, str]()
    async with (
        run_web_process(scenario.installation.app.state.context.settings, scenario.installation.sessions) as process,
        AsyncExitStack() as opened,
    ):
        for who in SIGNED_IN:
            tokens[who] = scenario.browsers[who, "profile"].cookies["parta_profile"]
            browser = AsyncClient(base_url=process.url, headers={"Origin": process.url}, trust_env=False)
            browsers[who] = await opened.enter_async_context(browser)
            browser.headers["Cookie"] = f"parta_profile={tokens[who]}"
            ws_clients[who, PROFILE_ENDPOINT] = await opened.enter_async_context(
                open_ws_client(process.url, tokens[who])
            )
            if who != STRANGER:
                token = scenario.browsers[who, "journal"].cookies["parta_journal"]
                browser.headers["Cookie"] += f"; parta_journal={token}"
                ws_client = open_ws_client_at(JOURNAL_ENDPOINT, process.url, token)
                ws_clients[who, JOURNAL_ENDPOINT] = await opened.enter_async_context(ws_client)
        yield LiveServer(process, Actors(scenario, browsers), ws_clients, tokens)


def count_updates(ws_client: WsClient, stream: str, kind: str) -> int:
    """Return the number of updates of this kind that the client received live."""
    return sum(update["kind"] == kind for frame in ws_client.received("update", stream) for update in frame["updates"])


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
    async with open_ws_client(server.process.url, server.tokens[STRANGER], {there: 0, not_there: 0}) as ws_client:
        for stream in (there, not_there):
            await ws_client.send(t="diff", s=stream, **{"from": 0})
            await ws_client.send(t="typing", s=stream)
        await ws_client.send(t="diff", s=own, **{"from": 0})
        await ws_client.until(lambda opened: opened.received("diff", own))
        assert [frame["t"] for frame in ws_client.frames if frame.get("s") in {there, not_there}] == []
        (welcome,) = ws_client.received("welcome")
        assert set(welcome["streams"]) == {own}


@pytest.mark.parametrize("cookie", ["nobody", "the journal's"])
async def test_without_a_profile_one_receives_nothing(server: LiveServer, cookie: str) -> None:
    journal = server.actors.scenario.browsers[STUDENT, "journal"].cookies["parta_journal"]
    async with open_raw_ws_client(server.process.url, journal if cookie != "nobody" else None) as ws_client:
        assert await ws_client.until_closed() == 4001
        assert ws_client.frames == []
