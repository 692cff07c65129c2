"""A web process over the scenario, with clients of each person at both endpoints."""

from collections.abc import AsyncGenerator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from httpx import AsyncClient

from parta.gateway.hub import Hub
from tests.integration.audience.scenario import Scenario
from tests.integration.audience.table import STRANGER, WHO
from tests.integration.audience.updates import Actors
from tests.realtime.web_process import WebProcess, run_web_process
from tests.realtime.ws_client import (
    JOURNAL_ENDPOINT,
    PROFILE_ENDPOINT,
    WsClient,
    open_ws_client,
    open_ws_client_at,
)

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


@asynccontextmanager
async def run_live_server(scenario: Scenario) -> AsyncGenerator[LiveServer]:
    """Yield a process in which each person has a client at each endpoint."""
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
