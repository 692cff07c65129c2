"""The number of statements of each change of a chat, finding the caller included: the same for few members and many."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.ids import new_id
from parta.identity.models import Sex
from parta.identity.schemas import BadgeRole, PersonName
from parta.identity.service import create_profile
from parta.messenger.models import SourceKind
from parta.messenger.service import MemberSpec
from tests.integration.messenger.school import ADMIN, MEMBER, School, User, build_badge
from tests.statements import Statements, check_limits, count_request

pytestmark = pytest.mark.anyio

LIMITS_OF_CHATS: Mapping[str, int] = {
    "create": 24,
    "rename": 20,
    "change rights": 15,
    "add": 17,
    "remove": 17,
    "promote": 10,
    "leave": 16,
    "create a link": 12,
    "see a link": 4,
    "reset a link": 13,
    "look at a link": 7,
    "join by a link": 19,
    "delete a link": 11,
    "open a dialog": 19,
}
LIMITS_OF_MESSAGES: Mapping[str, int] = {
    "edit": 13,
    "react": 11,
    "read": 9,
    "mark as unread": 9,
    "mute": 9,
    "draft": 9,
    "pin": 10,
    "unpin": 9,
    "delete": 15,
}


async def create_class_chat(school: School, key: str, count: int) -> tuple[UUID, list[UUID]]:
    """Create the chat of a class: Анна, Миша and so many others; return it and the others."""
    name = PersonName(last_name="Новый", first_name="Ученик", patronymic=None)
    async with school.installation.transaction() as work:
        others = [
            (await create_profile(work, f"+7902{key}{i:04}", name, birth_on=date(2013, 1, 1), sex=Sex.MALE)).id
            for i in range(count)
        ]
    members = school.build_members(("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER), ("misha", MEMBER, BadgeRole.STUDENT))
    members += [MemberSpec(other, MEMBER, [build_badge(BadgeRole.STUDENT)]) for other in others]
    return await school.sync_chat(SourceKind.CLASS_STUDENTS, key, f"{key}, класс", members), others


@pytest.mark.usefixtures("class_chat")
async def test_changing_a_chat_and_its_members(
    engine: AsyncEngine, school: School, anna: User, misha: User, lena: User
) -> None:
    async def change(key: str, count: int) -> dict[str, Statements]:
        _, others = await create_class_chat(school, key, count)
        members, title, seen = [str(one) for one in others], f"Кружок {key}", dict[str, Statements]()

        async def ask(act: str, who: User, method: str, path: str, **body: Any) -> None:  # noqa: ANN401 - JSON
            seen[act] = await count_request(engine, who.browser, method, path, **body)

        await ask("create", anna, "POST", "/api/chats", client_id=str(new_id()), title=title, members=members)
        views = (await anna.get("/api/chats"))["chats"]
        (chat,) = (view["chat"] for view in views if view["chat"]["title"] == title)
        path = f"/api/chats/{chat['id']}"
        await ask("rename", anna, "PATCH", path, title=f"{title}, новый")
        await ask("change rights", anna, "PATCH", path, rights=chat["rights"] | {"invite": "admins"})
        for member in members[1:]:
            await anna.delete(f"{path}/members/{member}")
        await ask("add", anna, "POST", f"{path}/members", profile_ids=[*members[1:], str(misha.id)])
        await ask("remove", anna, "DELETE", f"{path}/members/{members[0]}")
        await ask("promote", anna, "PATCH", f"{path}/members/{misha.id}", role="admin")
        await ask("leave", misha, "POST", f"{path}/leave", successor=None)
        await ask("create a link", anna, "PUT", f"{path}/link")
        await ask("see a link", anna, "GET", f"{path}/link")
        await ask("reset a link", anna, "POST", f"{path}/link/reset")
        linked = f"/api/chat-links/{(await anna.get(f'{path}/link'))['url'].rpartition('/')[2]}"
        await ask("look at a link", lena, "GET", linked)
        await ask("join by a link", lena, "POST", f"{linked}/join")
        await ask("delete a link", anna, "DELETE", f"{path}/link")
        await ask("open a dialog", anna, "POST", "/api/dialogs", profile_id=members[0])
        return seen

    few, many = await change("101", 3), await change("102", 30)
    check_limits(LIMITS_OF_CHATS, few, many)


async def test_changing_messages_and_ones_own_state(
    engine: AsyncEngine, school: School, anna: User, misha: User
) -> None:
    async def change(key: str, count: int) -> dict[str, Statements]:
        chat_id, _ = await create_class_chat(school, key, count)
        sent, seen = await anna.send(chat_id, "Вопрос"), dict[str, Statements]()

        async def ask(act: str, who: User, method: str, path: str, **body: Any) -> None:  # noqa: ANN401 - JSON
            seen[act] = await count_request(engine, who.browser, method, f"/api/chats/{chat_id}/{path}", **body)

        message = f"messages/{sent['id']}"
        await ask("edit", anna, "PATCH", message, text="Вопрос?")
        await ask("react", misha, "PUT", f"{message}/reaction", emoji="👍")
        await ask("read", misha, "PUT", "read-number", read_number=sent["number"])
        await ask("mark as unread", misha, "PUT", "unread", is_marked_unread=True)
        await ask("mute", misha, "PUT", "mute", until="2040-01-01T00:00:00Z")
        await ask("draft", misha, "PUT", "draft", text="Ответ")
        await ask("pin", anna, "PUT", f"{message}/pin")
        await ask("unpin", anna, "DELETE", f"{message}/pin")
        await anna.put(f"/api/chats/{chat_id}/{message}/pin")
        await ask("delete", anna, "DELETE", message)
        return seen

    few, many = await change("101", 3), await change("102", 30)
    check_limits(LIMITS_OF_MESSAGES, few, many)
