"""Chats created by people: creating, inviting, leaving, transferring the ownership."""

from datetime import timedelta
from uuid import UUID

import pytest

from parta.core import clock
from parta.core.ids import new_id
from tests.integration.messenger.school import User

pytestmark = pytest.mark.anyio


async def create_group(owner: User, *members: User, title: str = "Стенгазета", is_closed: bool = True) -> str:
    body = {"client_id": str(new_id()), "title": title, "members": [str(one.id) for one in members]}
    return (await owner.post("/api/chats", **body, is_closed=is_closed))["chat"]["id"]


async def get_roles(who: User, chat_id: str) -> dict[str, str]:
    members = (await who.get(f"/api/chats/{chat_id}/members"))["members"]
    return {member["name"]["first_name"]: member["role"] for member in members if member["is_present"]}


async def get_service_codes(who: User, chat_id: str) -> list[str]:
    messages = (await who.get(f"/api/chats/{chat_id}/messages"))["messages"]
    return [message["service"]["code"] for message in messages if message["service"]]


@pytest.mark.usefixtures("class_chat")
async def test_a_chat_is_created_closed_with_its_owner_and_members(anna: User, misha: User) -> None:
    chat_id = await create_group(anna, misha)
    view = await misha.view(chat_id)
    assert view["chat"]["is_closed"]
    assert view["chat"]["members_count"] == 2
    assert view["my"]["role"] == "member"
    assert view["my"]["unread"] == 0
    assert await get_roles(misha, chat_id) == {"Анна": "owner", "Михаил": "member"}
    assert await get_service_codes(misha, chat_id) == ["chat_created"]


@pytest.mark.usefixtures("class_chat")
async def test_creating_it_twice_with_one_client_id_creates_one(anna: User) -> None:
    body = {"client_id": str(new_id()), "title": "Стенгазета"}
    made = [(await anna.post("/api/chats", **body))["chat"]["id"] for _ in range(2)]
    assert made[0] == made[1]
    assert len((await anna.get("/api/chats"))["chats"]) == 2


@pytest.mark.usefixtures("class_chat")
async def test_a_service_message_tells_the_sex_of_who_acted(anna: User, misha: User) -> None:
    chat_id = await create_group(anna, misha)
    await misha.post(f"/api/chats/{chat_id}/leave")
    messages = (await anna.get(f"/api/chats/{chat_id}/messages"))["messages"]
    told = {message["service"]["code"]: message["service"]["params"] for message in messages}
    assert told["chat_created"] == {"actor": str(anna.id), "actor_sex": "female", "title": "Стенгазета"}
    assert told["member_left"] == {"actor": str(misha.id), "actor_sex": "male"}


@pytest.mark.usefixtures("class_chat", "parents_chat")
async def test_one_adds_only_whom_one_may_write_to(misha: User, vera: User, stranger: User) -> None:
    body = {"client_id": str(new_id()), "title": "Тайна", "members": [str(vera.id)]}
    assert (await misha.browser.post("/api/chats", json=body)).status_code == 404
    body["members"] = [str(stranger.id)]
    assert (await misha.browser.post("/api/chats", json=body)).status_code == 404


@pytest.mark.usefixtures("subject_chat")
async def test_a_guardian_who_shares_a_chat_with_a_student_may_not_add_them(vera: User, lena: User) -> None:
    body = {"client_id": str(new_id()), "title": "Поговорим", "members": [str(lena.id)]}
    answer = await vera.browser.post("/api/chats", json=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_a_contact")


@pytest.mark.usefixtures("class_chat")
async def test_in_a_closed_chat_only_admins_invite_and_in_an_open_one_all_do(
    anna: User, misha: User, lena: User
) -> None:
    closed, open_to_all = await create_group(anna, misha), await create_group(anna, misha, is_closed=False)
    invite = {"profile_ids": [str(lena.id)]}
    assert (await misha.browser.post(f"/api/chats/{closed}/members", json=invite)).status_code == 403
    await misha.post(f"/api/chats/{open_to_all}/members", **invite)
    await misha.post(f"/api/chats/{open_to_all}/members", **invite)
    assert (await lena.view(open_to_all))["chat"]["members_count"] == 3
    assert await get_service_codes(lena, open_to_all) == ["chat_created", "members_added"]


@pytest.mark.usefixtures("class_chat")
async def test_a_newcomer_sees_everything_said_before_and_starts_with_it_read(
    anna: User, misha: User, lena: User
) -> None:
    chat_id = await create_group(anna, misha)
    await anna.send(chat_id, "Первая тема: осень")
    await anna.post(f"/api/chats/{chat_id}/members", profile_ids=[str(lena.id)])
    view = await lena.view(chat_id)
    assert (view["my"]["unread"], view["last_number"]) == (0, 3)
    assert len((await lena.get(f"/api/chats/{chat_id}/messages"))["messages"]) == 3
    await misha.send(chat_id, "Привет, Лена")
    assert (await lena.view(chat_id))["my"]["unread"] == 1


@pytest.mark.usefixtures("class_chat")
async def test_who_was_removed_sees_nothing_of_it_at_once(anna: User, misha: User) -> None:
    chat_id = await create_group(anna, misha)
    sent = await misha.send(chat_id, "Я тут")
    await anna.delete(f"/api/chats/{chat_id}/members/{misha.id}")
    message = f"/api/chats/{chat_id}/messages/{sent['id']}"
    body = {"client_id": str(new_id()), "text": "Ещё здесь?"}
    tries = [
        await misha.browser.get(f"/api/chats/{chat_id}"),
        await misha.browser.get(f"/api/chats/{chat_id}/messages"),
        await misha.browser.get(f"/api/chats/{chat_id}/members"),
        await misha.browser.post(f"/api/chats/{chat_id}/messages", json=body),
        await misha.browser.patch(message, json={"text": "Меня нет"}),
        await misha.browser.delete(message),
        await misha.browser.put(f"/api/chats/{chat_id}/read-number", json={"read_number": 1}),
    ]
    assert {answer.status_code for answer in tries} == {404}
    assert (await anna.view(chat_id))["chat"]["members_count"] == 1
    await anna.post(f"/api/chats/{chat_id}/members", profile_ids=[str(misha.id)])
    assert (await misha.view(chat_id))["my"]["unread"] == 0


@pytest.mark.usefixtures("staff_chat")
async def test_an_owner_who_leaves_transfers_the_ownership_to_the_oldest_admin(
    anna: User, igor: User, olga: User, nina: User
) -> None:
    chat_id = await create_group(anna, igor, nina)
    clock.move(timedelta(minutes=1))
    await anna.post(f"/api/chats/{chat_id}/members", profile_ids=[str(olga.id)])
    await anna.patch(f"/api/chats/{chat_id}/members/{olga.id}", role="admin")
    await anna.post(f"/api/chats/{chat_id}/leave")
    assert await get_roles(olga, chat_id) == {"Ольга": "owner", "Игорь": "member", "Нина": "member"}
    assert (await get_service_codes(olga, chat_id))[-2:] == ["owner_changed", "member_left"]


@pytest.mark.usefixtures("staff_chat")
async def test_an_owner_may_name_who_follows(anna: User, igor: User, olga: User, nina: User) -> None:
    chat_id = await create_group(anna, igor, nina)
    assert (await anna.browser.post(f"/api/chats/{chat_id}/leave", json={"successor": str(olga.id)})).status_code == 404
    await anna.post(f"/api/chats/{chat_id}/leave", successor=str(nina.id))
    assert await get_roles(nina, chat_id) == {"Игорь": "member", "Нина": "owner"}


@pytest.mark.usefixtures("staff_chat")
async def test_transferring_the_ownership_leaves_the_former_owner_an_admin(anna: User, igor: User) -> None:
    chat_id = await create_group(anna, igor)
    await anna.patch(f"/api/chats/{chat_id}/members/{igor.id}", role="owner")
    assert await get_roles(anna, chat_id) == {"Анна": "admin", "Игорь": "owner"}
    assert (await anna.browser.delete(f"/api/chats/{chat_id}/members/{igor.id}")).status_code == 403


@pytest.mark.usefixtures("staff_chat")
async def test_the_last_to_leave_closes_the_chat(anna: User) -> None:
    chat_id = await create_group(anna)
    await anna.post(f"/api/chats/{chat_id}/leave")
    assert (await anna.browser.get(f"/api/chats/{chat_id}")).status_code == 404


@pytest.mark.usefixtures("class_chat")
async def test_title_picture_and_rights_change_as_the_rights_say(anna: User, misha: User) -> None:
    chat_id = await create_group(anna, misha)
    path = f"/api/chats/{chat_id}"
    assert (await misha.browser.patch(path, json={"title": "Моё"})).status_code == 403
    assert (await misha.browser.patch(path, json={"is_closed": False})).status_code == 403
    assert (await anna.patch(path, title="Газета"))["chat"]["title"] == "Газета"
    assert (await anna.patch(path, is_closed=False))["chat"]["rights"]["invite"] == "all"
    assert (await misha.patch(path, title="Наша газета"))["chat"]["title"] == "Наша газета"
    rights = (await anna.view(chat_id))["chat"]["rights"] | {"write": "admins"}
    await anna.patch(path, rights=rights)
    assert "write" not in (await misha.view(chat_id))["my"]["may"]
    assert await get_service_codes(misha, chat_id) == ["chat_created", "title_changed", "title_changed"]


async def test_a_chat_of_the_school_belongs_to_the_school(class_chat: UUID, anna: User, misha: User) -> None:
    path = f"/api/chats/{class_chat}"
    tries = [
        await anna.browser.patch(path, json={"title": "Мой класс"}),
        await anna.browser.patch(path, json={"is_closed": False}),
        await anna.browser.post(f"{path}/members", json={"profile_ids": [str(misha.id)]}),
        await anna.browser.delete(f"{path}/members/{misha.id}"),
        await anna.browser.patch(f"{path}/members/{misha.id}", json={"role": "admin"}),
        await anna.browser.post(f"{path}/leave", json={}),
    ]
    assert {answer.status_code for answer in tries} == {403}
