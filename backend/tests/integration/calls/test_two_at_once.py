"""Many at once: joining against removing, locking and ending; clicks that come twice."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.ids import new_id
from tests.counting import counted
from tests.integration.calls.calling import DEVICE, Calls
from tests.integration.messenger.school import Somebody

pytestmark = pytest.mark.anyio


async def status(who: Somebody, method: str, path: str, body: object = None) -> int:
    return (await who.browser.request(method, path, json=body)).status_code


async def test_joining_races_removal_and_the_removed_is_out_in_the_end(
    calls: Calls, call: str, anna: Somebody, misha: Somebody
) -> None:
    await calls.come(anna, call)
    await calls.come(misha, call)
    path = f"/api/calls/{call}"
    pid = await calls.pid(misha, call)
    statuses = await asyncio.gather(
        *(status(misha, "POST", f"{path}/join", {"device": f"d{n}"}) for n in range(6)),
        status(anna, "DELETE", f"{path}/participants/{pid}"),
        *(status(misha, "PUT", f"{path}/hand", {"is_raised": n % 2 == 0}) for n in range(6)),
    )
    assert set(statuses) <= {200, 204, 403}
    await calls.tell()
    assert (await calls.one(anna, call, misha))["state"] == "removed"
    assert [one.name for one in calls.room(call).values()] == ["Анна Белова"]
    seqs = sorted(frame.seq for frame in calls.world.published.frames if frame.stream == f"call:{call}")
    assert seqs == list(range(1, len(seqs) + 1))


async def test_joining_races_locking_and_ending(
    calls: Calls, call: str, anna: Somebody, misha: Somebody, lena: Somebody
) -> None:
    await calls.come(anna, call)
    path = f"/api/calls/{call}"
    statuses = await asyncio.gather(
        status(misha, "POST", f"{path}/join", {"device": "x"}),
        status(anna, "PUT", f"{path}/settings", {"is_locked": True}),
        status(lena, "POST", f"{path}/join", {"device": "x"}),
    )
    assert set(statuses) <= {200, 204, 409}
    statuses = await asyncio.gather(
        status(misha, "POST", f"{path}/join", {"device": "x"}),
        *(status(anna, "POST", f"{path}/end") for _ in range(3)),
        status(anna, "POST", f"{path}/leave", {"device": DEVICE}),
    )
    assert set(statuses) <= {200, 204, 403, 404, 409}
    await calls.tell()
    page = await calls.page(anna, call)
    assert page["call"]["state"] == "ended"
    assert {one["state"] for one in page["participants"]} <= {"left"}
    assert calls.room(call) == {}


async def test_a_class_that_joins_at_once_is_in(calls: Calls, call: str, anna: Somebody, misha: Somebody) -> None:
    lena = calls.school.people["lena"]
    joined = await asyncio.gather(*(calls.join(one, call, f"d{n}") for n in range(5) for one in (anna, misha, lena)))
    assert len({one["participant_id"] for one in joined}) == 3
    for one in joined:
        calls.world.media.connect(one["token"])
    await calls.tell()
    assert len(calls.room(call)) == 15


async def test_reading_and_muting_ask_the_same_of_the_database_however_many_there_are(
    calls: Calls, class_chat: UUID, engine: AsyncEngine, anna: Somebody
) -> None:
    counts: list[tuple[int, int]] = []
    for names in (["misha"], ["misha", "lena"]):
        call = (await anna.post(f"/api/chats/{class_chat}/calls", client_id=str(new_id())))["id"]
        for one in (anna, *(calls.school.people[name] for name in names)):
            await calls.join(one, call)
        with counted(engine) as reading:
            await calls.page(anna, call)
        with counted(engine) as muting:
            await anna.post(f"/api/calls/{call}/mute-all")
        counts.append((len(reading), len(muting)))
    assert counts[0] == counts[1]
