"""The bus between processes, with and without failures."""

import asyncio
from dataclasses import dataclass, field
from uuid import UUID

import asyncpg
import pytest

from parta.core.postgres_bus import PostgresBus
from parta.core.streams import EphemeralEvent, Frame, encode_frame
from parta.core.unit_of_work import Outbound
from tests.realtime.conftest import Servers
from tests.realtime.ws_client import open_ws_client

pytestmark = pytest.mark.anyio


@dataclass
class RecordingListener:
    """Records what a bus carries."""

    frames: list[Frame] = field(default_factory=list[Frame])
    hints: list[tuple[str, int, int]] = field(default_factory=list[tuple[str, int, int]])
    ephemerals: list[EphemeralEvent] = field(default_factory=list[EphemeralEvent])
    losses: int = 0

    def on_frame(self, frame: Frame) -> None:
        """Record it."""
        self.frames.append(frame)

    def on_hint(self, stream: str, seq: int, audience_seq: int) -> None:
        """Record it."""
        self.hints.append((stream, seq, audience_seq))

    def on_ephemeral(self, event: EphemeralEvent) -> None:
        """Record it."""
        self.ephemerals.append(event)

    def on_lost(self) -> None:
        """Count it."""
        self.losses += 1


def frame(seq: int, text: str = "") -> Frame:
    return encode_frame("chat:1", seq, 0, [("message", f'{{"text":"{text}"}}')])


async def wait_until(condition: object) -> None:
    assert callable(condition)
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what happens has no event
            await asyncio.sleep(0.01)


async def drop_connections(url: str) -> None:
    """Break every connection that listens or notifies, as a network failure would."""
    admin = await asyncpg.connect(url)
    try:
        await admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND datname = current_database() AND (query ILIKE '%LISTEN%' OR query LIKE '%pg_notify%')"
        )
    finally:
        await admin.close()


async def test_what_one_process_publishes_reaches_its_own_listeners_at_once_and_then_the_others(
    database_url: str,
) -> None:
    here, there = PostgresBus(database_url), PostgresBus(database_url)
    own, other = RecordingListener(), RecordingListener()
    here.add_listener(own)
    there.add_listener(other)
    async with here.running(), there.running():
        await wait_until(lambda: own.losses and other.losses)
        here.publish(Outbound([frame(1), frame(2, "ы" * 5000)], [EphemeralEvent("typing", {"chat_id": "1"})]))
        assert [one.seq for one in own.frames] == [1, 2]
        await wait_until(lambda: other.hints and other.ephemerals)
    assert other.frames == [frame(1)]
    assert other.hints == [("chat:1", 2, 0)]
    assert other.ephemerals == [EphemeralEvent("typing", {"chat_id": "1"})]
    assert not own.hints


async def test_who_lost_the_connection_knows_that_something_may_be_missing(database_url: str) -> None:
    here, there = PostgresBus(database_url), PostgresBus(database_url)
    other = RecordingListener()
    there.add_listener(other)
    async with here.running(), there.running():
        await wait_until(lambda: other.losses)
        losses = other.losses
        await drop_connections(database_url)
        await wait_until(lambda: other.losses > losses)
        here.publish(Outbound([frame(5)]))
        await wait_until(lambda: other.frames or other.losses > losses + 1)


async def test_what_was_published_while_the_database_was_away_is_at_least_reported_as_a_loss() -> None:
    nowhere = PostgresBus("postgresql://nobody@127.0.0.1:1/nothing")
    listener = RecordingListener()
    nowhere.add_listener(listener)
    async with nowhere.running():
        for seq in range(20_000):
            nowhere.publish(Outbound([frame(seq)]))
    assert len(listener.frames) == 20_000


async def test_clients_are_up_to_date_again_after_every_connection_of_the_bus_was_cut(
    servers: Servers, chat: UUID, database_url: str
) -> None:
    anna, stream = await servers.user_at(servers.here, "anna"), f"chat:{chat}"
    async with (
        open_ws_client(servers.here.url, servers.token("misha")) as here,
        open_ws_client(servers.there.url, servers.token("lena")) as there,
    ):
        for number in range(10):
            await anna.send(chat, f"Сообщение {number}")
            if number in {3, 6}:
                await drop_connections(database_url)
        seq = (await anna.view(chat))["seq"]
        assert await here.until_seq(stream, seq) == await there.until_seq(stream, seq)
