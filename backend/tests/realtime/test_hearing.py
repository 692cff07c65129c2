"""What sockets hear."""

from random import Random
from uuid import UUID

import pytest

from tests.realtime.conftest import House, keep_class_chat
from tests.realtime.window import open_window

pytestmark = pytest.mark.anyio


async def test_a_message_sent_at_one_process_is_heard_at_the_other(house: House, chat: UUID) -> None:
    anna = await house.at(house.here, "anna")
    async with open_window(house.there.url, house.token("misha")) as misha:
        sent = await anna.say(chat, "Завтра контрольная")
        await misha.until(lambda window: window.heard("update", f"chat:{chat}"))
        [update] = [
            update for update in misha.heard("update", f"chat:{chat}")[0]["updates"] if update["kind"] == "message"
        ]
        assert update["value"] == sent


async def test_the_greeting_names_all_that_is_heard_and_nothing_else(house: House, chat: UUID) -> None:
    async with open_window(house.here.url, house.token("misha")) as misha:
        [greeting] = misha.heard("welcome")
        assert greeting["streams"].keys() == {f"chat:{chat}", f"profile:{house.id('misha')}"}
    async with open_window(house.here.url, house.token("stranger")) as stranger:
        assert stranger.heard("welcome")[0]["streams"].keys() == {f"profile:{house.id('stranger')}"}


async def test_what_is_too_long_to_travel_is_heard_all_the_same(house: House, chat: UUID) -> None:
    anna = await house.at(house.here, "anna")
    async with open_window(house.there.url, house.token("misha")) as misha:
        await anna.say(chat, "ы" * 4096)
        sent = await anna.say(chat, "и ещё")
        seq = (await anna.view(chat))["seq"]
        state = await misha.until_level(f"chat:{chat}", seq)
        texts = [value["text"] for value in state.values() if "number" in value]
        assert texts[-2:] == ["ы" * 4096, sent["text"]]


async def test_after_a_time_away_what_was_missed_comes_by_itself(house: House, chat: UUID) -> None:
    anna, stream = await house.at(house.here, "anna"), f"chat:{chat}"
    before = (await anna.view(chat))["seq"]
    await anna.say(chat, "Пропущенное")
    seq = (await anna.view(chat))["seq"]
    async with open_window(house.there.url, house.token("misha"), {stream: before}) as misha:
        state = await misha.until_level(stream, seq)
        assert "Пропущенное" in [value.get("text") for value in state.values()]


async def test_who_is_level_is_told_nothing(house: House, chat: UUID) -> None:
    anna, stream = await house.at(house.here, "anna"), f"chat:{chat}"
    seq = (await anna.view(chat))["seq"]
    async with open_window(house.here.url, house.token("anna"), {stream: seq}) as window:
        await anna.say(chat, "Первое, что слышно")
        await window.until_level(stream, seq + 1)
        assert not window.heard("diff", stream)


async def test_who_knows_more_than_there_is_reads_anew(house: House, chat: UUID) -> None:
    stream = f"chat:{chat}"
    async with open_window(house.here.url, house.token("anna"), {stream: 10_000}) as window:
        await window.until(lambda opened: opened.heard("reset", stream))


async def test_who_comes_in_is_told_and_hears_from_then_on(house: House, chat: UUID) -> None:
    stream = f"chat:{chat}"
    anna = await house.at(house.here, "anna")
    group = await anna.post(
        "/api/chats", client_id=str(chat), title="Экскурсия", members=[str(house.id("misha"))], is_closed=True
    )
    stream = f"chat:{group['chat']['id']}"
    async with open_window(house.there.url, house.token("lena")) as lena:
        await anna.post(f"/api/chats/{group['chat']['id']}/members", profile_ids=[str(house.id("lena"))])
        await lena.until(lambda window: window.heard("subscribed", stream))
        await anna.say(group["chat"]["id"], "Добро пожаловать")
        seq = (await anna.view(group["chat"]["id"]))["seq"]
        state = await lena.until_level(stream, seq)
        assert "Добро пожаловать" in [value.get("text") for value in state.values()]


async def test_who_is_removed_hears_that_last_and_then_nothing(house: House, chat: UUID) -> None:
    anna = await house.at(house.here, "anna")
    members = [str(house.id("misha")), str(house.id("lena"))]
    group = await anna.post("/api/chats", client_id=str(chat), title="Экскурсия", members=members, is_closed=True)
    stream = f"chat:{group['chat']['id']}"
    async with (
        open_window(house.there.url, house.token("misha")) as misha,
        open_window(house.there.url, house.token("lena")) as lena,
    ):
        await anna.delete(f"/api/chats/{group['chat']['id']}/members/{house.id('misha')}")
        await anna.say(group["chat"]["id"], "Без Миши")
        await lena.until_level(stream, (await anna.view(group["chat"]["id"]))["seq"])
        await misha.until(lambda window: window.heard("unsubscribed", stream))
        last = [
            update["value"] for update in misha.heard("update", stream)[-1]["updates"] if update["kind"] == "member"
        ]
        assert [(seat["profile_id"], seat["is_present"]) for seat in last] == [(str(house.id("misha")), False)]
        assert misha.frames.index(misha.heard("unsubscribed", stream)[0]) > misha.frames.index(
            misha.heard("update", stream)[-1]
        )
        assert "Без Миши" not in str(misha.frames)


async def test_who_was_removed_by_a_process_that_died_before_it_told_hears_nothing_more(
    house: House, chat: UUID
) -> None:
    anna, stream = await house.at(house.here, "anna"), f"chat:{chat}"
    async with (
        open_window(house.there.url, house.token("misha")) as misha,
        open_window(house.there.url, house.token("lena")) as lena,
    ):
        await keep_class_chat(house, "lena")
        await anna.say(chat, "Без Миши")
        await lena.until_level(stream, (await anna.view(chat))["seq"])
        await misha.until(lambda window: window.heard("unsubscribed", stream))
        assert "Без Миши" not in str(misha.frames)


async def test_who_was_let_in_by_a_process_that_died_before_it_told_learns_it_from_the_next_frame(
    house: House, chat: UUID
) -> None:
    anna, stream = await house.at(house.here, "anna"), f"chat:{chat}"
    async with open_window(house.there.url, house.token("kolya")) as kolya:
        await keep_class_chat(house, "misha", "lena", "kolya")
        await anna.say(chat, "Коля с нами")
        await kolya.until(lambda window: window.heard("subscribed", stream))


async def test_a_window_that_loses_much_of_what_it_hears_is_level_in_the_end(house: House, chat: UUID) -> None:
    anna, stream = await house.at(house.here, "anna"), f"chat:{chat}"
    chance = Random(7)  # noqa: S311 - a story that can be told again
    async with open_window(house.there.url, house.token("misha"), chance=chance) as misha:
        sent = [await anna.say(chat, f"Сообщение {number}") for number in range(30)]
        await anna.patch(f"/api/chats/{chat}/messages/{sent[3]['id']}", text="Исправлено", mentions=[])
        await anna.delete(f"/api/chats/{chat}/messages/{sent[5]['id']}")
        house.there.app.state.hub.lost()
        state = await misha.until_level(stream, (await anna.view(chat))["seq"])
        fresh = await anna.get(f"/api/streams/{stream}/difference", after=0)
        assert state == {f"{update['kind']}:{update['value']['id']}": update["value"] for update in fresh["updates"]}
