"""A guardian and their own child may always write to each other, for as long as they are that, and nobody else may."""

from typing import Any

import pytest

from parta.journal.service import Care, add_guardianships, end_guardianship
from tests.cast import ANNA, KOLYA, LENA, MISHA, VERA
from tests.integration.school.school import School, Somebody

pytestmark = pytest.mark.anyio


async def dialog(one: Somebody, school: School, other: Any) -> Any:  # noqa: ANN401 - JSON
    """Let one begin a dialog with the other; give the answer."""
    return await one.ask("POST", "/api/dialogs", profile_id=str(await school.profile_of(other)))


async def say(who: Somebody, chat_id: str, client_id: str) -> int:
    """Let this person say something there; give the status."""
    body = {"client_id": client_id, "text": "Купи хлеба"}
    return (await who.browser.post(f"/api/chats/{chat_id}/messages", json=body)).status_code


async def test_a_mother_writes_to_her_own_children_in_any_class_and_to_no_other_child(school: School) -> None:
    await school.link(ANNA, VERA, MISHA, KOLYA, LENA)
    vera, misha = await school.arrive(VERA), await school.arrive(MISHA)
    for child in (MISHA, KOLYA):
        assert (await dialog(vera, school, child)).status_code == 200
    assert (await dialog(vera, school, LENA)).status_code == 404
    assert (await dialog(misha, school, VERA)).status_code == 200
    assert (await dialog(misha, school, KOLYA)).status_code == 404
    found = {one["name"]["first_name"]: one["may_write"] for one in await vera.get("/api/contacts")}
    assert (found["Михаил"], found["Николай"]) == (True, True)


async def test_it_matters_not_who_links_first(school: School) -> None:
    await school.link(MISHA)
    misha = await school.arrive(MISHA)
    assert (await dialog(misha, school, VERA)).status_code == 404
    await school.link(VERA)
    assert (await dialog(misha, school, VERA)).status_code == 200


async def test_who_answers_for_the_child_no_more_reads_and_writes_no_more(school: School) -> None:
    await school.link(VERA, MISHA)
    vera = await school.arrive(VERA)
    chat = (await dialog(vera, school, MISHA)).json()["chat"]["id"]
    assert await say(vera, chat, "01939f3e-0000-7000-8000-000000000001") == 201
    async with school.world.work() as session:
        await end_guardianship(session, school.accounts["vera"], school.accounts["misha"], to_on=school.today)
    await school.world.settle()
    assert await say(vera, chat, "01939f3e-0000-7000-8000-000000000002") == 403
    assert school.world.heard("chat", chat)[f"chat:{chat}"]["is_archived"] is True
    assert (await dialog(vera, school, KOLYA)).status_code == 404
    async with school.world.work() as session:
        care = Care(school.accounts["vera"], school.accounts["misha"])
        await add_guardianships(session, school.id, [care], from_on=school.today)
    await school.world.settle()
    assert await say(vera, chat, "01939f3e-0000-7000-8000-000000000003") == 201


async def test_unlinking_ends_it_and_bringing_the_school_into_line_changes_nothing(school: School) -> None:
    await school.link(VERA, MISHA)
    vera, misha = await school.arrive(VERA), await school.arrive(MISHA)
    chat = (await dialog(vera, school, MISHA)).json()["chat"]["id"]
    await school.keep()
    await school.world.settle()
    assert await say(vera, chat, "01939f3e-0000-7000-8000-000000000004") == 201
    (link,) = await misha.get("/api/linking/links")
    await misha.delete(f"/api/linking/links/{link['id']}")
    await school.world.settle()
    assert await say(misha, chat, "01939f3e-0000-7000-8000-000000000005") == 403
