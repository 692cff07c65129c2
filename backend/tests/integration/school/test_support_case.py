"""J4a: «Написать в поддержку» opens a chat about the case with the school's administrators."""

import pytest

from parta.school import service as schools
from parta.school.service import StaffRole
from tests.cast import ANNA, IGOR, KOLYA, NINA, OLGA, STRANGER, VERA
from tests.integration.school.school import School, Somebody
from tests.integration.school.test_link_refusals import sign_in_as_both, start_link

pytestmark = pytest.mark.anyio


async def create_case(school: School) -> tuple[Somebody, str]:
    """Try to link Коля's account with Вера's profile; return her and the case's id."""
    vera = await sign_in_as_both(school, VERA, KOLYA)
    answer = await vera.ask("POST", f"{await start_link(school, vera)}/finish", accept_mismatches=True)
    return vera, answer.json()["case_id"]


async def test_the_case_opens_a_chat_with_the_administrators_once(school: School) -> None:
    await school.link(OLGA)
    vera, case_id = await create_case(school)
    await school.installation.settle()
    opened = await vera.post(f"/api/support/cases/{case_id}/chat")
    assert await vera.post(f"/api/support/cases/{case_id}/chat") == opened
    olga = await school.sign_in(OLGA)
    for somebody in (vera, olga):
        view = (await somebody.chats())["case"]
        assert view["chat"]["id"] == opened["chat_id"]
        assert view["chat"]["title"] == "Обращение: Соколова Вера Николаевна"
        said = (await somebody.get(f"/api/chats/{opened['chat_id']}/messages"))["messages"]
        assert said[0]["service"]["code"] == "case_opened"
        assert said[0]["service"]["params"]["reasons"] == ["adults_profile", "birth_dates_contradict"]
        params = said[0]["service"]["params"]
        assert (params["account"], params["login"]) == ("Соколов Николай Андреевич", "kolya")
        assert len(said) == 1


async def test_the_chat_opens_before_the_worker_has_recorded_the_case(school: School) -> None:
    vera, case_id = await create_case(school)
    assert (await vera.post(f"/api/support/cases/{case_id}/chat"))["chat_id"]


async def test_administrators_who_link_later_join_and_former_ones_leave(school: School) -> None:
    vera, case_id = await create_case(school)
    chat_id = (await vera.post(f"/api/support/cases/{case_id}/chat"))["chat_id"]
    await school.link(OLGA, NINA)
    assert await school.roles_in(chat_id) == {"vera": "member", "olga": "admin"}
    async with school.installation.transaction() as work:
        await schools.leave_staff(work, school.accounts["olga"], to_on=school.today)
        await schools.join_staff(
            work, school.accounts["nina"], StaffRole.ADMINISTRATOR, "директор", from_on=school.today
        )
    await school.installation.settle()
    assert await school.roles_in(chat_id) == {"vera": "member", "nina": "admin"}


@pytest.mark.parametrize("person", [ANNA, IGOR, OLGA, STRANGER], ids=lambda one: one.key)
async def test_a_case_is_its_persons_own(school: School, person: object) -> None:
    assert isinstance(person, type(ANNA))
    _, case_id = await create_case(school)
    somebody = await school.sign_in(person, journal=False)
    assert (await somebody.ask("POST", f"/api/support/cases/{case_id}/chat")).status_code == 404
    nobody = await school.installation.browser()
    assert (await nobody.post(f"/api/support/cases/{case_id}/chat")).status_code == 401
