"""For every kind of update: what was received, applied, equals a fresh read."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from parta.gateway.hub import Hub
from parta.identity.schemas import Badge, BadgeRole
from parta.identity.service import set_badges
from parta.registry import REGISTRY
from tests.installation import Installation
from tests.integration.audience.live import LiveServer, count_updates, run_live_server
from tests.integration.audience.scenario import open_scenario
from tests.integration.audience.updates import UPDATE_CASES
from tests.integration.messenger.school import SCHOOL_ID
from tests.realtime.conftest import Servers
from tests.realtime.ws_client import State, WsClient, open_ws_client
from tests.snapshots import Snapshots

pytestmark = pytest.mark.anyio


async def read_fresh(servers: Servers, name: str, stream: str) -> State:
    """Return the state of a stream as it is read afresh, page by page."""
    person, after, state = await servers.user_at(servers.here, name), 0, State()
    while True:
        page = await person.get(f"/api/streams/{stream}/difference", after=after)
        state |= {f"{update['kind']}:{update['value']['id']}": update["value"] for update in page["updates"]}
        if not page["more"]:
            return state
        after = page["to"]


async def wait_until_fresh(servers: Servers, name: str, ws_client: WsClient, stream: str) -> State:
    """Wait until the client is up to date with the stream; return its state."""
    person = await servers.user_at(servers.here, name)
    page = await person.get(f"/api/streams/{stream}/difference", after=1 << 40)
    return await ws_client.until_seq(stream, page["to"])


async def test_updates_of_a_chat_equal_a_fresh_read(servers: Servers, chat: UUID) -> None:
    anna, misha = await servers.user_at(servers.here, "anna"), await servers.user_at(servers.here, "misha")
    stream = f"chat:{chat}"
    async with open_ws_client(servers.there.url, servers.token("lena")) as ws_client:
        sent: list[dict[str, Any]] = [await misha.send(chat, f"Ответ {number}") for number in range(5)]
        await anna.send(chat, "Верно", reply_to=sent[0]["id"])
        await misha.patch(f"/api/chats/{chat}/messages/{sent[1]['id']}", text="Исправлено", mentions=[])
        await misha.delete(f"/api/chats/{chat}/messages/{sent[2]['id']}")
        await anna.put(f"/api/chats/{chat}/messages/{sent[3]['id']}/reaction", emoji="👍")
        await change_badge(servers)
        await anna.send(chat, "Последнее")
        received = await wait_until_fresh(servers, "lena", ws_client, stream)
        assert received == await read_fresh(servers, "lena", stream)
        assert {key.partition(":")[0] for key in received} == {"chat", "member", "message"}


async def test_updates_of_ones_own_stream_equal_a_fresh_read(servers: Servers, chat: UUID) -> None:
    anna, misha = await servers.user_at(servers.here, "anna"), await servers.user_at(servers.here, "misha")
    stream = f"profile:{servers.id('misha')}"
    async with open_ws_client(servers.there.url, servers.token("misha")) as ws_client:
        sent = await anna.send(chat, "Прочтите")
        await misha.put(f"/api/chats/{chat}/read-number", read_number=sent["number"])
        await misha.put(f"/api/chats/{chat}/draft", text="Я про")
        await change_badge(servers)
        await misha.put(f"/api/chats/{chat}/mute", until="2036-01-01T00:00:00Z")
        received = await wait_until_fresh(servers, "misha", ws_client, stream)
        assert received == await read_fresh(servers, "misha", stream)
        assert {key.partition(":")[0] for key in received} >= {"profile", "chat_state"}


async def change_badge(servers: Servers) -> None:
    """Set Миша's badge to another class; no other process is notified."""
    installation = servers.school.installation
    async with installation.transaction() as work:
        await set_badges(
            work,
            {
                servers.id("misha"): [
                    Badge(role=BadgeRole.STUDENT, school_id=SCHOOL_ID, school="Школа № 7", detail="8А")
                ]
            },
        )
    await installation.settle()


async def test_only_subscribers_of_a_stream_may_read_its_difference(servers: Servers, chat: UUID) -> None:
    streams = {f"chat:{chat}": {"anna", "misha", "lena"}, f"profile:{servers.id('misha')}": {"misha"}}
    for stream, subscribers in streams.items():
        for name in servers.school.people:
            answer = await (await servers.user_at(servers.here, name)).browser.get(f"/api/streams/{stream}/difference")
            assert answer.status_code == (200 if name in subscribers else 404), (stream, name)


@pytest.mark.parametrize("stream", ["nothing", "chat:nonsense", "call:00000000-0000-0000-0000-000000000000", "a" * 81])
async def test_streams_that_there_are_not_are_not_found(servers: Servers, stream: str) -> None:
    answer = await (await servers.user_at(servers.here, "misha")).browser.get(f"/api/streams/{stream}/difference")
    assert answer.status_code in {404, 422}


async def test_the_description_of_the_interface_names_every_kind(installation: Installation) -> None:
    described = installation.app.openapi()["components"]["schemas"]
    updates = {name: str(schema) for name, schema in described.items() if name.endswith("EntityUpdate")}
    assert len(updates) == len(list(REGISTRY.kinds))
    for kind in REGISTRY.kinds:
        name = "".join(word.capitalize() for word in kind.name.split("_"))
        assert f"'const': '{kind.name}'" in updates[f"{name}EntityUpdate"]
        assert f"/{kind.schema.__name__}'" in updates[f"{name}EntityUpdate"]


@pytest.fixture(scope="module")
async def live_server(
    snapshots: Snapshots, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[LiveServer]:
    """Return a process over two schools with something of everything, and everybody's clients."""
    async with (
        open_scenario(snapshots, database_url, tmp_path_factory.mktemp("home")) as scenario,
        run_live_server(scenario) as server,
    ):
        yield server


@pytest.mark.parametrize("kind", [kind.name for kind in REGISTRY.kinds])
async def test_what_was_received_of_every_kind_equals_a_fresh_read(live_server: LiveServer, kind: str) -> None:
    case = next((case for case in UPDATE_CASES if case.kind == kind), None)
    assert case is not None, f"add a row of {kind} to tests/integration/audience/updates.py"
    stream = await live_server.actors.scenario.fill(case.stream)
    clients = [live_server.ws_clients[who, case.endpoint] for who in sorted(case.subscribers)]
    known = [count_updates(ws_client, stream, kind) for ws_client in clients]
    await case.act(live_server.actors)
    await live_server.actors.scenario.installation.settle()
    live_server.process.app.state.context.get(Hub).on_lost()  # what the worker published did not reach this process
    seq, fresh = await read_all(live_server, stream)
    assert any(key.startswith(f"{kind}:") for key in fresh)
    for ws_client, before in zip(clients, known, strict=True):
        assert await ws_client.until_seq(stream, seq) == fresh
        assert count_updates(ws_client, stream, kind) > before


async def read_all(live_server: LiveServer, stream: str) -> tuple[int, State]:
    """Return the state of any stream as it is read afresh, and its seq."""
    reader, state, after, more = live_server.process.app.state.context.get(Hub).reader, State(), 0, True
    while more:
        page = await reader.read_difference(stream, after)
        assert page is not None
        assert page.updates is not None
        for update in page.updates:
            value = update.value.model_dump(mode="json")
            state[f"{update.kind}:{value['id']}"] = value
        after, more = page.seq, page.more
    return after, state
