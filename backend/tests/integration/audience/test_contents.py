"""What lists and searches return to whom: routes that respond to everybody, with their own content."""

from typing import Any

import pytest

from tests.integration.audience.scenario import Scenario
from tests.integration.audience.table import (
    ADMIN,
    GUARDIAN,
    HEAD,
    OTHER_CLASS,
    OTHER_SCHOOL,
    STRANGER,
    STUDENT,
    TEACHER,
    WHO,
    Row,
    Side,
    everybody,
)

pytestmark = pytest.mark.anyio

SIGNED_IN = WHO[1:]
CHATS = {
    STRANGER: set[str](),
    OTHER_SCHOOL: {"Сотрудники, Школа № 8"},
    OTHER_CLASS: {"3А"},
    STUDENT: {"7Б", "Физика, 7Б", "Газета", ""},
    GUARDIAN: {"7Б, родители", "3А, родители", "Физика, 7Б", "Обращение: Соколова Вера Николаевна"},
    TEACHER: {"3А", "3А, родители", "3А, учителя", "7Б, учителя", "Физика, 7Б", "Сотрудники, Школа № 7", "Газета"},
    HEAD: {"7Б", "7Б, родители", "7Б, учителя", "Сотрудники, Школа № 7", "Газета", ""},
    ADMIN: {"Сотрудники, Школа № 7", "Обращение: Соколова Вера Николаевна"},
}
CONTACTS = {
    STRANGER: set[str](),
    OTHER_SCHOOL: set[str](),
    OTHER_CLASS: {"igor", "vera"},
    STUDENT: {"anna", "lena", "igor", "vera"},
    GUARDIAN: {"anna", "igor", "misha", "kolya", "lena", "olga"},
    TEACHER: {"anna", "olga", "misha", "lena", "vera", "kolya"},
    HEAD: {"igor", "olga", "misha", "lena", "vera"},
    ADMIN: {"anna", "igor", "vera"},
}
HOME = {
    OTHER_SCHOOL: {"administrator"},
    OTHER_CLASS: {"student"},
    STUDENT: {"student"},
    GUARDIAN: {"guardian"},
    TEACHER: {"teacher", "guardian"},
    HEAD: {"teacher"},
    ADMIN: {"administrator"},
}
SECRET = "тетраэдр"


async def get(scenario: Scenario, who: str, path: str, side: Side = "profile") -> Any:  # noqa: ANN401 - JSON
    answer = await scenario.request(Row("GET", path, everybody(200), side=side), who)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("who", SIGNED_IN)
async def test_the_list_of_chats_is_ones_own(scenario: Scenario, who: str) -> None:
    views = (await get(scenario, who, "/api/chats"))["chats"]
    assert {view["chat"]["title"] for view in views} == CHATS[who]


@pytest.mark.parametrize("who", SIGNED_IN)
async def test_contacts_are_those_whom_one_meets(scenario: Scenario, who: str) -> None:
    keys = {profile: key for key, profile in scenario.names.items()}
    found = await get(scenario, who, "/api/contacts")
    assert {keys[one["profile_id"]] for one in found} == CONTACTS[who]


@pytest.mark.parametrize("who", SIGNED_IN)
async def test_search_finds_what_was_said_where_one_is(scenario: Scenario, who: str) -> None:
    message_id = await scenario.send(HEAD, "class_chat", f"Это {SECRET}")
    is_member = who in {STUDENT, HEAD}
    for path in (f"/api/search?query={SECRET}", f"/api/search?query={SECRET}&chat_id={{class_chat}}"):
        found = await get(scenario, who, path)
        assert (message_id in {one["message"]["id"] for one in found["messages"]}) is is_member
        assert (SECRET in str(found)) is is_member
    found = await get(scenario, who, "/api/search?query=Михаил")
    assert (scenario.names["misha"] in {one["profile_id"] for one in found["people"]}) is ("misha" in CONTACTS[who])


@pytest.mark.parametrize("who", SIGNED_IN)
async def test_sessions_notifications_and_links_are_ones_own(scenario: Scenario, who: str) -> None:
    assert len(await get(scenario, who, "/api/linking/links")) == (who != STRANGER)
    assert sum(one["is_current"] for one in await get(scenario, who, "/api/id/sessions")) == 1
    notifications = {one["id"] for one in (await get(scenario, who, "/api/notifications"))["notifications"]}
    assert (scenario.names["notification_of_anna"] in notifications) is (who == HEAD)
    assert (scenario.names["notification_of_vera"] in notifications) is (who == GUARDIAN)


@pytest.mark.parametrize("who", [who for who in SIGNED_IN if who != STRANGER])
async def test_the_journal_opens_with_what_one_is(scenario: Scenario, who: str) -> None:
    home = await get(scenario, who, "/api/journal/home", side="journal")
    assert {part for part, content in home.items() if content is not None} == HOME[who]


@pytest.mark.parametrize("who", [who for who in SIGNED_IN if who != HEAD])
async def test_anothers_link_request_names_nobody(scenario: Scenario, who: str) -> None:
    seen = await get(scenario, who, "/api/linking/link-requests/{new_attached_link_request}", side="both")
    assert seen["foreign_browser"]
    assert (seen["profile"], seen["account"], seen["mismatches"], seen["reasons"]) == (None, None, [], [])
    assert await get(scenario, who, "/api/linking/link-requests/current", side="both") is None
