"""Dialogs: who finds whom, and what happens to them when the common chat ends."""

from uuid import UUID

import pytest

from parta.core.ids import new_id
from parta.identity.schemas import BadgeRole
from parta.messenger.models import SourceKind
from tests.integration.messenger.school import ADMIN, MEMBER, School, User

pytestmark = pytest.mark.anyio


@pytest.mark.usefixtures("class_chat")
async def test_two_people_have_one_dialog_whoever_begins(anna: User, misha: User) -> None:
    begun = await anna.post("/api/dialogs", profile_id=str(misha.id))
    found = await misha.post("/api/dialogs", profile_id=str(anna.id))
    assert begun["chat"]["id"] == found["chat"]["id"]
    assert begun["other"]["name"]["first_name"] == "Михаил"
    assert found["other"]["name"]["first_name"] == "Анна"
    await anna.send(begun["chat"]["id"], "Зайди после уроков")
    assert (await misha.view(begun["chat"]["id"]))["my"]["unread"] == 1


@pytest.mark.usefixtures("class_chat", "parents_chat", "staff_chat", "subject_chat")
@pytest.mark.parametrize(
    ("one", "other", "status"),
    [
        ("anna", "misha", 200),
        ("misha", "lena", 200),
        ("misha", "igor", 200),
        ("vera", "anna", 200),
        ("vera", "igor", 200),
        ("anna", "nina", 200),
        ("vera", "misha", 403),
        ("vera", "lena", 403),
        ("misha", "vera", 403),
        ("vera", "olga", 404),
        ("misha", "olga", 404),
        ("misha", "kolya", 404),
        ("anna", "stranger", 404),
        ("stranger", "misha", 404),
        ("misha", "misha", 404),
    ],
)
async def test_a_dialog_begins_where_the_matrix_allows(school: School, one: str, other: str, status: int) -> None:
    body = {"profile_id": str(school.people[other].id)}
    assert (await school.people[one].browser.post("/api/dialogs", json=body)).status_code == status


async def test_with_somebody_who_does_not_exist_there_is_none(anna: User) -> None:
    assert (await anna.browser.post("/api/dialogs", json={"profile_id": str(new_id())})).status_code == 404


@pytest.mark.usefixtures("class_chat")
async def test_when_the_common_chat_ends_the_dialog_can_only_be_read(school: School, anna: User, misha: User) -> None:
    chat_id = (await anna.post("/api/dialogs", profile_id=str(misha.id)))["chat"]["id"]
    await anna.send(chat_id, "Зайди после уроков")
    members = school.build_members(("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER), ("lena", MEMBER, BadgeRole.STUDENT))
    await school.sync_chat(SourceKind.CLASS_STUDENTS, "7b", "7Б, класс", members)
    await school.installation.settle()
    body = {"client_id": str(new_id()), "text": "А теперь?"}
    assert (await misha.browser.post(f"/api/chats/{chat_id}/messages", json=body)).status_code == 403
    assert (await misha.view(chat_id))["chat"]["is_archived"]
    members += school.build_members(("misha", MEMBER, BadgeRole.STUDENT))
    await school.sync_chat(SourceKind.CLASS_STUDENTS, "7b", "7Б, класс", members)
    await school.installation.settle()
    assert (await misha.send(chat_id, "Я вернулся"))["number"] == 2


@pytest.mark.usefixtures("class_chat", "subject_chat")
async def test_contacts_say_whom_one_meets_where_and_whom_one_may_write_to(vera: User, misha: User) -> None:
    seen = {one["name"]["first_name"]: one for one in await vera.get("/api/contacts")}
    assert {name: one["may_write"] for name, one in seen.items()} == {"Игорь": True, "Елена": False, "Михаил": False}
    assert seen["Игорь"]["chats"] == ["7Б, физика"]
    mine = await misha.get("/api/contacts")
    names = [one["name"]["last_name"] for one in mine]
    assert names == ["Белова", "Лебедев", "Орлова", "Соколова"]
    found = await misha.get("/api/contacts", query="бел анн")
    assert [one["name"]["first_name"] for one in found] == ["Анна"]


async def test_nobody_is_found_who_shares_no_chat(class_chat: UUID, stranger: User, anna: User) -> None:
    assert await stranger.get("/api/contacts", query="Белова") == []
    assert (await anna.view(class_chat))["other"] is None
