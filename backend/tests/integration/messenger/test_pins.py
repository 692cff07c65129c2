"""Pinned messages, and chats marked as unread by hand."""

from typing import Any
from uuid import UUID

import pytest

from tests.integration.messenger.school import School, User

pytestmark = pytest.mark.anyio


async def pin(who: User, chat_id: UUID | str, message: dict[str, Any], method: str = "PUT") -> int:
    path = f"/api/chats/{chat_id}/messages/{message['id']}/pin"
    return (await who.browser.request(method, path)).status_code


async def list_pinned(who: User, chat_id: UUID | str) -> list[str]:
    page = await who.get(f"/api/chats/{chat_id}/pins")
    texts = {message["id"]: message["text"] for message in page["messages"]}
    return [texts[one["message_id"]] for one in page["pins"]]


async def test_an_admin_pins_for_everybody_the_newest_pin_first(anna: User, misha: User, class_chat: UUID) -> None:
    first, second = await misha.send(class_chat, "Расписание"), await anna.send(class_chat, "Экскурсия")
    assert await pin(anna, class_chat, second) == 204
    assert await pin(anna, class_chat, first) == 204
    assert await pin(anna, class_chat, first) == 204
    assert sorted(await list_pinned(misha, class_chat)) == ["Расписание", "Экскурсия"]
    (by, number) = next(
        (one["pinned_by"], one["number"])
        for one in (await misha.get(f"/api/chats/{class_chat}/pins"))["pins"]
        if one["message_id"] == first["id"]
    )
    assert (by, number) == (str(anna.id), first["number"])


async def test_a_message_that_is_pinned_again_is_the_newest_pin(anna: User, class_chat: UUID) -> None:
    first, second = await anna.send(class_chat, "Расписание"), await anna.send(class_chat, "Экскурсия")
    for message in (first, second):
        assert await pin(anna, class_chat, message) == 204
    assert await pin(anna, class_chat, first, "DELETE") == 204
    assert await pin(anna, class_chat, first) == 204
    assert await list_pinned(anna, class_chat) == ["Расписание", "Экскурсия"]


async def test_a_member_may_not_pin_in_a_group_and_both_may_in_a_dialog(
    anna: User, misha: User, class_chat: UUID
) -> None:
    message = await anna.send(class_chat, "Важно")
    assert await pin(misha, class_chat, message) == 403
    dialog = (await anna.post("/api/dialogs", profile_id=str(misha.id)))["chat"]["id"]
    letter = await anna.send(dialog, "Встречаемся в пять")
    assert await pin(misha, dialog, letter) == 204
    assert await list_pinned(anna, dialog) == ["Встречаемся в пять"]


async def test_the_admins_of_a_chat_say_who_pins_in_it(anna: User, misha: User, class_chat: UUID) -> None:
    body = {"client_id": str(class_chat), "title": "Стенгазета", "members": [str(misha.id)]}
    chat_id = (await anna.post("/api/chats", **body))["chat"]["id"]
    message = await misha.send(chat_id, "Номер выходит в пятницу")
    assert await pin(misha, chat_id, message) == 403
    assert "pin" not in (await misha.view(chat_id))["my"]["may"]
    changed = await anna.patch(f"/api/chats/{chat_id}", rights={"pin": "all"})
    assert (changed["chat"]["rights"]["pin"], changed["chat"]["rights"]["invite"]) == ("all", "admins")
    assert "pin" in (await misha.view(chat_id))["my"]["may"]
    assert await pin(misha, chat_id, message) == 204
    await anna.patch(f"/api/chats/{chat_id}", rights={"pin": "admins"})
    assert await pin(misha, chat_id, message, "DELETE") == 403
    assert await list_pinned(misha, chat_id) == ["Номер выходит в пятницу"]


async def test_unpinning_reaches_those_who_were_away(school: School, anna: User, misha: User, class_chat: UUID) -> None:
    message = await anna.send(class_chat, "Важно")
    await pin(anna, class_chat, message)
    seen = (await misha.get(f"/api/chats/{class_chat}/pins"))["seq"]
    assert await pin(anna, class_chat, message, "DELETE") == 204
    assert await pin(anna, class_chat, message, "DELETE") == 204
    missed = await misha.get(f"/api/streams/chat:{class_chat}/difference", after=seen)
    (update,) = [one["value"] for one in missed["updates"] if one["kind"] == "pin"]
    assert (update["message_id"], update["is_pinned"]) == (message["id"], False)
    published = school.installation.published_state("chat", class_chat)
    assert published[f"pin:{update['id']}"] == update


async def test_a_deleted_message_is_unpinned_and_cannot_be_pinned(anna: User, class_chat: UUID) -> None:
    message = await anna.send(class_chat, "Не то")
    await pin(anna, class_chat, message)
    await anna.browser.delete(f"/api/chats/{class_chat}/messages/{message['id']}")
    assert await list_pinned(anna, class_chat) == []
    assert await pin(anna, class_chat, message) == 409


async def test_a_chat_marked_as_unread_stays_so_until_it_is_read(anna: User, misha: User, class_chat: UUID) -> None:
    message = await anna.send(class_chat, "Прочтите")
    await misha.browser.put(f"/api/chats/{class_chat}/read-number", json={"read_number": message["number"]})
    answer = await misha.browser.put(f"/api/chats/{class_chat}/unread", json={"is_marked_unread": True})
    assert (answer.status_code, answer.json()["is_marked_unread"]) == (200, True)
    my = (await misha.view(class_chat))["my"]
    assert (my["unread"], my["is_marked_unread"]) == (0, True)
    await misha.browser.put(f"/api/chats/{class_chat}/read-number", json={"read_number": message["number"]})
    assert not (await misha.view(class_chat))["my"]["is_marked_unread"]
    assert not (await anna.view(class_chat))["my"]["is_marked_unread"]
