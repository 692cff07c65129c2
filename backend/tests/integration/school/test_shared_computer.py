"""A shared computer: what one person began ends with their session; passwords are not made of the school's names."""

import pytest

from tests.cast import MISHA
from tests.integration.school.school import School

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("is_everywhere", [True, False])
async def test_a_link_request_ends_with_the_profiles_session(school: School, *, is_everywhere: bool) -> None:
    misha = await school.sign_in(MISHA)
    begun = await misha.post("/api/linking/link-requests", provider_id=str(school.provider_id))
    path = f"/api/linking/link-requests/{begun['id']}"
    await misha.post(f"{path}/attach")
    await misha.post(f"/api/id/sign-out{'-everywhere' if is_everywhere else ''}")
    browser = misha.browser
    assert (await browser.get("/api/linking/link-requests/current")).json() is None
    for answer in (await browser.get(path), await browser.post(f"{path}/attach")):
        assert answer.status_code == 404
    again = await school.sign_in(MISHA)
    again.browser.cookies.set("parta_link", browser.cookies["parta_link"])
    assert (await again.browser.post(f"{path}/finish", json={})).status_code == 404


async def test_a_link_request_ends_with_the_journals_session(school: School) -> None:
    misha = await school.sign_in(MISHA)
    begun = await misha.post("/api/linking/link-requests/from-journal")
    await misha.browser.post("/api/id/sign-out")
    assert (await misha.browser.get(f"/api/linking/link-requests/{begun['id']}")).status_code == 200
    await misha.browser.post("/api/journal/sign-out")
    again = await school.sign_in(MISHA)
    again.browser.cookies.set("parta_link", misha.browser.cookies["parta_link"])
    assert (await again.browser.get(f"/api/linking/link-requests/{begun['id']}")).status_code == 404


async def test_one_browser_has_one_link_request_whichever_answer_came_last(school: School) -> None:
    misha = await school.sign_in(MISHA)
    asked = {"provider_id": str(school.provider_id)}
    first = await misha.browser.post("/api/linking/link-requests", json=asked)
    misha.browser.cookies.delete("parta_link")
    second = await misha.browser.post("/api/linking/link-requests", json=asked)
    assert first.json()["id"] == second.json()["id"]


@pytest.mark.parametrize(
    "password", ["Белова Сергеевна", "<tkjdfCthuttdyf", "belovasergeevna", "Школа № 7, Тула", "мироноваольга"]
)
async def test_a_password_of_the_schools_names_is_weak(school: School, password: str) -> None:
    misha = await school.sign_in(MISHA)
    begun = await misha.post("/api/linking/link-requests", provider_id=str(school.provider_id))
    await misha.post(f"/api/linking/link-requests/{begun['id']}/attach")
    await misha.post(f"/api/linking/link-requests/{begun['id']}/finish")
    answer = await misha.browser.put("/api/id/password", json={"password": password})
    assert (answer.status_code, answer.json()["code"]) == (422, "weak_password")
    strong = await misha.browser.put("/api/id/password", json={"password": "мокрый кактус поёт"})
    assert strong.status_code == 204
