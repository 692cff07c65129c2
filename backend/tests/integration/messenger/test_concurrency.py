"""Concurrency: the send queue with services, synchronizations with each other, removal with everything."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from parta.core.ids import new_id
from parta.identity.schemas import BadgeRole
from parta.messenger.models import Chat, Member, Message, SourceKind
from parta.messenger.rules.messages import SendRequest
from parta.messenger.send_queue import SendQueue
from parta.messenger.service import ChatSource, lock_sources, post_service_message, sync_chat
from tests.integration.messenger.school import ADMIN, MEMBER, School, User

pytestmark = pytest.mark.anyio


async def assert_no_gaps(school: School, chat_id: UUID) -> int:
    """Check that numbers and seqs of the chat have neither gaps nor duplicates; return the number of messages."""
    async with school.installation.transaction() as work:
        numbers = (await work.execute(select(Message.number).where(Message.chat_id == chat_id))).scalars().all()
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    seqs = sorted(frame.seq for frame in school.installation.published.frames if frame.stream == f"chat:{chat_id}")
    assert seqs == list(range(1, len(seqs) + 1))
    return len(numbers)


async def send_all(who: Sequence[User], chat_id: UUID, times: int) -> list[Any]:
    return await asyncio.gather(*(one.send(chat_id, f"Раз {n}") for n in range(times) for one in who))


async def test_sends_at_once_are_stored_once_each_without_gaps(
    school: School, class_chat: UUID, anna: User, misha: User, lena: User
) -> None:
    sent = await send_all([anna, misha, lena], class_chat, 20)
    assert sorted(message["number"] for message in sent) == list(range(1, 61))
    assert await assert_no_gaps(school, class_chat) == 60


async def test_the_same_send_ten_times_at_once_is_stored_once(school: School, class_chat: UUID, anna: User) -> None:
    body = {"client_id": str(new_id()), "text": "Один раз"}
    path = f"/api/chats/{class_chat}/messages"
    answers = await asyncio.gather(*(anna.browser.post(path, json=body) for _ in range(10)))
    assert sorted(answer.status_code for answer in answers) == [200] * 9 + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await assert_no_gaps(school, class_chat) == 1


async def test_the_queue_and_services_take_turns_in_one_chat(
    school: School, class_chat: UUID, anna: User, misha: User
) -> None:
    first = await misha.send(class_chat, "Начало")
    path = f"/api/chats/{class_chat}/messages"

    async def by_service(n: int) -> None:
        async with school.installation.transaction() as work:
            await post_service_message(work, class_chat, "title_changed", {"title": f"физика {n}"})

    async def edit(n: int) -> None:
        await misha.patch(f"{path}/{first['id']}", text=f"Начало {n}")

    async def react(n: int) -> None:
        await anna.put(f"{path}/{first['id']}/reaction", emoji="👍" if n % 2 else None)

    await asyncio.gather(
        send_all([anna, misha], class_chat, 10),
        *(act(n) for n in range(10) for act in (by_service, edit, react)),
    )
    assert await assert_no_gaps(school, class_chat) == 31
    async with school.installation.transaction() as work:
        last = await work.execute(select(Chat.last_number).where(Chat.id == class_chat))
        assert last.scalar_one() == 31


async def test_sends_into_several_chats_and_services_that_lock_them_never_deadlock(
    school: School, class_chat: UUID, staff_chat: UUID, subject_chat: UUID
) -> None:
    anna, igor = school.people["anna"], school.people["igor"]

    async def rename(n: int) -> None:
        for source, key in ((SourceKind.SUBJECT, "7b-physics"), (SourceKind.STAFF, "7")):
            wanted = ChatSource(source, key)
            async with school.installation.transaction() as work:
                locked = (await lock_sources(work, wanted))[wanted]
                members = school.build_members(("igor", ADMIN, BadgeRole.TEACHER), ("anna", ADMIN, BadgeRole.TEACHER))
                await sync_chat(work, locked, f"Чат {n}", members)

    await asyncio.gather(
        *(rename(n) for n in range(5)),
        send_all([anna], class_chat, 10),
        send_all([anna, igor], staff_chat, 10),
        send_all([igor], subject_chat, 10),
    )
    counts = [await assert_no_gaps(school, chat) for chat in (class_chat, staff_chat, subject_chat)]
    assert counts == [10, 20, 10]


async def test_ten_synchronizations_at_once_create_one_chat_with_each_person_once(school: School) -> None:
    members = school.build_members(("anna", ADMIN, BadgeRole.TEACHER), ("misha", MEMBER, BadgeRole.STUDENT))
    chat_ids = await asyncio.gather(*(school.sync_chat(SourceKind.SUBJECT, "x", "Физика", members) for _ in range(10)))
    assert len(set(chat_ids)) == 1
    async with school.installation.transaction() as work:
        assert (await work.execute(select(func.count()).select_from(Chat))).scalar_one() == 1
        assert (await work.execute(select(func.count()).select_from(Member))).scalar_one() == 2
    assert len([frame for frame in school.installation.published.frames if frame.stream == f"chat:{chat_ids[0]}"]) == 1


async def test_two_who_begin_a_dialog_at_once_have_one(class_chat: UUID, anna: User, misha: User) -> None:
    begun = await asyncio.gather(
        *(one.post("/api/dialogs", profile_id=str(other.id)) for one, other in [(anna, misha), (misha, anna)] * 5)
    )
    assert len({view["chat"]["id"] for view in begun}) == 1
    assert {view["chat"]["id"] for view in begun} != {str(class_chat)}


@pytest.mark.usefixtures("class_chat")
async def test_after_the_update_that_removes_somebody_nothing_of_theirs_follows(
    school: School, anna: User, misha: User
) -> None:
    body = {"client_id": str(new_id()), "title": "Газета", "members": [str(misha.id)], "is_closed": False}
    chat_id = (await anna.post("/api/chats", **body))["chat"]["id"]
    path = f"/api/chats/{chat_id}"

    async def speak(n: int) -> int:
        sent = {"client_id": str(new_id()), "text": f"Ещё {n}"}
        return (await misha.browser.post(f"{path}/messages", json=sent)).status_code

    async def rename(n: int) -> int:
        return (await misha.browser.patch(path, json={"title": f"Газета {n}"})).status_code

    async def remove() -> int:
        await asyncio.sleep(0.02)
        return (await anna.browser.delete(f"{path}/members/{misha.id}")).status_code

    statuses = await asyncio.gather(*(act(n) for n in range(15) for act in (speak, rename)), remove())
    assert set(statuses) <= {200, 201, 204, 404}
    await assert_no_gaps(school, UUID(chat_id))
    frames = sorted(
        (f for f in school.installation.published.frames if f.stream == f"chat:{chat_id}"), key=lambda f: f.seq
    )
    gone = frames[-1].audience_seq
    assert not [f for f in frames if f.seq > gone and f'"author_id":"{misha.id}"'.encode() in f.body]
    assert not [f for f in frames if f.seq > gone and f'"actor":"{misha.id}"'.encode() in f.body]


async def test_a_sender_who_disconnects_has_sent_it_all_the_same(school: School, class_chat: UUID, anna: User) -> None:
    send = SendRequest(class_chat, new_id(), "Кладу трубку")
    task = asyncio.create_task(school.installation.app.state.context.get(SendQueue).send(anna.token, send))
    await asyncio.sleep(0)
    task.cancel()
    answer = await anna.browser.post(
        f"/api/chats/{class_chat}/messages", json={"client_id": str(send.client_id), "text": send.text}
    )
    assert answer.status_code == 200
    assert await assert_no_gaps(school, class_chat) == 1


async def test_a_send_outlives_the_connection_of_the_queue(school: School, class_chat: UUID, anna: User) -> None:
    await anna.send(class_chat, "До обрыва")
    async with school.installation.transaction() as work:
        condition = "application_name = 'parta send queue' AND datname = current_database()"
        await work.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {condition}"))  # noqa: S608 - no input
    assert (await anna.send(class_chat, "После обрыва"))["number"] == 2
    await send_all([anna], class_chat, 5)
    assert await assert_no_gaps(school, class_chat) == 7


async def test_one_bad_send_does_not_spoil_those_beside_it(
    school: School, class_chat: UUID, anna: User, misha: User
) -> None:
    stale = await school.installation.browser({"parta_profile": "no such token"})
    body = {"client_id": str(new_id()), "text": "Кто я?"}
    path = f"/api/chats/{class_chat}/messages"
    nobody, empty, *sent = await asyncio.gather(
        stale.post(path, json=body),
        misha.browser.post(path, json={"client_id": str(new_id()), "text": ""}),
        anna.send(class_chat, "Раз"),
        misha.send(class_chat, "Два"),
    )
    assert (nobody.status_code, empty.status_code, len(sent)) == (401, 422, 2)
    assert await assert_no_gaps(school, class_chat) == 2


async def test_who_sends_without_end_is_asked_to_wait(school: School, class_chat: UUID, misha: User) -> None:
    path = f"/api/chats/{class_chat}/messages"
    answers = [await misha.browser.post(path, json={"client_id": str(new_id()), "text": "спам"}) for _ in range(70)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert refused[0].headers["retry-after"] == str(refused[0].json()["retry_after"])
    assert await assert_no_gaps(school, class_chat) == 70 - len(refused)
