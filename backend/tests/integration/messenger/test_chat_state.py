"""What is unread, mute and drafts: the same on all devices of a person."""

from uuid import UUID

import pytest

from parta.core.ids import new_id
from parta.messenger.events import ReadNumberChanged
from tests.integration.messenger.school import School, User

pytestmark = pytest.mark.anyio


async def test_unread_counts_what_others_said_since(class_chat: UUID, anna: User, misha: User) -> None:
    await anna.send(class_chat, "Раз")
    await anna.send(class_chat, "Два")
    assert (await misha.view(class_chat))["my"]["unread"] == 2
    assert (await anna.view(class_chat))["my"]["unread"] == 0
    await misha.put(f"/api/chats/{class_chat}/read-number", read_number=1)
    assert (await misha.view(class_chat))["my"]["unread"] == 1
    await misha.send(class_chat, "Три")
    my = (await misha.view(class_chat))["my"]
    assert (my["unread"], my["read_number"]) == (0, 3)


async def test_reading_goes_neither_back_nor_past_the_end(class_chat: UUID, anna: User, misha: User) -> None:
    await anna.send(class_chat, "Раз")
    await anna.send(class_chat, "Два")
    path = f"/api/chats/{class_chat}/read-number"
    assert (await misha.put(path, read_number=99))["read_number"] == 2
    assert (await misha.put(path, read_number=1))["read_number"] == 2


@pytest.mark.usefixtures("class_chat")
async def test_what_the_chat_says_and_what_is_deleted_is_not_counted(anna: User, misha: User) -> None:
    body = {"client_id": str(new_id()), "title": "Стенгазета", "members": [str(misha.id)]}
    chat_id = (await anna.post("/api/chats", **body))["chat"]["id"]
    first = await anna.send(chat_id, "Завтра собираем номер")
    await anna.patch(f"/api/chats/{chat_id}", title="Стенгазета 7Б")
    second = await anna.send(chat_id, "Принесите циркуль")
    await anna.delete(f"/api/chats/{chat_id}/messages/{second['id']}")
    my = (await misha.view(chat_id))["my"]
    assert my["silent_numbers"] == [first["number"] + 1, second["number"]]
    assert my["unread"] == 1
    await misha.put(f"/api/chats/{chat_id}/read-number", read_number=first["number"] + 1)
    my = (await misha.view(chat_id))["my"]
    assert (my["silent_numbers"], my["unread"]) == ([second["number"]], 0)


async def test_mentions_are_counted_until_they_are_read(class_chat: UUID, anna: User, misha: User, lena: User) -> None:
    await anna.send(class_chat, "Миша, к доске", mentions=[str(misha.id)])
    await anna.send(class_chat, "Всем сдать тетради", mentions_all=True)
    await anna.send(class_chat, "И дневники")
    counted = [(await who.view(class_chat))["my"]["unread_mentions"] for who in (misha, lena, anna)]
    assert counted == [2, 1, 0]
    await misha.put(f"/api/chats/{class_chat}/read-number", read_number=1)
    assert (await misha.view(class_chat))["my"]["unread_mentions"] == 1


async def test_what_one_device_does_the_others_receive_and_nobody_else(
    school: School, class_chat: UUID, anna: User, misha: User
) -> None:
    await anna.send(class_chat, "Раз")
    school.installation.published.frames.clear()
    await misha.put(f"/api/chats/{class_chat}/read-number", read_number=1)
    await misha.put(f"/api/chats/{class_chat}/mute", until="2026-12-01T09:00:00Z")
    state = await misha.put(f"/api/chats/{class_chat}/draft", text="Я думаю, что")
    assert {frame.stream for frame in school.installation.published.frames} == {f"profile:{misha.id}"}
    published = school.installation.published_state("profile", misha.id)
    assert published[f"chat_state:{state['id']}"] == state
    assert (state["read_number"], state["muted_until"], state["draft"]) == (1, "2026-12-01T09:00:00Z", "Я думаю, что")


async def test_others_receive_ephemerally_how_far_one_has_read(
    school: School, class_chat: UUID, anna: User, misha: User
) -> None:
    await anna.send(class_chat, "Раз")
    await misha.put(f"/api/chats/{class_chat}/read-number", read_number=1)
    await misha.put(f"/api/chats/{class_chat}/read-number", read_number=1)
    events = [one for one in school.installation.published.ephemerals if isinstance(one, ReadNumberChanged)]
    assert events == [ReadNumberChanged(class_chat, misha.id, 1)]


async def test_repeating_publishes_nothing(school: School, class_chat: UUID, misha: User) -> None:
    await misha.put(f"/api/chats/{class_chat}/draft", text="Я")
    state = len(school.installation.published.frames)
    await misha.put(f"/api/chats/{class_chat}/draft", text="Я")
    await misha.put(f"/api/chats/{class_chat}/mute", until=None)
    await misha.put(f"/api/chats/{class_chat}/read-number", read_number=0)
    assert len(school.installation.published.frames) == state


async def test_a_small_chat_shows_who_has_read(class_chat: UUID, anna: User, misha: User, lena: User) -> None:
    sent = await anna.send(class_chat, "Собрание в шесть")
    path = f"/api/chats/{class_chat}/messages/{sent['id']}/readers"
    assert await anna.get(path) == []
    await misha.put(f"/api/chats/{class_chat}/read-number", read_number=1)
    await lena.send(class_chat, "Хорошо")
    assert [one["name"]["first_name"] for one in await anna.get(path)] == ["Елена", "Михаил"]


async def test_a_list_shows_who_wrote_last_and_how_far_anybody_else_has_read(
    class_chat: UUID, anna: User, misha: User, lena: User
) -> None:
    await anna.send(class_chat, "Раз")
    await anna.send(class_chat, "Два")
    await misha.put(f"/api/chats/{class_chat}/read-number", read_number=1)
    view = await anna.view(class_chat)
    assert (view["last_author"]["profile_id"], view["read_by_others"]) == (str(anna.id), 1)
    assert (await misha.view(class_chat))["read_by_others"] == 2  # who writes has read what was there
    await lena.put(f"/api/chats/{class_chat}/read-number", read_number=2)
    assert (await anna.view(class_chat))["read_by_others"] == 2
