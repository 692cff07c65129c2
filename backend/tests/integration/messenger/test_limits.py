"""Changes of chats are limited as messages are."""

from uuid import UUID, uuid4

import pytest

from parta.messenger.send_queue import ChangeRateLimiter
from tests.integration.messenger.school import School, User

pytestmark = pytest.mark.anyio

BURST = 60


@pytest.mark.parametrize("act", ["react", "edit", "members", "pin", "draft", "dialog"])
async def test_nobody_changes_chats_without_limit(  # noqa: PLR0913, PLR0917 - the chat, its people, and the clock
    school: School, class_chat: UUID, anna: User, misha: User, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(school.installation.context.get(ChangeRateLimiter), "_clock", lambda: 0.0)
    sent = await anna.send(class_chat, "Здравствуйте!")
    path = f"/api/chats/{class_chat}"
    method, route, body = {
        "react": ("PUT", f"{path}/messages/{sent['id']}/reaction", {"emoji": "👍"}),
        "edit": ("PATCH", f"{path}/messages/{sent['id']}", {"text": "Добрый день!"}),
        "members": ("POST", f"{path}/members", {"profile_ids": [str(misha.id)]}),
        "pin": ("PUT", f"{path}/messages/{sent['id']}/pin", None),
        "draft": ("PUT", f"{path}/draft", {"text": "Добрый"}),
        "dialog": ("POST", "/api/dialogs", {"profile_id": str(misha.id)}),
    }[act]
    statuses = [(await anna.browser.request(method, route, json=body)).status_code for _ in range(BURST + 2)]
    assert set(statuses[:BURST]) <= {200, 201, 204, 403, 409}
    assert statuses[BURST:] == [429, 429]
    other = await misha.browser.put(f"{path}/messages/{sent['id']}/reaction", json={"emoji": "👍"})
    assert other.status_code == 200


async def test_nobody_creates_chats_without_limit(anna: User) -> None:
    statuses = [
        (await anna.browser.post("/api/chats", json={"client_id": str(uuid4()), "title": "Чат"})).status_code
        for _ in range(31)
    ]
    assert statuses == [201] * 30 + [429]


async def test_a_chat_that_was_created_already_spends_no_limit(anna: User) -> None:
    first = {"client_id": str(uuid4()), "title": "Чат"}
    answers = [await anna.browser.post("/api/chats", json=first) for _ in range(40)]
    assert {(answer.status_code, answer.json()["chat"]["id"]) for answer in answers} == {
        (201, answers[0].json()["chat"]["id"])
    }
    other = {"client_id": str(uuid4()), "title": "Другой"}
    assert (await anna.browser.post("/api/chats", json=other)).status_code == 201
