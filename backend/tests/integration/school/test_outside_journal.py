"""J2 with a journal of another vendor, and with one that does not answer."""

from dataclasses import replace
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import text

from parta.adapters.journals import Door, JournalSilent, OneRosterJournals
from parta.linking.service import Offer
from tests.cast import ANNA, LENA, STRANGER
from tests.integration.school.school import School
from tests.journal_twin import DOOR, JournalTwin, silent_server

pytestmark = pytest.mark.anyio


def lena_there(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Give what the other journal knows of Лена."""
    known: dict[str, Any] = {
        "givenName": "Елена",
        "familyName": "Орлова",
        "middleName": "Дмитриевна",
        "roles": [{"role": "student", "roleType": "primary", "org": {"sourcedId": "lyceum-2", "type": "org"}}],
        "metadata": {"birthDate": "2013-08-07", "sex": "female"},
    }
    return known | changes


@pytest.fixture
async def twin(school: School) -> JournalTwin:
    """Give the other journal, which knows Лена."""
    twin = JournalTwin({"lena": lena_there()})
    school.world.app.state.journals = OneRosterJournals(httpx.ASGITransport(app=twin.app))
    return twin


async def offer(school: School, door: Door = DOOR, title: str = "Другой") -> str:
    """Put another vendor's journal into the catalogue."""
    return await school.offer(Offer(title, "Лицей № 2", door))


def failed(answer: httpx.Response) -> str:
    """Give the page to which a browser is led to be told."""
    assert answer.status_code == 303
    return answer.headers["location"]


async def test_somebody_links_with_another_vendors_journal(school: School, twin: JournalTwin) -> None:
    lena = await school.arrive(LENA, journal=False)
    intent = await lena.post("/api/linking/intents", provider_id=await offer(school))
    brought = twin.sign_in(intent["go_to"], "lena")
    back = await lena.browser.get("/api/linking/callback", params=brought)
    assert (back.status_code, back.headers["location"]) == (303, f"/id/link?intent={intent['id']}")
    seen = await lena.get(f"/api/linking/intents/{intent['id']}")
    assert (seen["state"], seen["account"]["school"], seen["account"]["roles"]) == (
        "signed_in", "Лицей № 2", ["student"]
    )  # fmt: skip
    assert seen["differences"] == []
    link = await lena.post(f"/api/linking/intents/{intent['id']}/finish")
    assert link["provider"]["title"] == "Другой"
    await school.world.settle()
    badges = (await lena.get("/api/id/me"))["profile"]["badges"]
    assert [(badge["role"], badge["school"]) for badge in badges] == [("student", "Лицей № 2")]


async def test_one_profile_links_with_both_journals(school: School, twin: JournalTwin) -> None:
    await school.link(LENA)
    lena = await school.arrive(LENA)
    intent = await lena.post("/api/linking/intents", provider_id=await offer(school))
    await lena.browser.get("/api/linking/callback", params=twin.sign_in(intent["go_to"], "lena"))
    await lena.post(f"/api/linking/intents/{intent['id']}/finish")
    assert [link["school"] for link in await lena.get("/api/linking/links")] == ["Школа № 7", "Лицей № 2"]


async def test_the_answer_serves_only_the_browser_that_asked(school: School, twin: JournalTwin) -> None:
    lena = await school.arrive(LENA, journal=False)
    intent = await lena.post("/api/linking/intents", provider_id=await offer(school))
    brought = twin.sign_in(intent["go_to"], "lena")
    stranger = await school.arrive(STRANGER, journal=False)
    answer = await stranger.browser.get("/api/linking/callback", params=brought)
    assert failed(answer) == f"/id/link?intent={intent['id']}&failed=other_browser"
    assert (await lena.get(f"/api/linking/intents/{intent['id']}"))["account"] is None


async def test_who_does_not_sign_in_there_chooses_anew(school: School, twin: JournalTwin) -> None:
    lena = await school.arrive(LENA, journal=False)
    twin.people.clear()
    intent = await lena.post("/api/linking/intents", provider_id=await offer(school))
    answer = await lena.browser.get("/api/linking/callback", params={"state": intent["id"], "error": "access_denied"})
    assert failed(answer) == "/id/connect"


async def test_a_code_that_is_made_up_brings_nobody(school: School, twin: JournalTwin) -> None:
    lena = await school.arrive(LENA, journal=False)
    intent = await lena.post("/api/linking/intents", provider_id=await offer(school))
    brought = twin.sign_in(intent["go_to"], "lena") | {"code": "made up"}
    answer = await lena.browser.get("/api/linking/callback", params=brought)
    assert failed(answer) == f"/id/link?intent={intent['id']}&failed=journal_silent"
    assert (await lena.get(f"/api/linking/intents/{intent['id']}"))["account"] is None


@pytest.mark.parametrize(
    "nonsense", [{"roles": []}, {"givenName": None}, {"roles": [{"role": "ghost", "org": {"sourcedId": "x"}}]}]
)
async def test_what_cannot_be_understood_is_no_answer(
    school: School, twin: JournalTwin, nonsense: dict[str, Any]
) -> None:
    twin.people["lena"] = lena_there(**nonsense)
    lena = await school.arrive(LENA, journal=False)
    intent = await lena.post("/api/linking/intents", provider_id=await offer(school))
    answer = await lena.browser.get("/api/linking/callback", params=twin.sign_in(intent["go_to"], "lena"))
    assert failed(answer) == f"/id/link?intent={intent['id']}&failed=journal_silent"


async def test_a_silent_journal_has_a_plain_answer_and_leaves_nothing(school: School) -> None:
    async with silent_server() as address:
        school.world.app.state.journals = OneRosterJournals(patience=httpx.Timeout(0.2))
        provider_id = await offer(school, replace(DOOR, issuer=address))
        anna = await school.arrive(ANNA, journal=False)
        answer = await anna.ask("POST", "/api/linking/intents", provider_id=provider_id)
    assert (answer.status_code, answer.json()["code"]) == (503, "journal_silent")
    assert await anna.get("/api/linking/intents/current") is None


async def test_a_journal_where_nobody_listens_is_silent_too() -> None:
    journals = OneRosterJournals()
    with pytest.raises(JournalSilent):
        await journals.begin(replace(DOOR, issuer="http://127.0.0.1:9"), state="x", back="http://parta.test")


async def test_the_database_alone_does_not_tell_by_what_another_journal_knows_us(school: School) -> None:
    await offer(school)
    await offer(school, replace(DOOR, issuer="http://another.twin"), "Третий")
    async with school.world.work() as session:
        rows = (await session.execute(text("SELECT p::text, locked_client_secret FROM journal_provider p"))).all()
    kept = [locked for _, locked in rows if locked is not None]
    assert len({bytes(one) for one in kept}) == 2
    for row, locked in rows:
        assert DOOR.client_secret not in row
        assert DOOR.client_secret.encode() not in (locked or b"")
        assert DOOR.client_secret.encode().hex() not in row
    assert DOOR.client_secret not in repr(DOOR)


@pytest.mark.parametrize("when", ["at the beginning", "on the way back"])
async def test_with_another_secret_of_ours_the_journal_is_closed_and_the_log_says_why(
    school: School, twin: JournalTwin, capsys: pytest.CaptureFixture[str], when: str
) -> None:
    lena, provider_id = await school.arrive(LENA, journal=False), await offer(school)
    state = school.world.app.state
    if when == "at the beginning":
        state.settings = state.settings.model_copy(update={"secret": SecretStr("another one")})
        answer = await lena.ask("POST", "/api/linking/intents", provider_id=provider_id)
        assert (answer.status_code, answer.json()["code"]) == (503, "journal_silent")
        assert await lena.get("/api/linking/intents/current") is None
    else:
        intent = await lena.post("/api/linking/intents", provider_id=provider_id)
        brought = twin.sign_in(intent["go_to"], "lena")
        state.settings = state.settings.model_copy(update={"secret": SecretStr("another one")})
        answer = await lena.browser.get("/api/linking/callback", params=brought)
        assert failed(answer) == f"/id/link?intent={intent['id']}&failed=journal_silent"
    logged = capsys.readouterr().out
    assert "locked by another PARTA_SECRET" in logged
    assert provider_id in logged
    assert DOOR.client_secret not in logged


async def test_no_route_tells_the_secret_to_anybody(school: School, twin: JournalTwin) -> None:
    lena, provider_id = await school.arrive(LENA), await offer(school)
    intent = await lena.post("/api/linking/intents", provider_id=provider_id)
    await lena.browser.get("/api/linking/callback", params=twin.sign_in(intent["go_to"], "lena"))
    told = [
        (await lena.browser.get(path)).text
        for path in (
            f"/api/linking/regions/{school.region_id}/providers",
            f"/api/linking/intents/{intent['id']}",
            "/api/linking/intents/current",
        )
    ]
    assert all(provider_id in one or "Другой" in one for one in told)
    assert not [one for one in told if "secret" in one]
