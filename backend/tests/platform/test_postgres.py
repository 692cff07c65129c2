"""The embedded PostgreSQL: started, stopped, killed, orphaned, with its port taken."""

import asyncio
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest

from parta.manage.postgres.cluster import Cluster, Tuning
from parta.manage.postgres.database import ensure_database
from parta.manage.postgres.errors import AlreadyRunningError, PostgresError
from parta.manage.postgres.server_processes import find_server_processes
from tests.ephemeral import ephemeral_postgres
from tests.platform.wait import is_alive, wait_until

pytestmark = pytest.mark.anyio

MakeCluster = Callable[..., Cluster]
SMALL = Tuning(max_connections=20, shared_buffers_mb=16, durable=False)
AS_ROOT = os.geteuid() == 0


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that the server's account can traverse."""
    path = Path(tempfile.mkdtemp(prefix="parta-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def make_cluster(folder: Path) -> Iterator[MakeCluster]:
    """Return a function that creates clusters of this folder, all of which stop with the test."""
    made: list[Cluster] = []

    def make(port: int = 0) -> Cluster:
        made.append(Cluster(folder / "postgres", SMALL, port=port))
        return made[-1]

    yield make
    for cluster in made:
        cluster.stop()


async def _fetch_value(url: str, question: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_what_was_written_is_there_after_stop_and_start(make_cluster: MakeCluster) -> None:
    cluster = make_cluster()
    cluster.start()
    url = await ensure_database(cluster)
    await _fetch_value(url, "CREATE TABLE note AS SELECT 'a word'::text AS content")
    cluster.stop()
    assert find_server_processes(cluster.data) == []

    cluster.start()
    assert await _fetch_value(await ensure_database(cluster), "SELECT content FROM note") == "a word"


async def test_partas_own_role_is_no_superuser(make_cluster: MakeCluster) -> None:
    cluster = make_cluster()
    cluster.start()
    url = await ensure_database(cluster)
    assert await _fetch_value(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


async def test_nobody_connects_without_the_password(make_cluster: MakeCluster) -> None:
    cluster = make_cluster()
    cluster.start()
    with pytest.raises(asyncpg.InvalidPasswordError):
        await _fetch_value(f"postgresql://postgres:guess@127.0.0.1:{cluster.port}/postgres", "SELECT 1")
    secret = cluster.folder / "secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert secret.stat().st_uid == os.geteuid()


async def test_a_killed_server_restarts_at_the_same_port_with_what_was_committed(make_cluster: MakeCluster) -> None:
    cluster = make_cluster()
    cluster.start()
    url = await ensure_database(cluster)
    await _fetch_value(url, "CREATE TABLE note AS SELECT 1 AS number")
    os.kill(cluster.pid, signal.SIGKILL)
    wait_until(lambda: not cluster.is_running())

    cluster.restart()

    assert await _fetch_value(url, "SELECT number FROM note") == 1


def _make_zombie() -> "subprocess.Popen[bytes]":
    """Return a process that has exited and has not been waited for."""
    zombie = subprocess.Popen(["true"])  # noqa: S607 - whatever it is
    wait_until(lambda: not is_alive(zombie.pid))
    return zombie


@pytest.mark.parametrize("kind", ["stranger", "zombie"])
async def test_a_lock_file_of_somebody_else_or_of_a_zombie_does_not_keep_the_server_out(
    make_cluster: MakeCluster, kind: str
) -> None:
    cluster = make_cluster()
    cluster.start()
    cluster.stop()
    zombie = _make_zombie()
    number = os.getpid() if kind == "stranger" else zombie.pid
    (cluster.data / "postmaster.pid").write_text(f"{number}\n{cluster.data}\n")

    cluster.start()

    zombie.wait()
    assert await _fetch_value(cluster.admin_url, "SELECT 1") == 1


_OWNER_PROGRAM = """
import sys, time
from pathlib import Path
from parta.manage.postgres.cluster import Cluster, Tuning
cluster = Cluster(Path(sys.argv[1]), Tuning(20, 16, durable=False))
cluster.start()
print(cluster.pid, flush=True)
time.sleep(600)
"""


def _start_owner(folder: Path) -> tuple["subprocess.Popen[str]", int]:
    """Start a process that starts a server there; return it and the server's process id."""
    owner = subprocess.Popen([sys.executable, "-c", _OWNER_PROGRAM, str(folder)], stdout=subprocess.PIPE, text=True)  # noqa: S603
    assert owner.stdout is not None
    return owner, int(owner.stdout.readline())


def _kill_owner(owner: "subprocess.Popen[str]") -> None:
    owner.kill()
    owner.communicate()


def test_the_server_ends_when_its_owner_is_killed(folder: Path) -> None:
    owner, server = _start_owner(folder / "postgres")
    assert is_alive(server)
    _kill_owner(owner)
    wait_until(lambda: not find_server_processes(folder / "postgres" / "data"))


async def test_a_server_that_lost_both_owner_and_supervisor_is_stopped_by_the_next(
    folder: Path, make_cluster: MakeCluster
) -> None:
    owner, server = _start_owner(folder / "postgres")
    supervisor = psutil.Process(server).parent()
    assert supervisor is not None
    supervisor.kill()
    _kill_owner(owner)
    assert is_alive(server)

    cluster = make_cluster()
    cluster.start()

    assert not is_alive(server)
    assert await _fetch_value(cluster.admin_url, "SELECT 1") == 1


def test_two_owners_of_one_folder_are_one_too_many(folder: Path, make_cluster: MakeCluster) -> None:
    make_cluster().start()
    with pytest.raises(AlreadyRunningError, match="PARTA_HOME"):
        make_cluster().start()
    assert len({process.pid for process in find_server_processes(folder / "postgres" / "data")}) > 0


async def test_a_port_that_is_taken_meanwhile_is_not_used(make_cluster: MakeCluster) -> None:
    cluster = make_cluster()
    cluster.start()
    port = cluster.port
    cluster.stop()
    with socket.create_server(("127.0.0.1", port)):
        cluster.start()
        assert cluster.port != port
        assert await _fetch_value(cluster.admin_url, "SELECT 1") == 1


def test_a_requested_port_that_is_taken_is_reported_plainly(make_cluster: MakeCluster) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PostgresError, match=f"port {port} .* is taken"):
            make_cluster(port).start()


def test_a_folder_created_by_another_version_is_reported_plainly(make_cluster: MakeCluster) -> None:
    cluster = make_cluster()
    cluster.start()
    cluster.stop()
    (cluster.data / "PG_VERSION").write_text("12\n")
    with pytest.raises(PostgresError, match="created by PostgreSQL 12"):
        cluster.start()


def test_an_interrupted_creation_of_the_folder_is_done_again(make_cluster: MakeCluster) -> None:
    cluster = make_cluster()
    left_behind = cluster.folder / "data.new"
    left_behind.mkdir(parents=True)
    (left_behind / "half").write_text("")
    cluster.start()
    assert cluster.is_running()
    assert not left_behind.exists()


@pytest.mark.skipif(not AS_ROOT, reason="only root has another account run the server")
def test_under_root_the_server_belongs_to_an_unprivileged_account(folder: Path, make_cluster: MakeCluster) -> None:
    before = stat.S_IMODE(folder.stat().st_mode)
    cluster = make_cluster()
    cluster.start()
    owner = cluster.data.stat().st_uid
    assert owner != 0
    assert psutil.Process(cluster.pid).uids().effective == owner
    assert folder.stat().st_uid == cluster.folder.stat().st_uid == 0
    assert stat.S_IMODE(folder.stat().st_mode) == before


@pytest.mark.skipif(not AS_ROOT, reason="only root has another account run the server")
def test_a_home_that_the_account_cannot_reach_is_reported_plainly(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(PostgresError, match="PARTA_HOME"):
        Cluster(closed / "postgres", SMALL).start()
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_an_ephemeral_server_leaves_nothing_behind() -> None:
    with ephemeral_postgres() as url:
        folder = Path(str(asyncio.run(_fetch_value(url, "SHOW data_directory"))))
        assert asyncio.run(_fetch_value(url, "SHOW fsync")) == "off"
    assert not folder.exists()
    assert not folder.parent.exists()
