"""What is unread, what is silent, what was begun: the same on all devices of a person."""

from uuid import UUID

import pytest

from tests.integration.messenger.school import School, Somebody

pytestmark = pytest.mark.anyio


async def test_unread_counts_what_others_said_since(class_chat: UUID, anna: Somebody, misha: Somebody) -> None:
    await anna.say(class_chat, "Раз")
    await anna.say(class_chat, "Два")
    assert (await misha.view(class_chat))["my"]["unread"] == 2
    assert (await anna.view(class_chat))["my"]["unread"] == 0
    await misha.put(f"/api/chats/{class_chat}/reading", read_number=1)
    assert (await misha.view(class_chat))["my"]["unread"] == 1
    await misha.say(class_chat, "Три")
    my = (await misha.view(class_chat))["my"]
    assert (my["unread"], my["read_number"]) == (0, 3)


async def test_reading_goes_neither_back_nor_past_the_end(class_chat: UUID, anna: Somebody, misha: Somebody) -> None:
    await anna.say(class_chat, "Раз")
    await anna.say(class_chat, "Два")
    path = f"/api/chats/{class_chat}/reading"
    assert (await misha.put(path, read_number=99))["read_number"] == 2
    assert (await misha.put(path, read_number=1))["read_number"] == 2


async def test_mentions_are_counted_until_they_are_read(
    class_chat: UUID, anna: Somebody, misha: Somebody, lena: Somebody
) -> None:
    await anna.say(class_chat, "Миша, к доске", mentions=[str(misha.id)])
    await anna.say(class_chat, "Всем сдать тетради", mentions_all=True)
    await anna.say(class_chat, "И дневники")
    counted = [(await who.view(class_chat))["my"]["unread_mentions"] for who in (misha, lena, anna)]
    assert counted == [2, 1, 0]
    await misha.put(f"/api/chats/{class_chat}/reading", read_number=1)
    assert (await misha.view(class_chat))["my"]["unread_mentions"] == 1


async def test_what_one_device_does_the_others_hear_and_nobody_else(
    school: School, class_chat: UUID, anna: Somebody, misha: Somebody
) -> None:
    await anna.say(class_chat, "Раз")
    school.world.published.frames.clear()
    await misha.put(f"/api/chats/{class_chat}/reading", read_number=1)
    await misha.put(f"/api/chats/{class_chat}/mute", until="2026-12-01T09:00:00Z")
    told = await misha.put(f"/api/chats/{class_chat}/draft", text="Я думаю, что")
    assert {frame.stream for frame in school.world.published.frames} == {f"profile:{misha.id}"}
    heard = school.world.heard("profile", misha.id)
    assert heard[f"reading:{told['id']}"] == told
    assert (told["read_number"], told["muted_until"], told["draft"]) == (1, "2026-12-01T09:00:00Z", "Я думаю, что")


async def test_others_learn_in_passing_how_far_one_has_read(
    school: School, class_chat: UUID, anna: Somebody, misha: Somebody
) -> None:
    await anna.say(class_chat, "Раз")
    await misha.put(f"/api/chats/{class_chat}/reading", read_number=1)
    await misha.put(f"/api/chats/{class_chat}/reading", read_number=1)
    signals = [signal.payload for signal in school.world.published.ephemerals if signal.name == "read"]
    assert signals == [{"chat_id": str(class_chat), "profile_id": str(misha.id), "read_number": 1}]


async def test_repeating_what_is_so_tells_nothing(school: School, class_chat: UUID, misha: Somebody) -> None:
    await misha.put(f"/api/chats/{class_chat}/draft", text="Я")
    told = len(school.world.published.frames)
    await misha.put(f"/api/chats/{class_chat}/draft", text="Я")
    await misha.put(f"/api/chats/{class_chat}/mute", until=None)
    await misha.put(f"/api/chats/{class_chat}/reading", read_number=0)
    assert len(school.world.published.frames) == told


async def test_a_small_chat_tells_who_has_read(
    class_chat: UUID, anna: Somebody, misha: Somebody, lena: Somebody
) -> None:
    sent = await anna.say(class_chat, "Собрание в шесть")
    path = f"/api/chats/{class_chat}/messages/{sent['id']}/readers"
    assert await anna.get(path) == []
    await misha.put(f"/api/chats/{class_chat}/reading", read_number=1)
    await lena.say(class_chat, "Хорошо")
    assert [one["name"]["first_name"] for one in await anna.get(path)] == ["Елена", "Михаил"]


async def test_a_list_tells_who_wrote_last_and_how_far_anybody_else_has_read(
    class_chat: UUID, anna: Somebody, misha: Somebody, lena: Somebody
) -> None:
    await anna.say(class_chat, "Раз")
    await anna.say(class_chat, "Два")
    await misha.put(f"/api/chats/{class_chat}/reading", read_number=1)
    view = await anna.view(class_chat)
    assert (view["last_author"]["profile_id"], view["read_by_others"]) == (str(anna.id), 1)
    assert (await misha.view(class_chat))["read_by_others"] == 2  # who writes has read what was there
    await lena.put(f"/api/chats/{class_chat}/reading", read_number=2)
    assert (await anna.view(class_chat))["read_by_others"] == 2
