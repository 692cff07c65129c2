"""Suspension of writing: several reasons at once, and one that ends by itself."""

from datetime import timedelta
from uuid import UUID

import pytest

from parta.core import clock
from parta.core.clock import now
from parta.core.ids import new_id
from parta.messenger.handlers import end_suspensions
from parta.messenger.service import suspend_writing
from tests.integration.messenger.school import School, User

pytestmark = pytest.mark.anyio


async def try_to_send(who: User, chat_id: UUID) -> str:
    """Return the code of the error of sending a message, or an empty text."""
    body = {"client_id": str(new_id()), "text": "Можно?"}
    answer = await who.browser.post(f"/api/chats/{chat_id}/messages", json=body)
    return "" if answer.is_success else answer.json()["code"]


async def is_suspended(asker: User, who: User, chat_id: UUID) -> bool:
    """Return what the chat's members are shown of this person."""
    members = (await asker.get(f"/api/chats/{chat_id}/members"))["members"]
    return next(one["is_writing_suspended"] for one in members if one["profile_id"] == str(who.id))


async def test_whoever_is_suspended_for_two_reasons_writes_when_neither_holds(
    school: School, anna: User, misha: User, class_chat: UUID
) -> None:
    for reason, people in (("call", {misha.id}), ("quiet hours", {misha.id}), ("call", set[UUID]())):
        async with school.installation.transaction() as work:
            await suspend_writing(work, class_chat, reason, people)
    assert await try_to_send(misha, class_chat) == "writing_suspended"
    assert "write" not in (await misha.view(class_chat))["my"]["may"]
    assert await is_suspended(anna, misha, class_chat)
    assert not await is_suspended(misha, anna, class_chat)
    async with school.installation.transaction() as work:
        await suspend_writing(work, class_chat, "quiet hours", ())
    assert not await try_to_send(misha, class_chat)
    assert "write" in (await misha.view(class_chat))["my"]["may"]


async def test_a_suspension_ends_at_its_time_and_everybody_is_shown_it(
    school: School, anna: User, misha: User, class_chat: UUID
) -> None:
    for minutes in (5, 10):
        async with school.installation.transaction() as work:
            until = now() + timedelta(minutes=minutes)
            await suspend_writing(work, class_chat, "quiet hours", {misha.id}, until=until)
    clock.move(timedelta(minutes=6))
    assert await try_to_send(misha, class_chat) == "writing_suspended"
    clock.move(timedelta(minutes=5))
    assert not await try_to_send(misha, class_chat)
    seen = (await anna.get(f"/api/chats/{class_chat}/members"))["seq"]
    async with school.installation.transaction() as work:
        await end_suspensions(work)
    await school.installation.settle()
    missed = await anna.get(f"/api/streams/chat:{class_chat}/difference", after=seen)
    shown = [one["value"] for one in missed["updates"] if one["kind"] == "member"]
    assert [(one["profile_id"], one["is_writing_suspended"]) for one in shown] == [(str(misha.id), False)]


async def test_nothing_is_published_where_nothing_changes(school: School, misha: User, class_chat: UUID) -> None:
    async with school.installation.transaction() as work:
        await suspend_writing(work, class_chat, "call", {misha.id})
    before = (await misha.view(class_chat))["seq"]
    async with school.installation.transaction() as work:
        await suspend_writing(work, class_chat, "call", {misha.id})
    assert (await misha.view(class_chat))["seq"] == before
