"""Who may open a socket, what may be said on it, and when it closes."""

import asyncio
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from websockets.exceptions import ConnectionClosed, InvalidStatus

from parta.core.clock import now
from parta.identity.models import ProfileSession
from tests.realtime.conftest import House
from tests.realtime.window import Window, open_window, raw_window

pytestmark = pytest.mark.anyio

HELLO: dict[str, Any] = {"t": "hello", "proto": 2, "epoch": None, "streams": {}}


async def test_another_sites_page_gets_no_socket(house: House) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with raw_window(house.here.url, house.token("misha"), origin="https://evil.example"):
            pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("token", [None, "nonsense"])
async def test_who_is_not_signed_in_is_sent_away(house: House, token: str | None) -> None:
    async with raw_window(house.here.url, token) as window:
        assert await window.until_closed() == 4001


@pytest.mark.parametrize(
    "said",
    [
        "nonsense",
        "[]",
        "{}",
        '{"t":"hello"}',
        json.dumps({**HELLO, "proto": 1}),
        json.dumps({**HELLO, "streams": {"chat:1": -1}}),
        json.dumps({**HELLO, "streams": {"chat:1": "1"}}),
        json.dumps({**HELLO, "more": 1}),
        json.dumps({"t": "diff", "s": "chat:1", "from": 0}),
    ],
)
async def test_who_does_not_greet_properly_is_sent_away(house: House, said: str) -> None:
    async with raw_window(house.here.url, house.token("misha")) as window:
        await window.socket.send(said)
        assert await window.until_closed() == 4003


@pytest.mark.parametrize("said", ["nonsense", "[" * 5000, json.dumps(HELLO), json.dumps({"t": "update"}), "\u0000"])
async def test_nonsense_after_the_greeting_closes_the_socket(house: House, said: str) -> None:
    async with open_window(house.here.url, house.token("misha")) as window:
        await window.socket.send(said)
        assert await window.until_closed() == 4003


async def test_what_is_not_ones_own_to_hear_is_not_told_however_one_asks(house: House, chat: UUID) -> None:
    async with open_window(house.here.url, house.token("stranger"), {f"chat:{chat}": 0}) as stranger:
        for stream in (f"chat:{chat}", f"profile:{house.id('misha')}", "chat:nonsense", "nothing", "call:" + str(chat)):
            await stranger.say(t="diff", s=stream, **{"from": 0})
            await stranger.say(t="typing", s=stream)
        own = f"profile:{house.id('stranger')}"
        await stranger.say(t="diff", s=own, **{"from": 0})
        await stranger.until(lambda window: window.heard("diff", own))
        assert str(chat) not in str(stranger.frames)
        assert {frame["t"] for frame in stranger.frames} == {"welcome", "diff"}


async def test_who_says_too_much_is_sent_away_for_a_while(house: House) -> None:
    async with open_window(house.here.url, house.token("misha")) as window:
        try:
            for _ in range(500):
                await window.say(t="pong")
        except ConnectionClosed:
            pass
        assert await window.until_closed() == 4029
        assert window.heard("retry")


async def test_one_person_has_not_endlessly_many_sockets(house: House) -> None:
    windows: list[Window] = []

    async def open_and_wait(ended: asyncio.Event) -> None:
        async with open_window(house.here.url, house.token("misha")) as window:
            windows.append(window)
            await ended.wait()

    ended = asyncio.Event()
    tasks = [asyncio.create_task(open_and_wait(ended)) for _ in range(20)]
    while len(windows) < 20:  # noqa: ASYNC110 - each opens in its own time
        await asyncio.sleep(0.01)
    async with raw_window(house.here.url, house.token("misha")) as one_more:
        assert await one_more.until_closed() == 4029
        assert one_more.heard("retry")
    ended.set()
    await asyncio.gather(*tasks)


async def test_signing_out_closes_that_sessions_sockets_at_every_process(house: House) -> None:
    misha = await house.at(house.here, "misha")
    async with (
        open_window(house.here.url, house.token("misha")) as here,
        open_window(house.there.url, house.token("misha")) as there,
        open_window(house.there.url, house.token("lena")) as lena,
    ):
        await misha.post("/api/id/sign-out")
        assert [await here.until_closed(), await there.until_closed()] == [4001, 4001]
        assert lena.code is None
    async with raw_window(house.here.url, house.token("misha")) as again:
        assert await again.until_closed() == 4001


async def test_a_session_that_ran_out_is_found_by_the_heartbeat(house: House, world: Any) -> None:  # noqa: ANN401
    async with open_window(house.here.url, house.token("misha")) as misha:
        async with world.work() as session:
            theirs = update(ProfileSession).where(ProfileSession.profile_id == house.id("misha"))
            await session.execute(theirs.values(expires_at=now() - timedelta(seconds=1)))
        house.here.app.state.hub.lost()
        assert await misha.until_closed() == 4001


async def test_who_does_not_answer_the_heartbeat_is_let_go(house: House) -> None:
    hub = house.here.app.state.hub
    async with (
        open_window(house.here.url, house.token("misha")) as misha,
        open_window(house.here.url, house.token("lena")) as lena,
    ):
        misha.is_mute = True
        hub.beat_s = 0.2
        hub.lost()
        assert await misha.until_closed() == 4002
        assert len(misha.heard("heartbeat")) >= 3
        assert lena.code is None


async def test_who_reads_too_slowly_is_closed_and_others_are_not_held_up(house: House, chat: UUID) -> None:
    anna, stream = await house.at(house.here, "anna"), f"chat:{chat}"
    async with (
        open_window(house.here.url, house.token("misha")) as misha,
        open_window(house.here.url, house.token("lena")) as lena,
    ):
        misha.socket.transport.pause_reading()
        connections = await _connections(house, "misha")
        for number in range(3000):
            for connection in connections:
                connection.push(b"\x81\x7e\x10\x00" + b"x" * 4096)
            if number % 50 == 0:
                await asyncio.sleep(0)
            if not connections[0].socket.is_open:
                break
        assert not connections[0].socket.is_open
        await anna.say(chat, "Дальше")
        await lena.until_level(stream, (await anna.view(chat))["seq"])


async def _connections(house: House, name: str) -> Sequence[Any]:
    hub = house.here.app.state.hub
    return list(hub.connections_of(house.id(name)))
