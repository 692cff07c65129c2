"""Fixtures of all tests: PostgreSQL, a migrated database for each worker, and an installation."""

import os
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from parta.core import clock, unit_of_work
from parta.core.settings import Settings
from parta.core.unit_of_work import make_sessions
from tests.databases import async_url, create_database, delete_all_rows, drop_database
from tests.ephemeral import ephemeral_postgres
from tests.installation import Installation
from tests.lock_order import watching_names
from tests.snapshots import Snapshots


def pytest_configure(config: pytest.Config) -> None:
    """Start one temporary PostgreSQL for the run and all its processes, unless a URL is set."""
    os.environ["PARTA_DISK_RESERVE_GB"] = "0"  # however little is free where tests run
    if "PARTA_TEST_DATABASE_URL" not in os.environ:
        servers = ExitStack()
        os.environ["PARTA_TEST_DATABASE_URL"] = servers.enter_context(ephemeral_postgres())
        config.add_cleanup(servers.close)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run on asyncio; one loop for the whole session, so that pools live as long."""
    return "asyncio"


@pytest.fixture(scope="session")
def admin_url() -> str:
    """Return the URL of a PostgreSQL in which tests may create databases."""
    return os.environ["PARTA_TEST_DATABASE_URL"]


@pytest.fixture(scope="session")
async def database_url(admin_url: str, worker_id: str) -> AsyncIterator[str]:
    """Return the URL of a migrated database for this worker alone."""
    name = f"parta_test_{os.getpid()}_{worker_id}"
    yield await create_database(admin_url, name)
    await drop_database(admin_url, name)


@pytest.fixture(scope="session")
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """Return the engine of the database."""
    engine = create_async_engine(async_url(database_url), pool_size=12, max_overflow=20)
    yield engine
    await engine.dispose()


@pytest.fixture
async def installation(engine: AsyncEngine, database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    """Return an installation whose commits are real; all rows are deleted afterwards."""
    settings = Settings(
        database_url=database_url, demo=True, home=tmp_path, secret=SecretStr("the secret of the tests")
    )
    async with Installation.run(settings, make_sessions(engine)) as installation:
        yield installation
    await delete_all_rows(engine)


@pytest.fixture(scope="session")
async def snapshots(engine: AsyncEngine, tmp_path_factory: pytest.TempPathFactory) -> Snapshots:
    """Return the snapshots of scenarios in this worker's database."""
    return Snapshots(engine, tmp_path_factory.mktemp("snapshots"))


@pytest.fixture(scope="session", autouse=True)
def lock_order_violations() -> Iterator[list[str]]:
    """Collect every lock that a transaction of this process takes out of order, in fixtures too."""
    found: list[str] = []
    log_it = unit_of_work.report_lock_order
    unit_of_work.report_lock_order = lambda violation: found.append(f"{violation}: {_place_in_parta()}")
    with watching_names(unit_of_work.report_lock_order):
        yield found
    unit_of_work.report_lock_order = log_it


@pytest.fixture(autouse=True)
def lock_order(lock_order_violations: list[str]) -> Iterator[None]:
    """Fail a test in which locks were taken out of order, by a route, a handler or a scenario."""
    yield
    found = list(lock_order_violations)
    lock_order_violations.clear()
    assert not found, "locks out of order:\n" + "\n".join(found)


def _place_in_parta() -> str:
    """Return the calls that led to a lock, the innermost last."""
    frames = [frame for frame in traceback.extract_stack() if "/backend/parta/" in frame.filename]
    calls = [f"{frame.filename.rpartition('/parta/')[2]}:{frame.lineno} {frame.name}" for frame in frames[-8:-1]]
    return " > ".join(calls)


@pytest.fixture(autouse=True)
def true_time() -> Iterator[None]:
    """Restore the clock after a test that moved it."""
    yield
    clock.restore()
