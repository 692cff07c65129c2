"""Files in messages: sent by their owner, readable by the members, deleted with the message."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import text

from parta.core.ids import new_id
from tests.integration.messenger.school import School, User

pytestmark = pytest.mark.anyio

PAPER = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


async def upload(who: User, name: str = "Билеты.pdf") -> str:
    headers = {"Content-Type": "application/pdf", "X-Client-Id": str(new_id())}
    answer = await who.browser.post("/api/files", params={"name": name}, content=PAPER, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def status(who: User, file_id: str) -> int:
    return (await who.browser.get(f"/api/files/{file_id}")).status_code


async def test_a_file_goes_with_its_message_to_the_members_alone(
    school: School, class_chat: UUID, anna: User, misha: User, stranger: User
) -> None:
    file_id = await upload(anna)
    assert await status(misha, file_id) == 404
    sent = await anna.send(class_chat, "", files=[file_id])
    assert [file["name"] for file in sent["files"]] == ["Билеты.pdf"]
    await school.installation.settle()
    assert (await status(misha, file_id), await status(stranger, file_id)) == (200, 404)
    published = school.installation.published_state("chat", class_chat)[f"message:{sent['id']}"]
    page = await misha.get(f"/api/chats/{class_chat}/messages")
    assert page["messages"] == [published]
    assert published["files"][0]["state"] == "clean"


async def test_one_sends_only_files_of_ones_own(class_chat: UUID, anna: User, misha: User) -> None:
    file_id = await upload(anna)
    body = {"client_id": str(new_id()), "text": "Моё", "files": [file_id]}
    answer = await misha.browser.post(f"/api/chats/{class_chat}/messages", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_file")


async def test_a_repeated_send_with_a_file_is_stored_once(class_chat: UUID, anna: User) -> None:
    body = {"client_id": str(new_id()), "text": "Билеты", "files": [await upload(anna)]}
    path = f"/api/chats/{class_chat}/messages"
    answers = [await anna.browser.post(path, json=body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json()["id"] == answers[1].json()["id"]


async def test_a_deleted_message_revokes_its_file_unless_another_carries_it(
    school: School, class_chat: UUID, anna: User, misha: User
) -> None:
    file_id = await upload(anna)
    first = await anna.send(class_chat, "Билеты", files=[file_id])
    second = await anna.send(class_chat, "Ещё раз", files=[file_id])
    await school.installation.settle()
    assert (await anna.delete(f"/api/chats/{class_chat}/messages/{first['id']}"))["files"] == []
    assert await status(misha, file_id) == 200
    await anna.delete(f"/api/chats/{class_chat}/messages/{second['id']}")
    assert await status(misha, file_id) == 404


async def test_messages_with_files_and_without_commit_in_one_batch_each_with_its_own_files(
    school: School, class_chat: UUID, staff_chat: UUID, anna: User
) -> None:
    one, other = await upload(anna, "Один.pdf"), await upload(anna, "Два.pdf")
    await asyncio.gather(
        anna.send(class_chat, "Оба", files=[other, one]),
        anna.send(class_chat, "Ни одного"),
        anna.send(class_chat, "Первый", files=[one]),
        anna.send(staff_chat, "Дважды", files=[one, one]),
    )
    for chat_id, wanted in (
        (class_chat, {"Оба": ["Два.pdf", "Один.pdf"], "Ни одного": [], "Первый": ["Один.pdf"]}),
        (staff_chat, {"Дважды": ["Один.pdf", "Один.pdf"]}),
    ):
        page = await anna.get(f"/api/chats/{chat_id}/messages")
        assert {m["text"]: [file["name"] for file in m["files"]] for m in page["messages"]} == wanted
        published = school.installation.published_state("chat", chat_id)
        assert [published[f"message:{m['id']}"] for m in page["messages"]] == page["messages"]


async def test_a_file_that_was_refused_goes_with_no_message(school: School, class_chat: UUID, anna: User) -> None:
    file_id = await upload(anna)
    async with school.installation.transaction() as work:
        await work.execute(text("UPDATE file SET state = 'BLOCKED'"))
    body = {"client_id": str(new_id()), "text": "Билеты", "files": [file_id]}
    answer = await anna.browser.post(f"/api/chats/{class_chat}/messages", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_file")


async def test_who_sends_files_without_end_is_asked_to_wait(class_chat: UUID, misha: User) -> None:
    path, file_id = f"/api/chats/{class_chat}/messages", await upload(misha)
    bodies = [{"client_id": str(new_id()), "text": "", "files": [file_id]} for _ in range(70)]
    assert 429 in {(await misha.browser.post(path, json=body)).status_code for body in bodies}


@pytest.mark.usefixtures("class_chat")
async def test_only_a_picture_becomes_a_chats_picture(anna: User) -> None:
    made = await anna.post("/api/chats", client_id=str(new_id()), title="Газета")
    path = f"/api/chats/{made['chat']['id']}"
    answer = await anna.browser.patch(path, json={"picture": await upload(anna)})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_file")
    assert (await anna.patch(path, picture=None))["chat"]["picture"] is None
