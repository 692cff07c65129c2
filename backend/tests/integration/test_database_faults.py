"""A database that is away or full: a plain answer that asks to wait, and nothing half done."""

import errno
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from pydantic import SecretStr
from sqlalchemy import text

from parta.core.db import DATABASE_ERRORS, is_unavailable, make_engine
from parta.core.ids import new_id
from parta.core.settings import Settings
from parta.core.unit_of_work import make_sessions
from tests.cast import ANNA
from tests.installation import Installation
from tests.sign_in import sign_up

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def disk_full(installation: Installation) -> AsyncGenerator[None]:
    """Make every new chat fail during the block, as PostgreSQL does when its disk is full."""
    body = "BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END"
    trigger = "CREATE TRIGGER full_disk BEFORE INSERT ON chat EXECUTE FUNCTION refuse_for_want_of_room()"
    async with installation.transaction() as work:
        await work.execute(
            text(f"CREATE FUNCTION refuse_for_want_of_room() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
        )
        await work.execute(text(trigger))
    try:
        yield
    finally:
        async with installation.transaction() as work:
            await work.execute(text("DROP FUNCTION refuse_for_want_of_room CASCADE"))


async def test_a_full_disk_is_told_and_what_was_asked_succeeds_once_there_is_room(installation: Installation) -> None:
    anna = await sign_up(installation, ANNA)
    chat = {"client_id": str(new_id()), "title": "Газета"}
    async with disk_full(installation):
        answer = await anna.post("/api/chats", json=chat)
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert answer.headers["retry-after"] == "5"
        assert (await anna.get("/api/chats")).is_success
    assert (await anna.post("/api/chats", json=chat)).status_code == 201


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "database.invalid"])
async def test_a_database_that_does_not_answer_is_told(tmp_path: Path, host: str) -> None:
    secret, url = SecretStr("the secret of the tests"), f"postgresql://nobody@{host}:9/nothing"
    engine = make_engine(url)
    settings = Settings(database_url=url, demo=True, demo_token=secret, home=tmp_path, secret=secret)
    async with Installation.run(settings, make_sessions(engine)) as installation:
        browser = await installation.browser({"parta_profile": "whoever"})
        answer = await browser.get("/api/id/me")
    await engine.dispose()
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


@pytest.mark.parametrize(
    "error",
    [
        socket.gaierror(socket.EAI_NONAME, "Name or service not known"),
        TimeoutError(),
        OSError(errno.EHOSTUNREACH, "No route to host"),
        OSError("Multiple exceptions: of ::1, of 127.0.0.1"),
        asyncpg.InterfaceError("connection is closed"),
    ],
)
def test_a_database_that_cannot_be_reached_is_away(error: Exception) -> None:
    assert is_unavailable(error)
    assert isinstance(error, DATABASE_ERRORS)


@pytest.mark.parametrize("error", [FileNotFoundError(errno.ENOENT, "no file"), OSError(errno.ENOSPC, "full")])
def test_a_file_that_is_missing_is_no_database_that_is_away(error: Exception) -> None:
    assert not is_unavailable(error)
