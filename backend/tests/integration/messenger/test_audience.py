"""Who may and who may not: every route of the messenger, for everybody there is."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient

from parta.core import clock
from parta.core.ids import new_id
from parta.identity.rules import IDLE_LIFE
from parta.identity.schemas import BadgeRole
from parta.messenger.models import SourceKind
from tests.integration.messenger.school import ADMIN, MEMBER, School

pytestmark = pytest.mark.anyio

EVERYBODY = ("anna", "misha", "vera", "kolya", "olga", "stranger", "signed out")
"""The teacher of the chat; a student in it; a guardian, a student of another class, the administrator and a stranger,
who are not in it; nobody."""

Body = dict[str, Any] | None


@dataclass(frozen=True)
class Route:
    """A route, what to send there, and what each of EVERYBODY gets."""

    method: str
    path: str
    body: Body
    statuses: tuple[int, ...]


SEES = (200, 200, 404, 404, 404, 404, 401)
SCHOOL_KEEPS = (403, 403, 404, 404, 404, 404, 401)
ANYBODY = (200, 200, 200, 200, 200, 200, 401)
SOME_TEXT = {"text": "Слово"}

ROUTES = [
    Route("GET", "/api/chats", None, ANYBODY),
    Route("GET", "/api/chats/{chat}", None, SEES),
    Route("GET", "/api/chats/{chat}/members", None, SEES),
    Route("GET", "/api/chats/{chat}/messages", None, SEES),
    Route(
        "POST", "/api/chats/{chat}/messages", {"client_id": "{new}", **SOME_TEXT}, (201, 201, 404, 404, 404, 404, 401)
    ),
    Route("PATCH", "/api/chats/{chat}/messages/{by_misha}", SOME_TEXT, (403, 200, 404, 404, 404, 404, 401)),
    Route("PATCH", "/api/chats/{chat}/messages/{by_anna}", SOME_TEXT, (200, 403, 404, 404, 404, 404, 401)),
    Route("DELETE", "/api/chats/{chat}/messages/{by_misha}", None, SEES),
    Route("DELETE", "/api/chats/{chat}/messages/{by_anna}", None, (200, 403, 404, 404, 404, 404, 401)),
    Route("GET", "/api/chats/{chat}/messages/{by_anna}/history", None, SEES),
    Route("PUT", "/api/chats/{chat}/messages/{by_anna}/reaction", {"emoji": "👍"}, SEES),
    Route("GET", "/api/chats/{chat}/messages/{by_anna}/readers", None, SEES),
    Route("PUT", "/api/chats/{chat}/reading", {"read_number": 1}, SEES),
    Route("PUT", "/api/chats/{chat}/mute", {"until": None}, SEES),
    Route("PUT", "/api/chats/{chat}/draft", SOME_TEXT, SEES),
    Route("PATCH", "/api/chats/{chat}", {"title": "Мой"}, SCHOOL_KEEPS),
    Route("POST", "/api/chats/{chat}/members", {"profile_ids": ["{misha}"]}, SCHOOL_KEEPS),
    Route("PATCH", "/api/chats/{chat}/members/{misha}", {"role": "admin"}, SCHOOL_KEEPS),
    Route("DELETE", "/api/chats/{chat}/members/{misha}", None, SCHOOL_KEEPS),
    Route("POST", "/api/chats/{chat}/leave", {}, SCHOOL_KEEPS),
    Route("POST", "/api/chats", {"client_id": "{new}", "title": "Мой"}, (201, 201, 201, 201, 201, 201, 401)),
    Route("POST", "/api/dialogs", {"profile_id": "{lena}"}, (200, 200, 404, 404, 404, 404, 401)),
    Route("GET", "/api/contacts", None, ANYBODY),
    Route("GET", "/api/search?query=слово", None, ANYBODY),
]

HAND_MADE = [
    Route("PATCH", "/api/chats/{chat}", {"title": "Мой"}, (200, 403, 404, 404, 404, 404, 401)),
    Route("PATCH", "/api/chats/{chat}", {"is_closed": False}, (200, 403, 404, 404, 404, 404, 401)),
    Route("POST", "/api/chats/{chat}/members", {"profile_ids": ["{lena}"]}, (204, 403, 404, 404, 404, 404, 401)),
    Route("PATCH", "/api/chats/{chat}/members/{misha}", {"role": "admin"}, (204, 403, 404, 404, 404, 404, 401)),
    Route("DELETE", "/api/chats/{chat}/members/{misha}", None, (204, 403, 404, 404, 404, 404, 401)),
    Route("POST", "/api/chats/{chat}/leave", {}, (204, 204, 404, 404, 404, 404, 401)),
]


@dataclass
class Stage:
    """The school with something said in a chat, and the names that paths use."""

    school: School
    names: dict[str, str]

    async def browser(self, who: str) -> AsyncClient:
        """Give the browser of this person, or of nobody."""
        return await self.school.world.browser() if who == "signed out" else self.school.people[who].browser

    def fill(self, value: Any) -> Any:  # noqa: ANN401 - JSON
        """Put ids in the place of their names."""
        if isinstance(value, dict):
            return {key: self.fill(inner) for key, inner in value.items()}  # pyright: ignore[reportUnknownVariableType]
        if isinstance(value, list):
            return [self.fill(inner) for inner in value]  # pyright: ignore[reportUnknownVariableType]
        return value.format(**self.names, new=new_id()) if isinstance(value, str) else value


async def set_stage(school: School, chat_id: UUID | str) -> Stage:
    """Let Анна and Миша say something in the chat."""
    names = {name: str(one.id) for name, one in school.people.items()} | {"chat": str(chat_id)}
    for who in ("anna", "misha"):
        names[f"by_{who}"] = (await school.people[who].say(chat_id, "Первое"))["id"]
    return Stage(school, names)


async def statuses(stage: Stage, route: Route, who: str) -> int:
    browser = await stage.browser(who)
    path, body = stage.fill(route.path), stage.fill(route.body)
    return (await browser.request(route.method, path, json=body)).status_code


@pytest.fixture
async def other_class(school: School) -> UUID:
    """Give the chat of 3А, where Коля is."""
    seats = school.seats(("igor", ADMIN, BadgeRole.HOMEROOM_TEACHER), ("kolya", MEMBER, BadgeRole.STUDENT))
    return await school.seat(SourceKind.CLASS_STUDENTS, "3a", "3А, класс", seats)


@pytest.mark.usefixtures("other_class", "parents_chat", "staff_chat")
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
async def test_in_a_chat_of_the_school(school: School, class_chat: UUID, route: Route) -> None:
    stage = await set_stage(school, class_chat)
    got = {who: await statuses(stage, route, who) for who in reversed(EVERYBODY)}
    assert got == dict(zip(EVERYBODY, route.statuses, strict=True))


@pytest.mark.usefixtures("class_chat", "other_class", "parents_chat", "staff_chat")
@pytest.mark.parametrize("route", HAND_MADE, ids=lambda route: f"{route.method} {route.path}")
async def test_in_a_chat_made_by_hand(school: School, route: Route) -> None:
    anna, misha = school.people["anna"], school.people["misha"]
    body = {"client_id": str(new_id()), "title": "Газета", "members": [str(misha.id)]}
    stage = await set_stage(school, (await anna.post("/api/chats", **body))["chat"]["id"])
    got = {who: await statuses(stage, route, who) for who in reversed(EVERYBODY)}
    assert got == dict(zip(EVERYBODY, route.statuses, strict=True))


@pytest.mark.usefixtures("staff_chat")
async def test_every_route_of_the_messenger_is_in_the_table(school: School) -> None:
    paths = school.world.app.openapi()["paths"]
    told = {
        (method.upper(), path)
        for path, methods in paths.items()
        for method, operation in methods.items()
        if set(operation.get("tags", [])) & {"chats", "members", "messages", "reading", "search"}
    }
    tested = {(route.method, _template(route.path)) for route in [*ROUTES, *HAND_MADE]}
    assert tested == told


async def test_who_has_signed_out_or_stayed_away_too_long_sends_nothing(school: School, class_chat: UUID) -> None:
    anna, misha = school.people["anna"], school.people["misha"]
    await anna.say(class_chat, "До свидания")
    await anna.post("/api/id/sign-out-everywhere")
    anna.browser.cookies.set("parta_profile", anna.token)
    clock.move(IDLE_LIFE + timedelta(minutes=1))
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


def _template(path: str) -> str:
    path = path.split("?", maxsplit=1)[0].replace("{chat}", "{chat_id}")
    return (
        path.replace("members/{misha}", "members/{profile_id}")
        .replace("{by_misha}", "{message_id}")
        .replace("{by_anna}", "{message_id}")
    )
