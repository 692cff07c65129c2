"""Calls as their people hear them by real sockets: those inside, those who let in, those who are called, guests."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient

from parta.calls.models import EndReason
from parta.calls.service.calling import end_call
from parta.core.ids import new_id
from tests.integration.messenger.school import Somebody
from tests.media_twin import MediaTwin
from tests.realtime.conftest import House
from tests.realtime.test_every_kind import fresh, level
from tests.realtime.window import GUEST_DOOR, PROFILE_DOOR, open_window, open_window_at, raw_window
from tests.world import World

pytestmark = pytest.mark.anyio


@dataclass
class Meeting:
    """A call of 7Б in which Анна and Миша are, and a link to it for anyone."""

    house: House
    anna: Somebody
    misha: Somebody
    id: str
    lobby: str
    link: str

    @property
    def path(self) -> str:
        """Where the call is."""
        return f"/api/calls/{self.id}"

    async def guest(self) -> AsyncClient:
        """Give the browser of somebody without a profile."""
        here = self.house.here.url
        browser = AsyncClient(base_url=here, headers={"Origin": here}, trust_env=False)
        return await self.house.browsers.enter_async_context(browser)

    async def knock(self, guest: AsyncClient, name: str) -> str:
        """Let this guest knock; give the knock."""
        answer = await guest.post(f"/api/invites/{self.link}/join", json={"device": "tablet", "name": name})
        assert answer.status_code == 200, answer.text
        return answer.json()["knock_id"]

    async def let_in(self, guest: AsyncClient, knock: str) -> Any:  # noqa: ANN401 - JSON
        """Let this guest come in, who has knocked; give what they are told."""
        await self.anna.post(f"{self.path}/knocks/{knock}/admit")
        joined = await guest.post(f"{self.path}/join", json={"device": "tablet"})
        assert joined.status_code == 200, joined.text
        return joined.json()


@pytest.fixture
def media(house: House) -> MediaTwin:
    """Let both processes have media."""
    media = MediaTwin()
    for process in (house.here, house.there):
        process.app.state.outside = replace(process.app.state.outside, media=media)
    return media


@pytest.fixture
async def call(house: House, chat: UUID, media: MediaTwin) -> Meeting:
    """Give the call."""
    assert not media.is_silent
    anna, misha = await house.at(house.here, "anna"), await house.at(house.here, "misha")
    made = await anna.post(f"/api/chats/{chat}/calls", client_id=str(new_id()), title="Математика")
    path = f"/api/calls/{made['id']}"
    for who in (anna, misha):
        await who.post(f"{path}/join", device="laptop")
    await anna.put(f"{path}/settings", access="anyone")
    link = (await anna.post(f"{path}/invite"))["url"].rpartition("/")[2]
    return Meeting(house, anna, misha, made["id"], made["lobby_id"], link)


async def test_a_call_is_heard_as_it_is(house: House, call: Meeting) -> None:
    stream = f"call:{call.id}"
    async with open_window(house.there.url, house.token("misha")) as window:
        pid = (await call.misha.get(call.path))["me"]["id"]
        await call.misha.put(f"{call.path}/hand", is_raised=True)
        await call.anna.put(f"{call.path}/participants/{pid}/role", role="assistant")
        await call.anna.put(f"{call.path}/participants/{pid}/role", role="participant")
        await call.anna.put(f"{call.path}/rights", screen=False, camera=False)
        await call.anna.post(f"{call.path}/mute-all")
        await call.anna.put(f"{call.path}/settings", spotlight_id=pid, is_board_open=True, is_locked=True)
        await call.anna.delete(f"{call.path}/hands")
        heard = await level(house, "misha", window, stream)
        assert heard == await fresh(house, "misha", stream)
        assert {key.partition(":")[0] for key in heard} == {"call", "participant"}
        assert heard[f"participant:{pid}"]["hand_raised_at"] is None


async def test_who_waits_is_heard_as_it_is_by_those_who_let_in(house: House, call: Meeting) -> None:
    stream = f"lobby:{call.lobby}"
    async with (
        open_window(house.there.url, house.token("anna")) as anna,
        open_window(house.there.url, house.token("misha")) as misha,
    ):
        for name, answer in (("Бабушка", "admit"), ("Дедушка", "refuse")):
            await call.anna.post(f"{call.path}/knocks/{await call.knock(await call.guest(), name)}/{answer}")
        await call.knock(await call.guest(), "Тётя")
        heard = await level(house, "anna", anna, stream)
        assert heard == await fresh(house, "anna", stream)
        assert {one["name"]: one["state"] for one in heard.values()} == {
            "Бабушка": "admitted",
            "Дедушка": "refused",
            "Тётя": "waiting",
        }
        assert stream not in misha.state
        pid = (await call.misha.get(call.path))["me"]["id"]
        await call.anna.put(f"{call.path}/participants/{pid}/role", role="assistant")
        await misha.until(lambda window: stream in window.state)
        assert await level(house, "misha", misha, stream) == heard


@pytest.mark.usefixtures("chat", "media")
async def test_ringing_is_heard_as_it_is_and_stops_on_all_devices(house: House) -> None:
    anna, misha = await house.at(house.here, "anna"), await house.at(house.here, "misha")
    dialog = (await anna.post("/api/dialogs", profile_id=str(misha.id)))["chat"]["id"]
    stream = f"profile:{misha.id}"
    async with open_window(house.there.url, house.token("misha")) as window:
        for act in ("accept", "refuse"):
            made = await anna.post(f"/api/chats/{dialog}/calls", client_id=str(new_id()), is_ringing=True)
            heard = await level(house, "misha", window, stream)
            (ring,) = [one for one in heard.values() if one.get("call_id") == made["id"]]
            assert ring["state"] == "ringing"
            await misha.post(f"/api/rings/{ring['id']}/{act}")
            heard = await level(house, "misha", window, stream)
            assert heard == await fresh(house, "misha", stream)
            assert heard[f"ring:{ring['id']}"]["state"] == {"accept": "accepted", "refuse": "refused"}[act]
            if act == "accept":
                await anna.post(f"/api/calls/{made['id']}/end")


async def test_a_guest_hears_the_call_alone(house: House, call: Meeting) -> None:
    guest = await call.guest()
    knocking = await call.knock(guest, "Бабушка")
    token = guest.cookies["parta_guest"]
    async with raw_window(house.there.url, token, door=GUEST_DOOR) as waiting:
        assert await waiting.until_closed() == 4001
    joined = await call.let_in(guest, knocking)
    stream = f"call:{call.id}"
    async with open_window_at(GUEST_DOOR, house.there.url, token) as window:
        assert window.heard("welcome")[0]["streams"].keys() == {stream}
        await call.misha.put(f"{call.path}/hand", is_raised=True)
        heard = await level(house, "misha", window, stream)
        assert heard == await fresh(house, "misha", stream)
        assert heard[f"participant:{joined['participant_id']}"]["name"] == "Бабушка"


@pytest.mark.parametrize("how", ["removed", "left", "ended"])
async def test_a_guest_hears_how_it_ended_and_the_socket_closes_at_once(house: House, call: Meeting, how: str) -> None:
    guest, other = await call.guest(), await call.guest()
    joined = await call.let_in(guest, await call.knock(guest, "Бабушка"))
    await call.let_in(other, await call.knock(other, "Дедушка"))
    me, stream = joined["participant_id"], f"call:{call.id}"
    token = guest.cookies["parta_guest"]
    async with (
        open_window_at(GUEST_DOOR, house.here.url, token) as here,
        open_window_at(GUEST_DOOR, house.there.url, token) as there,
        open_window_at(GUEST_DOOR, house.there.url, other.cookies["parta_guest"]) as grandfather,
        open_window(house.there.url, house.token("misha")) as misha,
    ):
        await level(house, "misha", there, stream)
        if how == "removed":
            await call.anna.delete(f"{call.path}/participants/{me}")
        elif how == "left":
            assert (await guest.post(f"{call.path}/leave", json={"device": "tablet"})).is_success
        else:
            await call.anna.post(f"{call.path}/end")
        for window in (here, there):
            assert await window.until_closed() == 4001
            last = {
                update["value"]["id"]: update["value"]["state"]
                for update in window.heard("update", stream)[-1]["updates"]
            }
            assert (last[me], last.get(call.id)) == (("left", "ended") if how == "ended" else (how, None))
            assert window.frames[-1]["t"] == "unsubscribed"
        if how == "ended":
            assert await grandfather.until_closed() == 4001
        assert (grandfather.code, misha.code) == (4001 if how == "ended" else None, None)
    async with raw_window(house.there.url, token, door=GUEST_DOOR) as again:
        assert await again.until_closed() == 4001


async def test_a_guest_who_is_removed_while_a_socket_opens_is_not_kept_waiting(house: House, call: Meeting) -> None:
    guest = await call.guest()
    joined = await call.let_in(guest, await call.knock(guest, "Бабушка"))
    async with raw_window(house.there.url, guest.cookies["parta_guest"], door=GUEST_DOOR) as window:
        await call.anna.delete(f"{call.path}/participants/{joined['participant_id']}")
        await window.say(t="hello", proto=1, epoch=None, streams={})
        assert await window.until_closed() == 4001
        assert [frame["t"] for frame in window.frames] == ["welcome"]


async def test_a_guest_whose_end_no_process_was_told_of_is_found_by_the_heartbeat(
    house: House, call: Meeting, world: World
) -> None:
    guest = await call.guest()
    await call.let_in(guest, await call.knock(guest, "Бабушка"))
    async with open_window_at(GUEST_DOOR, house.there.url, guest.cookies["parta_guest"]) as window:
        async with world.work() as session:
            await end_call(session, UUID(call.id), EndReason.EMPTY)
        house.there.app.state.hub.lost()
        assert await window.until_closed() == 4001


async def test_a_guest_is_nobody_at_the_other_doors(house: House, call: Meeting) -> None:
    guest = await call.guest()
    await call.let_in(guest, await call.knock(guest, "Бабушка"))
    async with raw_window(house.here.url, guest.cookies["parta_guest"], door=PROFILE_DOOR) as window:
        assert await window.until_closed() == 4001
    async with raw_window(house.here.url, house.token("misha"), door=GUEST_DOOR) as window:
        assert await window.until_closed() == 4001
