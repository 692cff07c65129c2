"""Reactions in a call: who may send them, and how often."""

import pytest

from parta.calls.models import CallReaction
from parta.calls.routes.limits import REACTIONS_BURST
from tests.integration.calls.scenario import CallScenario, get_error
from tests.integration.messenger.school import User

pytestmark = pytest.mark.anyio

CLAP = {"reaction": CallReaction.CLAP}


async def test_all_in_the_call_may_send_each_of_the_six(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    await calls.join_and_connect(anna, call)
    await calls.join_and_connect(misha, call)
    for reaction in CallReaction:
        await misha.post(f"/api/calls/{call}/reactions", reaction=reaction)
    await anna.post(f"/api/calls/{call}/reactions", reaction=CallReaction.PARTY)


async def test_nothing_else_is_a_reaction(calls: CallScenario, call: str, misha: User) -> None:
    await calls.join_and_connect(misha, call)
    for other in ("👎", "clap", "", "👏👏"):
        answer = await misha.browser.post(f"/api/calls/{call}/reactions", json={"reaction": other})
        assert answer.status_code == 422, other


async def test_where_they_are_forbidden_only_those_who_lead_and_exceptions_send_them(
    calls: CallScenario, call: str, anna: User, misha: User, lena: User
) -> None:
    for one in (anna, misha, lena):
        await calls.join_and_connect(one, call)
    path = f"/api/calls/{call}"
    assert (await calls.page(misha, call))["me"]["rights"]["reactions"]
    await anna.put(f"{path}/rights", reactions=False)
    assert not (await calls.page(misha, call))["me"]["rights"]["reactions"]
    await anna.put(f"{path}/participants/{await calls.participant_id(lena, call)}/rights", reactions=True)
    assert await get_error(misha.browser, "POST", f"{path}/reactions", CLAP) == (403, "forbidden")
    await lena.post(f"{path}/reactions", **CLAP)
    await anna.post(f"{path}/reactions", **CLAP)
    await anna.put(f"{path}/rights", reactions=True)
    await misha.post(f"{path}/reactions", **CLAP)


async def test_who_is_not_in_the_call_or_no_longer_sends_none(
    calls: CallScenario, call: str, anna: User, misha: User, lena: User
) -> None:
    path = f"/api/calls/{call}/reactions"
    await calls.join_and_connect(anna, call)
    assert await get_error(misha.browser, "POST", path, CLAP) == (403, "not_in_call")
    await calls.join_and_connect(misha, call)
    await anna.delete(f"/api/calls/{call}/participants/{await calls.participant_id(misha, call)}")
    assert await get_error(misha.browser, "POST", path, CLAP) == (403, "removed_from_call")
    await calls.join_and_connect(lena, call)
    await anna.post(f"/api/calls/{call}/end")
    assert await get_error(lena.browser, "POST", path, CLAP) == (409, "call_ended")


async def test_too_many_at_once_are_refused_and_others_are_not_held_up(
    calls: CallScenario, call: str, misha: User, lena: User
) -> None:
    path = f"/api/calls/{call}/reactions"
    await calls.join_and_connect(misha, call)
    await calls.join_and_connect(lena, call)
    answers = [await misha.browser.post(path, json=CLAP) for _ in range(REACTIONS_BURST + 6)]
    assert {one.status_code for one in answers[:REACTIONS_BURST]} == {204}
    refused = next(one for one in answers if one.status_code == 429)
    assert refused.json()["code"] == "too_many"
    assert refused.json()["retry_after"] > 0
    await lena.post(path, **CLAP)
