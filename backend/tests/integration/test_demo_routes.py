"""Routes that exist only in demo mode."""

from collections.abc import AsyncIterator

import pytest
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.bus import LocalBus
from parta.core.settings import ConfigurationError, Settings
from parta.core.unit_of_work import make_sessions
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.identity.service import create_profile
from parta.main import make_app
from parta.worker import run
from tests.cast import ANNA, MISHA
from tests.databases import delete_all_rows
from tests.installation import ORIGIN, Installation
from tests.sign_in import sign_up, start_sign_in

pytestmark = pytest.mark.anyio

TOKEN = "printed-at-start"
SECRET = SecretStr("the secret")


@pytest.fixture
async def demo(engine: AsyncEngine, database_url: str) -> AsyncIterator[Installation]:
    """Return an installation in demo mode with a token."""
    settings = Settings(database_url=database_url, demo=True, demo_token=SecretStr(TOKEN), secret=SECRET)
    async with Installation.run(settings, make_sessions(engine)) as installation:
        yield installation
    await delete_all_rows(engine)


@pytest.fixture
async def school(engine: AsyncEngine, database_url: str) -> AsyncIterator[Installation]:
    """Return an installation that is not in demo mode, although the demo's token is set."""
    settings = Settings(
        database_url=database_url,
        demo_token=SecretStr(TOKEN),
        secret=SECRET,
        sms="http",
        sms_url="http://127.0.0.1:9/",
    )
    async with Installation.run(settings, make_sessions(engine)) as installation:
        yield installation
    await delete_all_rows(engine)


async def test_the_sign_in_page_offers_people_who_are_there_by_now(demo: Installation) -> None:
    browser = await demo.browser()
    assert (await browser.get("/api/demo/people")).json() == []
    await sign_up(demo, ANNA)
    (offered,) = (await browser.get("/api/demo/people")).json()
    assert offered == {
        "key": "anna",
        "name": {"last_name": "Белова", "first_name": "Анна", "patronymic": "Сергеевна"},
        "about": "учитель математики, классный руководитель 7Б",
        "kinds": ["profile"],
    }


async def test_one_click_signs_in(demo: Installation) -> None:
    await sign_up(demo, ANNA)
    browser = await demo.browser()
    assert (await browser.post("/api/demo/sign-in", json={"key": "anna", "where": "profile"})).status_code == 204
    assert (await browser.get("/api/id/me")).json()["profile"]["name"]["first_name"] == "Анна"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"key": "anna", "where": "profile"}, 404),
        ({"key": "anna", "where": "journal"}, 404),
        ({"key": "nobody", "where": "profile"}, 404),
        ({"key": "anna", "where": "office"}, 422),
        ({"key": "anna"}, 422),
    ],
)
async def test_who_is_not_there_cannot_be_signed_in(demo: Installation, body: dict[str, str], status: int) -> None:
    answer = await (await demo.browser()).post("/api/demo/sign-in", json=body)
    assert answer.status_code == status


async def test_codes_are_shown_to_who_sits_at_the_machine_and_has_the_token(demo: Installation) -> None:
    await start_sign_in(demo, MISHA.phone)
    await demo.settle()
    browser = await demo.browser()
    (message,) = (await browser.get(f"/api/demo/outbox?token={TOKEN}")).json()
    assert message["phone"] == MISHA.phone
    page = await browser.get(f"/demo/outbox?token={TOKEN}")
    assert message["text"] in page.text
    assert "unsafe" not in page.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/demo/outbox", "/api/demo/outbox"])
@pytest.mark.parametrize(
    ("query", "headers", "client"),
    [
        ("", {}, "127.0.0.1"),
        ("?token=", {}, "127.0.0.1"),
        ("?token=guessed", {}, "127.0.0.1"),
        (f"?token={TOKEN}", {}, "192.168.1.7"),
        (f"?token={TOKEN}", {"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1"),
        (f"?token={TOKEN}", {"X-Real-IP": "127.0.0.1"}, "127.0.0.1"),
        (f"?token={TOKEN}", {"Forwarded": "for=127.0.0.1"}, "127.0.0.1"),
        (f"?token={TOKEN}", {"Via": "1.1 proxy"}, "::1"),
    ],
)
async def test_for_all_others_the_codes_do_not_exist(
    demo: Installation, path: str, query: str, headers: dict[str, str], client: str
) -> None:
    transport = ASGITransport(app=demo.app, client=(client, 5000))
    async with AsyncClient(transport=transport, base_url=ORIGIN) as visitor:
        assert (await visitor.get(path + query, headers=headers)).status_code == 404


async def test_without_a_token_of_its_own_the_demo_shows_codes_to_nobody(installation: Installation) -> None:
    browser = await installation.browser()
    for token in ("", "None", "null"):
        assert (await browser.get(f"/demo/outbox?token={token}")).status_code == 404


async def test_outside_the_demo_none_of_it_exists(school: Installation) -> None:
    await create_demo_profile(school)
    browser = await school.browser()
    for path in (f"/demo/outbox?token={TOKEN}", f"/api/demo/outbox?token={TOKEN}"):
        assert (await browser.get(path)).status_code == 404
    assert (await browser.get("/api/demo/people")).json() == []
    answer = await browser.post("/api/demo/sign-in", json={"key": "anna", "where": "profile"})
    assert answer.status_code in (404, 405)
    assert "parta_profile" not in browser.cookies
    assert not [path for path in school.app.openapi()["paths"] if "demo" in path]


async def create_demo_profile(school: Installation) -> None:
    """Create the profile of a person of the demo: outside demo mode it is not offered."""
    async with school.transaction() as work:
        name = PersonName(last_name=ANNA.last_name, first_name=ANNA.first_name, patronymic=ANNA.patronymic)
        await create_profile(work, ANNA.phone, name, birth_on=ANNA.birth_on, sex=Sex(ANNA.sex))


INVALID_SETTINGS = [
    Settings(secret=SECRET),
    Settings(secret=SECRET, sms="http"),
    Settings(demo=True),
    Settings(sms="http", sms_url="http://127.0.0.1:9/"),
]


@pytest.mark.parametrize("settings", INVALID_SETTINGS)
async def test_settings_that_would_show_codes_or_lack_the_secret_start_nothing(
    engine: AsyncEngine, database_url: str, settings: Settings
) -> None:
    unfit = settings.model_copy(update={"database_url": database_url})
    with pytest.raises(ConfigurationError):
        make_app(unfit, make_sessions(engine), LocalBus())
    with pytest.raises(ConfigurationError):
        await run(unfit)
