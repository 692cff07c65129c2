"""The audit log: rights, members, sessions and moderation are recorded with who acted; what people say never is."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from parta.core.audit import AuditRow, list_audit
from parta.core.errors import NotFound
from parta.core.ids import new_id
from parta.manage.audit import format_entry
from tests.integration.messenger.school import School, User
from tests.integration.messenger.test_created_chats import create_group
from tests.integration.messenger.test_files import upload

pytestmark = pytest.mark.anyio


async def read_audit(school: School, about: UUID) -> Sequence[AuditRow]:
    async with school.installation.transaction() as work:
        return await list_audit(work, entity_id=about)


@pytest.mark.usefixtures("class_chat")
async def test_who_added_whom_is_recorded_with_the_session(school: School, anna: User, misha: User) -> None:
    chat_id = await create_group(anna)
    await anna.post(f"/api/chats/{chat_id}/members", profile_ids=[str(misha.id)])
    entries = await read_audit(school, UUID(chat_id))
    added = next(entry for entry in entries if entry.action == "member.changed")
    assert (added.actor_kind, added.actor_id) == ("profile", anna.id)
    assert added.session_id is not None
    assert added.seq is not None
    assert len(added.ids) == 1
    assert f"profile:{anna.id}  member.changed" in format_entry(added)


async def test_what_people_say_is_never_recorded(school: School, anna: User, class_chat: UUID) -> None:
    before = len(await read_audit(school, class_chat))
    message = await anna.send(class_chat, "Завтра контрольная")
    path = f"/api/chats/{class_chat}/messages/{message['id']}"
    await anna.browser.put(f"{path}/reaction", json={"emoji": "👍"})
    await anna.browser.put(f"/api/chats/{class_chat}/read-number", json={"read_number": message["number"]})
    await anna.browser.put(f"/api/chats/{class_chat}/draft", json={"text": "И ещё"})
    await anna.browser.delete(path)
    assert len(await read_audit(school, class_chat)) == before


async def test_deleting_somebody_elses_message_is_recorded(
    school: School, anna: User, misha: User, class_chat: UUID
) -> None:
    message = await misha.send(class_chat, "Ерунда")
    answer = await anna.browser.delete(f"/api/chats/{class_chat}/messages/{message['id']}")
    assert answer.status_code == 200
    (entry,) = [one for one in await read_audit(school, UUID(message["id"])) if one.action == "message.deleted"]
    assert (entry.actor_id, entry.stream_id) == (anna.id, class_chat)


async def test_a_file_that_is_removed_with_its_message_is_recorded(
    school: School, anna: User, class_chat: UUID
) -> None:
    file_id = await upload(anna)
    message = await anna.send(class_chat, "Билеты", files=[file_id])
    await anna.browser.delete(f"/api/chats/{class_chat}/messages/{message['id']}")
    (entry,) = [one for one in await read_audit(school, UUID(file_id)) if one.action == "file.removed"]
    assert (entry.actor_id, set(entry.ids)) == (anna.id, {UUID(file_id), class_chat})


async def test_an_undone_act_leaves_no_entry(school: School) -> None:
    chat_id = new_id()

    async def fail() -> None:
        async with school.installation.transaction() as work:
            work.audit("chat.tried", chat_id)
            raise NotFound

    with pytest.raises(NotFound):
        await fail()
    assert await read_audit(school, chat_id) == []
