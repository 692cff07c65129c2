"""Wrong clocks, a full disk, an upgrade at work: no acknowledged message is lost, and doctor tells what is wrong."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from parta.core.settings import Settings
from parta.manage.doctor import diagnose
from tests.kill.conftest import Scenario, run_scenario
from tests.kill.followers import running_traffic
from tests.processes import Part

pytestmark = [pytest.mark.anyio, pytest.mark.long]

_DISK_MB = 300
_TIMEOUT_S = 60


async def _list_bad(scenario: Scenario) -> list[str]:
    """Return what doctor calls bad in the database and its surroundings."""
    home = scenario.parta.folder / "home"
    settings = Settings(home=home, database_url=scenario.parta.database_url, demo=True)
    return [str(finding) for finding in await diagnose(settings) if finding.is_bad]


async def _restart(scenario: Scenario, part: Part, minutes: int) -> None:
    scenario.parta.clock_minutes[part] = minutes
    scenario.parta.stop(part)
    await asyncio.to_thread(scenario.parta.start, part)


async def test_clocks_ten_minutes_apart_lose_nothing_and_are_told(scenario: Scenario) -> None:
    async with running_traffic(scenario) as traffic:
        await _restart(scenario, "web", 5)
        await _restart(scenario, "worker", -5)
        await traffic.wait_for_progress(80)
        async with asyncio.timeout(_TIMEOUT_S):
            while not any("the clock of the worker is 300 s behind" in one for one in await _list_bad(scenario)):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.5)
        assert not any("no heartbeat" in one for one in await _list_bad(scenario))


async def test_a_clock_that_jumps_an_hour_ahead_and_back_loses_nothing(scenario: Scenario) -> None:
    async with running_traffic(scenario) as traffic:
        await _restart(scenario, "web", 60)
        for signal_number in (signal.SIGUSR2, signal.SIGUSR1, signal.SIGUSR2):
            await traffic.wait_for_progress(40)
            os.kill(scenario.parta.pid("web"), signal_number)
        await traffic.wait_for_progress(40)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of its own that is soon full."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", f"size={_DISK_MB}m,mode=711", "tmpfs", str(folder)]
    if mount is None or subprocess.run([mount, *options], capture_output=True, check=False).returncode:  # noqa: S603 - our own arguments
        pytest.skip("only root may mount a small disk")
    for parent in (folder, *folder.parents):
        if parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)  # the database's own account may enter
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607 - our own arguments


@pytest.fixture
def crowded(small_disk: Path) -> Iterator[Scenario]:
    """Return a running Parta on the small disk."""
    with run_scenario(12, 10, within=small_disk) as scenario:
        yield scenario


async def test_a_full_disk_loses_nothing_is_told_and_all_goes_on_once_there_is_room(
    crowded: Scenario, small_disk: Path
) -> None:
    filler = small_disk / "filler"
    async with running_traffic(crowded) as traffic:
        await traffic.wait_for_progress(40)
        for _ in range(2):  # what was refused leaves room again
            await asyncio.to_thread(_fill, filler)
            await _write_too_much(crowded)
        await asyncio.to_thread(_fill, filler)
        assert [one for one in await _list_bad(crowded) if "0.0 GB free" in one]
        filler.unlink()
        await _ensure_database_runs(crowded)
        await traffic.wait_for_progress(40)


def _fill(filler: Path) -> None:
    with filler.open("ab", buffering=0) as file:
        try:
            while file.write(bytes(1 << 16)):
                pass
        except OSError:
            return


async def _write_too_much(scenario: Scenario) -> None:
    """Write what there is no room for: the database refuses it."""
    rows = "SELECT repeat(md5(n::text), 200) FROM generate_series(1, 1000000) n"
    connection = await asyncpg.connect(scenario.parta.database_url)
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
        await connection.execute(f"CREATE TABLE large AS {rows}", timeout=_TIMEOUT_S)
    connection.terminate()


async def _ensure_database_runs(scenario: Scenario) -> None:
    """Start the database again if it ended for want of room, as `parta up` does."""
    try:
        (await asyncpg.connect(scenario.parta.database_url, timeout=5)).terminate()
    except (OSError, asyncpg.PostgresError):
        await asyncio.to_thread(scenario.parta.restart_postgres)


async def test_an_upgrade_while_people_write_loses_nothing(scenario: Scenario) -> None:
    parta = scenario.parta
    connection = await asyncpg.connect(parta.database_url)
    revision = await connection.fetchval("SELECT version_num FROM alembic_version")
    async with running_traffic(scenario) as traffic:
        await traffic.wait_for_progress(40)
        # The new version's migration, while the old web process and worker still run.
        await connection.execute("ALTER TABLE message ADD COLUMN of_the_next_version boolean NOT NULL DEFAULT false")
        await connection.execute("UPDATE alembic_version SET version_num = 'next'")
        assert [one for one in await _list_bad(scenario) if "parta migrate" in one]
        await traffic.wait_for_progress(40)
        parta.stop("web")
        parta.stop("worker")
        await connection.execute("UPDATE alembic_version SET version_num = $1", revision)  # as the new version knows it
        environment = {**os.environ, **parta.settings, "PARTA_DATABASE_URL": parta.database_url}
        migrating = await asyncio.create_subprocess_exec(sys.executable, "-m", "parta", "migrate", env=environment)
        assert await migrating.wait() == 0
        for part in ("web", "worker"):
            await asyncio.to_thread(parta.start, part)
        await traffic.wait_for_progress(40)
    await connection.close()
