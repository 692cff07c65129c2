"""J3: linking started in the journal or the diary."""

import pytest

from parta.school.service import issue_password
from tests.cast import ANNA, MISHA, VERA
from tests.integration.school.school import PASSWORD, School
from tests.sign_in import get_code, profile_form

pytestmark = pytest.mark.anyio


async def test_somebody_without_a_profile_makes_one_on_the_way(school: School) -> None:
    misha = await school.sign_in(MISHA, profile=False)
    link_request = await misha.post("/api/linking/link-requests/from-journal")
    assert link_request["next_url"] == f"/id/link?request={link_request['id']}"
    assert link_request["account"]["class_title"] == "7Б"
    known = profile_form(MISHA)
    assert [link_request["account"][part] for part in ("birth_on", "sex")] == [known["birth_on"], known["sex"]]
    await misha.post("/api/id/sign-in", phone=MISHA.phone)
    await misha.post("/api/id/sign-in/code", code=await get_code(school.installation, MISHA.phone))
    await misha.post("/api/id/sign-in/profile", **profile_form(MISHA))
    reviewed = await misha.post(f"/api/linking/link-requests/{link_request['id']}/attach-profile")
    assert reviewed["state"] == "signed_in"
    assert [reviewed["account"][part] for part in ("birth_on", "sex")] == [None, None]
    await misha.post(f"/api/linking/link-requests/{link_request['id']}/finish")
    done = await misha.get(f"/api/linking/link-requests/{link_request['id']}")
    assert (done["state"], done["next_url"]) == ("finished", "/journal")
    link = (await misha.get("/api/journal/me"))["link"]
    assert link["profile_name"]["first_name"] == "Михаил"
    assert link["profile_id"] == (await misha.get("/api/id/me"))["profile"]["id"]


async def test_a_guardian_of_two_children_links_once_and_finds_both_classes(school: School) -> None:
    await school.link(ANNA)
    vera = await school.sign_in(VERA)
    link_request = await vera.post("/api/linking/link-requests/from-journal")
    await vera.post(f"/api/linking/link-requests/{link_request['id']}/attach-profile")
    await vera.post(f"/api/linking/link-requests/{link_request['id']}/finish")
    await school.installation.settle()
    assert await vera.titles() == {"7Б, родители"}
    me = (await vera.get("/api/id/me"))["profile"]
    assert [badge["detail"] for badge in me["badges"]] == ["Михаил", "Николай"]


async def test_a_journal_account_alone_opens_no_messenger(school: School) -> None:
    vera = await school.sign_in(VERA, profile=False)
    assert (await vera.ask("GET", "/api/chats")).status_code == 401


async def test_the_journal_is_signed_in_to_with_what_the_school_issued(school: School) -> None:
    async with school.installation.transaction() as work:
        await issue_password(work, school.accounts["vera"], PASSWORD)
    browser = await school.installation.browser()
    answer = await browser.post("/api/journal/sign-in", json={"login": " VERA ", "password": PASSWORD})
    assert answer.status_code == 204
    me = (await browser.get("/api/journal/me")).json()
    assert (me["name"]["first_name"], me["roles"], me["link"]) == ("Вера", ["guardian"], None)
    assert (await browser.post("/api/journal/sign-out")).status_code == 204
    assert (await browser.get("/api/journal/home")).status_code == 401
