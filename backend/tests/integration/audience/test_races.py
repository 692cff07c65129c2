"""Every creating route, asked fifty times at once, equally and differently: no 500, no double, no limit passed."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text

from tests import cast
from tests.integration.audience.scenario import Scenario
from tests.integration.audience.table import ADMIN, GUARDIAN, HEAD, STUDENT, TEACHER, Side
from tests.sign_in import confirm_phone, get_code, profile_form

pytestmark = [pytest.mark.anyio, pytest.mark.race]

AT_ONCE = 50
Prepare = Callable[[Scenario], Awaitable[AsyncClient]]


@dataclass(frozen=True)
class Race:
    """A creating route, and how many rows many requests at once may make; words in braces are names of the scenario."""

    method: str
    path: str
    rows: str
    """The rows that are counted: a table, or a table with a condition."""
    equal: int
    """How many new rows equal requests make at most."""
    body: Any = None
    different: int | None = None
    """How many new rows different requests make at most; None: there are no different ones."""
    who: str = HEAD
    side: Side = "profile"
    headers: dict[str, str] = field(default_factory=dict[str, str])
    content: bytes | None = None
    prepare: Prepare | None = None
    """Return the browser that sends the requests, instead of the person's."""

    def __str__(self) -> str:
        """Return the test's id: the route."""
        return f"{self.method} {self.path}"


async def _without_link_cookie(scenario: Scenario) -> AsyncClient:
    browser = scenario.browsers[HEAD, "both"]
    browser.cookies.delete("parta_link")
    async with scenario.installation.transaction() as work:
        await work.execute(text("DELETE FROM link_request"))
    return await scenario.installation.browser(dict(browser.cookies))


async def _anybody(scenario: Scenario) -> AsyncClient:
    return await scenario.installation.browser()


async def _guest(scenario: Scenario) -> AsyncClient:
    """Return a browser that came to another call as a guest before."""
    await scenario.fill("{new_call}")
    browser = await scenario.installation.browser(address="203.0.113.77")
    answer = await browser.post(f"/api/invites/{scenario.names['invite']}/join", json=JOIN)
    assert answer.status_code == 200
    await scenario.fill("{new_call}")
    return browser


async def _who_entered_a_number(scenario: Scenario) -> AsyncClient:
    browser = await scenario.installation.browser()
    await browser.post("/api/id/sign-in", json={"phone": await scenario.fill("{new_phone}")})
    return browser


async def _who_has_a_code(scenario: Scenario) -> AsyncClient:
    browser = await scenario.installation.browser()
    await browser.post("/api/id/sign-in", json={"phone": cast.NINA.phone})
    scenario.names["code"] = await get_code(scenario.installation, cast.NINA.phone)
    return browser


async def _who_has_proved_a_number(scenario: Scenario) -> AsyncClient:
    return await confirm_phone(scenario.installation, await scenario.fill("{new_phone}"))


async def _with_message(scenario: Scenario) -> AsyncClient:
    scenario.names["message"] = await scenario.send(HEAD, "class_chat", "Слово")
    return scenario.browsers[HEAD, "profile"]


async def _with_lesson(scenario: Scenario) -> AsyncClient:
    scenario.names["race_lesson"] = await scenario.fill("{new_lesson}")
    return scenario.browsers[TEACHER, "journal"]


async def _with_published_lesson(scenario: Scenario) -> AsyncClient:
    scenario.names["race_lesson"] = await scenario.fill("{new_published}")
    return scenario.browsers[TEACHER, "profile"]


async def _with_attached_link_request(scenario: Scenario) -> AsyncClient:
    scenario.names["request"] = await scenario.fill("{new_attached_link_request}")
    return scenario.browsers[HEAD, "both"]


async def _with_group(scenario: Scenario) -> AsyncClient:
    scenario.names["race_group"] = await scenario.create_group()
    return scenario.browsers[HEAD, "profile"]


async def _with_chat_link(scenario: Scenario) -> AsyncClient:
    scenario.names["race_link"] = await scenario.create_chat_link()
    return scenario.browsers[ADMIN, "profile"]


NAMED = {"X-Client-Id": "{new_id}"}
FORM = profile_form(cast.STRANGER)
LESSON = {"course_id": "{course}", "number": 4, "classroom_id": "{classroom}"}
JOIN = {"device": "tablet", "name": "Тётя Мотя"}
REACTION = "/api/chats/{class_chat}/messages/{message}/reaction"

RACES = [
    Race("POST", "/api/files/uploads", "upload", 1, {"client_id": "{new_id}", "name": "a.mp4", "size": 9}, 20),
    Race("POST", "/api/files?name=a.txt", "file", 1, different=50, headers=NAMED, content=b"a"),
    Race(
        "POST", "/api/files?as=account&name=a.txt", "file", 1, different=50, side="journal", headers=NAMED, content=b"a"
    ),
    Race("POST", "/api/id/sign-in", "phone_code", 5, {"phone": "{new_phone}"}, 50, prepare=_anybody),
    Race("POST", "/api/id/sign-in", "phone_code", 1, {"phone": "{new_phone}"}, 50, prepare=_who_entered_a_number),
    Race("POST", "/api/id/sign-in/resend", "phone_code WHERE send_count > 1", 0, prepare=_who_entered_a_number),
    Race("POST", "/api/id/sign-in/code", "profile_session", 1, {"code": "{code}"}, prepare=_who_has_a_code),
    Race("POST", "/api/id/sign-in/profile", "profile", 1, FORM, prepare=_who_has_proved_a_number),
    Race("POST", "/api/id/sign-in/profile", "profile_session", 1, FORM, prepare=_who_has_proved_a_number),
    Race("POST", "/api/id/confirmation/code", "phone_code", 1),
    Race(
        "PUT", "/api/id/password", "account WHERE password_hash IS NOT NULL", 1, {"password": "лиловый самокат 7 летит"}
    ),
    Race(
        "POST",
        "/api/linking/link-requests",
        "link_request",
        1,
        {"provider_id": "{provider}"},
        prepare=_without_link_cookie,
    ),
    Race("POST", "/api/linking/link-requests/from-journal", "link_request", 1, {}, prepare=_without_link_cookie),
    Race("POST", "/api/linking/link-requests/{request}/finish", "link", 0, {}, prepare=_with_attached_link_request),
    Race("POST", "/api/chats", "chat", 1, {"client_id": "{new_id}", "title": "Чат", "members": []}, 30),
    Race("POST", "/api/dialogs", "chat", 1, {"profile_id": "{olga}"}),
    Race("POST", "/api/chats/{race_group}/members", "member", 1, {"profile_ids": ["{olga}"]}, prepare=_with_group),
    Race("PUT", "/api/chats/{race_group}/link", "chat_link", 1, prepare=_with_group),
    Race("POST", "/api/chat-links/{race_link}/join", "member", 1, who=ADMIN, prepare=_with_chat_link),
    Race("POST", "/api/chat-links/{race_link}/join", "message", 1, who=ADMIN, prepare=_with_chat_link),
    Race(
        "POST",
        "/api/chats/{class_chat}/messages",
        "message",
        1,
        {"client_id": "{new_id}", "text": "Слово"},
        50,
        who=STUDENT,
    ),
    Race("PUT", REACTION, "reaction", 1, {"emoji": "👍"}, prepare=_with_message),
    Race("PUT", "/api/chats/{class_chat}/messages/{message}/pin", "pin", 1, prepare=_with_message),
    Race("PUT", "/api/chats/{class_chat}/draft", "chat_state", 1, {"text": "Чернов{new_id}"}, 1, who=STUDENT),
    Race("POST", "/api/chats/{class_chat}/calls", "call", 1, {"client_id": "{new_id}"}, 30),
    Race("POST", "/api/chats/{dialog}/calls", "call", 1, {"client_id": "{new_id}", "is_ringing": True}, 1),
    Race("POST", "/api/calls/{call}/join", "call_participant", 1, {"device": "phone"}, who=STUDENT),
    Race("POST", "/api/calls/{call}/invite", "call_invite", 1, {"access": "school"}),
    Race("POST", "/api/invites/{invite}/join", "call_knock", 1, JOIN, prepare=_guest),
    Race("POST", "/api/support/cases/{case}/chat", "chat", 1, who=GUARDIAN),
    Race(
        "POST",
        "/api/journal/office/slots",
        "timetable_slot",
        1,
        LESSON | {"weekday": 1, "from_on": "{day_6}"},
        who=ADMIN,
        side="journal",
    ),
    Race(
        "POST",
        "/api/journal/office/lessons",
        "lesson",
        1,
        LESSON | {"on": "{day_4}"},
        who=ADMIN,
        side="journal",
    ),
    Race(
        "POST",
        "/api/journal/office/lessons/{lesson_1}/substitute",
        "substitution",
        1,
        {"teacher_id": "{account_of_anna}", "reason": "Болезнь {new_id}"},
        1,
        who=ADMIN,
        side="journal",
    ),
    Race("POST", "/api/journal/lessons/{race_lesson}/remote", "remote_lesson", 1, prepare=_with_lesson),
    Race("POST", "/api/lessons/{race_lesson}/enter", "call", 1, prepare=_with_published_lesson),
    Race(
        "PUT",
        "/api/journal/lessons/{lesson}/attendance",
        "attendance",
        1,
        {"entries": [{"student_id": "{account_of_misha}", "state": "absent", "late_minutes": 0}]},
        who=TEACHER,
        side="journal",
    ),
]


@pytest.mark.parametrize("race", RACES, ids=str)
async def test_fifty_at_once_make_what_one_may(scenario: Scenario, race: Race) -> None:
    for is_equal, most in ((True, race.equal), (False, race.different)):
        if most is None:
            continue
        await scenario.reset_rate_limits()
        browser = await (race.prepare(scenario) if race.prepare else scenario.browser(race.who, race.side))
        before = await count_rows(scenario, race.rows)
        answers = await send_at_once(scenario, browser, race, is_equal=is_equal)
        statuses = Counter(answer.status_code for answer in answers)
        assert max(statuses) < 500, statuses
        assert await count_rows(scenario, race.rows) - before <= most, statuses
        assert min(statuses) < 400 or not most, statuses
        await scenario.sign_in(race.who)


async def test_fifty_last_parts_at_once_make_one_file(scenario: Scenario) -> None:
    browser, upload = scenario.browsers[HEAD, "profile"], await scenario.fill("{new_upload}")
    before = await count_rows(scenario, "file")
    path, headers = f"/api/files/uploads/{upload}", {"Upload-Offset": "0"}
    last = [browser.patch(path, content=b"film", headers=headers) for _ in range(AT_ONCE)]
    after = [browser.patch(path, content=b"", headers={"Upload-Offset": "4"}) for _ in range(AT_ONCE)]
    statuses = Counter(answer.status_code for answer in await asyncio.gather(*last, *after))
    assert set(statuses) <= {200, 404, 409}, statuses
    assert await count_rows(scenario, "file") - before == 1


async def test_fifty_guests_of_one_address_at_once_wait_five_at_a_time(scenario: Scenario) -> None:
    call = await scenario.fill("{new_call}")
    guests = [await scenario.installation.browser(address="203.0.113.9") for _ in range(AT_ONCE)]
    path = f"/api/invites/{scenario.names['invite']}/join"
    bodies = [{"device": "tablet", "name": f"Гость {number}"} for number in range(AT_ONCE)]
    answers = await asyncio.gather(*(guest.post(path, json=body) for guest, body in zip(guests, bodies, strict=True)))
    assert Counter(answer.status_code for answer in answers) == {200: 5, 409: 45}
    assert await count_rows(scenario, f"call_knock WHERE call_id = '{call}' AND state = 'WAITING'") == 6


async def test_what_ends_meanwhile_is_refused_and_breaks_nothing(scenario: Scenario) -> None:
    request = await scenario.fill("{new_attached_link_request}")
    browser, path = scenario.browsers[HEAD, "both"], f"/api/linking/link-requests/{request}"
    acts = [browser.post(f"{path}/{act}", json={}) for act in ("attach", "finish", "attach") for _ in range(8)]
    acts += [browser.post("/api/id/confirmation/code") for _ in range(8)]
    opened = {"provider_id": scenario.names["provider"]}
    acts += [browser.post("/api/linking/link-requests", json=opened) for _ in range(8)]
    acts += [browser.post("/api/linking/link-requests/from-journal", json={}) for _ in range(8)]
    acts += [browser.post("/api/journal/sign-out") for _ in range(2)]
    acts[AT_ONCE // 4 : 0] = [browser.post("/api/id/sign-out") for _ in range(4)]
    statuses = Counter(answer.status_code for answer in await asyncio.gather(*acts))
    assert max(statuses) < 500, statuses
    await scenario.sign_in(HEAD)
    entered = await _who_entered_a_number(scenario)
    paths = [("POST", "/resend", None), ("POST", "/code", {"code": "000000"}), ("DELETE", "", None)]
    more = [entered.request(how, f"/api/id/sign-in{where}", json=body) for how, where, body in paths for _ in range(15)]
    assert max(answer.status_code for answer in await asyncio.gather(*more)) < 500


async def send_at_once(scenario: Scenario, browser: AsyncClient, race: Race, *, is_equal: bool) -> list[Response]:
    """Send the race's request many times at once, with the same values or with new ones."""
    templates = {"path": race.path, "body": race.body, "headers": race.headers}
    filled = [await scenario.fill(templates)] * AT_ONCE if is_equal else []
    while len(filled) < AT_ONCE:
        filled.append(await scenario.fill(templates))
    requests = (
        browser.request(race.method, one["path"], json=one["body"], headers=one["headers"], content=race.content)
        for one in filled
    )
    return await asyncio.gather(*requests)


async def count_rows(scenario: Scenario, rows: str) -> int:
    """Return how many rows there are."""
    async with scenario.installation.sessions() as session:
        return (await session.execute(text(f"SELECT count(*) FROM {rows}"))).scalar_one()  # noqa: S608 - of the table above
