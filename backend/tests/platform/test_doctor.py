"""What `parta doctor` reports."""

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
from sqlalchemy import text, update

from parta.core.clock import move, restore
from parta.core.heartbeats import Heartbeat, record_heartbeat
from parta.core.loopback import is_loopback_host
from parta.core.outbox import OutboxRow
from parta.core.rate_limits import CODES, hit_budget
from parta.core.settings import Settings
from parta.linking.rules import get_client_secret_encryption
from parta.linking.service import ProviderSpec, add_provider, add_region
from parta.manage.doctor import diagnose
from parta.manage.findings import Finding, Severity
from tests.adapters.media_servers import run_real_media_server
from tests.installation import Installation
from tests.journal_fake import CLIENT

pytestmark = pytest.mark.anyio


@pytest.fixture
def home() -> Iterator[Path]:
    """Return an empty home folder with one page."""
    path = Path(tempfile.mkdtemp(prefix="parta-"))
    (path / "pages").mkdir()
    (path / "pages" / "messenger.html").write_text("<!doctype html>")
    yield path
    shutil.rmtree(path)


def _build_settings(home: Path, **given: object) -> Settings:
    fit: dict[str, object] = {
        "home": home,
        "web_root": home / "pages",
        "secret": SecretStr("long and secret"),
        "sms": "http",
        "sms_url": "http://127.0.0.1:9/",
    }
    return Settings.model_validate({**fit, **given})


def _list_findings(findings: list[Finding], about: str) -> list[str]:
    return [f"{finding.severity.value}: {finding.message}" for finding in findings if finding.subject == about]


async def test_a_sound_installation_has_nothing_bad(home: Path, installation: Installation, database_url: str) -> None:
    async with installation.transaction() as work:
        await record_heartbeat(work, "worker")
    findings = await diagnose(_build_settings(home, database_url=database_url))
    assert [str(finding) for finding in findings if finding.is_bad] == []
    assert _list_findings(findings, "worker") == ["ok: it is running"]
    assert _list_findings(findings, "tables") == ["ok: they are those of this version"]


async def test_without_a_database_it_says_how_to_have_one(home: Path) -> None:
    [message] = _list_findings(await diagnose(_build_settings(home)), "database")
    assert message.startswith("BAD")
    assert "PARTA_DATABASE_URL" in message


async def test_a_database_that_does_not_answer_is_named_without_its_password(home: Path) -> None:
    url = "postgresql://parta:not-for-eyes@127.0.0.1:1/school"
    findings = await diagnose(_build_settings(home, database_url=url))
    assert _list_findings(findings, "database") == ["BAD: nothing answers at 127.0.0.1:1/school"]
    assert "not-for-eyes" not in "".join(str(finding) for finding in findings)


async def test_client_secrets_of_journals_that_open_no_more_are_named(
    home: Path, installation: Installation, database_url: str
) -> None:
    settings = _build_settings(home, database_url=database_url)
    async with installation.transaction() as work:
        region = await add_region(work, "Татарстан")
        offer = ProviderSpec("Журнал лицея", "Лицей № 2", CLIENT)
        await add_provider(work, region.id, offer, encryption=get_client_secret_encryption(settings))
    assert _list_findings(await diagnose(settings), "journals") == ["ok: all client secrets can be decrypted"]
    other = _build_settings(home, database_url=database_url, secret=SecretStr("not the one that it was"))
    [message] = _list_findings(await diagnose(other), "journals")
    assert message.startswith("BAD: the client secrets of Журнал лицея were encrypted with another PARTA_SECRET")


async def test_old_tables_want_a_migration(home: Path, installation: Installation, database_url: str) -> None:
    async with installation.transaction() as work:
        was = await work.scalar(text("SELECT version_num FROM alembic_version"))
        await work.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    try:
        [message] = _list_findings(await diagnose(_build_settings(home, database_url=database_url)), "tables")
        assert "parta migrate" in message
    finally:
        async with installation.transaction() as work:
            await work.execute(text("UPDATE alembic_version SET version_num = :was"), {"was": was})


async def test_a_silent_worker_and_a_wrong_clock_are_noticed(
    home: Path, installation: Installation, database_url: str
) -> None:
    async with installation.transaction() as work:
        await record_heartbeat(work, "worker")
        await work.execute(update(Heartbeat).values(at=Heartbeat.at - timedelta(minutes=5)))
    move(timedelta(minutes=5))
    findings = await diagnose(_build_settings(home, database_url=database_url))
    assert _list_findings(findings, "worker")[0].startswith("BAD: no heartbeat for 30")
    assert "differ by 30" in _list_findings(findings, "clock")[0]


async def test_a_flood_of_codes_is_noticed(home: Path, installation: Installation, database_url: str) -> None:
    settings = _build_settings(home, database_url=database_url, codes_per_day=10)
    for sent, begin in ((1, "ok: 1 of 10"), (5, "warn: 5 of 10"), (9, "BAD: 9 of 10")):
        async with installation.transaction() as work:
            await work.execute(text("DELETE FROM daily_count"))
        for _ in range(sent):
            await hit_budget(installation.context, CODES, 10)
        assert _list_findings(await diagnose(settings), "codes")[0].startswith(begin)


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (5, "the clock of the worker is 300 s ahead of the database's: synchronize both by NTP"),
        (-5, "the clock of the worker is 300 s behind the database's: synchronize both by NTP"),
    ],
)
async def test_a_worker_whose_clock_is_wrong_is_not_taken_for_a_silent_one(
    home: Path, installation: Installation, database_url: str, minutes: int, told: str
) -> None:
    move(timedelta(minutes=minutes))
    async with installation.transaction() as work:
        await record_heartbeat(work, "worker")
    restore()
    findings = await diagnose(_build_settings(home, database_url=database_url))
    assert _list_findings(findings, "worker") == ["ok: it is running"]
    assert _list_findings(findings, "clock")[-1] == f"BAD: {told}"


async def test_old_events_of_another_version_are_named(
    home: Path, installation: Installation, database_url: str
) -> None:
    settings = _build_settings(home, database_url=database_url)
    async with installation.transaction() as work:
        work.add(OutboxRow(name="polls.closed", payload={}))
    assert _list_findings(await diagnose(settings), "events") == ["ok: none is unknown to this version"]
    move(timedelta(minutes=11))
    [message] = _list_findings(await diagnose(settings), "events")
    assert message.startswith("warn: no worker of this version knows polls.closed (1)")


@pytest.mark.parametrize(
    ("given", "state", "named"),
    [
        pytest.param({"sms": "outbox"}, Severity.BAD, "PARTA_SMS", id="codes on a page, though people are real"),
        pytest.param({"public_url": "http://school.example"}, Severity.BAD, "HTTPS", id="no HTTPS"),
        pytest.param(
            {"public_url": "https://school.example"}, Severity.WARNING, "PARTA_TRUSTED_PROXIES", id="no proxy"
        ),
        pytest.param(
            {"public_url": "https://school.example", "demo": True},
            Severity.BAD,
            "PARTA_DEMO",
            id="a public demo",
        ),
    ],
)
async def test_settings_that_endanger_people_are_named(
    home: Path, given: dict[str, Any], state: Severity, named: str
) -> None:
    findings = await diagnose(_build_settings(home, **given))
    assert [finding for finding in findings if finding.severity is state and named in finding.message]


async def test_missing_pages_and_folders_are_named(home: Path) -> None:
    findings = await diagnose(_build_settings(home, web_root=home / "nowhere", files_url=(home / "gone").as_uri()))
    assert "make build" in _list_findings(findings, "pages")[0]
    assert _list_findings(findings, "files")[0].startswith("BAD")


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
    assert is_loopback_host(host) is this


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"livekit_binary": "/bin/true"}, "ok: `parta up` will run the media server /bin/true"),
        ({"livekit_binary": "/nowhere/livekit"}, "BAD: PARTA_LIVEKIT_BINARY=/nowhere/livekit does not exist"),
        (
            {"livekit_url": "http://127.0.0.1:1", "livekit_key": "parta", "livekit_secret": "a secret" * 4},
            "BAD: LiveKit does not respond: ClientConnectorError (127.0.0.1:1)",
        ),
    ],
)
async def test_it_reports_the_state_of_calls(home: Path, given: dict[str, str], message: str) -> None:
    assert _list_findings(await diagnose(_build_settings(home, **given)), "calls") == [message]


async def test_a_media_server_that_answers_is_well(home: Path) -> None:
    async with run_real_media_server(home) as server:
        found = {"livekit_url": server.url, "livekit_key": "parta", "livekit_secret": server.secret}
        findings = await diagnose(_build_settings(home, **found, livekit_node_ip="203.0.113.7"))
    answers, address = _list_findings(findings, "calls")
    assert answers == "ok: the media server answers"
    assert "203.0.113.7" in address


async def test_an_outside_part_that_does_not_respond_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "key")
    findings = await diagnose(_build_settings(home, files_url="s3://uploads/files", clamd="127.0.0.1:9"))
    (storage,) = _list_findings(findings, "files")
    assert storage.startswith("BAD: s3://uploads/files: ")
    assert _list_findings(findings, "antivirus") == [
        "BAD: 127.0.0.1:9: the antivirus daemon does not respond; what is uploaded waits until it responds"
    ]
    assert _list_findings(findings, "sms") == ["warn: nothing answers at 127.0.0.1:9: codes wait until it does"]


async def test_a_disk_below_its_reserve_is_told(home: Path) -> None:
    findings = await diagnose(_build_settings(home, disk_reserve_gb=1_000_000))
    assert any("uploads are refused" in finding for finding in _list_findings(findings, "files"))
