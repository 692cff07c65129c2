"""The number of statements: the same for one chat and for many, for one message and for a page."""

from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.ids import new_id
from tests.integration.messenger.school import School, User
from tests.statements import count_statements

pytestmark = pytest.mark.anyio


async def statements(engine: AsyncEngine, who: User, path: str) -> int:
    with count_statements(engine) as seen:
        await who.get(path)
    return len(seen)


@pytest.mark.usefixtures("staff_chat")
async def test_a_list_of_many_chats_asks_no_more_than_one_of_few(
    engine: AsyncEngine, school: School, class_chat: UUID
) -> None:
    anna, misha, igor = (school.people[name] for name in ("anna", "misha", "igor"))

    async def fill(other: User) -> None:
        members = [str(other.id)]
        made = await anna.post("/api/chats", client_id=str(new_id()), title="Ещё", members=members)
        sent = await other.send(made["chat"]["id"], "Слово", mentions=[str(anna.id)])
        await anna.post("/api/dialogs", profile_id=str(other.id))
        await anna.put(f"/api/chats/{made['chat']['id']}/messages/{sent['id']}/reaction", emoji="👍")
        await other.send(made["chat"]["id"], "Ответ", reply_to=sent["id"])

    await misha.send(class_chat, "Слово", reply_to=(await anna.send(class_chat, "Слово"))["id"])
    await fill(misha)
    few = await statements(engine, anna, "/api/chats")
    for _ in range(5):
        await fill(igor)
    assert await statements(engine, anna, "/api/chats") == few
    assert few <= 12


async def test_a_page_of_many_messages_asks_no_more_than_one_of_few(
    engine: AsyncEngine, class_chat: UUID, anna: User, misha: User
) -> None:
    async def fill() -> None:
        sent = await anna.send(class_chat, "Вопрос")
        await misha.send(class_chat, "Ответ", reply_to=sent["id"])
        await misha.put(f"/api/chats/{class_chat}/messages/{sent['id']}/reaction", emoji="👍")

    await fill()
    few = await statements(engine, misha, f"/api/chats/{class_chat}/messages")
    for _ in range(9):
        await fill()
    assert await statements(engine, misha, f"/api/chats/{class_chat}/messages") == few
    assert few <= 9
