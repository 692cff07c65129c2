"""Published updates, applied in order, equal a fresh read: after everything that can be done."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from parta.core.ids import new_id
from parta.core.streams import StreamKind, read_difference
from parta.identity.schemas import Badge, BadgeRole
from parta.identity.service import set_badges, set_picture
from parta.messenger.models import SourceKind
from parta.messenger.service import ChatSource, archive_chat, lock_sources, post_service_message
from parta.registry import REGISTRY
from tests.integration.messenger.school import ADMIN, MEMBER, SCHOOL_ID, TITLE, School, User

pytestmark = pytest.mark.anyio

CHATS = REGISTRY.streams["chat"]
PROFILES = REGISTRY.streams["profile"]


async def read_afresh(school: School, kind: StreamKind, stream_id: UUID | str) -> dict[str, Any]:
    """Return the whole stream, as a difference from its beginning contains it."""
    async with school.installation.transaction() as work:
        found = await read_difference(work, kind, UUID(str(stream_id)), 0, page=1000)
    assert found.updates is not None
    values = [(update.kind, update.value.model_dump(mode="json")) for update in found.updates]
    return {f"{kind}:{value['id']}": value for kind, value in values}


async def assert_published_equals_read(school: School, chat_id: UUID | str) -> None:
    """Compare the published updates of the chat with a fresh read, and check that no seq is missing or duplicated."""
    assert school.installation.published_state("chat", chat_id) == await read_afresh(school, CHATS, chat_id)
    seqs = [frame.seq for frame in school.installation.published.frames if frame.stream == f"chat:{chat_id}"]
    assert sorted(seqs) == list(range(1, len(seqs) + 1))


Act = Callable[[School, UUID, dict[str, Any]], Awaitable[object]]


async def send(school: School, chat_id: UUID, _: dict[str, Any]) -> None:
    """Send one more message, with a reply and mentions."""
    anna, misha = school.people["anna"], school.people["misha"]
    question = await misha.send(chat_id, "Можно спросить?")
    named = {"kind": "mention", "offset": 0, "length": 4, "profile_id": str(misha.id)}
    await anna.send(chat_id, "Миша, смотри https://school.ru", entities=[named])
    await anna.send(chat_id, "Можно", reply_to=question["id"], mentions=[str(misha.id)], mentions_all=True)


async def retry(school: School, chat_id: UUID, message: dict[str, Any]) -> None:
    """Send the same message again."""
    body = {"client_id": message["client_id"], "text": message["text"]}
    await school.people["misha"].post(f"/api/chats/{chat_id}/messages", **body)


async def edit(school: School, chat_id: UUID, message: dict[str, Any]) -> None:
    """Edit a message that has a reply."""
    await school.people["anna"].send(chat_id, "Это о чём?", reply_to=message["id"])
    await school.people["misha"].patch(f"/api/chats/{chat_id}/messages/{message['id']}", text="Иначе сказано")


async def delete(school: School, chat_id: UUID, message: dict[str, Any]) -> None:
    """Delete a message that has a reply."""
    await school.people["anna"].send(chat_id, "Это о чём?", reply_to=message["id"])
    await school.people["misha"].delete(f"/api/chats/{chat_id}/messages/{message['id']}")


async def react(school: School, chat_id: UUID, message: dict[str, Any]) -> None:
    """Set reactions, change one, remove one."""
    path = f"/api/chats/{chat_id}/messages/{message['id']}/reaction"
    await school.people["anna"].put(path, emoji="👍")
    await school.people["lena"].put(path, emoji="👍")
    await school.people["lena"].put(path, emoji="🎉")
    await school.people["anna"].put(path, emoji=None)


async def remove_lena(school: School, _: UUID, __: dict[str, Any]) -> None:
    """Remove Лена, change the role of Миша."""
    seats = school.build_members(("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER), ("misha", ADMIN, BadgeRole.STUDENT))
    await school.sync_chat(SourceKind.CLASS_STUDENTS, "7b", "8Б, класс", seats)


async def add_kolya(school: School, _: UUID, __: dict[str, Any]) -> None:
    """Add Коля, remove Лена and add her again."""
    remaining = school.build_members(("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER), ("misha", MEMBER, BadgeRole.STUDENT))
    returning = school.build_members(("lena", MEMBER, BadgeRole.STUDENT), ("kolya", MEMBER, BadgeRole.STUDENT))
    await school.sync_chat(SourceKind.CLASS_STUDENTS, "7b", "7Б, класс", remaining)
    await school.sync_chat(SourceKind.CLASS_STUDENTS, "7b", "7Б, класс", [*remaining, *returning])


async def archive(school: School, _: UUID, __: dict[str, Any]) -> None:
    """Archive the chat."""
    async with school.installation.transaction() as work:
        source = ChatSource(SourceKind.CLASS_STUDENTS, "7b")
        locked = (await lock_sources(work, source))[source]
        await archive_chat(work, locked, locked.members)


async def service_message(school: School, chat_id: UUID, _: dict[str, Any]) -> None:
    """Post a service message."""
    async with school.installation.transaction() as work:
        await post_service_message(work, chat_id, "title_changed", {"title": "физика"})


async def change_profile(school: School, _: UUID, __: dict[str, Any]) -> None:
    """Change the picture and the badges of Лена."""
    lena = school.people["lena"]
    async with school.installation.transaction() as work:
        await set_badges(
            work, {lena.id: [Badge(role=BadgeRole.STUDENT, school_id=SCHOOL_ID, school=TITLE, detail="8Б")]}
        )
    async with school.installation.transaction() as work:
        await set_picture(work, lena.id, new_id())
    await school.installation.settle()


@pytest.mark.parametrize(
    "act",
    [send, retry, edit, delete, react, remove_lena, add_kolya, archive, service_message, change_profile],
    ids=lambda act: act.__name__,
)
async def test_published_updates_equal_a_fresh_read_in_a_chat_of_the_school(
    school: School, class_chat: UUID, misha: User, act: Act
) -> None:
    message = await misha.send(class_chat, "Первое слово")
    await act(school, class_chat, message)
    await assert_published_equals_read(school, class_chat)


async def test_published_updates_equal_a_fresh_read_in_a_chat_created_by_a_person(
    school: School, staff_chat: UUID
) -> None:
    anna, igor, olga, nina = (school.people[name] for name in ("anna", "igor", "olga", "nina"))
    made = await anna.post("/api/chats", client_id=str(new_id()), title="Газета", members=[str(igor.id), str(nina.id)])
    chat_id = made["chat"]["id"]
    path = f"/api/chats/{chat_id}"
    await anna.patch(path, title="Стенгазета", is_closed=False)
    await igor.post(f"{path}/members", profile_ids=[str(olga.id)])
    await anna.patch(f"{path}/members/{olga.id}", role="admin")
    await anna.delete(f"{path}/members/{nina.id}")
    await anna.patch(f"{path}/members/{olga.id}", role="owner")
    await olga.post(f"{path}/leave")
    await assert_published_equals_read(school, chat_id)
    await assert_published_equals_read(school, staff_chat)


async def test_published_updates_equal_a_fresh_read_in_a_dialog_that_closes_and_opens(
    school: School, class_chat: UUID, anna: User, misha: User
) -> None:
    chat_id = (await anna.post("/api/dialogs", profile_id=str(misha.id)))["chat"]["id"]
    await remove_lena(school, class_chat, {})
    await school.sync_chat(
        SourceKind.CLASS_STUDENTS, "7b", "7Б", school.build_members(("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER))
    )
    await school.installation.settle()
    assert (await misha.view(chat_id))["chat"]["is_archived"]
    await assert_published_equals_read(school, chat_id)


async def test_published_updates_equal_a_fresh_read_in_a_persons_own_stream(
    school: School, class_chat: UUID, anna: User, misha: User
) -> None:
    await anna.send(class_chat, "Раз")
    await misha.put(f"/api/chats/{class_chat}/read-number", read_number=1)
    await misha.put(f"/api/chats/{class_chat}/mute", until="2026-12-01T09:00:00Z")
    await misha.put(f"/api/chats/{class_chat}/draft", text="Я")
    assert school.installation.published_state("profile", misha.id) == await read_afresh(school, PROFILES, misha.id)


async def test_the_list_shows_what_was_published(school: School, class_chat: UUID, anna: User, misha: User) -> None:
    sent = await anna.send(class_chat, "Раз")
    published = school.installation.published_state("chat", class_chat)
    view = await misha.view(class_chat)
    assert view["chat"] == published[f"chat:{class_chat}"]
    assert view["last_message"] == sent == published[f"message:{sent['id']}"]
    members = (await misha.get(f"/api/chats/{class_chat}/members"))["members"]
    assert {f"member:{member['id']}": member for member in members} == {
        name: value for name, value in published.items() if name.startswith("member:")
    }
    page = await misha.get(f"/api/chats/{class_chat}/messages")
    assert page["messages"] == [sent]
    assert (
        page["seq"]
        == view["seq"]
        == max(f.seq for f in school.installation.published.frames if f.stream == f"chat:{class_chat}")
    )


async def test_synchronizing_again_changes_and_publishes_nothing(school: School, class_chat: UUID) -> None:
    found = len(school.installation.published.frames)
    seats = school.build_members(
        ("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER),
        ("misha", MEMBER, BadgeRole.STUDENT),
        ("lena", MEMBER, BadgeRole.STUDENT),
    )
    assert await school.sync_chat(SourceKind.CLASS_STUDENTS, "7b", "7Б, класс", seats) == class_chat
    assert len(school.installation.published.frames) == found


async def test_only_a_change_of_members_raises_the_audience_seq(school: School, class_chat: UUID, anna: User) -> None:
    before = school.installation.published.frames[-1]
    await anna.send(class_chat, "Раз")
    assert school.installation.published.frames[-1].audience_seq == before.audience_seq == before.seq
    await remove_lena(school, class_chat, {})
    after = school.installation.published.frames[-1]
    assert after.audience_seq == after.seq == before.seq + 2
