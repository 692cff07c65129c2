"""Every kind of put: who hears it live, who may read of it, and that nobody else learns of the stream at all."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest
from httpx import AsyncClient

from parta.core.ids import new_id
from parta.gateway.catalogue import STREAM_KINDS
from tests.integration.audience.puts import PUTS, Acting, Heard
from tests.integration.audience.stage import Stage
from tests.integration.audience.table import OUT, STRANGER, STUDENT, WHO, Row
from tests.realtime.house import Process, web_process
from tests.realtime.window import Window, open_window, raw_window

pytestmark = pytest.mark.anyio

PERSONS = WHO[1:]


@dataclass(frozen=True)
class House:
    """A web process, everybody's browser there, and the window that each of them has open."""

    process: Process
    acting: Acting
    windows: dict[str, Window]
    tokens: dict[str, str]


@pytest.fixture(scope="module")
async def house(stage: Stage) -> AsyncIterator[House]:
    """Give a process in which everybody has a window open."""
    windows, browsers, tokens = dict[str, Window](), dict[str, AsyncClient](), dict[str, str]()
    async with web_process(stage.world.app.state.settings, stage.world.sessions) as process, AsyncExitStack() as opened:
        for who in PERSONS:
            tokens[who] = stage.browsers[who, "profile"].cookies["parta_profile"]
            browser = AsyncClient(base_url=process.url, headers={"Origin": process.url}, trust_env=False)
            browser.headers["Cookie"] = f"parta_profile={tokens[who]}"
            browsers[who] = await opened.enter_async_context(browser)
            windows[who] = await opened.enter_async_context(open_window(process.url, tokens[who]))
        yield House(process, Acting(stage, browsers), windows, tokens)


def puts_heard(window: Window, stream: str, kind: str) -> int:
    """Count the puts of this kind that the window heard live."""
    return sum(put["kind"] == kind for frame in window.heard("put", stream) for put in frame["puts"])


async def catch_up(house: House, who: str) -> None:
    """Wait until the window has heard all that was told to it before now."""
    window, own = house.windows[who], f"profile:{await own_id(house, who)}"
    known = len(window.heard("diff", own))
    await window.say(t="diff", s=own, **{"from": 0})
    await window.until(lambda opened: len(opened.heard("diff", own)) > known)


async def own_id(house: House, who: str) -> str:
    """Give this person's profile."""
    return (await house.acting.ask(who, "GET", "/api/id/me")).json()["profile"]["id"]


@pytest.mark.parametrize("put", PUTS, ids=str)
async def test_it_is_heard_by_those_whom_it_concerns_and_by_nobody_else(house: House, put: Heard) -> None:
    stage = house.acting.stage
    stream = await stage.fill(put.stream)
    known = {who: puts_heard(house.windows[who], stream, put.kind) for who in PERSONS}
    await put.act(house.acting)
    for who in put.hearers:
        await house.windows[who].until(lambda window, who=who: puts_heard(window, stream, put.kind) > known[who])
    for who in set(PERSONS) - put.hearers:
        await catch_up(house, who)
        named = [frame for frame in house.windows[who].frames if frame.get("s") == stream or stream in str(frame)]
        assert named == [], who
    row = Row("GET", f"/api/streams/{put.stream}/difference", {})
    for who in WHO:
        answer = await stage.ask(row, who)
        assert answer.status_code == (200 if who in put.hearers else 401 if who == OUT else 404), who
        if who in put.hearers:
            assert put.kind in {one["kind"] for one in answer.json()["puts"]}
    for who in PERSONS:
        (welcome,) = house.windows[who].heard("welcome")
        assert (stream in welcome["streams"]) is (who in put.hearers), who


def test_no_kind_of_put_is_forgotten() -> None:
    there = {(stream.name, kind.name) for stream in STREAM_KINDS.values() for kind in stream.kinds}
    assert {(put.stream.partition(":")[0], put.kind) for put in PUTS} == there


async def test_naming_anothers_stream_is_answered_as_naming_one_that_is_not_there(house: House) -> None:
    there, not_there = await house.acting.stage.fill("chat:{class_chat}"), f"chat:{new_id()}"
    own = f"profile:{await own_id(house, STRANGER)}"
    async with open_window(house.process.url, house.tokens[STRANGER], {there: 0, not_there: 0}) as window:
        for stream in (there, not_there):
            await window.say(t="diff", s=stream, **{"from": 0})
            await window.say(t="typing", s=stream)
        await window.say(t="diff", s=own, **{"from": 0})
        await window.until(lambda opened: opened.heard("diff", own))
        assert [frame["t"] for frame in window.frames if frame.get("s") in {there, not_there}] == []
        (welcome,) = window.heard("welcome")
        assert set(welcome["streams"]) == {own}


@pytest.mark.parametrize("cookie", ["nobody", "the journal's"])
async def test_without_a_profile_one_hears_nothing(house: House, cookie: str) -> None:
    journal = house.acting.stage.browsers[STUDENT, "journal"].cookies["parta_journal"]
    async with raw_window(house.process.url, journal if cookie != "nobody" else None) as window:
        assert await window.until_closed() == 4001
        assert window.frames == []
