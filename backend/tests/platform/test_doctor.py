"""What the doctor says of an installation."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from parta.core.clock import move
from parta.core.heartbeats import record_heartbeat
from parta.core.settings import Settings
from parta.linking.rules import client_secrets
from parta.linking.service import Offer, add_provider, add_region
from parta.manage.doctor import examine, is_this_machine
from parta.manage.finding import Finding, State
from tests.adapters.houses import real_house
from tests.journal_twin import DOOR
from tests.world import World

pytestmark = pytest.mark.anyio


@pytest.fixture
def home() -> Iterator[Path]:
    """Give an empty home, with pages."""
    path = Path(tempfile.mkdtemp(prefix="parta-"))
    (path / "pages").mkdir()
    (path / "pages" / "messenger.html").write_text("<!doctype html>")
    yield path
    shutil.rmtree(path)


def _settings(home: Path, **given: object) -> Settings:
    fit: dict[str, object] = {
        "home": home,
        "web_root": home / "pages",
        "secret": SecretStr("long and secret"),
        "sms": "http",
        "sms_url": "http://127.0.0.1:9/",
    }
    return Settings.model_validate({**fit, **given})


def _about(findings: list[Finding], about: str) -> list[str]:
    return [f"{finding.state.value}: {finding.words}" for finding in findings if finding.about == about]


async def test_a_sound_installation_has_nothing_bad(home: Path, world: World, database_url: str) -> None:
    async with world.work() as session:
        await record_heartbeat(session, "worker")
    findings = await examine(_settings(home, database_url=database_url))
    assert [str(finding) for finding in findings if finding.is_bad] == []
    assert _about(findings, "worker") == ["ok: it works"]
    assert _about(findings, "tables") == ["ok: they are what this version expects"]


async def test_without_a_database_it_says_how_to_have_one(home: Path) -> None:
    [words] = _about(await examine(_settings(home)), "database")
    assert words.startswith("BAD")
    assert "PARTA_DATABASE_URL" in words


async def test_a_database_that_does_not_answer_is_named_without_its_password(home: Path) -> None:
    url = "postgresql://parta:not-for-eyes@127.0.0.1:1/school"
    findings = await examine(_settings(home, database_url=url))
    assert _about(findings, "database") == ["BAD: nothing answers at 127.0.0.1:1/school"]
    assert "not-for-eyes" not in "".join(str(finding) for finding in findings)


async def test_client_secrets_of_journals_that_open_no_more_are_named(
    home: Path, world: World, database_url: str
) -> None:
    settings = _settings(home, database_url=database_url)
    async with world.work() as session:
        region = await add_region(session, "Татарстан")
        offer = Offer("Журнал лицея", "Лицей № 2", DOOR)
        await add_provider(session, region.id, offer, client_secrets=client_secrets(settings))
    assert _about(await examine(settings), "journals") == ["ok: all client secrets open"]
    other = _settings(home, database_url=database_url, secret=SecretStr("not the one that it was"))
    [words] = _about(await examine(other), "journals")
    assert words.startswith("BAD: the client secrets of Журнал лицея were locked by another PARTA_SECRET")


async def test_old_tables_want_a_migration(home: Path, world: World, database_url: str) -> None:
    async with world.work() as session:
        was = await session.scalar(text("SELECT version_num FROM alembic_version"))
        await session.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    try:
        [words] = _about(await examine(_settings(home, database_url=database_url)), "tables")
        assert "parta migrate" in words
    finally:
        async with world.work() as session:
            await session.execute(text("UPDATE alembic_version SET version_num = :was"), {"was": was})


async def test_a_silent_worker_and_a_wrong_clock_are_noticed(home: Path, world: World, database_url: str) -> None:
    async with world.work() as session:
        await record_heartbeat(session, "worker")
    move(timedelta(minutes=5))
    findings = await examine(_settings(home, database_url=database_url))
    assert _about(findings, "worker")[0].startswith("BAD: it has been silent for 30")
    assert "differ by 30" in _about(findings, "clock")[0]


@pytest.mark.parametrize(
    ("given", "state", "named"),
    [
        pytest.param({"sms": "outbox"}, State.BAD, "PARTA_SMS", id="codes on a page, though people are real"),
        pytest.param({"public_url": "http://school.example"}, State.BAD, "HTTPS", id="no HTTPS"),
        pytest.param({"public_url": "https://school.example"}, State.DOUBTFUL, "PARTA_TRUSTED_PROXIES", id="no proxy"),
        pytest.param(
            {"public_url": "https://school.example", "demo": True}, State.BAD, "PARTA_DEMO", id="demo before the world"
        ),
    ],
)
async def test_settings_that_endanger_people_are_named(
    home: Path, given: dict[str, Any], state: State, named: str
) -> None:
    findings = await examine(_settings(home, **given))
    assert [finding for finding in findings if finding.state is state and named in finding.words]


async def test_missing_pages_and_folders_are_named(home: Path) -> None:
    findings = await examine(_settings(home, web_root=home / "nowhere", files_url=(home / "gone").as_uri()))
    assert "make build" in _about(findings, "pages")[0]
    assert _about(findings, "files")[0].startswith("BAD")


def test_the_command_ends_with_one_when_something_is_bad(home: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "parta", "doctor"],
        env={"PARTA_HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "BAD  database" in run.stdout
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("host", "this"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("10.0.0.7", False), ("school.example", False)],
)
def test_only_loopback_is_this_machine(host: str, *, this: bool) -> None:
    assert is_this_machine(host) is this


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"livekit_binary": "/bin/true"}, "ok: `parta up` will run the media server /bin/true"),
        ({"livekit_binary": "/nowhere/livekit"}, "BAD: PARTA_LIVEKIT_BINARY=/nowhere/livekit is not there"),
        (
            {"livekit_url": "http://127.0.0.1:1", "livekit_key": "parta", "livekit_secret": "a secret" * 4},
            "BAD: LiveKit does not answer: ClientConnectorError (127.0.0.1:1)",
        ),
    ],
)
async def test_it_says_how_it_stands_with_calls(home: Path, given: dict[str, str], words: str) -> None:
    assert _about(await examine(_settings(home, **given)), "calls") == [words]


async def test_a_media_server_that_answers_is_well(home: Path) -> None:
    async with real_house(home) as house:
        found = {"livekit_url": house.url, "livekit_key": "parta", "livekit_secret": house.secret}
        findings = await examine(_settings(home, **found, livekit_node_ip="203.0.113.7"))
    answers, address = _about(findings, "calls")
    assert answers == "ok: the media server answers"
    assert "203.0.113.7" in address
