"""Limits by what an attacker cannot choose: networks, the day's budget, mobile numbers; and browsers known before."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select

from parta.core import clock
from parta.core.networks import get_network, get_site
from parta.core.rate_limits import CODES, count_spent
from parta.core.settings import Settings
from parta.identity import rules
from parta.identity.models import PhoneCode
from tests.cast import ANNA, VERA
from tests.installation import Installation
from tests.sign_in import sign_up, start_sign_in

pytestmark = pytest.mark.anyio

PASSWORD = "лиловый-самокат-летит"
COUNTRIES = Settings().code_countries


@pytest.fixture
async def strangers(installation: Installation) -> list[AsyncClient]:
    """Return browsers of one IPv6 network, each with an address of its own."""
    return [await installation.browser(address=f"2001:db8:1:2::{number:x}") for number in range(1, 80)]


def set_settings(installation: Installation, **changes: object) -> None:
    """Change settings of the running installation."""
    context = installation.context
    settings = context.settings.model_copy(update=changes)
    installation.app.state.context = replace(context, settings=settings)


async def begin(browser: AsyncClient, phone: str) -> tuple[int, str]:
    """Enter the number; return the status and the code of the error, or the step."""
    answer = await browser.post("/api/id/sign-in", json={"phone": phone})
    return answer.status_code, answer.json().get("code") or answer.json()["step"]


async def count_codes(installation: Installation) -> int:
    """Return how many codes were created."""
    async with installation.sessions() as session:
        return await session.scalar(select(func.count()).select_from(PhoneCode)) or 0


@pytest.mark.parametrize(
    ("address", "network", "site"),
    [
        ("203.0.113.7", "203.0.113.7", None),
        ("::ffff:203.0.113.7", "203.0.113.7", None),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        (None, "unknown", None),
        ("nonsense", "unknown", None),
    ],
)
def test_all_addresses_of_a_network_are_one(address: str | None, network: str, site: str | None) -> None:
    assert (get_network(address), get_site(address)) == (network, site)


@pytest.mark.parametrize(
    ("phone", "is_served"),
    [
        ("+79000000001", True),
        ("+375291234567", True),
        ("+77011234567", True),
        ("+74951234567", False),
        ("+78001234567", False),
        ("+78091234567", False),
        ("+79541234567", False),
        ("+77172123456", False),
        ("+881612345678", False),
        ("+19005550123", False),
        ("+447400123456", False),
    ],
)
def test_codes_go_to_mobile_numbers_of_served_countries(phone: str, *, is_served: bool) -> None:
    assert rules.parse_phone(phone) == phone
    assert rules.is_served(phone, COUNTRIES) is is_served


@pytest.mark.parametrize("phone", ["+7 495 123-45-67", "+7 809 123-45-67", "+881 6 123 45678", "+1 900 555 0123"])
async def test_no_code_is_sent_to_other_numbers(installation: Installation, phone: str) -> None:
    assert await begin(await installation.browser(), phone) == (422, "phone_not_served")
    assert await count_codes(installation) == 0


async def test_one_network_gets_few_codes_however_many_addresses_it_has(
    installation: Installation, strangers: list[AsyncClient]
) -> None:
    answers = [await begin(one, f"+79000001{number:03}") for number, one in enumerate(strangers)]
    assert answers.count((200, "code")) == 60
    assert set(answers[60:]) == {(429, "too_many")}
    assert await begin(await installation.browser(), ANNA.phone) == (200, "code")


async def test_the_day_has_a_budget_of_codes_and_its_last_tenth_is_for_known_browsers(
    installation: Installation,
) -> None:
    owner = await sign_up(installation, ANNA)
    set_settings(installation, codes_per_day=10)
    numbers = [f"+7900000200{number}" for number in range(9)]
    browsers = [await installation.browser() for _ in numbers]
    answers = await asyncio.gather(*(begin(*one) for one in zip(browsers, numbers, strict=True)))
    assert sorted(answers) == [(200, "code")] * 8 + [(503, "budget_spent")]
    refused = await (await installation.browser()).post("/api/id/sign-in", json={"phone": VERA.phone})
    assert 0 < int(refused.headers["retry-after"]) <= 86_400
    assert await begin(owner, ANNA.phone) == (200, "code")
    async with installation.sessions() as session:
        assert await count_spent(session, CODES) == 10
    metrics = (await (await installation.browser()).get("/metrics")).text
    assert "parta_codes_today 10.0" in metrics
    assert "parta_codes_per_day 10.0" in metrics
    clock.move(timedelta(days=1))
    assert await begin(await installation.browser(), VERA.phone) == (200, "code")


async def test_strangers_lock_nobody_out_of_a_browser_that_was_signed_in_before(installation: Installation) -> None:
    owner = await sign_up(installation, ANNA)
    await owner.put("/api/id/password", json={"password": PASSWORD})
    await owner.post("/api/id/sign-out")
    strangers = [await start_sign_in(installation, ANNA.phone) for _ in range(4)]
    assert await begin(await installation.browser(), ANNA.phone) == (429, "too_many")
    statuses = [
        (await strangers[0].post("/api/id/sign-in/password", json={"password": "wrong"})).status_code for _ in range(11)
    ]
    assert statuses == [422] * 10 + [429]
    assert await begin(owner, ANNA.phone) == (200, "code")
    assert (await owner.post("/api/id/sign-in/password", json={"password": PASSWORD})).json()["step"] == "done"


async def test_a_known_browser_is_no_authority_and_cannot_be_made_up(installation: Installation) -> None:
    owner = await sign_up(installation, ANNA)
    device = owner.cookies["parta_device"]
    assert ANNA.phone not in device
    other = await installation.browser({"parta_device": device})
    assert (await other.get("/api/id/sessions")).status_code == 401
    for _ in range(5):
        await start_sign_in(installation, VERA.phone)
    for forged in (device, "a.b.c", device[:-1], ".".join(["x", *device.split(".")[1:]])):
        browser = await installation.browser({"parta_device": forged})
        assert await begin(browser, VERA.phone) == (429, "too_many")


async def test_a_known_browser_has_limits_of_its_own(installation: Installation) -> None:
    owner = await sign_up(installation, ANNA)
    answers: list[tuple[int, str]] = []
    for _ in range(6):
        await owner.delete("/api/id/sign-in")
        answers.append(await begin(owner, ANNA.phone))
    assert answers == [(200, "code")] * 5 + [(429, "too_many")]


async def test_strangers_keep_no_code_from_who_is_signed_in(installation: Installation) -> None:
    owner = await sign_up(installation, ANNA)
    owner.cookies.delete("parta_device")
    for _ in range(4):
        await start_sign_in(installation, ANNA.phone)
    assert await begin(await installation.browser(), ANNA.phone) == (429, "too_many")
    assert (await owner.post("/api/id/confirmation/code")).status_code == 200
