"""Who may open a socket, which frames are valid, and when it closes."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from websockets.exceptions import ConnectionClosed, InvalidStatus

from parta.core.clock import now
from parta.core.ids import new_id
from parta.gateway import endpoint
from parta.gateway.hub import Hub
from parta.gateway.protocol_1 import reload_frame
from parta.identity.models import ProfileSession
from tests.realtime.conftest import Servers
from tests.realtime.ws_client import WsClient, open_raw_ws_client, open_ws_client

pytestmark = pytest.mark.anyio

HELLO: dict[str, Any] = {"t": "hello", "proto": 2, "epoch": None, "streams": {}}


async def test_another_sites_page_gets_no_socket(servers: Servers) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with open_raw_ws_client(servers.here.url, servers.token("misha"), origin="https://evil.example"):
            pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("token", [None, "nonsense"])
async def test_who_is_not_signed_in_is_closed(servers: Servers, token: str | None) -> None:
    async with open_raw_ws_client(servers.here.url, token) as ws_client:
        assert await ws_client.until_closed() == 4001


async def test_a_page_opened_for_somebody_else_gets_no_socket(servers: Servers) -> None:
    for_anna = f"/ws?for={servers.id('anna')}"
    async with open_raw_ws_client(servers.here.url, servers.token("misha"), endpoint=for_anna) as ws_client:
        assert await ws_client.until_closed() == 4001


@pytest.mark.parametrize(
    "frame",
    [
        "nonsense",
        "[]",
        "{}",
        '{"t":"hello"}',
        json.dumps({**HELLO, "streams": {"chat:1": -1}}),
        json.dumps({**HELLO, "streams": {"chat:1": "1"}}),
        json.dumps({**HELLO, "more": 1}),
        json.dumps({"t": "diff", "s": "chat:1", "from": 0}),
    ],
)
async def test_who_sends_no_proper_hello_is_closed(servers: Servers, frame: str) -> None:
    async with open_raw_ws_client(servers.here.url, servers.token("misha")) as ws_client:
        await ws_client.socket.send(frame)
        assert await ws_client.until_closed() == 4003


async def test_who_says_nothing_is_closed(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_HELLO_TIMEOUT_S", 0.1)
    async with open_raw_ws_client(servers.here.url, servers.token("misha")) as ws_client:
        assert await ws_client.until_closed() == 4003


async def test_a_page_of_another_protocol_is_closed_with_a_code_of_its_own(servers: Servers) -> None:
    for proto in (0, 3):
        async with open_raw_ws_client(servers.here.url, servers.token("misha")) as ws_client:
            await ws_client.socket.send(json.dumps({**HELLO, "proto": proto}))
            assert await ws_client.until_closed() == 4004


def test_a_page_of_protocol_1_is_told_to_reload_in_its_own_words_and_a_call_goes_on() -> None:
    frame = json.loads(reload_frame({"chat:1": 3, "profile:2": 41}) or b"")
    assert (frame["t"], frame["s"], frame["n"]) == ("put", "profile:2", 42)
    assert [put["kind"] for put in frame["puts"]] == ["ring"]
    assert json.loads(reload_frame({"profile:2": 41, "call:3": 1}) or b"") == {"t": "retry", "after": 30}
    assert reload_frame({"class:1": 1}) is None


async def test_a_page_of_protocol_1_is_closed_and_its_session_goes_on(servers: Servers) -> None:
    stream = f"profile:{servers.id('misha')}"
    async with open_raw_ws_client(servers.here.url, servers.token("misha")) as ws_client:
        await ws_client.socket.send(json.dumps({**HELLO, "proto": 1, "streams": {stream: 0}}))
        assert await ws_client.until_closed() == 4004
    async with open_ws_client(servers.here.url, servers.token("misha")) as ws_client:
        assert ws_client.socket


@pytest.mark.parametrize("frame", ["nonsense", "[" * 5000, json.dumps(HELLO), json.dumps({"t": "update"}), "\u0000"])
async def test_nonsense_after_the_welcome_closes_the_socket(servers: Servers, frame: str) -> None:
    async with open_ws_client(servers.here.url, servers.token("misha")) as ws_client:
        await ws_client.socket.send(frame)
        assert await ws_client.until_closed() == 4003


async def test_streams_that_one_is_not_subscribed_to_are_not_received_however_one_asks(
    servers: Servers, chat: UUID
) -> None:
    async with open_ws_client(servers.here.url, servers.token("stranger"), {f"chat:{chat}": 0}) as stranger:
        for stream in (
            f"chat:{chat}",
            f"profile:{servers.id('misha')}",
            "chat:nonsense",
            "nothing",
            "call:" + str(chat),
        ):
            await stranger.send(t="diff", s=stream, **{"from": 0})
            await stranger.send(t="typing", s=stream)
        own = f"profile:{servers.id('stranger')}"
        await stranger.send(t="diff", s=own, **{"from": 0})
        await stranger.until(lambda ws_client: ws_client.received("diff", own))
        assert str(chat) not in str(stranger.frames)
        assert {frame["t"] for frame in stranger.frames} == {"welcome", "diff"}


async def test_who_sends_too_much_is_closed_for_a_while(servers: Servers) -> None:
    async with open_ws_client(servers.here.url, servers.token("misha")) as ws_client:
        try:
            for _ in range(500):
                await ws_client.send(t="pong")
        except ConnectionClosed:
            pass
        assert await ws_client.until_closed() == 4029
        assert ws_client.received("retry")


async def test_the_sockets_of_one_person_are_limited(servers: Servers) -> None:
    ws_clients: list[WsClient] = []

    async def open_and_wait(ended: asyncio.Event) -> None:
        async with open_ws_client(servers.here.url, servers.token("misha")) as ws_client:
            ws_clients.append(ws_client)
            await ended.wait()

    ended = asyncio.Event()
    tasks = [asyncio.create_task(open_and_wait(ended)) for _ in range(20)]
    while len(ws_clients) < 20:  # noqa: ASYNC110 - each opens in its own time
        await asyncio.sleep(0.01)
    async with open_raw_ws_client(servers.here.url, servers.token("misha")) as one_more:
        assert await one_more.until_closed() == 4029
        assert one_more.received("retry")
    ended.set()
    await asyncio.gather(*tasks)


async def test_sockets_that_say_nothing_count_too(servers: Servers) -> None:
    async with AsyncExitStack() as opened:
        for _ in range(20):
            await opened.enter_async_context(open_raw_ws_client(servers.here.url, servers.token("misha")))
        one_more = await opened.enter_async_context(open_raw_ws_client(servers.here.url, servers.token("misha")))
        assert await one_more.until_closed() == 4029
        assert one_more.received("retry")
        async with open_ws_client(servers.here.url, servers.token("lena")) as lena:
            assert lena.close_code is None
    async with open_ws_client(servers.here.url, servers.token("misha")) as again:
        assert again.close_code is None


async def test_newcomers_of_one_network_are_limited_and_those_inside_do_not_count(
    servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "_MAX_NEWCOMERS", 2)
    async with (
        open_ws_client(servers.here.url, servers.token("misha")),
        open_ws_client(servers.here.url, servers.token("misha")),
        open_raw_ws_client(servers.here.url, servers.token("misha")),
        open_raw_ws_client(servers.here.url, servers.token("misha")) as silent,
    ):
        async with open_raw_ws_client(servers.here.url, servers.token("lena")) as lena:
            assert await lena.until_closed() == 4029
            assert lena.received("retry")
        await silent.send(**HELLO)
        await silent.until(lambda ws_client: ws_client.received("welcome"))
        async with open_ws_client(servers.here.url, servers.token("lena")) as lena:
            assert lena.close_code is None


async def test_a_hello_that_names_too_much_is_closed_with_a_code_of_its_own(servers: Servers) -> None:
    named = {f"chat:{new_id()}": 1_000_000 for _ in range(1001)}
    for streams in (named, named | {f"chat:{new_id()}": 1_000_000 for _ in range(1000)}):
        async with open_raw_ws_client(servers.here.url, servers.token("misha")) as ws_client:
            await ws_client.send(**{**HELLO, "streams": streams})
            assert await ws_client.until_closed() == 1009
    async with open_raw_ws_client(servers.here.url, servers.token("misha")) as ws_client:
        await ws_client.send(**{**HELLO, "streams": dict(list(named.items())[:1000])})
        await ws_client.until(lambda opened: opened.received("welcome"))


async def test_signing_out_closes_that_sessions_sockets_at_every_process(servers: Servers) -> None:
    misha = await servers.user_at(servers.here, "misha")
    async with (
        open_ws_client(servers.here.url, servers.token("misha")) as here,
        open_ws_client(servers.there.url, servers.token("misha")) as there,
        open_ws_client(servers.there.url, servers.token("lena")) as lena,
    ):
        await misha.post("/api/id/sign-out")
        assert [await here.until_closed(), await there.until_closed()] == [4001, 4001]
        assert lena.close_code is None
    async with open_raw_ws_client(servers.here.url, servers.token("misha")) as again:
        assert await again.until_closed() == 4001


async def test_a_session_that_ran_out_is_found_by_the_heartbeat(servers: Servers, installation: Any) -> None:  # noqa: ANN401
    async with open_ws_client(servers.here.url, servers.token("misha")) as misha:
        async with installation.transaction() as session:
            theirs = update(ProfileSession).where(ProfileSession.profile_id == servers.id("misha"))
            await session.execute(theirs.values(expires_at=now() - timedelta(seconds=1)))
        servers.here.app.state.context.get(Hub).on_lost()
        assert await misha.until_closed() == 4001


async def test_who_does_not_answer_the_heartbeat_is_closed(servers: Servers) -> None:
    hub = servers.here.app.state.context.get(Hub)
    async with (
        open_ws_client(servers.here.url, servers.token("misha")) as misha,
        open_ws_client(servers.here.url, servers.token("lena")) as lena,
    ):
        misha.ignores_heartbeats = True
        hub.heartbeat_s = 0.2
        hub.on_lost()
        assert await misha.until_closed() == 4002
        assert len(misha.received("heartbeat")) >= 3
        assert lena.close_code is None


async def test_who_reads_too_slowly_is_closed_and_others_are_not_held_up(servers: Servers, chat: UUID) -> None:
    anna, stream = await servers.user_at(servers.here, "anna"), f"chat:{chat}"
    async with (
        open_ws_client(servers.here.url, servers.token("misha")) as misha,
        open_ws_client(servers.here.url, servers.token("lena")) as lena,
    ):
        misha.socket.transport.pause_reading()
        connections = await _connections(servers, "misha")
        for number in range(3000):
            for connection in connections:
                connection.push(b"\x81\x7e\x10\x00" + b"x" * 4096)
            if number % 50 == 0:
                await asyncio.sleep(0)
            if not connections[0].socket.is_open:
                break
        assert not connections[0].socket.is_open
        await anna.send(chat, "Дальше")
        await lena.until_seq(stream, (await anna.view(chat))["seq"])


async def _connections(servers: Servers, name: str) -> Sequence[Any]:
    hub = servers.here.app.state.context.get(Hub)
    return list(hub.connections_of(servers.id(name)))
