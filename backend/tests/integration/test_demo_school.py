"""The demo school: complete after one run of the seed, unchanged after another, and as its people see it."""

import pytest
from httpx import AsyncClient
from sqlalchemy import text

from parta.demo.cast import LINKED, OFFERED
from parta.demo.population import populate
from parta.demo.seed import seed
from tests.installation import Installation

pytestmark = pytest.mark.anyio

_COUNTED = ("journal_account", "link", "chat", "member", "message", "timetable_slot", "file", "guardianship")


async def count_rows(installation: Installation) -> dict[str, int]:
    """Count the rows of some tables."""
    async with installation.sessions() as session:
        return {
            table: (await session.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()  # noqa: S608 - our own
            for table in _COUNTED
        }


async def sign_in(installation: Installation, key: str, where: str) -> AsyncClient:
    """Sign in as a person of the demo school."""
    browser = await installation.browser()
    answer = await browser.post("/api/demo/sign-in", json={"key": key, "where": where})
    assert answer.is_success, answer.text
    return browser


async def test_the_demo_school_is_whole_and_making_it_again_adds_nothing(installation: Installation) -> None:
    await seed(installation.app.state.context)
    await installation.settle()
    made = await count_rows(installation)
    assert made["journal_account"] > 600
    assert made["message"] > 250
    await seed(installation.app.state.context)
    await installation.settle()
    assert await count_rows(installation) == made
    await _everybody_offered_is_there(installation)
    await _anna_finds_her_chats(installation)
    await _vera_sees_both_children(installation)


async def _everybody_offered_is_there(installation: Installation) -> None:
    browser = await installation.browser()
    offered = {one["key"]: one["kinds"] for one in (await browser.get("/api/demo/people")).json()}
    assert set(offered) == {person.key for person in OFFERED}
    assert offered["kolya"] == offered["petr"] == ["journal"]
    assert offered["stranger"] == ["profile"]
    for person in LINKED:
        me = (await (await sign_in(installation, person.key, "journal")).get("/api/journal/me")).json()
        assert me["link"] is not None, person.key


async def _anna_finds_her_chats(installation: Installation) -> None:
    anna = await sign_in(installation, "anna", "profile")
    chats = {view["chat"]["title"]: view for view in (await anna.get("/api/chats")).json()["chats"]}
    assert {"7Б", "7Б, родители", "7Б, учителя", "Стенгазета"} <= chats.keys()
    assert chats["Стенгазета"]["my"]["unread"] == 2
    talk = (await anna.get(f"/api/chats/{chats['Стенгазета']['chat']['id']}/messages")).json()["messages"]
    files = [file for message in talk for file in message["files"]]
    assert [(file["kind"], file["state"]) for file in files] == [("file", "clean"), ("picture", "clean")]
    assert any(message["reply_to"] for message in talk)
    assert any(message["reactions"] for message in talk)


async def _vera_sees_both_children(installation: Installation) -> None:
    vera = await sign_in(installation, "vera", "journal")
    children = (await vera.get("/api/journal/home")).json()["guardian"]["children"]
    assert [(child["name"]["first_name"], child["class_title"]) for child in children] == [
        ("Михаил", "7Б"), ("Николай", "3А")
    ]  # fmt: skip


def test_the_same_people_live_there_at_every_making() -> None:
    first, second = populate(2026), populate(2026)
    assert [human.login for human in first.everybody()] == [human.login for human in second.everybody()]
    assert [len(one.students) for one in first.classes] == [25] * 12
    logins = [human.login for human in first.everybody()]
    assert len(set(logins)) == len(logins)
    assert any(len(family.children) > 1 and family.surname != "Соколов" for family in first.families)
