"""Sessions: opened, used, confirmed, ended; their owner is notified."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import select

from parta.core import clock
from parta.core.ephemerals import SessionsEnded
from parta.core.principal_sessions import hash_token
from parta.identity.models import ProfileSession
from parta.identity.schemas import Badge, BadgeRole
from parta.identity.service import set_badges
from tests.cast import ANNA, STRANGER
from tests.installation import Installation
from tests.integration.messenger.school import SCHOOL_ID
from tests.sign_in import get_code, profile_form, sign_in, sign_up, start_sign_in

pytestmark = pytest.mark.anyio

PASSWORD = "лиловый-самокат-летит"


async def list_notifications(browser: AsyncClient) -> list[dict[str, Any]]:
    """Return the notifications of who is signed in in this browser, the newest first."""
    return (await browser.get("/api/notifications")).json()["notifications"]


async def me(browser: AsyncClient) -> dict[str, Any]:
    """Return who is signed in in this browser."""
    return (await browser.get("/api/id/me")).json()


def ended(installation: Installation) -> list[str]:
    """Return the sessions whose sockets the gateways had to close."""
    return [
        str(session_id)
        for event in installation.published.ephemerals
        if isinstance(event, SessionsEnded)
        for session_id in event.session_ids
    ]


async def test_the_token_is_nowhere_and_its_hash_opens_nothing(installation: Installation) -> None:
    browser = await sign_up(installation, ANNA)
    async with installation.sessions() as session:
        stored = (await session.execute(select(ProfileSession.token_hash))).scalar_one()
    assert stored == hash_token(browser.cookies["parta_profile"])
    thief = await installation.browser({"parta_profile": stored.hex()})
    assert (await thief.get("/api/id/sessions")).status_code == 401


async def test_devices_are_listed_by_name_and_the_current_one_is_marked(installation: Installation) -> None:
    phone, laptop = await sign_up(installation, ANNA), await installation.browser()
    laptop.headers["User-Agent"] = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36"
    await laptop.post("/api/id/sign-in", json={"phone": ANNA.phone})
    await laptop.post("/api/id/sign-in/code", json={"code": await get_code(installation, ANNA.phone)})
    listed = (await laptop.get("/api/id/sessions")).json()
    assert [(one["device"], one["location"], one["is_current"]) for one in listed] == [
        ("Chrome, Windows", "127.0.0.•", True),
        ("?", "127.0.0.•", False),
    ]
    assert (await phone.get("/api/id/sessions")).json()[1]["is_current"]


async def test_the_other_devices_are_notified_of_a_new_sign_in(installation: Installation) -> None:
    first = await sign_up(installation, ANNA)
    assert await list_notifications(first) == []
    second = await sign_in(installation, ANNA)
    await installation.settle()
    (notification,) = await list_notifications(first)
    assert (notification["kind"], notification["read_at"]) == ("new_sign_in", None)
    assert notification["params"]["session_id"] == (await me(second))["session_id"]


async def test_a_sign_in_is_told_even_if_it_ended_at_once(installation: Installation) -> None:
    first = await sign_up(installation, ANNA)
    second = await sign_in(installation, ANNA)
    await second.post("/api/id/sign-out")
    await installation.settle()
    (notification,) = await list_notifications(first)
    assert notification["kind"] == "new_sign_in"


async def test_a_session_that_is_ended_closes_its_sockets_and_opens_nothing(installation: Installation) -> None:
    first = await sign_up(installation, ANNA)
    second = await sign_in(installation, ANNA)
    lost = (await me(second))["session_id"]
    assert (await first.delete(f"/api/id/sessions/{lost}")).status_code == 204
    assert ended(installation) == [lost]
    assert (await second.get("/api/id/sessions")).status_code == 401
    assert (await first.get("/api/id/sessions")).status_code == 200


async def test_signing_out_ends_the_session_and_drops_the_cookie(installation: Installation) -> None:
    browser = await sign_up(installation, ANNA)
    token, session_id = browser.cookies["parta_profile"], (await me(browser))["session_id"]
    left = await browser.post("/api/id/sign-out")
    assert (left.status_code, left.headers["Clear-Site-Data"]) == (204, '"cache"')
    assert "parta_profile" not in browser.cookies
    assert ended(installation) == [session_id]
    assert (await (await installation.browser({"parta_profile": token})).get("/api/id/sessions")).status_code == 401


async def test_a_browser_whose_session_was_ended_elsewhere_may_forget_its_cache(installation: Installation) -> None:
    forgotten = await (await installation.browser()).post("/api/id/clear-cache")
    assert (forgotten.status_code, forgotten.headers["Clear-Site-Data"]) == (204, '"cache"')


@pytest.mark.parametrize("is_everywhere", [True, False])
async def test_ending_all_sessions_ends_the_sign_ins_in_progress_too(
    installation: Installation, *, is_everywhere: bool
) -> None:
    owner, thief = await sign_up(installation, ANNA), await start_sign_in(installation, ANNA.phone)
    code = await get_code(installation, ANNA.phone)
    if is_everywhere:
        await owner.post("/api/id/sign-out-everywhere")
    else:
        for password in (PASSWORD, "зелёный-самокат-поёт"):
            await owner.put("/api/id/password", json={"password": password})
    answer = await thief.post("/api/id/sign-in/code", json={"code": code})
    assert (answer.status_code, answer.json()["code"]) == (409, "no_attempt")
    assert (await thief.get("/api/id/sessions")).status_code == 401


async def test_signing_out_everywhere_ends_all_and_nobody_elses(installation: Installation) -> None:
    browsers = [await sign_up(installation, ANNA), await sign_in(installation, ANNA), await sign_in(installation, ANNA)]
    stranger = await sign_up(installation, STRANGER)
    left = await browsers[0].post("/api/id/sign-out-everywhere")
    assert (left.status_code, left.headers["Clear-Site-Data"]) == (204, '"cache"')
    assert [(await browser.get("/api/id/sessions")).status_code for browser in browsers] == [401] * 3
    assert len(ended(installation)) == 3
    assert (await stranger.get("/api/id/sessions")).status_code == 200


@pytest.mark.parametrize(("days", "every"), [(31, 31), (180, 20)])
async def test_sessions_end_when_unused_for_a_month_and_after_half_a_year_anyway(
    installation: Installation, days: int, every: int
) -> None:
    browser = await sign_up(installation, ANNA)
    for _ in range(every, days, every):
        clock.move(timedelta(days=every))
        assert (await browser.get("/api/id/sessions")).status_code == 200
    clock.move(timedelta(days=every))
    assert (await browser.get("/api/id/sessions")).status_code == 401


async def test_the_last_use_is_updated_now_and_then_not_with_every_request(installation: Installation) -> None:
    browser = await sign_up(installation, ANNA)
    began = (await browser.get("/api/id/sessions")).json()[0]["seen_at"]
    clock.move(timedelta(minutes=4))
    assert (await browser.get("/api/id/sessions")).json()[0]["seen_at"] == began
    clock.move(timedelta(minutes=2))
    assert (await browser.get("/api/id/sessions")).json()[0]["seen_at"] > began


async def test_the_password_requires_a_recent_confirmation(installation: Installation) -> None:
    browser = await sign_up(installation, ANNA)
    clock.move(timedelta(minutes=11))
    for attempt in (browser.put("/api/id/password", json={"password": PASSWORD}), browser.delete("/api/id/password")):
        answer = await attempt
        assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")
    sent = await browser.post("/api/id/confirmation/code")
    assert sent.json() == {"phone": "+7 900 •••-••-01", "resend_after": 60}
    code = await get_code(installation, ANNA.phone)
    assert (await browser.post("/api/id/confirmation", json={"code": code})).status_code == 204
    assert (await browser.put("/api/id/password", json={"password": PASSWORD})).status_code == 204


async def test_confirming_gives_the_session_a_new_token_and_the_old_one_dies(installation: Installation) -> None:
    browser = await sign_up(installation, ANNA)
    await browser.put("/api/id/password", json={"password": PASSWORD})
    session_id, old = (await me(browser))["session_id"], browser.cookies["parta_profile"]
    assert (await browser.post("/api/id/confirmation", json={"password": PASSWORD})).status_code == 204
    assert browser.cookies["parta_profile"] != old
    assert (await me(browser))["session_id"] == session_id
    assert (await (await installation.browser({"parta_profile": old})).get("/api/id/sessions")).status_code == 401


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"code": "000000"}, 409, "code_expired"),
        ({"password": "wrong"}, 422, "wrong_password"),
        ({}, 422, "malformed"),
        ({"code": "000000", "password": "both"}, 422, "malformed"),
    ],
)
async def test_what_confirms_nothing_is_refused(
    installation: Installation, body: dict[str, str], status: int, code: str
) -> None:
    browser = await sign_up(installation, ANNA)
    answer = await browser.post("/api/id/confirmation", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_confirmation_code_works_once(installation: Installation) -> None:
    browser = await sign_up(installation, ANNA)
    await browser.post("/api/id/confirmation/code")
    code = await get_code(installation, ANNA.phone)
    answers = [await browser.post("/api/id/confirmation", json={"code": code}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [204, 409]


async def test_a_changed_password_signs_out_everywhere_else(installation: Installation) -> None:
    browser, other = await sign_up(installation, ANNA), await sign_in(installation, ANNA)
    await browser.put("/api/id/password", json={"password": PASSWORD})
    assert (await other.get("/api/id/sessions")).status_code == 200
    await browser.put("/api/id/password", json={"password": "зелёный-самокат-поёт"})
    assert (await other.get("/api/id/sessions")).status_code == 401
    assert (await browser.get("/api/id/sessions")).status_code == 200
    await installation.settle()
    kinds = [notification["kind"] for notification in await list_notifications(browser)]
    assert kinds.count("password_changed") == 2


@pytest.mark.parametrize("password", ["short", "qwertyuiop", "йцукенгшщз", "Белова1985", "belova1985", "z" * 129])
async def test_weak_passwords_are_refused(installation: Installation, password: str) -> None:
    browser = await sign_up(installation, ANNA)
    answer = await browser.put("/api/id/password", json={"password": password})
    assert (answer.status_code, answer.json()["code"]) == (422, "weak_password")
    assert not (await me(browser))["has_password"]


async def test_the_password_can_be_given_up(installation: Installation) -> None:
    browser = await sign_up(installation, ANNA)
    await browser.put("/api/id/password", json={"password": PASSWORD})
    assert (await browser.delete("/api/id/password")).status_code == 204
    assert not (await me(browser))["has_password"]


async def test_one_changes_ones_name_and_all_devices_receive_it(installation: Installation) -> None:
    browser = await sign_up(installation, ANNA)
    changed = (await browser.patch("/api/id/profile", json=profile_form(ANNA) | {"last_name": "Иванова-Белова"})).json()
    assert changed["name"]["last_name"] == "Иванова-Белова"
    assert installation.published_state("profile", changed["id"])[f"profile:{changed['id']}"] == changed
    assert (await me(browser))["profile"] == changed
    assert "identity.profile_changed" in await installation.settle()


async def test_a_name_that_a_school_confirms_stays(installation: Installation) -> None:
    browser = await sign_up(installation, ANNA)
    profile_id = UUID((await me(browser))["profile"]["id"])
    badge = Badge(role=BadgeRole.TEACHER, school_id=SCHOOL_ID, school="Школа № 7", detail="математика")
    for _ in range(2):
        async with installation.transaction() as work:
            await set_badges(work, {profile_id: [badge]})
    profile = (await me(browser))["profile"]
    assert profile["is_confirmed"]
    assert installation.published_state("profile", profile_id)[f"profile:{profile_id}"] == profile
    answer = await browser.patch("/api/id/profile", json=profile_form(ANNA))
    assert (answer.status_code, answer.json()["code"]) == (409, "confirmed_by_school")


NOWHERE = "00000000-0000-7000-8000-000000000000"
OWN = [
    ("PATCH", "/api/id/profile", profile_form(ANNA)),
    ("PUT", "/api/id/password", {"password": PASSWORD}),
    ("DELETE", "/api/id/password", None),
    ("POST", "/api/id/confirmation/code", None),
    ("POST", "/api/id/confirmation", {"code": "123456"}),
    ("GET", "/api/id/sessions", None),
    ("DELETE", f"/api/id/sessions/{NOWHERE}", None),
    ("POST", "/api/id/sign-out", None),
    ("POST", "/api/id/sign-out-everywhere", None),
    ("GET", "/api/notifications", None),
    ("PUT", "/api/notifications/read", None),
    ("PUT", f"/api/notifications/{NOWHERE}/read", None),
    ("GET", "/api/notifications?as=account", None),
    ("PUT", "/api/notifications/read?as=account", None),
    ("PUT", f"/api/notifications/{NOWHERE}/read?as=account", None),
]


@pytest.mark.parametrize(("method", "path", "body"), OWN)
async def test_nobody_signed_in_has_nothing(
    installation: Installation, method: str, path: str, body: dict[str, Any] | None
) -> None:
    for cookies in ({}, {"parta_profile": "guessed"}, {"parta_profile": ""}):
        browser = await installation.browser(cookies)
        assert (await browser.request(method, path, json=body)).status_code == 401


async def test_a_page_may_ask_whether_anybody_is_signed_in(installation: Installation) -> None:
    for cookies in ({}, {"parta_profile": "guessed", "parta_account": "guessed"}):
        browser = await installation.browser(cookies)
        for path in ("/api/id/me", "/api/journal/me"):
            answer = await browser.get(path)
            assert (answer.status_code, answer.json()) == (200, None)


async def test_others_sessions_and_notifications_do_not_exist_for_one(installation: Installation) -> None:
    anna, stranger = await sign_up(installation, ANNA), await sign_up(installation, STRANGER)
    await sign_in(installation, ANNA)
    await installation.settle()
    (notification,) = await list_notifications(anna)
    session_id = (await me(anna))["session_id"]
    assert (await stranger.delete(f"/api/id/sessions/{session_id}")).status_code == 404
    assert (await stranger.put(f"/api/notifications/{notification['id']}/read")).status_code == 404
    assert (await stranger.put("/api/notifications/read")).status_code == 204
    assert await list_notifications(stranger) == []
    assert len((await stranger.get("/api/id/sessions")).json()) == 1
    assert ended(installation) == []
    assert [one["read_at"] for one in await list_notifications(anna)] == [None]
