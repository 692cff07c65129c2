"""The table of updates: for every kind that streams publish, an action that causes one, and its subscribers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from httpx import AsyncClient, Response

from parta.core.clock import now
from parta.core.ids import new_id
from parta.linking.service import make_link
from tests.integration.audience.scenario import Scenario
from tests.integration.audience.table import ADMIN, GUARDIAN, HEAD, OTHER_CLASS, STRANGER, STUDENT, TEACHER
from tests.realtime.ws_client import JOURNAL_ENDPOINT, PROFILE_ENDPOINT


@dataclass(frozen=True)
class Actors:
    """The scenario, and a browser of each person at the process with the WebSocket clients."""

    scenario: Scenario
    browsers: dict[str, AsyncClient]
    """With the sessions of both sides."""

    async def request(self, who: str, method: str, path: str, **body: Any) -> Response:  # noqa: ANN401 - JSON
        """Send this person's request, which must succeed; return the response."""
        answer = await self.browsers[who].request(
            method, await self.scenario.fill(path), json=await self.scenario.fill(body)
        )
        assert answer.is_success, answer.text
        return answer


Act = Callable[[Actors], Awaitable[object]]


@dataclass(frozen=True)
class UpdateCase:
    """An update of this kind in this stream, the action that causes it, and its subscribers."""

    kind: str
    stream: str
    subscribers: frozenset[str]
    act: Act

    @property
    def endpoint(self) -> str:
        """Return the endpoint at which it is received."""
        is_of_journal = self.stream.startswith(("class:", "inbox:{journal_"))
        return JOURNAL_ENDPOINT if is_of_journal else PROFILE_ENDPOINT

    def __str__(self) -> str:
        """Return the test's id: the update."""
        return f"{self.kind} in {self.stream}"


def _says(who: str, chat: str) -> Act:
    async def act(acting: Actors) -> None:
        path = f"/api/chats/{{{chat}}}/messages"
        await acting.request(who, "POST", path, client_id=str(new_id()), text="Слышно?")

    return act


async def _renames_group(acting: Actors) -> None:
    await acting.request(HEAD, "PATCH", "/api/chats/{group}", title=f"Газета {new_id()}")


async def _promotes_misha(acting: Actors) -> None:
    for role in ("admin", "member"):
        await acting.request(HEAD, "PATCH", "/api/chats/{group}/members/{misha}", role=role)


async def _changes_portrait(acting: Actors) -> None:
    for picture in (None, acting.scenario.names["portrait"]):
        await acting.request(STUDENT, "PUT", "/api/files/portrait", file_id=picture)


async def _reads_of_a_sign_in(acting: Actors) -> None:
    await acting.request(STUDENT, "POST", "/api/demo/sign-in", key="misha", where="profile")
    await acting.scenario.installation.settle()
    await acting.request(STUDENT, "PUT", "/api/notifications/read")


async def _reads_that_a_lesson_is_cancelled(acting: Actors) -> None:
    path = "/api/journal/office/lessons/{cancelled_lesson}"
    for action, body in (("restore", {}), ("cancel", {"reason": "Олимпиада"})):
        await acting.request(ADMIN, "POST", f"{path}/{action}", **body)
        await acting.scenario.installation.settle()
        await acting.request(STUDENT, "PUT", "/api/notifications/read?as=account")


async def _links_anew(acting: Actors) -> None:
    """Delete the link of Миша, and create it again before the worker has handled the event."""
    (link,) = (await acting.request(STUDENT, "GET", "/api/linking/links")).json()
    await acting.request(STUDENT, "DELETE", f"/api/linking/links/{link['id']}")
    school = acting.scenario.school
    async with school.installation.transaction() as work:
        profile_id = UUID(acting.scenario.names["misha"])
        await make_link(work, profile_id, school.accounts["misha"], school.provider_id)


async def _begins_to_write(acting: Actors) -> None:
    await acting.request(STUDENT, "PUT", "/api/chats/{class_chat}/draft", text=f"Я {new_id()}")


async def _pins(acting: Actors) -> None:
    for method in ("PUT", "DELETE"):
        await acting.request(HEAD, method, "/api/chats/{class_chat}/messages/{by_anna}/pin")


async def _changes_call(acting: Actors) -> None:
    for several in (True, False):
        await acting.request(HEAD, "PUT", "/api/calls/{call}/settings", several_screens=several)


async def _plans_call(acting: Actors) -> None:
    later = (now() + timedelta(hours=1)).isoformat()
    await acting.request(
        HEAD, "POST", "/api/chats/{class_chat}/calls", client_id=str(new_id()), title="Собрание", starts_at=later
    )


async def _raises_hand(acting: Actors) -> None:
    for is_raised in (True, False):
        await acting.request(STUDENT, "PUT", "/api/calls/{call}/hand", is_raised=is_raised)


async def _knocks(acting: Actors) -> None:
    await acting.request(STRANGER, "POST", "/api/invites/{invite}/join", device="tablet")


async def _rings(acting: Actors) -> None:
    for before in (await acting.request(HEAD, "GET", "/api/chats/{dialog}/calls")).json():
        await acting.request(HEAD, "POST", f"/api/calls/{before['id']}/end")
    await acting.request(HEAD, "POST", "/api/chats/{dialog}/calls", client_id=str(new_id()), is_ringing=True)


async def _writes_topic(acting: Actors) -> None:
    await acting.request(TEACHER, "PATCH", "/api/journal/lessons/{lesson}", topic=f"Инерция {new_id()}")


async def _substitutes_in_3a(acting: Actors) -> None:
    path = "/api/journal/office/lessons/{lesson_of_3a}/substitute"
    await acting.request(ADMIN, "POST", path, teacher_id="{account_of_igor}", reason="Болезнь")


async def _publishes_lesson(acting: Actors) -> None:
    path = f"/api/journal/lessons/{await acting.scenario.fill('{new_lesson}')}/remote"
    await acting.request(TEACHER, "POST", path)
    await acting.request(TEACHER, "POST", f"{path}/publish")


async def _changes_timetable(acting: Actors) -> None:
    slot = {"course_id": "{course}", "weekday": 3, "number": 4, "classroom_id": "{classroom}", "from_on": "{day_6}"}
    made = (await acting.request(ADMIN, "POST", "/api/journal/office/slots", **slot)).json()
    await acting.request(ADMIN, "DELETE", f"/api/journal/office/slots/{made['id']}?from_on={{day_6}}")


OF_GROUP = frozenset({STUDENT, TEACHER, HEAD})
MISHA = frozenset({STUDENT})
OF_7B = frozenset({STUDENT, GUARDIAN, TEACHER, HEAD})
OF_3A = frozenset({OTHER_CLASS, GUARDIAN, TEACHER})
"""Вера has a son in each class; Игорь Павлович teaches one, and is the homeroom teacher of the other."""

UPDATE_CASES = [
    UpdateCase("chat", "chat:{group}", OF_GROUP, _renames_group),
    UpdateCase("member", "chat:{group}", OF_GROUP, _promotes_misha),
    UpdateCase("message", "chat:{group}", OF_GROUP, _says(TEACHER, "group")),
    UpdateCase("message", "chat:{class_chat}", frozenset({STUDENT, HEAD}), _says(STUDENT, "class_chat")),
    UpdateCase("message", "chat:{parents_chat}", frozenset({GUARDIAN, HEAD}), _says(GUARDIAN, "parents_chat")),
    UpdateCase("message", "chat:{colleagues_chat}", frozenset({TEACHER, HEAD}), _says(HEAD, "colleagues_chat")),
    UpdateCase("message", "chat:{staff_chat}", frozenset({TEACHER, HEAD, ADMIN}), _says(ADMIN, "staff_chat")),
    UpdateCase(
        "message", "chat:{subject_chat}", frozenset({STUDENT, GUARDIAN, TEACHER}), _says(TEACHER, "subject_chat")
    ),
    UpdateCase("message", "chat:{dialog}", frozenset({STUDENT, HEAD}), _says(HEAD, "dialog")),
    UpdateCase("message", "chat:{case_chat}", frozenset({GUARDIAN, ADMIN}), _says(GUARDIAN, "case_chat")),
    UpdateCase("pin", "chat:{class_chat}", frozenset({STUDENT, HEAD}), _pins),
    UpdateCase("profile", "profile:{misha}", MISHA, _changes_portrait),
    UpdateCase("notification", "inbox:{inbox_of_misha}", MISHA, _reads_of_a_sign_in),
    UpdateCase("inbox", "inbox:{inbox_of_misha}", MISHA, _reads_of_a_sign_in),
    UpdateCase("notification", "inbox:{journal_inbox_of_misha}", MISHA, _reads_that_a_lesson_is_cancelled),
    UpdateCase("inbox", "inbox:{journal_inbox_of_misha}", MISHA, _reads_that_a_lesson_is_cancelled),
    UpdateCase("link", "profile:{misha}", MISHA, _links_anew),
    UpdateCase("chat_state", "profile:{misha}", MISHA, _begins_to_write),
    UpdateCase("ring", "profile:{misha}", MISHA, _rings),
    UpdateCase("class", "class:{class_7b}", OF_7B, _changes_timetable),
    UpdateCase("lesson", "class:{class_7b}", OF_7B, _writes_topic),
    UpdateCase("lesson", "class:{class_3a}", OF_3A, _substitutes_in_3a),
    UpdateCase("remote_lesson", "class:{class_7b}", OF_7B, _publishes_lesson),
    UpdateCase("call", "call:{call}", frozenset({STUDENT, HEAD}), _changes_call),
    UpdateCase("call_card", "chat:{class_chat}", frozenset({STUDENT, HEAD}), _plans_call),
    UpdateCase("participant", "call:{call}", frozenset({STUDENT, HEAD}), _raises_hand),
    UpdateCase("knock", "lobby:{lobby}", frozenset({HEAD}), _knocks),
]
