"""The card of a call in its chat: the message stays as it was sent, what it carries follows the call."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from parta.core import clock
from parta.core.ids import new_id
from tests.integration.calls.scenario import CallScenario, get_error
from tests.integration.messenger.school import User

pytestmark = pytest.mark.anyio


async def list_missed(who: User, chat_id: UUID, after: int) -> list[tuple[str, dict[str, Any]]]:
    """Return the kinds and values that this person missed in the chat."""
    missed = await who.get(f"/api/streams/chat:{chat_id}/difference", after=after)
    return [(one["kind"], one["value"]) for one in missed["updates"]]


async def test_the_message_of_a_card_is_not_published_again_when_the_call_ends(
    calls: CallScenario, class_chat: UUID, call: str, anna: User, misha: User
) -> None:
    before = await misha.get(f"/api/chats/{class_chat}/messages")
    (sent,) = [one for one in before["messages"] if one["attachment"]]
    assert (sent["kind"], sent["author_id"]) == ("card", str(anna.id))
    assert sent["attachment"] == {"kind": "call_card", "id": call, "text": {"title": "Математика"}}
    await anna.post(f"/api/calls/{call}/end")
    await calls.deliver_webhooks()
    ((kind, card),) = await list_missed(misha, class_chat, before["seq"])
    assert (kind, card["id"], card["state"], card["end_reason"]) == ("call_card", call, "ended", "ended")
    after = await misha.get(f"/api/chats/{class_chat}/messages")
    assert (after["messages"], after["attachments"]) == (before["messages"], [{"kind": kind, "value": card}])


async def test_whatever_brings_the_message_brings_the_card(
    calls: CallScenario, class_chat: UUID, call: str, anna: User, misha: User
) -> None:
    await calls.deliver_webhooks()
    page = await misha.get(f"/api/chats/{class_chat}/messages")
    card = {"kind": "call_card", "value": await calls.card(misha, class_chat, call)}
    assert page["attachments"] == [card]
    assert (await misha.view(class_chat))["last_attachment"] == card
    (listed,) = [one for one in (await misha.get("/api/chats"))["chats"] if one["chat"]["id"] == str(class_chat)]
    assert listed["last_attachment"] == card
    message = page["messages"][-1]
    assert (await anna.browser.put(f"/api/chats/{class_chat}/messages/{message['id']}/pin")).status_code == 204
    assert (await misha.get(f"/api/chats/{class_chat}/pins"))["attachments"] == [card]
    await misha.send(class_chat, "Кто в звонке?")
    assert (await misha.view(class_chat))["last_attachment"] is None


async def test_a_call_lasts_as_long_as_somebody_is_in_it(
    calls: CallScenario, class_chat: UUID, call: str, anna: User
) -> None:
    device = await calls.join_and_connect(anna, call)
    clock.move(timedelta(minutes=1))
    await calls.leave(device)
    clock.move(timedelta(minutes=6))
    await calls.check_rooms()
    card = await calls.card(anna, class_chat, call)
    assert (card["state"], card["end_reason"]) == ("ended", "empty")
    lasted = datetime.fromisoformat(card["ended_at"]) - datetime.fromisoformat(card["opened_at"])
    assert timedelta(minutes=1) <= lasted < timedelta(minutes=2)


async def test_a_planned_call_is_changed_moved_and_cancelled_by_who_leads_it(
    calls: CallScenario, class_chat: UUID, anna: User, misha: User
) -> None:
    new = {"client_id": str(new_id()), "title": "Репетиция", "starts_at": "2031-01-09T15:30:00Z"}
    call = (await anna.post(f"/api/chats/{class_chat}/calls", **new))["id"]
    plan, moved = f"/api/calls/{call}/plan", {"title": "Прогон", "starts_at": "2031-01-10T15:30:00Z"}
    assert await get_error(misha.browser, "PATCH", plan, moved) == (403, "forbidden")
    await anna.patch(plan, **moved)
    card = await calls.card(misha, class_chat, call)
    assert (card["title"], card["starts_at"]) == ("Прогон", "2031-01-10T15:30:00Z")
    await anna.patch(plan, title="Генеральный прогон")
    card = await calls.card(misha, class_chat, call)
    assert (card["title"], card["starts_at"]) == ("Генеральный прогон", "2031-01-10T15:30:00Z")
    await anna.patch(plan, title="\u0301")
    assert (await calls.card(misha, class_chat, call))["title"] == (await anna.view(class_chat))["chat"]["title"]
    await anna.post(f"/api/calls/{call}/end")
    card = await calls.card(misha, class_chat, call)
    assert (card["state"], card["end_reason"]) == ("ended", "cancelled")
    assert await get_error(anna.browser, "PATCH", plan, moved) == (409, "call_ended")


async def test_what_has_begun_is_no_longer_planned(call: str, anna: User) -> None:
    assert await get_error(anna.browser, "PATCH", f"/api/calls/{call}/plan", {"title": "Другое"}) == (
        409,
        "call_already_open",
    )


async def test_a_card_of_a_kind_that_this_version_does_not_know_shows_its_text(
    calls: CallScenario, class_chat: UUID, call: str, misha: User
) -> None:
    async with calls.installation.transaction() as work:
        await work.execute(text("UPDATE message SET attachment_kind = 'poll' WHERE attachment_id = :id"), {"id": call})
    page = await misha.get(f"/api/chats/{class_chat}/messages")
    assert [one["attachment"]["text"] for one in page["messages"] if one["attachment"]] == [{"title": "Математика"}]
    assert page["attachments"] == []
    assert (await misha.view(class_chat))["last_attachment"] is None
