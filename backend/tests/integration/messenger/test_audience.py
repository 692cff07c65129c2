"""Who may not send any more, and which answers are indistinguishable; rights are in the table of all routes."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from parta.core import clock
from parta.core.ids import new_id
from parta.identity.rules import MAX_IDLE_TIME
from tests.integration.messenger.school import School

pytestmark = pytest.mark.anyio


async def test_who_has_signed_out_or_stayed_away_too_long_sends_nothing(school: School, class_chat: UUID) -> None:
    anna, misha = school.people["anna"], school.people["misha"]
    await anna.send(class_chat, "До свидания")
    await anna.post("/api/id/sign-out-everywhere")
    anna.browser.cookies.set("parta_profile", anna.token)
    clock.move(MAX_IDLE_TIME + timedelta(minutes=1))
    for who in (anna, misha):
        body: dict[str, Any] = {"client_id": str(new_id()), "text": "Я ещё здесь"}
        answer = await who.browser.post(f"/api/chats/{class_chat}/messages", json=body)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
        body["files"] = [str(new_id())]
        assert (await who.browser.post(f"/api/chats/{class_chat}/messages", json=body)).status_code == 401


@pytest.mark.parametrize("path", ["/api/chats/{0}", "/api/chats/{0}/messages", "/api/chats/{0}/members"])
async def test_a_chat_that_is_not_there_looks_like_one_that_one_may_not_see(school: School, path: str) -> None:
    answer = await school.people["anna"].browser.get(path.format(new_id()))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
