"""A school may forbid its students to write to each other: at once, also in existing dialogs."""

from typing import Any

import pytest

from parta.core.ids import new_id
from tests.cast import ANNA, IGOR, LENA, MISHA, NINA, OLGA, VERA, Person
from tests.integration.school.school import School, Somebody

pytestmark = pytest.mark.anyio

SETTINGS = "/api/journal/office/settings"


async def change_settings(school: School, *, classmates_may_write: bool) -> None:
    """Change the setting as Ольга Петровна, and settle."""
    olga = await school.sign_in(OLGA, profile=False)
    answer = await olga.ask("PUT", SETTINGS, classmates_may_write=classmates_may_write)
    assert (answer.status_code, answer.json()) == (200, {"classmates_may_write": classmates_may_write})
    assert await olga.get(SETTINGS) == {"classmates_may_write": classmates_may_write}
    await school.installation.settle()


async def start_dialog(school: School, one: Somebody, other: Person) -> Any:  # noqa: ANN401 - JSON
    """Open a dialog of one with the other and return the response."""
    return await one.ask("POST", "/api/dialogs", profile_id=str(await school.profile_of(other)))


async def send_message(who: Somebody, chat_id: str) -> int:
    """Send a message as this person and return the status."""
    answer = await who.ask("POST", f"/api/chats/{chat_id}/messages", client_id=str(new_id()), text="Что задали?")
    return answer.status_code


async def test_classmates_write_until_the_school_forbids_it_and_again_when_it_does_not(school: School) -> None:
    await school.link(ANNA, MISHA, LENA)
    misha, lena = await school.sign_in(MISHA), await school.sign_in(LENA)
    with_lena = (await start_dialog(school, misha, LENA)).json()["chat"]["id"]
    with_anna = (await start_dialog(school, misha, ANNA)).json()["chat"]["id"]
    assert await send_message(misha, with_lena) == 201
    await change_settings(school, classmates_may_write=False)
    assert [
        await send_message(misha, with_lena),
        await send_message(lena, with_lena),
        await send_message(misha, with_anna),
    ] == [403, 403, 201]
    assert school.installation.published_state("chat", with_lena)[f"chat:{with_lena}"]["is_archived"] is True
    contacts = {one["name"]["first_name"]: one["may_write"] for one in await misha.get("/api/contacts")}
    assert contacts == {"Анна": True, "Елена": False}
    await change_settings(school, classmates_may_write=True)
    assert await send_message(lena, with_lena) == 201


async def test_no_new_dialog_nor_group_of_classmates_begins_where_it_is_forbidden(school: School) -> None:
    await school.link(ANNA, MISHA, LENA)
    await change_settings(school, classmates_may_write=False)
    misha = await school.sign_in(MISHA)
    refused = await start_dialog(school, misha, LENA)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_a_contact")
    group = {"title": "Секрет", "members": [str(await school.profile_of(LENA))], "is_closed": True}
    refused = await misha.ask("POST", "/api/chats", client_id=str(new_id()), **group)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_a_contact")


async def test_a_subject_chat_that_appears_later_lets_no_classmates_write_either(school: School) -> None:
    await school.link(IGOR, MISHA, LENA)
    await change_settings(school, classmates_may_write=False)
    await school.sync_course_chat("Физика", create=True)
    misha = await school.sign_in(MISHA)
    assert (await start_dialog(school, misha, LENA)).status_code == 403
    assert (await start_dialog(school, misha, IGOR)).status_code == 200


@pytest.mark.parametrize("person", [ANNA, MISHA, VERA, NINA])
async def test_only_an_administrator_reads_and_settles_it(school: School, person: Person) -> None:
    who = await school.sign_in(person, profile=False)
    assert (await who.ask("GET", SETTINGS)).status_code == 403
    assert (await who.ask("PUT", SETTINGS, classmates_may_write=False)).status_code == 403
    nobody = await school.installation.browser()
    assert (await nobody.get(SETTINGS)).status_code == 401
    assert (await nobody.put(SETTINGS, json={"classmates_may_write": False})).status_code == 401
