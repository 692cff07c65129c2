"""The invite link of a chat: who makes it, who sees it, and whom it admits."""

from typing import Any
from uuid import UUID

import pytest
from httpx import Response

from parta.core.ids import new_id
from parta.messenger.models import Chat
from tests.integration.messenger.school import School, User
from tests.integration.messenger.test_audit import read_audit
from tests.integration.messenger.test_created_chats import create_group, get_roles, get_service_codes
from tests.integration.test_portraits import picture

pytestmark = pytest.mark.anyio


async def make_link(who: User, chat_id: str) -> str:
    """Create the chat's link; return the path of its page."""
    return get_page_path(await who.put(f"/api/chats/{chat_id}/link"))


def get_page_path(link: dict[str, Any]) -> str:
    return f"/api/chat-links/{link['url'].rpartition('/')[2]}"


async def join(who: User, page: str) -> Response:
    return await who.browser.post(f"{page}/join")


async def get_refusals(who: User, page: str) -> tuple[str, str]:
    """Return why the link does not admit this person, as its page and as the attempt to join tell it."""
    answer = await join(who, page)
    assert answer.status_code in {403, 409}
    return (await who.get(page))["refusal"], answer.json()["code"]


@pytest.mark.usefixtures("staff_chat")
async def test_a_teacher_makes_a_link_and_another_joins_by_it(anna: User, igor: User) -> None:
    chat_id = await create_group(anna)
    page = await make_link(anna, chat_id)
    found = await igor.get(page)
    assert (found["title"], found["members_count"], found["maker"]["name"]["first_name"]) == ("Стенгазета", 1, "Анна")
    assert (found["chat_id"], found["is_member"], found["refusal"]) == (chat_id, False, None)
    assert await igor.post(f"{page}/join") == {"chat_id": chat_id}
    assert (await igor.get(page))["is_member"]
    assert await get_roles(anna, chat_id) == {"Анна": "owner", "Игорь": "member"}
    assert (await igor.view(chat_id))["my"]["unread"] == 0
    assert await get_service_codes(anna, chat_id) == ["chat_created", "link_created", "joined_by_link"]


@pytest.mark.usefixtures("staff_chat")
async def test_making_it_and_joining_twice_changes_nothing(anna: User, igor: User) -> None:
    chat_id = await create_group(anna)
    page = await make_link(anna, chat_id)
    assert await make_link(anna, chat_id) == page
    for _ in range(2):
        await igor.post(f"{page}/join")
    assert (await anna.view(chat_id))["chat"]["members_count"] == 2
    assert await get_service_codes(anna, chat_id) == ["chat_created", "link_created", "joined_by_link"]


@pytest.mark.usefixtures("staff_chat")
async def test_a_reset_ends_the_old_link_and_a_deletion_ends_it_for_all(anna: User, igor: User) -> None:
    chat_id = await create_group(anna)
    old = await make_link(anna, chat_id)
    new = get_page_path(await anna.post(f"/api/chats/{chat_id}/link/reset"))
    assert get_page_path(await anna.get(f"/api/chats/{chat_id}/link")) == new
    assert (await igor.browser.get(old)).status_code == 404
    assert (await join(igor, old)).status_code == 404
    for _ in range(2):
        await anna.delete(f"/api/chats/{chat_id}/link")
    assert (await join(igor, new)).status_code == 404
    assert await anna.get(f"/api/chats/{chat_id}/link") is None
    assert (await anna.browser.post(f"/api/chats/{chat_id}/link/reset")).status_code == 404
    codes = await get_service_codes(anna, chat_id)
    assert codes == ["chat_created", "link_created", "link_reset", "link_deleted"]


@pytest.mark.usefixtures("staff_chat")
async def test_each_change_of_a_link_is_recorded(school: School, anna: User, igor: User) -> None:
    chat_id = await create_group(anna)
    page = await make_link(anna, chat_id)
    await igor.post(f"{page}/join")
    await anna.post(f"/api/chats/{chat_id}/link/reset")
    await anna.delete(f"/api/chats/{chat_id}/link")
    entries = [entry for entry in await read_audit(school, UUID(chat_id)) if entry.action.startswith("chat_link.")]
    assert [(entry.action, entry.actor_id) for entry in reversed(entries)] == [
        ("chat_link.created", anna.id),
        ("chat_link.joined", igor.id),
        ("chat_link.reset", anna.id),
        ("chat_link.deleted", anna.id),
    ]


@pytest.mark.usefixtures("class_chat")
async def test_in_a_closed_chat_admins_see_the_link_and_the_matrix_shows_it_to_all(anna: User, misha: User) -> None:
    chat_id = await create_group(anna, misha)
    path = f"/api/chats/{chat_id}/link"
    page = await make_link(anna, chat_id)
    assert (await misha.browser.get(path)).status_code == 403
    await anna.patch(f"/api/chats/{chat_id}", rights={"see_link": "all"})
    assert "see_link" in (await misha.view(chat_id))["my"]["may"]
    assert get_page_path(await misha.get(path)) == page
    assert (await misha.browser.put(path)).status_code == 403
    assert (await misha.browser.post(f"{path}/reset")).status_code == 403
    assert (await misha.browser.delete(path)).status_code == 403


@pytest.mark.usefixtures("class_chat")
async def test_who_may_invite_but_not_see_the_link_learns_it_by_no_change(anna: User, misha: User) -> None:
    chat_id = await create_group(anna, misha)
    await anna.patch(f"/api/chats/{chat_id}", rights={"invite": "all"})
    path = f"/api/chats/{chat_id}/link"
    await anna.put(path)
    assert (await misha.browser.put(path)).status_code == 403
    assert (await misha.browser.post(f"{path}/reset")).status_code == 403
    await misha.delete(path)


@pytest.mark.usefixtures("class_chat", "staff_chat")
async def test_a_link_admits_only_whom_its_maker_may_invite(
    anna: User, misha: User, lena: User, olga: User, stranger: User
) -> None:
    chat_id = await create_group(anna, misha, is_closed=False)
    page = await make_link(misha, chat_id)
    for who in (olga, stranger):
        assert await get_refusals(who, page) == ("not_a_contact", "not_a_contact")
    await lena.post(f"{page}/join")
    assert await get_roles(anna, chat_id) == {"Анна": "owner", "Михаил": "member", "Елена": "member"}


@pytest.mark.usefixtures("subject_chat", "parents_chat")
async def test_a_guardian_who_shares_a_chat_with_a_student_admits_them_by_no_link(
    igor: User, vera: User, lena: User
) -> None:
    chat_id = await create_group(igor, vera, is_closed=False)
    page = await make_link(vera, chat_id)
    assert await get_refusals(lena, page) == ("not_a_contact", "not_a_contact")


@pytest.mark.usefixtures("staff_chat")
async def test_a_link_admits_nobody_once_its_maker_may_not_invite_or_has_left(
    anna: User, igor: User, olga: User, nina: User
) -> None:
    chat_id = await create_group(anna, igor)
    member = f"/api/chats/{chat_id}/members/{igor.id}"
    await anna.patch(member, role="admin")
    page = await make_link(igor, chat_id)
    await anna.patch(member, role="member")
    assert await get_refusals(olga, page) == ("inactive", "link_inactive")
    assert not (await anna.get(f"/api/chats/{chat_id}/link"))["is_active"]
    await anna.patch(member, role="admin")
    await olga.post(f"{page}/join")
    await igor.post(f"/api/chats/{chat_id}/leave")
    assert await get_refusals(nina, page) == ("inactive", "link_inactive")
    fresh = await anna.post(f"/api/chats/{chat_id}/link/reset")
    assert fresh["is_active"]
    await nina.post(f"{get_page_path(fresh)}/join")


@pytest.mark.usefixtures("staff_chat")
async def test_who_was_removed_comes_back_by_invitation_alone_and_who_left_by_the_link(
    anna: User, igor: User, olga: User
) -> None:
    chat_id = await create_group(anna, igor, olga)
    page = await make_link(anna, chat_id)
    await olga.post(f"/api/chats/{chat_id}/leave")
    await olga.post(f"{page}/join")
    await anna.delete(f"/api/chats/{chat_id}/members/{igor.id}")
    assert await get_refusals(igor, page) == ("removed", "removed_from_chat")
    await anna.post(f"/api/chats/{chat_id}/members", profile_ids=[str(igor.id)])
    await igor.post(f"/api/chats/{chat_id}/leave")
    await igor.post(f"{page}/join")
    assert (await anna.view(chat_id))["chat"]["members_count"] == 3


@pytest.mark.usefixtures("staff_chat")
async def test_a_full_chat_and_an_archived_one_admit_nobody(school: School, anna: User, igor: User) -> None:
    chat_id = await create_group(anna)
    page = await make_link(anna, chat_id)
    async with school.installation.transaction() as work:
        chat = await work.get_one(Chat, UUID(chat_id))
        chat.members_count = 1000
    assert await get_refusals(igor, page) == ("full", "chat_full")
    await anna.post(f"/api/chats/{chat_id}/leave")
    assert await get_refusals(igor, page) == ("archived", "forbidden")


@pytest.mark.usefixtures("staff_chat")
async def test_the_picture_is_shown_to_whom_the_link_leads_to_the_chat(school: School, anna: User, igor: User) -> None:
    chat_id = await create_group(anna)
    page = await make_link(anna, chat_id)
    assert (await igor.browser.get(f"{page}/picture")).status_code == 404
    headers = {"Content-Type": "image/png", "X-Client-Id": str(new_id())}
    sent = await anna.browser.post("/api/files", params={"name": "a.png"}, content=picture(), headers=headers)
    await anna.patch(f"/api/chats/{chat_id}", picture=sent.json()["id"])
    await school.installation.settle()
    assert (await igor.get(page))["picture"] == sent.json()["id"]
    shown = await igor.browser.get(f"{page}/picture")
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/webp")
    assert (await igor.browser.get(f"/api/files/{sent.json()['id']}/preview")).status_code == 404
    await anna.post(f"/api/chats/{chat_id}/link/reset")
    assert (await igor.browser.get(f"{page}/picture")).status_code == 404


@pytest.mark.usefixtures("staff_chat")
async def test_chats_of_the_school_and_dialogs_have_no_links(anna: User, igor: User, staff_chat: UUID) -> None:
    dialog = (await anna.post("/api/dialogs", profile_id=str(igor.id)))["chat"]["id"]
    for chat_id in (staff_chat, dialog):
        path = f"/api/chats/{chat_id}/link"
        answers = [
            await anna.browser.get(path),
            await anna.browser.put(path),
            await anna.browser.post(f"{path}/reset"),
            await anna.browser.delete(path),
        ]
        assert {answer.status_code for answer in answers} == {403}
