"""What sockets receive."""

from random import Random
from uuid import UUID

import pytest

from parta.gateway.hub import Hub
from tests.realtime.conftest import Servers, sync_class_chat
from tests.realtime.ws_client import open_ws_client

pytestmark = pytest.mark.anyio


async def test_a_message_sent_at_one_process_is_received_at_the_other(servers: Servers, chat: UUID) -> None:
    anna = await servers.user_at(servers.here, "anna")
    async with open_ws_client(servers.there.url, servers.token("misha")) as misha:
        sent = await anna.send(chat, "Завтра контрольная")
        await misha.until(lambda ws_client: ws_client.received("update", f"chat:{chat}"))
        [update] = [
            update for update in misha.received("update", f"chat:{chat}")[0]["updates"] if update["kind"] == "message"
        ]
        assert update["value"] == sent


async def test_the_welcome_names_all_subscribed_streams_and_nothing_else(servers: Servers, chat: UUID) -> None:
    async with open_ws_client(servers.here.url, servers.token("misha")) as misha:
        [welcome] = misha.received("welcome")
        assert welcome["streams"].keys() == {f"chat:{chat}", f"profile:{servers.id('misha')}"}
    async with open_ws_client(servers.here.url, servers.token("stranger")) as stranger:
        assert stranger.received("welcome")[0]["streams"].keys() == {f"profile:{servers.id('stranger')}"}


async def test_what_is_too_long_for_the_bus_is_received_all_the_same(servers: Servers, chat: UUID) -> None:
    anna = await servers.user_at(servers.here, "anna")
    async with open_ws_client(servers.there.url, servers.token("misha")) as misha:
        await anna.send(chat, "ы" * 4096)
        sent = await anna.send(chat, "и ещё")
        seq = (await anna.view(chat))["seq"]
        state = await misha.until_seq(f"chat:{chat}", seq)
        texts = [value["text"] for value in state.values() if "number" in value]
        assert texts[-2:] == ["ы" * 4096, sent["text"]]


async def test_after_a_time_away_what_was_missed_comes_by_itself(servers: Servers, chat: UUID) -> None:
    anna, stream = await servers.user_at(servers.here, "anna"), f"chat:{chat}"
    before = (await anna.view(chat))["seq"]
    await anna.send(chat, "Пропущенное")
    seq = (await anna.view(chat))["seq"]
    async with open_ws_client(servers.there.url, servers.token("misha"), {stream: before}) as misha:
        state = await misha.until_seq(stream, seq)
        assert "Пропущенное" in [value.get("text") for value in state.values()]


async def test_who_is_up_to_date_receives_no_difference(servers: Servers, chat: UUID) -> None:
    anna, stream = await servers.user_at(servers.here, "anna"), f"chat:{chat}"
    seq = (await anna.view(chat))["seq"]
    async with open_ws_client(servers.here.url, servers.token("anna"), {stream: seq}) as ws_client:
        await anna.send(chat, "Первое, что слышно")
        await ws_client.until_seq(stream, seq + 1)
        assert not ws_client.received("diff", stream)


async def test_who_knows_more_than_there_is_reads_anew(servers: Servers, chat: UUID) -> None:
    stream = f"chat:{chat}"
    async with open_ws_client(servers.here.url, servers.token("anna"), {stream: 10_000}) as ws_client:
        await ws_client.until(lambda opened: opened.received("reset", stream))


async def test_who_is_added_is_notified_and_receives_from_then_on(servers: Servers, chat: UUID) -> None:
    stream = f"chat:{chat}"
    anna = await servers.user_at(servers.here, "anna")
    group = await anna.post(
        "/api/chats", client_id=str(chat), title="Экскурсия", members=[str(servers.id("misha"))], is_closed=True
    )
    stream = f"chat:{group['chat']['id']}"
    async with open_ws_client(servers.there.url, servers.token("lena")) as lena:
        await anna.post(f"/api/chats/{group['chat']['id']}/members", profile_ids=[str(servers.id("lena"))])
        await lena.until(lambda ws_client: ws_client.received("subscribed", stream))
        await anna.send(group["chat"]["id"], "Добро пожаловать")
        seq = (await anna.view(group["chat"]["id"]))["seq"]
        state = await lena.until_seq(stream, seq)
        assert "Добро пожаловать" in [value.get("text") for value in state.values()]


async def test_who_is_removed_receives_that_last_and_then_nothing(servers: Servers, chat: UUID) -> None:
    anna = await servers.user_at(servers.here, "anna")
    members = [str(servers.id("misha")), str(servers.id("lena"))]
    group = await anna.post("/api/chats", client_id=str(chat), title="Экскурсия", members=members, is_closed=True)
    stream = f"chat:{group['chat']['id']}"
    async with (
        open_ws_client(servers.there.url, servers.token("misha")) as misha,
        open_ws_client(servers.there.url, servers.token("lena")) as lena,
    ):
        await anna.delete(f"/api/chats/{group['chat']['id']}/members/{servers.id('misha')}")
        await anna.send(group["chat"]["id"], "Без Миши")
        await lena.until_seq(stream, (await anna.view(group["chat"]["id"]))["seq"])
        await misha.until(lambda ws_client: ws_client.received("unsubscribed", stream))
        last = [
            update["value"] for update in misha.received("update", stream)[-1]["updates"] if update["kind"] == "member"
        ]
        assert [(member["profile_id"], member["is_present"]) for member in last] == [(str(servers.id("misha")), False)]
        assert misha.frames.index(misha.received("unsubscribed", stream)[0]) > misha.frames.index(
            misha.received("update", stream)[-1]
        )
        assert "Без Миши" not in str(misha.frames)


async def test_who_was_removed_by_a_process_that_died_before_it_published_receives_nothing_more(
    servers: Servers, chat: UUID
) -> None:
    anna, stream = await servers.user_at(servers.here, "anna"), f"chat:{chat}"
    async with (
        open_ws_client(servers.there.url, servers.token("misha")) as misha,
        open_ws_client(servers.there.url, servers.token("lena")) as lena,
    ):
        await sync_class_chat(servers, "lena")
        await anna.send(chat, "Без Миши")
        await lena.until_seq(stream, (await anna.view(chat))["seq"])
        await misha.until(lambda ws_client: ws_client.received("unsubscribed", stream))
        assert "Без Миши" not in str(misha.frames)


async def test_who_was_added_by_a_process_that_died_before_it_published_learns_it_from_the_next_frame(
    servers: Servers, chat: UUID
) -> None:
    anna, stream = await servers.user_at(servers.here, "anna"), f"chat:{chat}"
    async with open_ws_client(servers.there.url, servers.token("kolya")) as kolya:
        await sync_class_chat(servers, "misha", "lena", "kolya")
        await anna.send(chat, "Коля с нами")
        await kolya.until(lambda ws_client: ws_client.received("subscribed", stream))


async def test_a_client_that_loses_many_frames_is_up_to_date_in_the_end(servers: Servers, chat: UUID) -> None:
    anna, stream = await servers.user_at(servers.here, "anna"), f"chat:{chat}"
    chance = Random(7)  # noqa: S311 - repeatable
    async with open_ws_client(servers.there.url, servers.token("misha"), chance=chance) as misha:
        sent = [await anna.send(chat, f"Сообщение {number}") for number in range(30)]
        await anna.patch(f"/api/chats/{chat}/messages/{sent[3]['id']}", text="Исправлено", mentions=[])
        await anna.delete(f"/api/chats/{chat}/messages/{sent[5]['id']}")
        servers.there.app.state.context.get(Hub).on_lost()
        state = await misha.until_seq(stream, (await anna.view(chat))["seq"])
        fresh = await anna.get(f"/api/streams/{stream}/difference", after=0)
        assert state == {f"{update['kind']}:{update['value']['id']}": update["value"] for update in fresh["updates"]}
