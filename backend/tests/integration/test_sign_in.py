"""Sign-in: phone number, code or password, and a new profile."""

import asyncio
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from parta.adapters.sms.outbox import SmsRow
from parta.core import clock
from parta.core.outbox import OutboxRow
from parta.identity.models import Account, PhoneCode, Profile
from tests.cast import ANNA, STRANGER, VERA
from tests.installation import Installation
from tests.sign_in import confirm_phone, get_code, profile_form, sign_in, sign_up, start_sign_in

pytestmark = pytest.mark.anyio

PASSWORD = "лиловый-самокат-летит"


def other_code(code: str) -> str:
    """Return a different code."""
    return f"{(int(code) + 1) % 1_000_000:06}"


async def test_a_new_number_leads_through_code_and_names_to_a_profile(installation: Installation) -> None:
    browser = await confirm_phone(installation, ANNA.phone)
    assert (await browser.get("/api/id/sign-in")).json()["step"] == "profile"
    done = await browser.post("/api/id/sign-in/profile", json=profile_form(ANNA))
    assert done.json()["step"] == "done"
    me = (await browser.get("/api/id/me")).json()
    assert me["profile"]["name"] == {"last_name": "Белова", "first_name": "Анна", "patronymic": "Сергеевна"}
    assert me["phone"] == "+7 900 •••-••-01"
    assert not me["has_password"]
    assert me["is_demo"]


async def test_a_known_number_is_in_after_the_code(installation: Installation) -> None:
    first = await sign_up(installation, ANNA)
    second = await sign_in(installation, ANNA)
    ids = [(await browser.get("/api/id/me")).json()["profile"]["id"] for browser in (first, second)]
    assert ids[0] == ids[1]


async def test_all_spellings_of_a_number_are_one_person(installation: Installation) -> None:
    await sign_up(installation, ANNA)
    browser = await start_sign_in(installation, "8 (900) 000-00-01")
    answer = await browser.post("/api/id/sign-in/code", json={"code": await get_code(installation, ANNA.phone)})
    assert answer.json()["step"] == "done"


@pytest.mark.parametrize("text", ["123", "call me", "+7 495", "+79000000001;ext=7", "0" * 40])
async def test_what_is_no_number_is_refused(installation: Installation, text: str) -> None:
    browser = await installation.browser()
    answer = await browser.post("/api/id/sign-in", json={"phone": text})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_phone")


async def test_the_message_says_that_nobody_may_ask_for_the_code_and_nothing_else_stores_it(
    installation: Installation,
) -> None:
    await start_sign_in(installation, ANNA.phone)
    async with installation.sessions() as session:
        event = (await session.execute(select(OutboxRow.payload))).scalar_one()
        stored = (await session.execute(select(PhoneCode))).scalar_one()
    code = await get_code(installation, ANNA.phone)
    async with installation.sessions() as session:
        text = (await session.execute(select(SmsRow.text))).scalar_one()
    assert "даже школа не вправе его спрашивать" in text
    assert code not in str(event)
    assert code not in str(vars(stored))


async def test_a_sign_in_goes_on_where_the_tab_was_closed(installation: Installation) -> None:
    browser = await confirm_phone(installation, ANNA.phone)
    again = await installation.browser(dict(browser.cookies))
    state = (await again.get("/api/id/sign-in")).json()
    assert (state["step"], state["phone"]) == ("profile", "+7 900 000-00-01")


async def test_the_same_number_twice_sends_one_code(installation: Installation) -> None:
    browser = await start_sign_in(installation, ANNA.phone)
    await browser.post("/api/id/sign-in", json={"phone": "89000000001"})
    assert await installation.settle() == ["identity.code_requested"]


async def test_the_number_can_be_corrected(installation: Installation) -> None:
    browser = await start_sign_in(installation, ANNA.phone)
    assert (await browser.delete("/api/id/sign-in")).status_code == 204
    assert (await browser.get("/api/id/sign-in")).json()["step"] == "phone"
    state = (await browser.post("/api/id/sign-in", json={"phone": VERA.phone})).json()
    assert state["phone"] == "+7 900 000-00-05"


async def test_a_wrong_code_says_how_many_tries_are_left_and_then_only_another_helps(
    installation: Installation,
) -> None:
    browser = await start_sign_in(installation, ANNA.phone)
    right = await get_code(installation, ANNA.phone)
    left: list[int] = []
    for _ in range(5):
        answer = await browser.post("/api/id/sign-in/code", json={"code": other_code(right)})
        assert (answer.status_code, answer.json()["code"]) == (422, "wrong_code")
        left.append(answer.json()["tries_left"])
    assert left == [4, 3, 2, 1, 0]
    assert (await browser.get("/api/id/sign-in")).json()["tries_left"] == 0
    late = await browser.post("/api/id/sign-in/code", json={"code": right})
    assert (late.status_code, late.json()["code"]) == (409, "no_tries_left")


async def test_a_code_lasts_ten_minutes(installation: Installation) -> None:
    browser = await start_sign_in(installation, ANNA.phone)
    code = await get_code(installation, ANNA.phone)
    clock.move(timedelta(minutes=10))
    answer = await browser.post("/api/id/sign-in/code", json={"code": code})
    assert (answer.status_code, answer.json()["code"]) == (409, "code_expired")


async def test_another_code_may_be_asked_for_after_a_countdown_that_grows(installation: Installation) -> None:
    browser = await start_sign_in(installation, ANNA.phone)
    first = await get_code(installation, ANNA.phone)
    early = await browser.post("/api/id/sign-in/resend")
    assert early.status_code == 429
    assert 0 < early.json()["retry_after"] <= 60
    assert early.headers["retry-after"] == str(early.json()["retry_after"])
    clock.move(timedelta(seconds=60))
    state = (await browser.post("/api/id/sign-in/resend")).json()
    assert state["resend_after"] > 110
    second = await get_code(installation, ANNA.phone)
    assert (await browser.post("/api/id/sign-in/code", json={"code": second})).json()["step"] == "profile"
    assert first != second


async def test_codes_for_one_number_are_few_whoever_asks(installation: Installation) -> None:
    statuses = [
        (await (await installation.browser()).post("/api/id/sign-in", json={"phone": ANNA.phone})).status_code
        for _ in range(6)
    ]
    assert statuses == [200, 200, 200, 200, 200, 429]


async def test_a_browser_without_a_sign_in_is_told_to_begin(installation: Installation) -> None:
    browser = await installation.browser()
    for path, body in [
        ("resend", None),
        ("code", {"code": "123456"}),
        ("password", {"password": PASSWORD}),
        ("profile", profile_form(ANNA)),
    ]:
        answer = await browser.post(f"/api/id/sign-in/{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "no_attempt")


async def test_another_browser_cannot_use_the_code(installation: Installation) -> None:
    await start_sign_in(installation, ANNA.phone)
    code = await get_code(installation, ANNA.phone)
    thief = await start_sign_in(installation, STRANGER.phone)
    assert (await thief.post("/api/id/sign-in/code", json={"code": code})).status_code == 422


async def test_names_wait_for_the_code(installation: Installation) -> None:
    browser = await start_sign_in(installation, ANNA.phone)
    answer = await browser.post("/api/id/sign-in/profile", json=profile_form(ANNA))
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_step")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("last_name", "", "malformed"),
        ("last_name", "Белова2", "malformed"),
        ("first_name", "<b>", "malformed"),
        ("first_name", "я" * 61, "malformed"),
        ("birth_on", "2026-02-30", "malformed"),
        ("birth_on", "2026-01-01", "implausible_birth"),
        ("birth_on", "1850-01-01", "implausible_birth"),
        ("sex", "other", "malformed"),
        ("nickname", "Аня", "malformed"),
    ],
)
async def test_implausible_profiles_are_refused(installation: Installation, field: str, value: str, code: str) -> None:
    browser = await confirm_phone(installation, ANNA.phone)
    answer = await browser.post("/api/id/sign-in/profile", json=profile_form(ANNA) | {field: value})
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert (await browser.get("/api/id/sign-in")).json()["step"] == "profile"


async def test_two_tabs_that_finish_at_once_make_one_person(installation: Installation) -> None:
    browser = await confirm_phone(installation, ANNA.phone)
    tabs = [await installation.browser(dict(browser.cookies)) for _ in range(4)]
    answers = await asyncio.gather(*(tab.post("/api/id/sign-in/profile", json=profile_form(ANNA)) for tab in tabs))
    assert [answer.json()["step"] for answer in answers] == ["done"] * 4
    assert sum("parta_profile" in answer.cookies for answer in answers) == 1
    await assert_one_person(installation)


async def test_of_equal_sends_of_a_code_only_the_one_that_opens_a_session_is_done(
    installation: Installation,
) -> None:
    await sign_up(installation, ANNA)
    browser = await start_sign_in(installation, ANNA.phone)
    code = await get_code(installation, ANNA.phone)
    tabs = [await installation.browser(dict(browser.cookies)) for _ in range(5)]
    answers = await asyncio.gather(*(tab.post("/api/id/sign-in/code", json={"code": code}) for tab in tabs))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code != 200} == {"no_attempt"}
    (done,) = [answer for answer in answers if answer.status_code == 200]
    assert (done.json()["step"], "parta_profile" in done.cookies) == ("done", True)


async def test_whose_answer_was_lost_begins_anew(installation: Installation) -> None:
    await sign_up(installation, ANNA)
    browser = await start_sign_in(installation, ANNA.phone)
    lost = await installation.browser(dict(browser.cookies))
    await browser.post("/api/id/sign-in/code", json={"code": await get_code(installation, ANNA.phone)})
    state = (await lost.get("/api/id/sign-in")).json()
    assert (state["step"], state["phone"]) == ("phone", None)
    assert (await lost.post("/api/id/sign-in", json={"phone": ANNA.phone})).json()["step"] == "code"


async def test_of_browsers_that_finish_at_once_one_makes_the_person_and_the_codes_of_the_others_open_nothing(
    installation: Installation,
) -> None:
    browsers = [await confirm_phone(installation, ANNA.phone) for _ in range(3)]
    answers = await asyncio.gather(*(b.post("/api/id/sign-in/profile", json=profile_form(ANNA)) for b in browsers))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert sum([(await browser.get("/api/id/sessions")).status_code == 200 for browser in browsers]) == 1
    await assert_one_person(installation)


async def test_the_first_profile_ends_every_sign_in_by_its_number(installation: Installation) -> None:
    proved, waiting = await confirm_phone(installation, ANNA.phone), await start_sign_in(installation, ANNA.phone)
    code = await get_code(installation, ANNA.phone)
    await sign_up(installation, ANNA)
    for browser, path, body in [
        (proved, "profile", profile_form(ANNA)),
        (waiting, "code", {"code": code}),
    ]:
        answer = await browser.post(f"/api/id/sign-in/{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "no_attempt")
        assert (await browser.get("/api/id/sessions")).status_code == 401
        state = (await browser.get("/api/id/sign-in")).json()
        assert (state["step"], state["phone"]) == ("phone", "+7 900 000-00-01")


async def test_a_proof_is_no_older_than_a_quarter_of_an_hour_and_the_number_is_kept(
    installation: Installation,
) -> None:
    browser = await confirm_phone(installation, ANNA.phone)
    clock.move(timedelta(minutes=15))
    late = await browser.post("/api/id/sign-in/profile", json=profile_form(ANNA))
    assert (late.status_code, late.json()["code"]) == (409, "no_attempt")
    state = (await browser.get("/api/id/sign-in")).json()
    assert (state["step"], state["phone"]) == ("phone", "+7 900 000-00-01")
    again = (await browser.post("/api/id/sign-in", json={"phone": state["phone"]})).json()
    assert again["step"] == "code"
    await browser.post("/api/id/sign-in/code", json={"code": await get_code(installation, ANNA.phone)})
    assert (await browser.post("/api/id/sign-in/profile", json=profile_form(ANNA))).json()["step"] == "done"


async def test_another_code_makes_the_sign_in_last_longer(installation: Installation) -> None:
    browser = await start_sign_in(installation, ANNA.phone)
    clock.move(timedelta(minutes=14))
    assert (await browser.post("/api/id/sign-in/resend")).json()["step"] == "code"
    clock.move(timedelta(minutes=9))
    code = await get_code(installation, ANNA.phone)
    assert (await browser.post("/api/id/sign-in/code", json={"code": code})).json()["step"] == "profile"


async def test_a_new_person_is_confirmed_since_the_code_and_not_since_the_names(installation: Installation) -> None:
    browser = await confirm_phone(installation, ANNA.phone)
    clock.move(timedelta(minutes=11))
    assert (await browser.post("/api/id/sign-in/profile", json=profile_form(ANNA))).json()["step"] == "done"
    answer = await browser.put("/api/id/password", json={"password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")


async def assert_one_person(installation: Installation) -> None:
    """Assert that there is one account and one profile."""
    async with installation.sessions() as session:
        for table in (Account, Profile):
            assert (await session.execute(select(func.count()).select_from(table))).scalar() == 1


async def test_the_password_opens_as_well_as_a_code(installation: Installation) -> None:
    owner = await sign_up(installation, ANNA)
    assert (await owner.put("/api/id/password", json={"password": PASSWORD})).status_code == 204
    browser = await start_sign_in(installation, ANNA.phone)
    answer = await browser.post("/api/id/sign-in/password", json={"password": PASSWORD})
    assert answer.json()["step"] == "done"
    assert (await browser.get("/api/id/me")).json()["has_password"]


async def test_guessing_passwords_is_rate_limited_and_the_guesses_are_counted(installation: Installation) -> None:
    await sign_up(installation, ANNA)
    browser = await start_sign_in(installation, ANNA.phone)
    answers = [await browser.post("/api/id/sign-in/password", json={"password": "wrong"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert answers[0].json()["code"] == "wrong_password"


async def test_known_and_unknown_numbers_look_alike(installation: Installation) -> None:
    owner = await sign_up(installation, ANNA)
    await owner.put("/api/id/password", json={"password": PASSWORD})
    shown: list[list[str]] = []
    for person in (ANNA, STRANGER):
        browser = await installation.browser()
        answers = [await browser.post("/api/id/sign-in", json={"phone": person.phone})]
        right = await get_code(installation, person.phone)
        answers += [
            await browser.get("/api/id/sign-in"),
            await browser.post("/api/id/sign-in/code", json={"code": other_code(right)}),
            await browser.post("/api/id/sign-in/password", json={"password": "wrong"}),
            await browser.post("/api/id/sign-in/resend"),
        ]
        moments = {answer.json().get("expires_at") for answer in answers} - {None}
        assert len(moments) == 1
        text = [f"{answer.status_code} {sorted(answer.headers)} {answer.text}" for answer in answers]
        for moment in moments:
            text = [line.replace(moment, "soon") for line in text]
        text = [re.sub(r'"retry_after":(59|60)', '"retry_after":60', line) for line in text]
        shown.append([line.replace(person.phone[-2:], "NN") for line in text])
    assert shown[0] == shown[1]
