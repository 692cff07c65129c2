"""The contract of the buses: each test is of every kind of bus, unless it says otherwise."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from parta.core.bus import Bus, LocalBus
from parta.core.ephemerals import EventsEmitted
from parta.core.unit_of_work import Outbound
from tests.nats_server import run_nats_server
from tests.realtime.buses import (
    CHAT,
    OTHER_CHAT,
    TYPING,
    NatsNetwork,
    Network,
    PostgresNetwork,
    Record,
    drop_connections,
    frame,
    run_processes,
    wait_until,
)
from tests.realtime.conftest import Servers
from tests.realtime.ws_client import open_ws_client

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["postgres", "nats"])
async def network(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Network]:
    """Return what buses of this kind exchange by."""
    if request.param == "postgres":
        yield PostgresNetwork(database_url)
    else:
        async with run_nats_server() as server:
            yield NatsNetwork(server)


@pytest.fixture
async def nats_network() -> AsyncIterator[Network]:
    """Return a network of NATS."""
    async with run_nats_server() as server:
        yield NatsNetwork(server)


async def receive_all(record: Record, sender: Bus) -> None:
    """Wait until what the sender published before has arrived: this comes last."""
    before = record.items.count(EventsEmitted())
    sender.publish(Outbound(ephemerals=[EventsEmitted()]))
    await wait_until(lambda: record.items.count(EventsEmitted()) > before)


def check_delivery_within_process(bus: Bus) -> None:
    record = Record.listen(bus)
    bus.publish(Outbound([frame(1), frame(2, size=2 << 20)], [TYPING]))
    assert record.items == [frame(1), frame(2, size=2 << 20), TYPING]


async def test_what_a_process_publishes_reaches_its_own_handlers_at_once(network: Network) -> None:
    check_delivery_within_process(LocalBus())
    check_delivery_within_process(network.open_bus())


async def test_everything_reaches_the_others_in_the_order_of_each_stream(network: Network) -> None:
    async with run_processes(network, 3) as [(here, own), (there, other), (third, _)]:
        for bus in (there, third):
            await bus.subscribe(CHAT, OTHER_CHAT)
        for seq in range(2, 300):
            here.publish(Outbound([frame(seq), frame(seq, stream=OTHER_CHAT, size=seq * 5)], [TYPING]))
        await wait_until(lambda: other.seqs()[-1:] == other.seqs(OTHER_CHAT)[-1:] == [299])
    assert other.seqs() == other.seqs(OTHER_CHAT) == own.seqs() == list(range(2, 300))
    assert TYPING in other.items


async def test_a_frame_that_is_too_long_arrives_as_a_hint_in_its_place(network: Network) -> None:
    async with run_processes(network) as [(here, own), (there, other)]:
        await there.subscribe(CHAT)
        here.publish(Outbound([frame(2), frame(3, size=network.max_frame_bytes), frame(4)]))
        await wait_until(lambda: other.seqs() == [2, 3, 4])
    assert [type(one).__name__ for one in other.items] == ["Frame", "Hint", "Frame"]
    assert [type(one).__name__ for one in own.items] == ["Frame", "Frame", "Frame"]


async def test_the_longest_frame_arrives_as_it_is(network: Network) -> None:
    longest = frame(2, size=network.max_frame_bytes - 300)
    async with run_processes(network) as [(here, _), (there, other)]:
        await there.subscribe(CHAT)
        here.publish(Outbound([longest]))
        await wait_until(lambda: other.items)
    assert other.items == [longest]


async def test_what_is_published_after_subscribing_arrives(network: Network) -> None:
    async with run_processes(network) as [(here, _), (there, other)]:
        for seq in range(2, 30):
            stream = f"chat:{UUID(int=seq)}"
            await there.subscribe(stream)
            here.publish(Outbound([frame(seq, stream=stream)]))
        await wait_until(lambda: len(other.items) == 28)


async def test_nothing_is_delivered_twice(network: Network) -> None:
    async with run_processes(network) as [(here, own), (there, other)]:
        for bus in (here, there):
            await bus.subscribe(CHAT)
            await bus.subscribe(CHAT)
        here.publish(Outbound([frame(1, audience_seq=1), frame(2), frame(3, audience_seq=3)], [TYPING]))
        there.publish(Outbound([frame(4)]))
        await wait_until(lambda: len(own.items) == len(other.items) == 5)
        await receive_all(other, here)
        await receive_all(own, there)
    assert own.seqs() == [1, 2, 3, 4]
    assert sorted(other.seqs()) == [1, 2, 3, 4]


async def test_who_lost_the_connection_is_told_and_receives_again(network: Network) -> None:
    async with run_processes(network) as [(here, own), (there, other)]:
        await there.subscribe(CHAT)
        losses = own.losses, other.losses
        await network.cut()
        await wait_until(lambda: own.losses > losses[0] and other.losses > losses[1])
        losses = own.losses, other.losses
        here.publish(Outbound([frame(5)]))
        await wait_until(lambda: other.seqs() or other.losses > losses[1])
        await receive_all(other, here)
        here.publish(Outbound([frame(6)]))
        await wait_until(lambda: 6 in other.seqs())


async def test_what_is_published_last_is_still_sent(network: Network) -> None:
    there = network.open_bus()
    other = Record.listen(there)
    async with there.running():
        await wait_until(lambda: other.losses)
        await there.subscribe(CHAT)
        async with run_processes(network, 1) as [(here, _)]:
            here.publish(Outbound([frame(seq) for seq in range(2, 100)]))
        await wait_until(lambda: other.seqs() == list(range(2, 100)))


async def test_a_bus_that_is_away_lets_nobody_wait_or_fail(network: Network) -> None:
    nowhere = network.open_bus_to_nowhere()
    record = Record.listen(nowhere)
    async with nowhere.running():
        assert not await nowhere.subscribe(CHAT)
        for seq in range(20_000):
            nowhere.publish(Outbound([frame(seq)]))
        await nowhere.unsubscribe(CHAT)
    assert len(record.items) == 20_000
    assert not record.losses


async def test_what_cannot_be_read_is_reported_as_lost(network: Network) -> None:
    async with run_processes(network, 1) as [(_, own)]:
        losses = own.losses
        await network.send(b'{"origin":"x","items":[{"s":7}]}')
        await wait_until(lambda: own.losses > losses)
        await network.send(b"[")
        await wait_until(lambda: own.losses > losses + 1)


async def test_ephemeral_events_that_nobody_asked_for_are_ignored(network: Network) -> None:
    async with run_processes(network, 1) as [(_, own)]:
        losses = own.losses
        await network.send(b'{"origin":"x","items":[{"t":"Vanished"},{"t":"Typing","chat":1},{"t":"EventsEmitted"}]}')
        await wait_until(lambda: own.items)
    assert own.items == [EventsEmitted()]
    assert own.losses == losses


async def test_who_dropped_something_lets_the_others_know(network: Network) -> None:
    async with run_processes(network) as [(here, _), (_, other)]:
        losses = other.losses
        here.publish(Outbound([frame(seq) for seq in range(20_000)]))
        await wait_until(lambda: other.losses > losses)


async def test_by_nats_only_what_is_subscribed_to_arrives(nats_network: Network) -> None:
    async with run_processes(nats_network) as [(here, _), (there, other)]:
        assert await there.subscribe(CHAT)
        assert not await there.subscribe(CHAT)
        here.publish(Outbound([frame(2), frame(2, stream=OTHER_CHAT)], [TYPING]))
        await wait_until(lambda: other.items == [frame(2), TYPING])
        await there.unsubscribe(CHAT)
        here.publish(Outbound([frame(3)], [TYPING]))
        await receive_all(other, here)
        assert other.items == [frame(2), TYPING, EventsEmitted()]
        assert await there.subscribe(CHAT)
        here.publish(Outbound([frame(4)]))
        await wait_until(lambda: other.seqs() == [2, 4])


async def test_by_nats_what_begins_a_stream_or_changes_its_audience_reaches_everybody(nats_network: Network) -> None:
    async with run_processes(nats_network) as [(here, _), (_, other)]:
        here.publish(Outbound([frame(1), frame(2), frame(3, audience_seq=3), frame(4, audience_seq=3)]))
        await receive_all(other, here)
        assert other.seqs() == [1, 3]


async def test_by_nats_interest_outlives_the_connection(nats_network: Network) -> None:
    async with run_processes(nats_network) as [(here, own), (there, other)]:
        losses = own.losses, other.losses
        await nats_network.cut()
        await there.subscribe(CHAT)
        await wait_until(lambda: own.losses > losses[0] and other.losses > losses[1])
        here.publish(Outbound([frame(7)]))
        await wait_until(lambda: other.seqs() == [7])


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
