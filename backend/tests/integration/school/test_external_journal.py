"""J2: linking with another vendor's journal, and with one that does not answer."""

import asyncio
from dataclasses import replace
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import text

from parta.adapters.journals import JournalUnavailable, OidcClient, OneRosterJournals
from parta.linking.service import ProviderSpec
from tests.cast import ANNA, LENA, STRANGER
from tests.integration.school.school import School
from tests.journal_fake import CLIENT, JournalFake, silent_server

pytestmark = pytest.mark.anyio


def lena_there(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return Лена's data in the other journal."""
    known: dict[str, Any] = {
        "givenName": "Елена",
        "familyName": "Орлова",
        "middleName": "Дмитриевна",
        "roles": [{"role": "student", "roleType": "primary", "org": {"sourcedId": "lyceum-2", "type": "org"}}],
        "metadata": {"birthDate": "2013-08-07", "sex": "female"},
    }
    return known | changes


@pytest.fixture
async def fake(school: School) -> JournalFake:
    """Return the other journal, with Лена's data."""
    fake = JournalFake({"lena": lena_there()})
    school.installation.app.state.context = replace(
        school.installation.app.state.context, journals=OneRosterJournals(httpx.ASGITransport(app=fake.app))
    )
    return fake


async def offer(school: School, client: OidcClient = CLIENT, title: str = "Другой") -> str:
    """Add another vendor's journal as a provider."""
    return await school.add_provider(ProviderSpec(title, "Лицей № 2", client))


def failed(answer: httpx.Response) -> str:
    """Return the page to which the browser is redirected."""
    assert answer.status_code == 303
    return answer.headers["location"]


async def test_somebody_links_with_another_vendors_journal(school: School, fake: JournalFake) -> None:
    lena = await school.sign_in(LENA, journal=False)
    link_request = await lena.post("/api/linking/link-requests", provider_id=await offer(school))
    callback = fake.sign_in(link_request["next_url"], "lena")
    back = await lena.browser.get("/api/linking/callback", params=callback)
    assert (back.status_code, back.headers["location"]) == (303, f"/id/link?request={link_request['id']}")
    seen = await lena.get(f"/api/linking/link-requests/{link_request['id']}")
    assert (seen["state"], seen["account"]["school"], seen["account"]["roles"]) == (
        "signed_in", "Лицей № 2", ["student"]
    )  # fmt: skip
    assert seen["mismatches"] == []
    link = await lena.post(f"/api/linking/link-requests/{link_request['id']}/finish")
    assert link["provider"]["title"] == "Другой"
    await school.installation.settle()
    badges = (await lena.get("/api/id/me"))["profile"]["badges"]
    assert [(badge["role"], badge["school"]) for badge in badges] == [("student", "Лицей № 2")]


@pytest.mark.usefixtures("fake")
async def test_two_tabs_that_begin_at_once_share_one_request(school: School) -> None:
    lena = await school.sign_in(LENA, journal=False)
    await lena.post("/api/linking/link-requests", provider_id=await offer(school, title="Третий"))
    provider_id = await offer(school)
    tabs = [lena.post("/api/linking/link-requests", provider_id=provider_id) for _ in range(4)]
    assert len({one["id"] for one in await asyncio.gather(*tabs)}) == 1


async def test_one_profile_links_with_both_journals(school: School, fake: JournalFake) -> None:
    await school.link(LENA)
    lena = await school.sign_in(LENA)
    link_request = await lena.post("/api/linking/link-requests", provider_id=await offer(school))
    await lena.browser.get("/api/linking/callback", params=fake.sign_in(link_request["next_url"], "lena"))
    await lena.post(f"/api/linking/link-requests/{link_request['id']}/finish")
    assert [link["school"] for link in await lena.get("/api/linking/links")] == ["Школа № 7", "Лицей № 2"]


async def test_the_response_is_valid_only_in_the_browser_that_asked(school: School, fake: JournalFake) -> None:
    lena = await school.sign_in(LENA, journal=False)
    link_request = await lena.post("/api/linking/link-requests", provider_id=await offer(school))
    callback = fake.sign_in(link_request["next_url"], "lena")
    stranger = await school.sign_in(STRANGER, journal=False)
    answer = await stranger.browser.get("/api/linking/callback", params=callback)
    assert failed(answer) == f"/id/link?request={link_request['id']}&failed=other_browser"
    assert (await lena.get(f"/api/linking/link-requests/{link_request['id']}"))["account"] is None


async def test_who_does_not_sign_in_there_chooses_anew(school: School, fake: JournalFake) -> None:
    lena = await school.sign_in(LENA, journal=False)
    fake.people.clear()
    link_request = await lena.post("/api/linking/link-requests", provider_id=await offer(school))
    answer = await lena.browser.get(
        "/api/linking/callback", params={"state": link_request["id"], "error": "access_denied"}
    )
    assert failed(answer) == "/id/connect"


async def test_a_code_that_is_made_up_attaches_nobody(school: School, fake: JournalFake) -> None:
    lena = await school.sign_in(LENA, journal=False)
    link_request = await lena.post("/api/linking/link-requests", provider_id=await offer(school))
    callback = fake.sign_in(link_request["next_url"], "lena") | {"code": "made up"}
    answer = await lena.browser.get("/api/linking/callback", params=callback)
    assert failed(answer) == f"/id/link?request={link_request['id']}&failed=journal_silent"
    assert (await lena.get(f"/api/linking/link-requests/{link_request['id']}"))["account"] is None


@pytest.mark.parametrize(
    "nonsense", [{"roles": []}, {"givenName": None}, {"roles": [{"role": "ghost", "org": {"sourcedId": "x"}}]}]
)
async def test_what_cannot_be_understood_is_no_answer(
    school: School, fake: JournalFake, nonsense: dict[str, Any]
) -> None:
    fake.people["lena"] = lena_there(**nonsense)
    lena = await school.sign_in(LENA, journal=False)
    link_request = await lena.post("/api/linking/link-requests", provider_id=await offer(school))
    answer = await lena.browser.get("/api/linking/callback", params=fake.sign_in(link_request["next_url"], "lena"))
    assert failed(answer) == f"/id/link?request={link_request['id']}&failed=journal_silent"


async def test_of_a_journal_that_proves_nothing_nobody_is_attached_and_the_log_says_why(
    school: School, fake: JournalFake, capsys: pytest.CaptureFixture[str]
) -> None:
    lena = await school.sign_in(LENA, journal=False)
    link_request = await lena.post("/api/linking/link-requests", provider_id=await offer(school))
    fake.claims["nonce"] = "of another sign-in"
    callback = fake.sign_in(link_request["next_url"], "lena")
    answer = await lena.browser.get("/api/linking/callback", params=callback)
    assert failed(answer) == f"/id/link?request={link_request['id']}&failed=journal_silent"
    assert (await lena.get(f"/api/linking/link-requests/{link_request['id']}"))["account"] is None
    logged = capsys.readouterr().out
    assert "the ID token is refused: InvalidClaimError nonce" in logged
    assert not [secret for secret in (CLIENT.client_secret, callback["code"], "of another") if secret in logged]


async def test_the_redirect_of_another_issuer_attaches_nobody(school: School, fake: JournalFake) -> None:
    lena = await school.sign_in(LENA, journal=False)
    link_request = await lena.post("/api/linking/link-requests", provider_id=await offer(school))
    callback = fake.sign_in(link_request["next_url"], "lena")
    answer = await lena.browser.get("/api/linking/callback", params={**callback, "iss": "http://another.fake"})
    assert failed(answer) == f"/id/link?request={link_request['id']}&failed=journal_silent"
    back = await lena.browser.get("/api/linking/callback", params={**callback, "iss": CLIENT.issuer})
    assert failed(back) == f"/id/link?request={link_request['id']}"


async def test_what_bound_the_sign_in_to_the_browser_is_forgotten_with_the_link(
    school: School, fake: JournalFake
) -> None:
    lena = await school.sign_in(LENA, journal=False)
    link_request = await lena.post("/api/linking/link-requests", provider_id=await offer(school))
    await lena.browser.get("/api/linking/callback", params=fake.sign_in(link_request["next_url"], "lena"))
    await lena.post(f"/api/linking/link-requests/{link_request['id']}/finish")
    async with school.installation.transaction() as work:
        kept = (await work.execute(text("SELECT verifier, nonce FROM link_request"))).all()
    assert [tuple(row) for row in kept] == [(None, None)]


async def test_a_silent_journal_has_a_plain_error_and_leaves_nothing(school: School) -> None:
    async with silent_server() as address:
        school.installation.app.state.context = replace(
            school.installation.app.state.context, journals=OneRosterJournals(timeout=httpx.Timeout(0.2))
        )
        provider_id = await offer(school, replace(CLIENT, issuer=address))
        anna = await school.sign_in(ANNA, journal=False)
        answer = await anna.ask("POST", "/api/linking/link-requests", provider_id=provider_id)
    assert (answer.status_code, answer.json()["code"]) == (503, "journal_silent")
    assert await anna.get("/api/linking/link-requests/current") is None


async def test_a_journal_where_nobody_listens_is_silent_too() -> None:
    journals = OneRosterJournals()
    with pytest.raises(JournalUnavailable):
        await journals.begin_sign_in(
            replace(CLIENT, issuer="http://127.0.0.1:9"), state="x", redirect_uri="http://parta.test"
        )


async def test_the_database_alone_does_not_reveal_client_secrets(school: School) -> None:
    await offer(school)
    await offer(school, replace(CLIENT, issuer="http://another.fake"), "Третий")
    async with school.installation.transaction() as work:
        rows = (await work.execute(text("SELECT p::text, encrypted_client_secret FROM journal_provider p"))).all()
    encrypted = [secret for _, secret in rows if secret is not None]
    assert len({bytes(one) for one in encrypted}) == 2
    for row, secret in rows:
        assert CLIENT.client_secret not in row
        assert CLIENT.client_secret.encode() not in (secret or b"")
        assert CLIENT.client_secret.encode().hex() not in row
    assert CLIENT.client_secret not in repr(CLIENT)


@pytest.mark.parametrize("when", ["at the beginning", "on the way back"])
async def test_with_another_parta_secret_the_journal_is_unavailable_and_the_log_says_why(
    school: School, fake: JournalFake, capsys: pytest.CaptureFixture[str], when: str
) -> None:
    lena, provider_id = await school.sign_in(LENA, journal=False), await offer(school)

    def change_secret() -> None:
        context = school.installation.context
        settings = context.settings.model_copy(update={"secret": SecretStr("another one")})
        school.installation.app.state.context = replace(context, settings=settings)

    if when == "at the beginning":
        change_secret()
        answer = await lena.ask("POST", "/api/linking/link-requests", provider_id=provider_id)
        assert (answer.status_code, answer.json()["code"]) == (503, "journal_silent")
        assert await lena.get("/api/linking/link-requests/current") is None
    else:
        link_request = await lena.post("/api/linking/link-requests", provider_id=provider_id)
        callback = fake.sign_in(link_request["next_url"], "lena")
        change_secret()
        answer = await lena.browser.get("/api/linking/callback", params=callback)
        assert failed(answer) == f"/id/link?request={link_request['id']}&failed=journal_silent"
    logged = capsys.readouterr().out
    assert "encrypted with another PARTA_SECRET" in logged
    assert provider_id in logged
    assert CLIENT.client_secret not in logged


async def test_no_route_reveals_the_secret(school: School, fake: JournalFake) -> None:
    lena, provider_id = await school.sign_in(LENA), await offer(school)
    link_request = await lena.post("/api/linking/link-requests", provider_id=provider_id)
    await lena.browser.get("/api/linking/callback", params=fake.sign_in(link_request["next_url"], "lena"))
    bodies = [
        (await lena.browser.get(path)).text
        for path in (
            f"/api/linking/regions/{school.region_id}/providers",
            f"/api/linking/link-requests/{link_request['id']}",
            "/api/linking/link-requests/current",
        )
    ]
    assert all(provider_id in one or "Другой" in one for one in bodies)
    assert not [one for one in bodies if "secret" in one]
