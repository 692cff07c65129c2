"""J3: linking begun in the journal or the diary."""

import pytest

from parta.journal.service import issue_password
from tests.cast import ANNA, MISHA, VERA
from tests.integration.school.school import PASSWORD, School
from tests.signing_in import about, code_for

pytestmark = pytest.mark.anyio


async def test_somebody_without_a_profile_makes_one_on_the_way(school: School) -> None:
    misha = await school.arrive(MISHA, profile=False)
    intent = await misha.post("/api/linking/intents/from-journal")
    assert intent["go_to"] == f"/id/link?intent={intent['id']}"
    assert intent["account"]["class_title"] == "7Б"
    await misha.post("/api/id/sign-in", phone=MISHA.phone)
    await misha.post("/api/id/sign-in/code", code=await code_for(school.world, MISHA.phone))
    await misha.post("/api/id/sign-in/profile", **about(MISHA))
    reviewed = await misha.post(f"/api/linking/intents/{intent['id']}/attach-profile")
    assert reviewed["state"] == "signed_in"
    await misha.post(f"/api/linking/intents/{intent['id']}/finish")
    done = await misha.get(f"/api/linking/intents/{intent['id']}")
    assert (done["state"], done["go_to"]) == ("finished", "/journal")
    assert (await misha.get("/api/journal/me"))["link"]["profile_name"]["first_name"] == "Михаил"


async def test_a_guardian_of_two_children_links_once_and_finds_both_classes(school: School) -> None:
    await school.link(ANNA)
    vera = await school.arrive(VERA)
    intent = await vera.post("/api/linking/intents/from-journal")
    await vera.post(f"/api/linking/intents/{intent['id']}/attach-profile")
    await vera.post(f"/api/linking/intents/{intent['id']}/finish")
    await school.world.settle()
    assert await vera.titles() == {"7Б, родители"}
    me = (await vera.get("/api/id/me"))["profile"]
    assert [badge["detail"] for badge in me["badges"]] == ["Михаил", "Николай"]


async def test_a_journal_account_alone_opens_no_messenger(school: School) -> None:
    vera = await school.arrive(VERA, profile=False)
    assert (await vera.ask("GET", "/api/chats")).status_code == 401


async def test_the_journal_is_signed_in_to_with_what_the_school_issued(school: School) -> None:
    async with school.world.work() as session:
        await issue_password(session, school.accounts["vera"], PASSWORD)
    browser = await school.world.browser()
    answer = await browser.post("/api/journal/sign-in", json={"login": " VERA ", "password": PASSWORD})
    assert answer.status_code == 204
    me = (await browser.get("/api/journal/me")).json()
    assert (me["name"]["first_name"], me["roles"], me["link"]) == ("Вера", ["guardian"], None)
    assert (await browser.post("/api/journal/sign-out")).status_code == 204
    assert (await browser.get("/api/journal/me")).status_code == 401
