"""The order of locks is watched: names first, then streams by id."""

from uuid import UUID

import pytest

from parta.core.ids import new_id
from tests.installation import Installation

pytestmark = pytest.mark.anyio


@pytest.fixture
async def streams(installation: Installation) -> list[UUID]:
    """Return two streams, in id order."""
    ids = sorted([new_id(), new_id()])
    async with installation.transaction() as work:
        for one in ids:
            work.create_stream("chat", one)
    return ids


async def test_names_then_streams_by_id_are_in_order(installation: Installation, streams: list[UUID]) -> None:
    async with installation.transaction() as work:
        await work.advisory_lock("call:a")
        await work.advisory_lock("call:b")
        for one in streams:
            await work.lock_streams(one)
        await work.advisory_lock("call:a")
        await work.lock_streams(*streams)


async def test_a_name_after_a_stream_is_reported(
    installation: Installation, streams: list[UUID], lock_order_violations: list[str]
) -> None:
    async with installation.transaction() as work:
        await work.lock_streams(streams[0])
        await work.advisory_lock("call:a")
    assert ["names" in violation for violation in lock_order_violations] == [True]
    lock_order_violations.clear()


async def test_a_name_after_one_of_a_higher_rank_is_reported_whether_locked_together_or_not(
    installation: Installation, lock_order_violations: list[str]
) -> None:
    async with installation.transaction() as work:
        await work.advisory_lock("link:request:1")
        await work.advisory_lock("link:account:1", "link:profile:1")
        await work.advisory_lock("link:request:1")
    assert lock_order_violations == []
    async with installation.transaction() as work:
        await work.advisory_lock("link:profile:1")
        await work.advisory_lock("link:account:1")
    async with installation.transaction() as work:
        await work.advisory_lock("phone:1", "link:account:1")
    assert [violation.split(":")[0] for violation in lock_order_violations] == ["name link", "name phone"]
    lock_order_violations.clear()


async def test_a_name_without_a_rank_is_refused(installation: Installation) -> None:
    async with installation.transaction() as work:
        with pytest.raises(LookupError, match="elephants"):
            await work.advisory_lock("elephants:1")


async def test_a_stream_after_one_of_a_higher_id_is_reported(
    installation: Installation, streams: list[UUID], lock_order_violations: list[str]
) -> None:
    async with installation.transaction() as work:
        await work.lock_streams(streams[1])
        await work.lock_streams(streams[0])
    assert [str(streams[0]) in violation for violation in lock_order_violations] == [True]
    lock_order_violations.clear()


async def test_a_violation_hides_no_other(
    installation: Installation, streams: list[UUID], lock_order_violations: list[str]
) -> None:
    first, second, third = sorted([*streams, new_id()])
    async with installation.transaction() as work:
        for one in (third, first, second):
            await work.lock_streams(one)
    assert [str(third) in violation for violation in lock_order_violations] == [True, True]
    lock_order_violations.clear()


async def test_what_this_transaction_created_is_waited_for_by_nobody(installation: Installation) -> None:
    async with installation.transaction() as work:
        work.create_stream("chat", new_id())
        await work.advisory_lock("call:a")
