"""For every kind of update of calls: what was heard, applied, is what a fresh read gives."""

from uuid import UUID

import pytest

from parta.adapters.livekit.port import Source
from parta.core.ids import new_id
from parta.core.streams import StreamKind, difference
from parta.gateway.registry import CALLS, CHATS, LOBBIES, PROFILES
from parta.identity.schemas import Badge, BadgeRole
from parta.identity.service import set_badges
from tests.integration.calls.calling import Calls
from tests.integration.messenger.school import Somebody

pytestmark = pytest.mark.anyio


async def assert_heard(calls: Calls, kind: StreamKind, stream_id: UUID | str) -> None:
    """See that all that was told of the stream, applied, is what it says when it is read afresh."""
    async with calls.world.sessions() as session:
        found = await difference(session, kind, UUID(str(stream_id)), 0, page=1000)
    fresh = {f"{update.kind}:{update.value.id}": update.value.model_dump(mode="json") for update in found.updates or ()}  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]
    assert calls.world.heard(kind.name, stream_id) == fresh


async def test_a_call_is_heard_as_it_is(
    calls: Calls, class_chat: UUID, call: str, anna: Somebody, misha: Somebody
) -> None:
    teacher = await calls.come(anna, call)
    await calls.come(misha, call)
    lobby = (await calls.page(anna, call))["call"]["lobby_id"]
    path = f"/api/calls/{call}"
    pid = await calls.pid(misha, call)
    await misha.put(f"{path}/hand", is_raised=True)
    await anna.put(f"{path}/participants/{pid}/rights", screen=False)
    await anna.put(f"{path}/participants/{pid}/role", role="assistant")
    await calls.publish(call, teacher, Source.SCREEN)
    await anna.put(f"{path}/settings", spotlight_id=pid, access="anyone", is_board_open=True)
    await anna.put(f"{path}/participants/{pid}/role", role="participant")
    await anna.put(f"{path}/rights", chat=False, camera=False)
    await anna.post(f"{path}/mute-all")
    token = (await anna.post(f"{path}/invite"))["url"].rpartition("/")[2]
    for name in ("Бабушка", "Дедушка"):
        guest = await calls.world.browser()
        knock = (await guest.post(f"/api/invites/{token}/join", json={"device": "x", "name": name})).json()
        answer = "admit" if name == "Бабушка" else "refuse"
        await anna.post(f"{path}/knocks/{knock['knock_id']}/{answer}")
    async with calls.world.work() as session:
        await set_badges(session, {misha.id: [Badge(role=BadgeRole.STUDENT, school="Школа № 7", detail="8Б")]})
    await calls.tell()
    for kind, stream in ((CALLS, call), (LOBBIES, lobby), (CHATS, class_chat)):
        await assert_heard(calls, kind, stream)
    await anna.delete(f"{path}/participants/{pid}")
    await anna.post(f"{path}/end")
    await calls.tell()
    for kind, stream in ((CALLS, call), (LOBBIES, lobby), (CHATS, class_chat)):
        await assert_heard(calls, kind, stream)


@pytest.mark.usefixtures("class_chat")
async def test_ringing_is_heard_as_it_is(calls: Calls, anna: Somebody, misha: Somebody) -> None:
    dialog = (await anna.post("/api/dialogs", profile_id=str(misha.id)))["chat"]["id"]
    made = await anna.post(f"/api/chats/{dialog}/calls", client_id=str(new_id()), is_ringing=True)
    await assert_heard(calls, PROFILES, misha.id)
    await calls.come(misha, made["id"])
    await assert_heard(calls, PROFILES, misha.id)


async def test_who_hears_a_call_and_its_lobby_follows_from_who_is_in(
    calls: Calls, call: str, anna: Somebody, misha: Somebody
) -> None:
    lobby = (await calls.page(anna, call))["call"]["lobby_id"]

    async def hearers() -> tuple[set[UUID], set[UUID]]:
        async with calls.world.sessions() as session:
            inside = set(await CALLS.subscribers_of(session, UUID(call)))
            letting_in = set(await LOBBIES.subscribers_of(session, UUID(lobby)))
            assert {one for one, _ in await CALLS.streams_of(session, [anna.id, misha.id])} == inside
            assert {one for one, _ in await LOBBIES.streams_of(session, [anna.id, misha.id])} == letting_in
        return inside, letting_in

    assert await hearers() == (set(), set())
    await calls.come(anna, call)
    await calls.come(misha, call)
    assert await hearers() == ({anna.id, misha.id}, {anna.id})
    path = f"/api/calls/{call}/participants/{await calls.pid(misha, call)}"
    await anna.put(f"{path}/role", role="assistant")
    assert (await hearers())[1] == {anna.id, misha.id}
    last = [frame for frame in calls.world.published.frames if frame.stream == f"lobby:{lobby}"][-1]
    assert last.audience_seq == last.seq
    await anna.delete(path)
    assert await hearers() == ({anna.id}, {anna.id})
    await anna.post(f"/api/calls/{call}/end")
    assert await hearers() == (set(), set())
