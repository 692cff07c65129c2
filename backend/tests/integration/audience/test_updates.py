"""Every kind of update: who hears it live, who may read of it, and that nobody else learns of the stream at all."""

from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest
from httpx import AsyncClient

from parta.core.ids import new_id
from parta.gateway.registry import STREAM_KINDS
from tests.integration.audience.stage import Stage
from tests.integration.audience.table import OUT, STRANGER, STUDENT, WHO, Row
from tests.integration.audience.updates import PUTS, Acting, Heard
from tests.realtime.house import Process, web_process
from tests.realtime.window import JOURNAL_DOOR, PROFILE_DOOR, Window, open_window, open_window_at, raw_window

pytestmark = pytest.mark.anyio

PERSONS = WHO[1:]


@dataclass(frozen=True)
class House:
    """A web process, everybody's browser there, and the windows that each of them has open."""

    process: Process
    acting: Acting
    windows: dict[tuple[str, str], Window]
    """By person and door; a stranger has no account in a journal."""
    tokens: dict[str, str]

    async def catch_up(self, but: Collection[tuple[str, str]]) -> dict[tuple[str, str], Window]:
        """Wait until the windows, but for these, have heard all that was told before now; give them."""
        others = {whose: window for whose, window in self.windows.items() if whose not in but}
        beats = {whose: len(window.heard("heartbeat")) for whose, window in others.items()}
        self.process.app.state.hub.lost()
        for whose, window in others.items():
            await window.until(lambda opened, whose=whose: len(opened.heard("heartbeat")) > beats[whose])
        return others


@pytest.fixture(scope="module")
async def house(stage: Stage) -> AsyncIterator[House]:
    """Give a process in which everybody has a window open at each door."""
    windows, browsers, tokens = dict[tuple[str, str], Window](), dict[str, AsyncClient](), dict[str, str]()
    async with web_process(stage.world.app.state.settings, stage.world.sessions) as process, AsyncExitStack() as opened:
        for who in PERSONS:
            tokens[who] = stage.browsers[who, "profile"].cookies["parta_profile"]
            browser = AsyncClient(base_url=process.url, headers={"Origin": process.url}, trust_env=False)
            browsers[who] = await opened.enter_async_context(browser)
            browser.headers["Cookie"] = f"parta_profile={tokens[who]}"
            windows[who, PROFILE_DOOR] = await opened.enter_async_context(open_window(process.url, tokens[who]))
            if who != STRANGER:
                token = stage.browsers[who, "journal"].cookies["parta_journal"]
                browser.headers["Cookie"] += f"; parta_journal={token}"
                window = open_window_at(JOURNAL_DOOR, process.url, token)
                windows[who, JOURNAL_DOOR] = await opened.enter_async_context(window)
        yield House(process, Acting(stage, browsers), windows, tokens)


def puts_heard(window: Window, stream: str, kind: str) -> int:
    """Count the updates of this kind that the window heard live."""
    return sum(update["kind"] == kind for frame in window.heard("update", stream) for update in frame["updates"])


async def own_id(house: House, who: str) -> str:
    """Give this person's profile."""
    return (await house.acting.ask(who, "GET", "/api/id/me")).json()["profile"]["id"]


async def assert_read(stage: Stage, update: Heard) -> None:
    """See that over HTTP profiles read what they hear, and accounts of a journal nothing: their weeks tell them."""
    for side in ("profile", "journal"):
        row = Row("GET", f"/api/streams/{update.stream}/difference", {}, side=side)
        readers = update.hearers if (side, update.door) == ("profile", PROFILE_DOOR) else ()
        for who in WHO:
            answer = await stage.ask(row, who)
            is_known = who != OUT and (side == "profile" or who == STRANGER)
            assert answer.status_code == (200 if who in readers else 404 if is_known else 401), (who, side)
            if who in readers:
                assert update.kind in {one["kind"] for one in answer.json()["updates"]}


@pytest.mark.parametrize("update", PUTS, ids=str)
async def test_it_is_heard_by_those_whom_it_concerns_and_by_nobody_else(house: House, update: Heard) -> None:
    stage = house.acting.stage
    stream = await stage.fill(update.stream)
    hearing = {(who, update.door): house.windows[who, update.door] for who in update.hearers}
    known = {whose: puts_heard(window, stream, update.kind) for whose, window in hearing.items()}
    await update.act(house.acting)
    for whose, window in hearing.items():
        await window.until(lambda opened, whose=whose: puts_heard(opened, stream, update.kind) > known[whose])
    for whose, window in (await house.catch_up(but=hearing)).items():
        assert [frame for frame in window.frames if frame.get("s") == stream or stream in str(frame)] == [], whose
    for whose, window in house.windows.items():
        (welcome,) = window.heard("welcome")
        assert (stream in welcome["streams"]) is (whose in hearing), whose
    await assert_read(stage, update)


def test_no_kind_of_put_is_forgotten() -> None:
    there = {(stream.name, kind.name) for stream in STREAM_KINDS.values() for kind in stream.kinds}
    assert {(update.stream.partition(":")[0], update.kind) for update in PUTS} == there


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
