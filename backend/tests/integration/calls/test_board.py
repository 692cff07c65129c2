"""Who sees a call's board, who draws on it, and who leads."""

from uuid import UUID

import pytest

from parta.boards.events import BoardAccessChanged
from parta.boards.rules import BoardAccess, BoardRole
from parta.calls.queries import get_board_roles
from tests.integration.calls.scenario import CallScenario
from tests.integration.messenger.school import User

pytestmark = pytest.mark.anyio

READ, DRAW, LEAD = BoardAccess.READ, BoardAccess.DRAW, BoardAccess.LEAD


async def _get_roles(calls: CallScenario, anna: User, call: str, *people: User) -> dict[UUID, BoardRole]:
    board_id = UUID((await calls.page(anna, call))["call"]["board_id"])
    async with calls.installation.transaction() as work:
        return dict(await get_board_roles(work, board_id, [one.id for one in people]))


async def _get_access(calls: CallScenario, anna: User, call: str, *people: User) -> list[BoardAccess | None]:
    roles = await _get_roles(calls, anna, call, *people)
    return [roles[one.id].access if one.id in roles else None for one in people]


def _count_checks(calls: CallScenario) -> int:
    return sum(isinstance(event, BoardAccessChanged) for event in calls.installation.published.ephemerals)


async def test_an_open_board_is_seen_by_all_in_the_call_and_led_by_its_administrator(
    calls: CallScenario, call: str, anna: User, misha: User, lena: User
) -> None:
    await calls.join_and_connect(anna, call)
    await calls.join_and_connect(misha, call)
    assert await _get_access(calls, anna, call, anna, misha) == [LEAD, None]
    await anna.put(f"/api/calls/{call}/rights", board=False)
    await anna.put(f"/api/calls/{call}/settings", is_board_open=True)
    assert await _get_access(calls, anna, call, anna, misha, lena) == [LEAD, READ, None]


async def test_the_right_to_draw_is_given_taken_and_ends_with_the_call(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    for one in (anna, misha):
        await calls.join_and_connect(one, call)
    await anna.put(f"/api/calls/{call}/rights", board=False)
    await anna.put(f"/api/calls/{call}/settings", is_board_open=True)
    path = f"/api/calls/{call}/participants/{await calls.participant_id(misha, call)}"
    for may_draw, access in ((True, DRAW), (None, READ)):
        checks = _count_checks(calls)
        await anna.put(f"{path}/rights", board=may_draw)
        assert await _get_access(calls, anna, call, misha) == [access]
        assert _count_checks(calls) > checks
    await anna.put(f"/api/calls/{call}/settings", is_board_open=False)
    assert await _get_access(calls, anna, call, misha) == [None]


async def test_who_was_sent_out_sees_the_board_no_more(calls: CallScenario, call: str, anna: User, misha: User) -> None:
    for one in (anna, misha):
        await calls.join_and_connect(one, call)
    await anna.put(f"/api/calls/{call}/settings", is_board_open=True)
    checks = _count_checks(calls)
    await anna.delete(f"/api/calls/{call}/participants/{await calls.participant_id(misha, call)}")
    assert await _get_access(calls, anna, call, misha) == [None]
    assert _count_checks(calls) > checks


async def test_neither_a_stranger_nor_somebody_of_another_class_sees_the_board(
    calls: CallScenario, call: str, anna: User, stranger: User, igor: User
) -> None:
    await calls.join_and_connect(anna, call)
    await anna.put(f"/api/calls/{call}/settings", is_board_open=True)
    assert await _get_access(calls, anna, call, stranger, igor) == [None, None]


async def test_a_pointer_has_the_name_that_the_call_shows(
    calls: CallScenario, call: str, anna: User, misha: User
) -> None:
    for one in (anna, misha):
        await calls.join_and_connect(one, call)
    await anna.put(f"/api/calls/{call}/settings", is_board_open=True)
    roles = await _get_roles(calls, anna, call, misha)
    assert roles[misha.id].name == (await calls.participant(anna, call, misha))["name"]
