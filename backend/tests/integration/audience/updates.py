"""The table of updates: for every kind that streams carry, something that makes one, and who hears it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from httpx import AsyncClient, Response

from parta.core.ids import new_id
from parta.linking.service import make_link
from tests.integration.audience.stage import Stage
from tests.integration.audience.table import ADMIN, GUARDIAN, HEAD, OTHER_CLASS, STRANGER, STUDENT, TEACHER
from tests.realtime.window import JOURNAL_DOOR, PROFILE_DOOR


@dataclass(frozen=True)
class Acting:
    """The stage, and everybody at a browser of the process that tells windows what happens."""

    stage: Stage
    browsers: dict[str, AsyncClient]
    """They carry the sessions of both sides."""

    async def ask(self, who: str, method: str, path: str, **body: Any) -> Response:  # noqa: ANN401 - JSON
        """Let this person do this, which must go well."""
        answer = await self.browsers[who].request(method, await self.stage.fill(path), json=await self.stage.fill(body))
        assert answer.is_success, answer.text
        return answer


Act = Callable[[Acting], Awaitable[object]]


@dataclass(frozen=True)
class Heard:
    """A update of this kind in this stream, what makes it, and who hears it."""

    kind: str
    stream: str
    hearers: frozenset[str]
    act: Act

    @property
    def door(self) -> str:
        """By which door it is heard."""
        return JOURNAL_DOOR if self.stream.startswith("class:") else PROFILE_DOOR

    def __str__(self) -> str:
        """Name the test after the update."""
        return f"{self.kind} in {self.stream}"


def _says(who: str, chat: str) -> Act:
    async def act(acting: Acting) -> None:
        path = f"/api/chats/{{{chat}}}/messages"
        await acting.ask(who, "POST", path, client_id=str(new_id()), text="Слышно?")

    return act


async def _renames_group(acting: Acting) -> None:
    await acting.ask(HEAD, "PATCH", "/api/chats/{group}", title=f"Газета {new_id()}")


async def _promotes_misha(acting: Acting) -> None:
    for role in ("admin", "member"):
        await acting.ask(HEAD, "PATCH", "/api/chats/{group}/members/{misha}", role=role)


async def _changes_portrait(acting: Acting) -> None:
    for picture in (None, acting.stage.names["portrait"]):
        await acting.ask(STUDENT, "PUT", "/api/files/portrait", file_id=picture)


async def _signs_in_elsewhere(acting: Acting) -> None:
    await acting.ask(STUDENT, "POST", "/api/demo/sign-in", key="misha", where="profile")


async def _links_anew(acting: Acting) -> None:
    """Undo the link of Миша, and make it again before the worker has seen it."""
    (link,) = (await acting.ask(STUDENT, "GET", "/api/linking/links")).json()
    await acting.ask(STUDENT, "DELETE", f"/api/linking/links/{link['id']}")
    school = acting.stage.school
    async with school.world.work() as session:
        profile_id = UUID(acting.stage.names["misha"])
        await make_link(session, profile_id, school.accounts["misha"], school.provider_id)


async def _begins_to_write(acting: Acting) -> None:
    await acting.ask(STUDENT, "PUT", "/api/chats/{class_chat}/draft", text=f"Я {new_id()}")


async def _changes_call(acting: Acting) -> None:
    for several in (True, False):
        await acting.ask(HEAD, "PUT", "/api/calls/{call}/settings", several_screens=several)


async def _raises_hand(acting: Acting) -> None:
    for is_raised in (True, False):
        await acting.ask(STUDENT, "PUT", "/api/calls/{call}/hand", is_raised=is_raised)


async def _knocks(acting: Acting) -> None:
    await acting.ask(STRANGER, "POST", "/api/invites/{invite}/join", device="tablet")


async def _rings(acting: Acting) -> None:
    for before in (await acting.ask(HEAD, "GET", "/api/chats/{dialog}/calls")).json():
        await acting.ask(HEAD, "POST", f"/api/calls/{before['id']}/end")
    await acting.ask(HEAD, "POST", "/api/chats/{dialog}/calls", client_id=str(new_id()), is_ringing=True)


async def _writes_topic(acting: Acting) -> None:
    await acting.ask(TEACHER, "PATCH", "/api/journal/lessons/{lesson}", topic=f"Инерция {new_id()}")


async def _substitutes_in_3a(acting: Acting) -> None:
    path = "/api/journal/office/lessons/{lesson_of_3a}/substitute"
    await acting.ask(ADMIN, "POST", path, teacher_id="{account_of_igor}", reason="Болезнь")


async def _publishes_lesson(acting: Acting) -> None:
    path = f"/api/journal/lessons/{await acting.stage.fill('{new_lesson}')}/remote"
    await acting.ask(TEACHER, "POST", path)
    await acting.ask(TEACHER, "POST", f"{path}/publish")


async def _changes_timetable(acting: Acting) -> None:
    slot = {"course_id": "{course}", "weekday": 3, "number": 4, "room_id": "{room}", "from_on": "{day_6}"}
    made = (await acting.ask(ADMIN, "POST", "/api/journal/office/slots", **slot)).json()
    await acting.ask(ADMIN, "DELETE", f"/api/journal/office/slots/{made['id']}?from_on={{day_6}}")


OF_GROUP = frozenset({STUDENT, TEACHER, HEAD})
MISHA = frozenset({STUDENT})
OF_7B = frozenset({STUDENT, GUARDIAN, TEACHER, HEAD})
OF_3A = frozenset({OTHER_CLASS, GUARDIAN, TEACHER})
"""Вера has a son in each class; Игорь Павлович teaches one, and leads the other."""

PUTS = [
    Heard("chat", "chat:{group}", OF_GROUP, _renames_group),
    Heard("member", "chat:{group}", OF_GROUP, _promotes_misha),
    Heard("message", "chat:{group}", OF_GROUP, _says(TEACHER, "group")),
    Heard("message", "chat:{class_chat}", frozenset({STUDENT, HEAD}), _says(STUDENT, "class_chat")),
    Heard("message", "chat:{parents_chat}", frozenset({GUARDIAN, HEAD}), _says(GUARDIAN, "parents_chat")),
    Heard("message", "chat:{colleagues_chat}", frozenset({TEACHER, HEAD}), _says(HEAD, "colleagues_chat")),
    Heard("message", "chat:{staff_chat}", frozenset({TEACHER, HEAD, ADMIN}), _says(ADMIN, "staff_chat")),
    Heard("message", "chat:{subject_chat}", frozenset({STUDENT, GUARDIAN, TEACHER}), _says(TEACHER, "subject_chat")),
    Heard("message", "chat:{dialog}", frozenset({STUDENT, HEAD}), _says(HEAD, "dialog")),
    Heard("message", "chat:{case_chat}", frozenset({GUARDIAN, ADMIN}), _says(GUARDIAN, "case_chat")),
    Heard("profile", "profile:{misha}", MISHA, _changes_portrait),
    Heard("notice", "profile:{misha}", MISHA, _signs_in_elsewhere),
    Heard("link", "profile:{misha}", MISHA, _links_anew),
    Heard("reading", "profile:{misha}", MISHA, _begins_to_write),
    Heard("ring", "profile:{misha}", MISHA, _rings),
    Heard("class", "class:{class_7b}", OF_7B, _changes_timetable),
    Heard("lesson", "class:{class_7b}", OF_7B, _writes_topic),
    Heard("lesson", "class:{class_3a}", OF_3A, _substitutes_in_3a),
    Heard("remote_lesson", "class:{class_7b}", OF_7B, _publishes_lesson),
    Heard("call", "call:{call}", frozenset({STUDENT, HEAD}), _changes_call),
    Heard("participant", "call:{call}", frozenset({STUDENT, HEAD}), _raises_hand),
    Heard("knock", "lobby:{lobby}", frozenset({HEAD}), _knocks),
]
