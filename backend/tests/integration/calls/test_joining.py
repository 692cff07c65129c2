"""Coming into calls and leaving them."""

from uuid import UUID

import pytest

from parta.adapters.livekit.port import Source
from parta.core.ids import new_id
from tests.integration.calls.calling import Calls, refused
from tests.integration.messenger.school import Somebody

pytestmark = pytest.mark.anyio


async def test_a_call_is_opened_joined_and_ended(
    calls: Calls, class_chat: UUID, call: str, anna: Somebody, misha: Somebody
) -> None:
    assert (await calls.card(misha, class_chat, call))["state"] == "open"
    teacher = await calls.come(anna, call)
    student = await calls.come(misha, call)
    assert teacher.may == frozenset(Source)
    assert student.may == frozenset(Source)
    page = await calls.page(misha, call)
    assert [one["role"] for one in page["participants"]] == ["admin", "participant"]
    assert all(one["is_connected"] for one in page["participants"])
    assert page["me"]["profile_id"] == str(misha.id)
    assert not any(page["may"].values())
    assert (await calls.page(anna, call))["may"]["end"]
    assert await refused(misha.browser, "POST", f"/api/calls/{call}/end") == (403, "forbidden")
    await anna.post(f"/api/calls/{call}/end")
    await anna.post(f"/api/calls/{call}/end")
    await calls.tell()
    assert calls.room(call) == {}
    assert UUID(call) not in calls.world.media.rooms
    card = await calls.card(misha, class_chat, call)
    assert (card["state"], card["end_reason"], card["present"]) == ("ended", "ended", 0)
    assert await refused(misha.browser, "POST", f"/api/calls/{call}/join", {"device": "x"}) == (409, "call_ended")


async def test_a_call_made_twice_under_one_name_is_one(calls: Calls, class_chat: UUID, anna: Somebody) -> None:
    body = {"client_id": str(new_id()), "title": "Раз"}
    first, second = [await anna.post(f"/api/chats/{class_chat}/calls", **body) for _ in range(2)]
    assert first == second
    assert len(await anna.get(f"/api/chats/{class_chat}/calls")) == 1
