"""Messages: sending, replying, editing, deleting, reacting, paging."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from parta.core import clock
from parta.core.ids import new_id
from tests.integration.messenger.school import User

pytestmark = pytest.mark.anyio


async def test_what_one_says_the_others_read_in_its_order(class_chat: UUID, anna: User, misha: User) -> None:
    await anna.send(class_chat, "Завтра контрольная")
    await misha.send(class_chat, "А калькулятор можно?")
    page = await misha.get(f"/api/chats/{class_chat}/messages")
    assert [(m["number"], m["author_id"], m["text"]) for m in page["messages"]] == [
        (1, str(anna.id), "Завтра контрольная"),
        (2, str(misha.id), "А калькулятор можно?"),
    ]
    assert page["last_number"] == 2


async def test_a_repeated_send_is_stored_once_and_uses_no_number(class_chat: UUID, anna: User) -> None:
    path, body = f"/api/chats/{class_chat}/messages", {"client_id": str(new_id()), "text": "Собрание в шесть"}
    first = await anna.browser.post(path, json=body)
    again = await anna.browser.post(path, json=body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    later = await anna.send(class_chat, "В актовом зале")
    assert later["number"] == 2


async def test_a_page_opened_for_somebody_else_does_nothing_in_the_name_of_who_signed_in_since(
    class_chat: UUID, anna: User, misha: User
) -> None:
    """Анна's page stays open while Миша signs in in the same browser."""
    page = {"X-Opened-For-profile": str(anna.id)}
    body = {"client_id": str(new_id()), "text": "Завтра контрольная"}
    chat = f"/api/chats/{class_chat}"
    answers = [
        await misha.browser.post(f"{chat}/messages", json=body, headers=page),
        await misha.browser.put(f"{chat}/read-number", json={"read_number": 1}, headers=page),
        await misha.browser.get(chat, headers=page),
        await misha.browser.get("/api/id/me", headers=page),
    ]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(401, "other_principal")}
    assert (await misha.get(f"{chat}/messages"))["messages"] == []
    page = {"X-Opened-For-profile": str(misha.id)}
    assert (await misha.browser.post(f"{chat}/messages", json=body, headers=page)).status_code == 201


async def test_a_message_that_does_not_end_is_too_large_and_no_error_of_ours(class_chat: UUID, anna: User) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 65536

    with capture_logs() as logs:
        answer = await anna.browser.post(
            f"/api/chats/{class_chat}/messages", content=pieces(), headers={"Content-Type": "application/json"}
        )
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert not [entry for entry in logs if entry["log_level"] == "error"]


async def test_another_message_with_the_same_client_id_is_refused(class_chat: UUID, anna: User) -> None:
    path, client_id = f"/api/chats/{class_chat}/messages", str(new_id())
    await anna.browser.post(path, json={"client_id": client_id, "text": "Собрание в шесть"})
    other = await anna.browser.post(path, json={"client_id": client_id, "text": "Собрание в семь"})
    assert (other.status_code, other.json()["code"]) == (409, "client_id_reused")


async def test_a_retry_after_an_edit_gives_the_message_as_it_is_now(class_chat: UUID, anna: User) -> None:
    path, body = f"/api/chats/{class_chat}/messages", {"client_id": str(new_id()), "text": "Собрание в шесть"}
    sent = await anna.post(path, **body)
    await anna.patch(f"{path}/{sent['id']}", text="Собрание в семь")
    again = await anna.browser.post(path, json=body)
    assert (again.status_code, again.json()["text"]) == (200, "Собрание в семь")


async def test_two_people_may_use_the_same_client_id(class_chat: UUID, anna: User, misha: User) -> None:
    path, body = f"/api/chats/{class_chat}/messages", {"client_id": str(new_id()), "text": "Ура"}
    numbers = [(await who.post(path, **body))["number"] for who in (anna, misha)]
    assert numbers == [1, 2]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": ""}, 422, "empty_message"),
        ({"text": "   \n"}, 422, "empty_message"),
        ({"text": "\u3164 \u200b\u2800"}, 422, "empty_message"),
        ({"text": "я" * 4097}, 422, "too_long"),
        ({"text": "да", "reply_to": str(new_id())}, 422, "bad_reply"),
        ({"text": "да", "files": [str(new_id())]}, 422, "bad_file"),
        ({"text": "да", "mentions_all": True}, 403, "forbidden"),
        ({"text": "\u0000\u202e"}, 422, "empty_message"),
        ({"text": "да", "color": "red"}, 422, "malformed"),
        ({"text": 5}, 422, "malformed"),
    ],
)
async def test_what_makes_no_sense_is_refused_with_a_code(
    class_chat: UUID, misha: User, body: dict[str, object], status: int, code: str
) -> None:
    answer = await misha.browser.post(f"/api/chats/{class_chat}/messages", json={"client_id": str(new_id()), **body})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_an_answer_shows_what_it_answers_as_it_is_now(class_chat: UUID, anna: User, misha: User) -> None:
    question = await misha.send(class_chat, "Когда сдавать?")
    answer = await anna.send(class_chat, "Завтра", reply_to=question["id"])
    assert answer["reply_to"] == {
        "id": question["id"],
        "number": 1,
        "author_id": str(misha.id),
        "text": "Когда сдавать?",
        "is_deleted": False,
    }
    await misha.delete(f"/api/chats/{class_chat}/messages/{question['id']}")
    page = await misha.get(f"/api/chats/{class_chat}/messages")
    assert page["messages"][1]["reply_to"] == {**answer["reply_to"], "text": "", "is_deleted": True}


async def test_a_message_of_another_chat_cannot_be_answered(class_chat: UUID, staff_chat: UUID, anna: User) -> None:
    secret = await anna.send(staff_chat, "Педсовет в среду")
    path = f"/api/chats/{class_chat}/messages"
    body = {"client_id": str(new_id()), "text": "Вот", "reply_to": secret["id"]}
    assert (await anna.browser.post(path, json=body)).json()["code"] == "bad_reply"


async def test_mentions_keep_only_members(class_chat: UUID, anna: User, misha: User, vera: User) -> None:
    mentioned = [str(misha.id), str(vera.id), str(misha.id)]
    message = await anna.send(class_chat, "Миша, к доске", mentions=mentioned, mentions_all=True)
    assert (message["mentions"], message["mentions_all"]) == ([str(misha.id)], True)


def mention(who: User, offset: int, length: int) -> dict[str, object]:
    return {"kind": "mention", "offset": offset, "length": length, "profile_id": str(who.id)}


def bold(offset: int, length: int) -> dict[str, object]:
    return {"kind": "bold", "offset": offset, "length": length}


async def test_entities_are_stored_with_the_text_and_links_are_found_when_it_is_written(
    class_chat: UUID, anna: User, misha: User, vera: User
) -> None:
    text = "👍 @Миша и @Вера: www.school.ru"
    sent = await anna.send(class_chat, text, entities=[mention(vera, 11, 5), bold(3, 7), mention(misha, 3, 5)])
    link = {"kind": "link", "offset": 18, "length": 13, "url": "https://www.school.ru"}
    assert sent["entities"] == [bold(3, 7), mention(misha, 3, 5), link]
    assert (sent["mentions"], sent["mentions_all"]) == ([str(misha.id)], False)
    assert (await misha.get(f"/api/chats/{class_chat}/messages"))["messages"] == [sent]
    assert (await misha.view(class_chat))["my"]["unread_mentions"] == 1


async def test_editing_changes_entities_and_deleting_removes_them(class_chat: UUID, anna: User, misha: User) -> None:
    sent = await anna.send(class_chat, "Миша, смотри", entities=[mention(misha, 0, 4)])
    path = f"/api/chats/{class_chat}/messages/{sent['id']}"
    edited = await anna.patch(path, text="Миша, смотри", entities=[bold(6, 6)])
    assert (edited["entities"], edited["mentions"]) == ([bold(6, 6)], [])
    assert edited["edited_at"] is not None
    assert await anna.patch(path, text="Миша, смотри", entities=[bold(6, 6)]) == edited
    history = await misha.get(f"{path}/history")
    assert [said["entities"] for said in history] == [[mention(misha, 0, 4)], [bold(6, 6)]]
    everybody = {"kind": "mention_all", "offset": 0, "length": 4}
    assert (await anna.patch(path, text="Всем привет", entities=[everybody]))["mentions_all"]
    assert (await anna.delete(path))["entities"] == []


@pytest.mark.parametrize(
    ("entity", "status", "code"),
    [
        ({"kind": "bold", "offset": 0, "length": 5}, 422, "bad_entities"),
        ({"kind": "link", "offset": 0, "length": 4, "url": "javascript:alert(1)"}, 422, "bad_entities"),
        ({"kind": "mention_all", "offset": 0, "length": 4}, 403, "forbidden"),
        ({"kind": "big", "offset": 0, "length": 4}, 422, "malformed"),
        ({"kind": "bold", "offset": 0, "length": 4, "url": "https://school.ru"}, 422, "malformed"),
        ({"kind": "mention", "offset": 0, "length": 4}, 422, "malformed"),
    ],
)
async def test_entities_that_make_no_sense_are_refused_in_a_send_and_in_an_edit(
    class_chat: UUID, misha: User, entity: dict[str, object], status: int, code: str
) -> None:
    path = f"/api/chats/{class_chat}/messages"
    sent = await misha.send(class_chat, "Все!")
    body = {"text": "Всем", "entities": [entity]}
    posted = await misha.browser.post(path, json={"client_id": str(new_id()), **body})
    patched = await misha.browser.patch(f"{path}/{sent['id']}", json=body)
    assert [(answer.status_code, answer.json()["code"]) for answer in (posted, patched)] == [(status, code)] * 2


async def test_an_edited_message_says_so_and_keeps_its_history(class_chat: UUID, anna: User, misha: User) -> None:
    sent = await anna.send(class_chat, "Урок в кабинете 12")
    path = f"/api/chats/{class_chat}/messages/{sent['id']}"
    edited = await anna.patch(path, text="Урок в кабинете 21")
    assert edited["text"] == "Урок в кабинете 21"
    assert edited["edited_at"] is not None
    history = await misha.get(f"{path}/history")
    assert [said["text"] for said in history] == ["Урок в кабинете 12", "Урок в кабинете 21"]
    assert [said["at"] for said in history] == [sent["sent_at"], edited["edited_at"]]


async def test_nobody_edits_what_another_said_nor_after_a_day(class_chat: UUID, anna: User, misha: User) -> None:
    sent = await misha.send(class_chat, "Я не готов")
    path = f"/api/chats/{class_chat}/messages/{sent['id']}"
    assert (await anna.browser.patch(path, json={"text": "Я готов"})).status_code == 403
    clock.move(timedelta(hours=25))
    late = await misha.browser.patch(path, json={"text": "Я готов"})
    assert (late.status_code, late.json()["code"]) == (403, "too_late")


async def test_a_deleted_message_keeps_its_number_and_shows_nothing_to_anybody(
    class_chat: UUID, anna: User, misha: User
) -> None:
    sent = await misha.send(class_chat, "Секрет")
    path = f"/api/chats/{class_chat}/messages/{sent['id']}"
    await anna.put(f"{path}/reaction", emoji="👍")
    deleted = await misha.delete(path)
    assert (deleted["number"], deleted["text"], deleted["reactions"]) == (1, "", [])
    assert deleted["deleted_at"] is not None
    assert await misha.delete(path) == deleted
    assert await anna.get(f"{path}/history") == []
    assert (await anna.get("/api/search", query="секрет"))["messages"] == []
    assert (await anna.browser.put(f"{path}/reaction", json={"emoji": "👍"})).json()["code"] == "message_deleted"
    assert (await misha.browser.patch(path, json={"text": "Снова"})).json()["code"] == "message_deleted"


async def test_an_admin_deletes_what_others_said_and_a_student_only_their_own(
    class_chat: UUID, anna: User, misha: User, lena: User
) -> None:
    sent = await misha.send(class_chat, "Обидное")
    path = f"/api/chats/{class_chat}/messages/{sent['id']}"
    assert (await lena.browser.delete(path)).status_code == 403
    assert (await anna.delete(path))["deleted_at"] is not None


async def test_each_sets_one_reaction_and_may_change_or_take_it_away(
    class_chat: UUID, anna: User, misha: User, lena: User
) -> None:
    sent = await anna.send(class_chat, "Едем в музей")
    path = f"/api/chats/{class_chat}/messages/{sent['id']}/reaction"
    await misha.put(path, emoji="🎉")
    both = await lena.put(path, emoji="🎉")
    assert both["reactions"] == [{"emoji": "🎉", "profiles": [str(misha.id), str(lena.id)]}]
    changed = await misha.put(path, emoji="👍")
    assert {reaction["emoji"]: reaction["profiles"] for reaction in changed["reactions"]} == {
        "🎉": [str(lena.id)],
        "👍": [str(misha.id)],
    }
    assert (await lena.put(path, emoji=None))["reactions"] == [{"emoji": "👍", "profiles": [str(misha.id)]}]
    assert (await lena.browser.put(path, json={"emoji": "ok"})).json()["code"] == "bad_emoji"


async def test_one_reads_in_both_directions_without_gaps(class_chat: UUID, anna: User) -> None:
    for number in range(1, 13):
        await anna.send(class_chat, f"Пункт {number}")
    path = f"/api/chats/{class_chat}/messages"

    async def numbers(**query: int) -> list[int]:
        return [message["number"] for message in (await anna.get(path, limit=4, **query))["messages"]]

    assert await numbers() == [9, 10, 11, 12]
    assert await numbers(before=9) == [5, 6, 7, 8]
    assert await numbers(after=10) == [11, 12]
    assert await numbers(around=6) == [4, 5, 6, 7]
    assert await numbers(before=3) == [1, 2]
    assert await numbers(after=2**62) == []


async def test_a_reader_reads_and_reacts_and_may_not_write(subject_chat: UUID, igor: User, vera: User) -> None:
    sent = await igor.send(subject_chat, "Лабораторная")
    refused = await vera.browser.post(
        f"/api/chats/{subject_chat}/messages", json={"client_id": str(new_id()), "text": "А можно?"}
    )
    assert refused.status_code == 403
    assert "write" not in (await vera.view(subject_chat))["my"]["may"]
    assert (await vera.put(f"/api/chats/{subject_chat}/messages/{sent['id']}/reaction", emoji="👍"))["reactions"]
