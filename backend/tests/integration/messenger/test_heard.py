"""What was told, applied in its order, is what a fresh read gives: after everything that can be done."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from parta.core.ids import new_id
from parta.core.streams import StreamKind, difference
from parta.gateway.registry import CHATS, PROFILES
from parta.identity.schemas import Badge, BadgeRole
from parta.identity.service import set_badges, set_picture
from parta.messenger.models import SourceKind
from parta.messenger.service import ChatSource, archive_chat, post_notice
from tests.integration.messenger.school import ADMIN, MEMBER, TITLE, School, Somebody

pytestmark = pytest.mark.anyio


async def read_afresh(school: School, kind: StreamKind, stream_id: UUID | str) -> dict[str, Any]:
    """Give the whole of a stream as a difference from its beginning tells it."""
    async with school.world.work() as session:
        told = await difference(session, kind, UUID(str(stream_id)), 0, page=1000)
    assert told.updates is not None
    values = [(update.kind, update.value.model_dump(mode="json")) for update in told.updates]
    return {f"{kind}:{value['id']}": value for kind, value in values}


async def assert_heard(school: School, chat_id: UUID | str) -> None:
    """Compare what was heard of the chat with a fresh read, and see that no seq is missing or doubled."""
    assert school.world.heard("chat", chat_id) == await read_afresh(school, CHATS, chat_id)
    seqs = [frame.seq for frame in school.world.published.frames if frame.stream == f"chat:{chat_id}"]
    assert sorted(seqs) == list(range(1, len(seqs) + 1))


Act = Callable[[School, UUID, dict[str, Any]], Awaitable[object]]


async def send(school: School, chat_id: UUID, _: dict[str, Any]) -> None:
    """Send one more, which answers and mentions."""
    anna, misha = school.people["anna"], school.people["misha"]
    asked = await misha.say(chat_id, "Можно спросить?")
    await anna.say(chat_id, "Можно", reply_to=asked["id"], mentions=[str(misha.id)], mentions_all=True)


async def retry(school: School, chat_id: UUID, message: dict[str, Any]) -> None:
    """Send the same again."""
    body = {"client_id": message["client_id"], "text": message["text"]}
    await school.people["misha"].post(f"/api/chats/{chat_id}/messages", **body)


async def edit(school: School, chat_id: UUID, message: dict[str, Any]) -> None:
    """Edit a message that another answers."""
    await school.people["anna"].say(chat_id, "Это о чём?", reply_to=message["id"])
    await school.people["misha"].patch(f"/api/chats/{chat_id}/messages/{message['id']}", text="Иначе сказано")


async def delete(school: School, chat_id: UUID, message: dict[str, Any]) -> None:
    """Delete a message that another answers."""
    await school.people["anna"].say(chat_id, "Это о чём?", reply_to=message["id"])
    await school.people["misha"].delete(f"/api/chats/{chat_id}/messages/{message['id']}")


async def react(school: School, chat_id: UUID, message: dict[str, Any]) -> None:
    """Set signs, change one, take one away."""
    path = f"/api/chats/{chat_id}/messages/{message['id']}/reaction"
    await school.people["anna"].put(path, emoji="👍")
    await school.people["lena"].put(path, emoji="👍")
    await school.people["lena"].put(path, emoji="🎉")
    await school.people["anna"].put(path, emoji=None)


async def unseat(school: School, _: UUID, __: dict[str, Any]) -> None:
    """Let Лена go, give Миша another role."""
    seats = school.seats(("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER), ("misha", ADMIN, BadgeRole.STUDENT))
    await school.seat(SourceKind.CLASS_STUDENTS, "7b", "8Б, класс", seats)


async def seat(school: School, _: UUID, __: dict[str, Any]) -> None:
    """Bring Коля in, let Лена go and come back."""
    some = school.seats(("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER), ("misha", MEMBER, BadgeRole.STUDENT))
    more = school.seats(("lena", MEMBER, BadgeRole.STUDENT), ("kolya", MEMBER, BadgeRole.STUDENT))
    await school.seat(SourceKind.CLASS_STUDENTS, "7b", "7Б, класс", some)
    await school.seat(SourceKind.CLASS_STUDENTS, "7b", "7Б, класс", [*some, *more])


async def archive(school: School, _: UUID, __: dict[str, Any]) -> None:
    """End the chat with the school year."""
    async with school.world.work() as session:
        await archive_chat(session, ChatSource(SourceKind.CLASS_STUDENTS, "7b"))


async def notice(school: School, chat_id: UUID, _: dict[str, Any]) -> None:
    """Note something in the chat."""
    async with school.world.work() as session:
        await post_notice(session, chat_id, "lesson_ended", {"course": "физика"})


async def become_another(school: School, _: UUID, __: dict[str, Any]) -> None:
    """Give Лена another picture and other badges."""
    lena = school.people["lena"]
    async with school.world.work() as session:
        await set_badges(session, {lena.id: [Badge(role=BadgeRole.STUDENT, school=TITLE, detail="8Б")]})
    async with school.world.work() as session:
        await set_picture(session, lena.id, new_id())
    await school.world.settle()


@pytest.mark.parametrize(
    "act",
    [send, retry, edit, delete, react, unseat, seat, archive, notice, become_another],
    ids=lambda act: act.__name__,
)
async def test_heard_is_read_afresh_in_a_chat_of_the_school(
    school: School, class_chat: UUID, misha: Somebody, act: Act
) -> None:
    message = await misha.say(class_chat, "Первое слово")
    await act(school, class_chat, message)
    await assert_heard(school, class_chat)


async def test_heard_is_read_afresh_in_a_chat_made_by_hand(school: School, staff_chat: UUID) -> None:
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
    await assert_heard(school, chat_id)
    await assert_heard(school, staff_chat)


async def test_heard_is_read_afresh_in_a_dialog_that_closes_and_opens(
    school: School, class_chat: UUID, anna: Somebody, misha: Somebody
) -> None:
    chat_id = (await anna.post("/api/dialogs", profile_id=str(misha.id)))["chat"]["id"]
    await unseat(school, class_chat, {})
    await school.seat(SourceKind.CLASS_STUDENTS, "7b", "7Б", school.seats(("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER)))
    await school.world.settle()
    assert (await misha.view(chat_id))["chat"]["is_archived"]
    await assert_heard(school, chat_id)


async def test_heard_is_read_afresh_in_a_persons_own_stream(
    school: School, class_chat: UUID, anna: Somebody, misha: Somebody
) -> None:
    await anna.say(class_chat, "Раз")
    await misha.put(f"/api/chats/{class_chat}/reading", read_number=1)
    await misha.put(f"/api/chats/{class_chat}/mute", until="2026-12-01T09:00:00Z")
    await misha.put(f"/api/chats/{class_chat}/draft", text="Я")
    assert school.world.heard("profile", misha.id) == await read_afresh(school, PROFILES, misha.id)


async def test_the_list_shows_what_was_heard(school: School, class_chat: UUID, anna: Somebody, misha: Somebody) -> None:
    sent = await anna.say(class_chat, "Раз")
    heard = school.world.heard("chat", class_chat)
    view = await misha.view(class_chat)
    assert view["chat"] == heard[f"chat:{class_chat}"]
    assert view["last_message"] == sent == heard[f"message:{sent['id']}"]
    members = (await misha.get(f"/api/chats/{class_chat}/members"))["members"]
    assert {f"member:{member['id']}": member for member in members} == {
        name: value for name, value in heard.items() if name.startswith("member:")
    }
    page = await misha.get(f"/api/chats/{class_chat}/messages")
    assert page["messages"] == [sent]
    assert (
        page["seq"]
        == view["seq"]
        == max(f.seq for f in school.world.published.frames if f.stream == f"chat:{class_chat}")
    )


async def test_keeping_again_changes_nothing_and_tells_nobody(school: School, class_chat: UUID) -> None:
    told = len(school.world.published.frames)
    seats = school.seats(
        ("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER),
        ("misha", MEMBER, BadgeRole.STUDENT),
        ("lena", MEMBER, BadgeRole.STUDENT),
    )
    assert await school.seat(SourceKind.CLASS_STUDENTS, "7b", "7Б, класс", seats) == class_chat
    assert len(school.world.published.frames) == told


async def test_only_a_change_of_members_raises_the_number_of_their_last_change(
    school: School, class_chat: UUID, anna: Somebody
) -> None:
    before = school.world.published.frames[-1]
    await anna.say(class_chat, "Раз")
    assert school.world.published.frames[-1].audience_seq == before.audience_seq == before.seq
    await unseat(school, class_chat, {})
    after = school.world.published.frames[-1]
    assert after.audience_seq == after.seq == before.seq + 2
