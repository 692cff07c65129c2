"""Concurrency: joining against removing, locking and ending; repeated clicks."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.ids import new_id
from tests.integration.calls.scenario import DEVICE, CallScenario
from tests.integration.messenger.school import User
from tests.statements import count_statements

pytestmark = pytest.mark.anyio


async def status(who: User, method: str, path: str, body: object = None) -> int:
    return (await who.browser.request(method, path, json=body)).status_code


async def test_joining_races_removal_and_the_removed_is_out_in_the_end(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(anna, call)
    await calls.join_and_connect(misha, call)
    path = f"/api/calls/{call}"
    pid = await calls.participant_id(misha, call)
    statuses = await asyncio.gather(
        *(status(misha, "POST", f"{path}/join", {"device": f"d{n}", "moves": True}) for n in range(6)),
        status(anna, "DELETE", f"{path}/participants/{pid}"),
        *(status(misha, "PUT", f"{path}/hand", {"is_raised": n % 2 == 0}) for n in range(6)),
    )
    assert set(statuses) <= {200, 204, 403}
    await calls.deliver_webhooks()
    assert (await calls.participant(anna, call, misha))["state"] == "removed"
    assert [one.name for one in (await calls.connected(call)).values()] == ["Анна Сергеевна"]
    seqs = sorted(frame.seq for frame in calls.installation.published.frames if frame.stream == f"call:{call}")
    assert seqs == list(range(1, len(seqs) + 1))


async def test_joining_races_locking_and_ending(
    calls: CallScenario, call: str, anna: User, misha: User, lena: User
) -> None:
    await calls.join_and_connect(anna, call)
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
    await calls.deliver_webhooks()
    page = await calls.page(anna, call)
    assert page["call"]["state"] == "ended"
    assert {one["state"] for one in page["participants"]} <= {"left"}
    assert await calls.connected(call) == {}


async def test_a_class_that_joins_at_once_is_in(calls: CallScenario, call: str, anna: User, misha: User) -> None:
    lena = calls.school.people["lena"]
    joined = await asyncio.gather(*(calls.join(one, call, f"d{n}") for n in range(5) for one in (anna, misha, lena)))
    assert len({one["participant_id"] for one in joined}) == 3
    for one in joined:
        calls.installation.media.connect(one["token"])
    await calls.deliver_webhooks()
    assert len(await calls.connected(call)) == 15


async def test_reading_and_muting_take_the_same_number_of_statements_for_any_number_of_people(
    calls: CallScenario, class_chat: UUID, engine: AsyncEngine, anna: User
) -> None:
    counts: list[tuple[int, int]] = []
    for names in (["misha"], ["misha", "lena"]):
        call = (await anna.post(f"/api/chats/{class_chat}/calls", client_id=str(new_id())))["id"]
        for one in (anna, *(calls.school.people[name] for name in names)):
            await calls.join(one, call)
        with count_statements(engine) as read_statements:
            await calls.page(anna, call)
        with count_statements(engine) as mute_statements:
            await anna.post(f"/api/calls/{call}/mute-all")
        counts.append((len(read_statements), len(mute_statements)))
    assert counts[0] == counts[1]
