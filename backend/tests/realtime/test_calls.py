"""Updates of calls over real sockets: to participants, to moderators, to those who are rung, to guests."""

import asyncio
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient

from parta.calls.models import EndReason
from parta.calls.service.call import end_call
from parta.core.ids import new_id
from parta.gateway.hub import Hub
from parta.gateway.subscriptions import SubscriptionSnapshot
from tests.installation import Installation
from tests.integration.messenger.school import User
from tests.media_fake import MediaFake
from tests.realtime.conftest import Servers
from tests.realtime.test_every_kind import read_fresh, wait_until_fresh
from tests.realtime.ws_client import (
    GUEST_ENDPOINT,
    PROFILE_ENDPOINT,
    open_raw_ws_client,
    open_ws_client,
    open_ws_client_at,
)

pytestmark = pytest.mark.anyio


@dataclass
class CallScenario:
    """A call of 7Б with Анна and Миша, and an invite link open to anyone."""

    servers: Servers
    anna: User
    misha: User
    id: str
    lobby: str
    link: str

    @property
    def path(self) -> str:
        """Return the path of the call."""
        return f"/api/calls/{self.id}"

    async def guest(self) -> AsyncClient:
        """Return the browser of a person without a profile."""
        here = self.servers.here.url
        browser = AsyncClient(base_url=here, headers={"Origin": here}, trust_env=False)
        return await self.servers.browsers.enter_async_context(browser)

    async def knock(self, guest: AsyncClient, name: str) -> str:
        """Knock as this guest; return the id of the knock."""
        answer = await guest.post(f"/api/invites/{self.link}/join", json={"device": "tablet", "name": name})
        assert answer.status_code == 200, answer.text
        return answer.json()["knock_id"]

    async def admit(self, guest: AsyncClient, knock: str) -> Any:  # noqa: ANN401 - JSON
        """Admit this guest, who has knocked, and join; return the response."""
        await self.anna.post(f"{self.path}/knocks/{knock}/admit")
        joined = await guest.post(f"{self.path}/join", json={"device": "tablet"})
        assert joined.status_code == 200, joined.text
        return joined.json()


@pytest.fixture
def media(servers: Servers) -> MediaFake:
    """Install in both processes one fake media server."""
    media = MediaFake()
    for process in (servers.here, servers.there):
        process.app.state.context = replace(process.app.state.context, media=media)
    return media


@pytest.fixture
async def call(servers: Servers, chat: UUID, media: MediaFake) -> CallScenario:
    """Return the scenario of the call."""
    assert not media.is_unavailable
    anna, misha = await servers.user_at(servers.here, "anna"), await servers.user_at(servers.here, "misha")
    made = await anna.post(f"/api/chats/{chat}/calls", client_id=str(new_id()), title="Математика")
    path = f"/api/calls/{made['id']}"
    for who in (anna, misha):
        await who.post(f"{path}/join", device="laptop")
    await anna.put(f"{path}/settings", access="anyone")
    link = (await anna.post(f"{path}/invite"))["url"].rpartition("/")[2]
    return CallScenario(servers, anna, misha, made["id"], made["lobby_id"], link)


async def test_updates_of_a_call_equal_a_fresh_read(servers: Servers, call: CallScenario) -> None:
    stream = f"call:{call.id}"
    async with open_ws_client(servers.there.url, servers.token("misha")) as ws_client:
        pid = (await call.misha.get(call.path))["me"]["id"]
        await call.misha.put(f"{call.path}/hand", is_raised=True)
        await call.anna.put(f"{call.path}/participants/{pid}/role", role="assistant")
        await call.anna.put(f"{call.path}/participants/{pid}/role", role="participant")
        await call.anna.put(f"{call.path}/rights", screen=False, camera=False)
        await call.anna.post(f"{call.path}/mute-all")
        await call.anna.put(f"{call.path}/settings", spotlight_id=pid, is_board_open=True, is_locked=True)
        await call.anna.delete(f"{call.path}/hands")
        received = await wait_until_fresh(servers, "misha", ws_client, stream)
        assert received == await read_fresh(servers, "misha", stream)
        assert {key.partition(":")[0] for key in received} == {"call", "participant"}
        assert received[f"participant:{pid}"]["hand_raised_at"] is None


async def test_updates_of_the_lobby_equal_a_fresh_read_for_moderators(servers: Servers, call: CallScenario) -> None:
    stream = f"lobby:{call.lobby}"
    async with (
        open_ws_client(servers.there.url, servers.token("anna")) as anna,
        open_ws_client(servers.there.url, servers.token("misha")) as misha,
    ):
        for name, answer in (("Бабушка", "admit"), ("Дедушка", "refuse")):
            await call.anna.post(f"{call.path}/knocks/{await call.knock(await call.guest(), name)}/{answer}")
        await call.knock(await call.guest(), "Тётя")
        received = await wait_until_fresh(servers, "anna", anna, stream)
        assert received == await read_fresh(servers, "anna", stream)
        assert {one["name"]: one["state"] for one in received.values()} == {
            "Бабушка": "admitted",
            "Дедушка": "refused",
            "Тётя": "waiting",
        }
        assert stream not in misha.state
        pid = (await call.misha.get(call.path))["me"]["id"]
        await call.anna.put(f"{call.path}/participants/{pid}/role", role="assistant")
        await misha.until(lambda ws_client: stream in ws_client.state)
        assert await wait_until_fresh(servers, "misha", misha, stream) == received


@pytest.mark.usefixtures("chat", "media")
async def test_updates_of_a_ring_equal_a_fresh_read_and_it_stops_on_all_devices(servers: Servers) -> None:
    anna, misha = await servers.user_at(servers.here, "anna"), await servers.user_at(servers.here, "misha")
    dialog = (await anna.post("/api/dialogs", profile_id=str(misha.id)))["chat"]["id"]
    stream = f"profile:{misha.id}"
    async with open_ws_client(servers.there.url, servers.token("misha")) as ws_client:
        for act in ("accept", "refuse"):
            made = await anna.post(f"/api/chats/{dialog}/calls", client_id=str(new_id()), is_ringing=True)
            received = await wait_until_fresh(servers, "misha", ws_client, stream)
            (ring,) = [one for one in received.values() if one.get("call_id") == made["id"]]
            assert ring["state"] == "ringing"
            await misha.post(f"/api/rings/{ring['id']}/{act}")
            received = await wait_until_fresh(servers, "misha", ws_client, stream)
            assert received == await read_fresh(servers, "misha", stream)
            assert received[f"ring:{ring['id']}"]["state"] == {"accept": "accepted", "refuse": "refused"}[act]
            if act == "accept":
                await anna.post(f"/api/calls/{made['id']}/end")


async def test_a_guest_is_subscribed_to_the_call_alone(servers: Servers, call: CallScenario) -> None:
    guest = await call.guest()
    knocking = await call.knock(guest, "Бабушка")
    token = guest.cookies["parta_guest"]
    async with open_ws_client_at(GUEST_ENDPOINT, servers.there.url, token) as waiting:
        assert await waiting.until_closed() == 4001
    joined = await call.admit(guest, knocking)
    stream = f"call:{call.id}"
    async with open_ws_client_at(GUEST_ENDPOINT, servers.there.url, token) as ws_client:
        assert ws_client.received("welcome")[0]["streams"].keys() == {stream}
        await call.misha.put(f"{call.path}/hand", is_raised=True)
        received = await wait_until_fresh(servers, "misha", ws_client, stream)
        assert received == await read_fresh(servers, "misha", stream)
        assert received[f"participant:{joined['participant_id']}"]["name"] == "Бабушка"


async def test_a_reaction_reaches_all_in_the_call_and_nobody_else(servers: Servers, call: CallScenario) -> None:
    guest, waiting = await call.guest(), await call.guest()
    joined = await call.admit(guest, await call.knock(guest, "Бабушка"))
    await call.knock(waiting, "Дедушка")
    stream = f"call:{call.id}"
    async with (
        open_ws_client(servers.here.url, servers.token("anna")) as anna,
        open_ws_client(servers.there.url, servers.token("misha")) as misha,
        open_ws_client(servers.there.url, servers.token("lena")) as lena,
        open_ws_client_at(GUEST_ENDPOINT, servers.there.url, guest.cookies["parta_guest"]) as grandmother,
    ):
        sent = await guest.post(f"{call.path}/reactions", json={"reaction": "❤️"})
        assert sent.status_code == 204, sent.text
        expected = [{"participant_id": joined["participant_id"], "reaction": "❤️"}]
        for ws_client in (anna, misha, grandmother):
            await ws_client.until(lambda one: one.received("reactions"))
            assert ws_client.received("reactions") == [{"t": "reactions", "s": stream, "reactions": expected}]
        # Лена is a member of the chat, and not in the call.
        assert not lena.received("reactions")


async def test_a_reaction_that_is_not_allowed_reaches_nobody(servers: Servers, call: CallScenario) -> None:
    guest = await call.guest()
    await call.admit(guest, await call.knock(guest, "Бабушка"))
    await call.anna.put(f"{call.path}/rights", reactions=False)
    async with open_ws_client(servers.there.url, servers.token("misha")) as misha:
        assert (await guest.post(f"{call.path}/reactions", json={"reaction": "❤️"})).status_code == 403
        await call.anna.post(f"{call.path}/reactions", reaction="👏")
        await misha.until(lambda one: one.received("reactions"))
        (frame,) = misha.received("reactions")
        assert [one["reaction"] for one in frame["reactions"]] == ["👏"]


@pytest.mark.parametrize("how", ["removed", "left", "ended"])
async def test_a_guest_receives_how_it_ended_and_the_socket_closes_at_once(
    servers: Servers, call: CallScenario, how: str
) -> None:
    guest, other = await call.guest(), await call.guest()
    joined = await call.admit(guest, await call.knock(guest, "Бабушка"))
    await call.admit(other, await call.knock(other, "Дедушка"))
    me, stream = joined["participant_id"], f"call:{call.id}"
    token = guest.cookies["parta_guest"]
    async with (
        open_ws_client_at(GUEST_ENDPOINT, servers.here.url, token) as here,
        open_ws_client_at(GUEST_ENDPOINT, servers.there.url, token) as there,
        open_ws_client_at(GUEST_ENDPOINT, servers.there.url, other.cookies["parta_guest"]) as grandfather,
        open_ws_client(servers.there.url, servers.token("misha")) as misha,
    ):
        await wait_until_fresh(servers, "misha", there, stream)
        if how == "removed":
            await call.anna.delete(f"{call.path}/participants/{me}")
        elif how == "left":
            assert (await guest.post(f"{call.path}/leave", json={"device": "tablet"})).is_success
        else:
            await call.anna.post(f"{call.path}/end")
        for ws_client in (here, there):
            assert await ws_client.until_closed() == 4001
            last = {
                update["value"]["id"]: update["value"]["state"]
                for update in ws_client.received("update", stream)[-1]["updates"]
            }
            assert (last[me], last.get(call.id)) == (("left", "ended") if how == "ended" else (how, None))
            assert ws_client.frames[-1]["t"] == "unsubscribed"
        if how == "ended":
            assert await grandfather.until_closed() == 4001
        assert (grandfather.close_code, misha.close_code) == (4001 if how == "ended" else None, None)
    async with open_ws_client_at(GUEST_ENDPOINT, servers.there.url, token) as again:
        assert await again.until_closed() == 4001


async def test_a_guest_who_is_removed_while_a_socket_opens_is_not_kept_waiting(
    servers: Servers, call: CallScenario
) -> None:
    guest = await call.guest()
    joined = await call.admit(guest, await call.knock(guest, "Бабушка"))
    async with open_raw_ws_client(
        servers.there.url, guest.cookies["parta_guest"], endpoint=GUEST_ENDPOINT
    ) as ws_client:
        await call.anna.delete(f"{call.path}/participants/{joined['participant_id']}")
        await ws_client.send(t="hello", proto=2, epoch=None, streams={})
        assert await ws_client.until_closed() == 4001
        assert [frame["t"] for frame in ws_client.frames] == ["welcome"]


async def test_a_guest_whose_end_reached_no_process_is_found_by_the_heartbeat(
    servers: Servers, call: CallScenario, installation: Installation
) -> None:
    guest = await call.guest()
    await call.admit(guest, await call.knock(guest, "Бабушка"))
    async with open_ws_client_at(GUEST_ENDPOINT, servers.there.url, guest.cookies["parta_guest"]) as ws_client:
        async with installation.transaction() as work:
            await end_call(work, UUID(call.id), EndReason.EMPTY)
        servers.there.app.state.context.get(Hub).on_lost()
        assert await ws_client.until_closed() == 4001


async def test_a_guest_is_unknown_at_the_other_endpoints(servers: Servers, call: CallScenario) -> None:
    guest = await call.guest()
    await call.admit(guest, await call.knock(guest, "Бабушка"))
    async with open_raw_ws_client(
        servers.here.url, guest.cookies["parta_guest"], endpoint=PROFILE_ENDPOINT
    ) as ws_client:
        assert await ws_client.until_closed() == 4001
    async with open_raw_ws_client(servers.here.url, servers.token("misha"), endpoint=GUEST_ENDPOINT) as ws_client:
        assert await ws_client.until_closed() == 4001


async def test_a_guest_who_connects_while_another_is_admitted_stays_connected(
    servers: Servers, call: CallScenario
) -> None:
    guest, other = await call.guest(), await call.guest()
    await call.admit(guest, await call.knock(guest, "Бабушка"))
    knocking = await call.knock(other, "Дедушка")
    hub = servers.there.app.state.context.get(Hub)
    async with open_ws_client(servers.there.url, servers.token("misha")) as misha:
        stream, read = f"call:{call.id}", hub._read_subscriptions  # noqa: SLF001 - something happens after the read
        assert stream in misha.positions

        async def read_then_admit(*which: object) -> SubscriptionSnapshot:
            hub._read_subscriptions = read  # noqa: SLF001
            snapshot = await read(*which)
            await call.admit(other, knocking)
            await misha.until(lambda one: one.received("update", stream))
            return snapshot

        hub._read_subscriptions = read_then_admit  # noqa: SLF001
        token = guest.cookies["parta_guest"]
        async with open_raw_ws_client(servers.there.url, token, endpoint=GUEST_ENDPOINT) as ws_client:
            await ws_client.send(t="hello", proto=2, epoch=None, streams={})
            await ws_client.until(lambda one: one.close_code or one.received("welcome"))
            await asyncio.sleep(1)
            assert ws_client.close_code is None, [frame["t"] for frame in ws_client.frames]
            assert stream in ws_client.seqs
