"""A guardian and their child may write to each other as long as the guardianship lasts, and nobody else may."""

from typing import Any

import pytest

from parta.school.service import GuardianshipSpec, add_guardianships, end_guardianship
from tests.cast import ANNA, KOLYA, LENA, MISHA, VERA
from tests.integration.school.school import School, Somebody

pytestmark = pytest.mark.anyio


async def start_dialog(one: Somebody, school: School, other: Any) -> Any:  # noqa: ANN401 - JSON
    """Open a dialog of one with the other and return the response."""
    return await one.ask("POST", "/api/dialogs", profile_id=str(await school.profile_of(other)))


async def send_message(who: Somebody, chat_id: str, client_id: str) -> int:
    """Send a message as this person and return the status."""
    body = {"client_id": client_id, "text": "Купи хлеба"}
    return (await who.browser.post(f"/api/chats/{chat_id}/messages", json=body)).status_code


async def test_a_mother_writes_to_her_own_children_in_any_class_and_to_no_other_child(school: School) -> None:
    await school.link(ANNA, VERA, MISHA, KOLYA, LENA)
    vera, misha = await school.sign_in(VERA), await school.sign_in(MISHA)
    for child in (MISHA, KOLYA):
        assert (await start_dialog(vera, school, child)).status_code == 200
    assert (await start_dialog(vera, school, LENA)).status_code == 404
    assert (await start_dialog(misha, school, VERA)).status_code == 200
    assert (await start_dialog(misha, school, KOLYA)).status_code == 404
    found = {one["name"]["first_name"]: one["may_write"] for one in await vera.get("/api/contacts")}
    assert (found["Михаил"], found["Николай"]) == (True, True)


async def test_it_matters_not_who_links_first(school: School) -> None:
    await school.link(MISHA)
    misha = await school.sign_in(MISHA)
    assert (await start_dialog(misha, school, VERA)).status_code == 404
    await school.link(VERA)
    assert (await start_dialog(misha, school, VERA)).status_code == 200


async def test_who_answers_for_the_child_no_more_reads_and_writes_no_more(school: School) -> None:
    await school.link(VERA, MISHA)
    vera = await school.sign_in(VERA)
    chat = (await start_dialog(vera, school, MISHA)).json()["chat"]["id"]
    assert await send_message(vera, chat, "01939f3e-0000-7000-8000-000000000001") == 201
    async with school.installation.transaction() as work:
        await end_guardianship(work, school.accounts["vera"], school.accounts["misha"], to_on=school.today)
    await school.installation.settle()
    assert await send_message(vera, chat, "01939f3e-0000-7000-8000-000000000002") == 403
    assert school.installation.published_state("chat", chat)[f"chat:{chat}"]["is_archived"] is True
    assert (await start_dialog(vera, school, KOLYA)).status_code == 404
    async with school.installation.transaction() as work:
        guardianship = GuardianshipSpec(school.accounts["vera"], school.accounts["misha"])
        await add_guardianships(work, school.id, [guardianship], from_on=school.today)
    await school.installation.settle()
    assert await send_message(vera, chat, "01939f3e-0000-7000-8000-000000000003") == 201


async def test_unlinking_ends_it_and_syncing_the_school_changes_nothing(school: School) -> None:
    await school.link(VERA, MISHA)
    vera, misha = await school.sign_in(VERA), await school.sign_in(MISHA)
    chat = (await start_dialog(vera, school, MISHA)).json()["chat"]["id"]
    await school.sync()
    await school.installation.settle()
    assert await send_message(vera, chat, "01939f3e-0000-7000-8000-000000000004") == 201
    (link,) = await misha.get("/api/linking/links")
    await misha.delete(f"/api/linking/links/{link['id']}")
    await school.installation.settle()
    assert await send_message(misha, chat, "01939f3e-0000-7000-8000-000000000005") == 403
