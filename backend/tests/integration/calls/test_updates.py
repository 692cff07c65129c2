"""For every kind of update of calls: the received updates, applied, equal a fresh read."""

from uuid import UUID

import pytest

from parta.adapters.livekit.port import Source
from parta.core.ids import new_id
from parta.core.streams import StreamKind, read_difference
from parta.identity.schemas import Badge, BadgeRole
from parta.identity.service import set_badges
from parta.registry import REGISTRY
from tests.integration.calls.scenario import CallScenario
from tests.integration.messenger.school import SCHOOL_ID, User

pytestmark = pytest.mark.anyio

CALLS = REGISTRY.streams["call"]
CHATS = REGISTRY.streams["chat"]
LOBBIES = REGISTRY.streams["lobby"]
PROFILES = REGISTRY.streams["profile"]


async def assert_updates_match_fresh_read(calls: CallScenario, kind: StreamKind, stream_id: UUID | str) -> None:
    """Assert that all published updates of the stream, applied, equal a fresh read."""
    async with calls.installation.sessions() as session:
        found = await read_difference(session, kind, UUID(str(stream_id)), 0, page=1000)
    fresh = {f"{update.kind}:{update.value.id}": update.value.model_dump(mode="json") for update in found.updates or ()}  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]
    assert calls.installation.published_state(kind.name, stream_id) == fresh


async def test_updates_of_a_call_equal_a_fresh_read(
    calls: CallScenario, class_chat: UUID, call: str, anna: User, misha: User
) -> None:
    teacher = await calls.join_and_connect(anna, call)
    await calls.join_and_connect(misha, call)
    lobby = (await calls.page(anna, call))["call"]["lobby_id"]
    path = f"/api/calls/{call}"
    pid = await calls.participant_id(misha, call)
    await misha.put(f"{path}/hand", is_raised=True)
    await anna.put(f"{path}/participants/{pid}/rights", screen=False)
    await anna.put(f"{path}/participants/{pid}/role", role="assistant")
    await calls.publish(teacher, Source.SCREEN)
    await anna.put(f"{path}/settings", spotlight_id=pid, access="anyone", is_board_open=True)
    await anna.put(f"{path}/participants/{pid}/role", role="participant")
    await anna.put(f"{path}/rights", chat=False, camera=False)
    await anna.post(f"{path}/mute-all")
    token = (await anna.post(f"{path}/invite"))["url"].rpartition("/")[2]
    for name in ("Бабушка", "Дедушка"):
        guest = await calls.installation.browser()
        knock = (await guest.post(f"/api/invites/{token}/join", json={"device": "x", "name": name})).json()
        answer = "admit" if name == "Бабушка" else "refuse"
        await anna.post(f"{path}/knocks/{knock['knock_id']}/{answer}")
    async with calls.installation.transaction() as work:
        await set_badges(
            work, {misha.id: [Badge(role=BadgeRole.STUDENT, school_id=SCHOOL_ID, school="Школа № 7", detail="8Б")]}
        )
    await calls.deliver_webhooks()
    for kind, stream in ((CALLS, call), (LOBBIES, lobby), (CHATS, class_chat)):
        await assert_updates_match_fresh_read(calls, kind, stream)
    await anna.delete(f"{path}/participants/{pid}")
    await anna.post(f"{path}/end")
    await calls.deliver_webhooks()
    for kind, stream in ((CALLS, call), (LOBBIES, lobby), (CHATS, class_chat)):
        await assert_updates_match_fresh_read(calls, kind, stream)


@pytest.mark.usefixtures("class_chat")
async def test_updates_of_a_ring_equal_a_fresh_read(calls: CallScenario, anna: User, misha: User) -> None:
    dialog = (await anna.post("/api/dialogs", profile_id=str(misha.id)))["chat"]["id"]
    made = await anna.post(f"/api/chats/{dialog}/calls", client_id=str(new_id()), is_ringing=True)
    await assert_updates_match_fresh_read(calls, PROFILES, misha.id)
    await calls.join_and_connect(misha, made["id"])
    await assert_updates_match_fresh_read(calls, PROFILES, misha.id)


async def test_who_is_in_a_call_is_subscribed_to_it_and_moderators_to_its_lobby(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    lobby = (await calls.page(anna, call))["call"]["lobby_id"]

    async def subscribers() -> tuple[set[UUID], set[UUID]]:
        async with calls.installation.sessions() as session:
            inside = set(await CALLS.subscribers_of(session, UUID(call)))
            moderators = set(await LOBBIES.subscribers_of(session, UUID(lobby)))
            assert {one for one, _ in await CALLS.streams_of(session, [anna.id, misha.id])} == inside
            assert {one for one, _ in await LOBBIES.streams_of(session, [anna.id, misha.id])} == moderators
        return inside, moderators

    assert await subscribers() == (set(), set())
    await calls.join_and_connect(anna, call)
    await calls.join_and_connect(misha, call)
    assert await subscribers() == ({anna.id, misha.id}, {anna.id})
    path = f"/api/calls/{call}/participants/{await calls.participant_id(misha, call)}"
    await anna.put(f"{path}/role", role="assistant")
    assert (await subscribers())[1] == {anna.id, misha.id}
    last = [frame for frame in calls.installation.published.frames if frame.stream == f"lobby:{lobby}"][-1]
    assert last.audience_seq == last.seq
    await anna.delete(path)
    assert await subscribers() == ({anna.id}, {anna.id})
    await anna.post(f"/api/calls/{call}/end")
    assert await subscribers() == (set(), set())
