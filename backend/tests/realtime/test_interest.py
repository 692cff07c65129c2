"""Two web processes over NATS, which carries to a process only what it subscribed to: nothing is missed."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.boards.events import board_topic
from parta.core.ids import new_id
from parta.core.nats_bus import NatsBus
from parta.core.settings import Settings
from parta.core.unit_of_work import Outbound, make_sessions
from parta.gateway.hub import Hub
from tests.installation import Installation
from tests.integration.messenger.school import create_messenger_school
from tests.nats_server import run_nats_server
from tests.realtime.board_scenario import open_board
from tests.realtime.boards_process import BoardsProcess
from tests.realtime.buses import Record, frame, wait_until
from tests.realtime.conftest import Servers, run_servers, sync_class_chat
from tests.realtime.ws_client import WsClient, open_ws_client
from tests.snapshots import Snapshots

pytestmark = pytest.mark.anyio


class LateBus(NatsBus):
    """A bus over which something happens just before a subscription takes effect."""

    def __init__(self, url: str) -> None:
        """Create a bus over the server at this URL."""
        super().__init__(url)
        self.meanwhile: dict[str, Callable[[], Awaitable[object]]] = {}
        """By topic: what happens once."""

    @property
    def topics(self) -> frozenset[str]:
        """Return the topics that it subscribed to."""
        return frozenset(self._topics)

    async def subscribe(self, *topics: str) -> bool:
        """Ensure that these topics arrive, after what happens meanwhile."""
        for topic in topics:
            if happen := self.meanwhile.pop(topic, None):
                await happen()
        return await super().subscribe(*topics)


@dataclass
class NatsServers:
    """Two processes, and their buses."""

    servers: Servers
    here: LateBus
    there: LateBus


@pytest.fixture
async def nats(
    installation: Installation, snapshots: Snapshots, engine: AsyncEngine, web_settings: Settings
) -> AsyncIterator[NatsServers]:
    """Return two processes and a school with everybody signed in."""
    school = await snapshots.open(installation, create_messenger_school)
    async with run_nats_server() as server:
        buses = LateBus(server.url), LateBus(server.url)
        records = [Record.listen(bus) for bus in buses]
        async with run_servers(school, web_settings, make_sessions(engine), buses) as servers:
            await wait_until(lambda: all(record.losses for record in records))
            yield NatsServers(servers, *buses)


@pytest.fixture
async def class_chat(nats: NatsServers) -> UUID:
    """Return the chat of 7Б: Анна, Миша, Лена."""
    return await sync_class_chat(nats.servers, "misha", "lena")


async def create_group(nats: NatsServers, *members: str) -> str:
    """Return the id of Анна's new group with these people."""
    anna = await nats.servers.user_at(nats.servers.here, "anna")
    ids = [str(nats.servers.id(name)) for name in members]
    made = await anna.post("/api/chats", client_id=str(new_id()), title="Экскурсия", members=ids, is_closed=True)
    chat_id: str = made["chat"]["id"]
    return chat_id


def texts(client: WsClient, stream: str) -> list[Any]:
    """Return the texts of the stream, in the order of their numbers."""
    values = sorted((one for one in client.state[stream].values() if "number" in one), key=lambda one: one["number"])
    return [one["text"] for one in values if one["kind"] == "text"]


async def test_a_message_sent_at_one_process_is_received_at_the_other(nats: NatsServers, class_chat: UUID) -> None:
    anna = await nats.servers.user_at(nats.servers.here, "anna")
    async with open_ws_client(nats.servers.there.url, nats.servers.token("misha")) as misha:
        await anna.send(class_chat, "Завтра контрольная")
        await misha.until(lambda one: one.received("update", f"chat:{class_chat}"))


async def test_what_is_sent_while_a_process_begins_to_subscribe_is_in_the_welcome(
    nats: NatsServers, class_chat: UUID
) -> None:
    anna, stream = await nats.servers.user_at(nats.servers.here, "anna"), f"chat:{class_chat}"
    seqs: list[int] = []

    async def send() -> None:
        await anna.send(class_chat, "Между чтением и подпиской")
        seqs.append((await anna.view(class_chat))["seq"])

    nats.there.meanwhile[stream] = send
    async with open_ws_client(nats.servers.there.url, nats.servers.token("misha")) as misha:
        assert misha.received("welcome")[0]["streams"][stream] == seqs[0]
        await anna.send(class_chat, "После подписки")
        await misha.until(lambda one: one.received("update", stream))


@pytest.mark.usefixtures("class_chat")
async def test_who_is_added_learns_it_and_misses_nothing_that_is_sent_meanwhile(nats: NatsServers) -> None:
    group = await create_group(nats, "misha")
    anna, stream = await nats.servers.user_at(nats.servers.here, "anna"), f"chat:{group}"
    nats.there.meanwhile[stream] = lambda: anna.send(group, "Лена уже здесь?")
    async with open_ws_client(nats.servers.there.url, nats.servers.token("lena")) as lena:
        await anna.post(f"/api/chats/{group}/members", profile_ids=[str(nats.servers.id("lena"))])
        await lena.until(lambda one: one.received("subscribed", stream))
        assert stream not in nats.there.meanwhile
        seq = (await anna.view(group))["seq"]
        assert lena.received("subscribed", stream)[0]["n"] == seq
        await lena.until_seq(stream, seq)
        assert texts(lena, stream) == ["Лена уже здесь?"]
        await anna.send(group, "Добро пожаловать")
        await lena.until(lambda one: "Добро пожаловать" in texts(one, stream))


@pytest.mark.usefixtures("class_chat")
async def test_a_chat_that_begins_reaches_its_members(nats: NatsServers) -> None:
    async with open_ws_client(nats.servers.there.url, nats.servers.token("lena")) as lena:
        group = await create_group(nats, "lena")
        await lena.until(lambda one: one.received("subscribed", f"chat:{group}"))


@pytest.mark.usefixtures("class_chat")
async def test_who_is_removed_receives_that_last_and_then_nothing(nats: NatsServers) -> None:
    group = await create_group(nats, "misha", "lena")
    anna, stream = await nats.servers.user_at(nats.servers.here, "anna"), f"chat:{group}"
    async with (
        open_ws_client(nats.servers.there.url, nats.servers.token("misha")) as misha,
        open_ws_client(nats.servers.there.url, nats.servers.token("lena")) as lena,
    ):
        await anna.delete(f"/api/chats/{group}/members/{nats.servers.id('misha')}")
        await anna.send(group, "Без Миши")
        await lena.until_seq(stream, (await anna.view(group))["seq"])
        await misha.until(lambda one: one.received("unsubscribed", stream))
        assert misha.received("update", stream)
        assert "Без Миши" not in str(misha.frames)


async def test_others_see_who_types_and_how_far_one_has_read(nats: NatsServers, class_chat: UUID) -> None:
    stream = f"chat:{class_chat}"
    misha = await nats.servers.user_at(nats.servers.here, "misha")
    await misha.send(class_chat, "Кто-нибудь решил?")
    async with (
        open_ws_client(nats.servers.here.url, nats.servers.token("misha")) as typing,
        open_ws_client(nats.servers.there.url, nats.servers.token("lena")) as lena,
    ):
        await typing.send(t="typing", s=stream)
        await lena.until(lambda one: one.received("typing", stream))
        await (await nats.servers.user_at(nats.servers.here, "anna")).put(
            f"/api/chats/{class_chat}/read-number", read_number=1
        )
        await lena.until(lambda one: one.received("read", stream))


async def test_signing_out_closes_the_sockets_at_every_process(nats: NatsServers) -> None:
    misha = await nats.servers.user_at(nats.servers.here, "misha")
    async with open_ws_client(nats.servers.there.url, nats.servers.token("misha")) as client:
        await misha.post("/api/id/sign-out")
        assert await client.until_closed() == 4001


async def test_a_process_without_subscribers_no_longer_receives_the_stream(nats: NatsServers, class_chat: UUID) -> None:
    stream = f"chat:{class_chat}"
    record, hub = Record.listen(nats.there), nats.servers.there.app.state.context.get(Hub)
    async with open_ws_client(nats.servers.there.url, nats.servers.token("misha")):
        nats.here.publish(Outbound([frame(1 << 40, stream=stream)]))
        await wait_until(lambda: record.seqs(stream))
    hub.on_lost()  # its heartbeat withdraws what nobody needs
    await wait_until(lambda: not nats.there.topics)
    nats.here.publish(Outbound([frame(2 << 40, stream=stream), frame(1, stream="chat:last")]))
    await wait_until(lambda: record.seqs("chat:last"))
    assert record.seqs(stream) == [1 << 40]


async def test_pointers_and_access_of_a_board_reach_every_process(
    nats: NatsServers, class_chat: UUID, boards_process: BoardsProcess
) -> None:
    board = await open_board(nats.servers, class_chat, boards_process)
    async with board.ready("anna") as anna, board.ready("misha", there=True) as misha:
        await wait_until(lambda: board_topic(board.id) in nats.there.topics)
        await wait_until(lambda: board_topic(board.id) in nats.here.topics)
        await misha.say(t="pointer", x=7, y=8)
        await anna.until(lambda her: her.pointers)
        await board.people["anna"].put(f"/api/calls/{board.call}/settings", is_board_open=False)
        assert await misha.until_closed() == 4005
        await anna.until(lambda her: not her.pointers)


async def test_a_board_that_is_closed_while_somebody_comes_is_closed_for_them(
    nats: NatsServers, class_chat: UUID, boards_process: BoardsProcess
) -> None:
    board = await open_board(nats.servers, class_chat, boards_process)
    path = f"/api/calls/{board.call}/settings"
    nats.there.meanwhile[board_topic(board.id)] = lambda: board.people["anna"].put(path, is_board_open=False)
    async with board.open("misha", there=True) as misha:
        assert await misha.until_closed() == 4005
