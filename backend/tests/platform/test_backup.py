"""Backup and restore."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from parta.core.db import make_engine
from parta.core.installation import read_epoch
from parta.core.settings import ConfigurationError, Settings
from parta.core.unit_of_work import Sessions, make_sessions
from parta.manage.backup import back_up, restore
from tests.databases import create_database, drop_database

pytestmark = pytest.mark.anyio


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return an empty folder."""
    path = Path(tempfile.mkdtemp(prefix="parta-"))
    (path / "files").mkdir()
    yield path
    shutil.rmtree(path)


@pytest.fixture
def settings(folder: Path) -> Settings:
    """Return the settings of an installation that stores everything in the folder."""
    return Settings(
        home=folder, files_url=(folder / "files").as_uri(), secret=SecretStr("the secret that was backed up")
    )


@pytest.fixture
async def url(admin_url: str, worker_id: str) -> AsyncIterator[str]:
    """Create a migrated database of its own; return its URL."""
    name = f"parta_test_backup_{worker_id}"
    yield await create_database(admin_url, name)
    await drop_database(admin_url, name)


@pytest.fixture
async def sessions(url: str) -> AsyncIterator[Sessions]:
    """Return sessions of that database."""
    engine = make_engine(url)
    yield make_sessions(engine)
    await engine.dispose()


async def _write_heartbeat(sessions: Sessions, process: str) -> None:
    async with sessions.begin() as session:
        await session.execute(text("INSERT INTO heartbeat VALUES (:process, now())"), {"process": process})


async def test_what_was_backed_up_comes_back_and_what_came_later_goes(
    settings: Settings, folder: Path, url: str, sessions: Sessions
) -> None:
    async with sessions() as session:
        epoch = await read_epoch(session)
    await _write_heartbeat(sessions, "before")
    (folder / "files" / "picture").write_bytes(b"pixels")
    back_up(settings, url, folder / "copy")
    await _write_heartbeat(sessions, "after")
    async with sessions.begin() as session:
        await session.execute(text("CREATE TABLE newer_version (id int)"))
    (folder / "files" / "picture").unlink()

    await restore(settings, url, folder / "copy")

    async with sessions() as session:
        assert list(await session.scalars(text("SELECT process FROM heartbeat"))) == ["before"]
        assert await session.scalar(text("SELECT to_regclass('newer_version')")) is None
        assert await read_epoch(session) != epoch
    assert (folder / "files" / "picture").read_bytes() == b"pixels"
    assert (folder / "secret").read_text() == "the secret that was backed up"


async def test_an_unreadable_backup_changes_nothing(
    settings: Settings, folder: Path, url: str, sessions: Sessions
) -> None:
    await _write_heartbeat(sessions, "before")
    (folder / "copy").mkdir()
    (folder / "copy" / "database.dump").write_text("no dump at all")

    with pytest.raises(ConfigurationError, match="pg_restore"):
        await restore(settings, url, folder / "copy")

    async with sessions() as session:
        assert list(await session.scalars(text("SELECT process FROM heartbeat"))) == ["before"]
