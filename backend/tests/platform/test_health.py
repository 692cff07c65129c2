"""Health checks, and who may read the metrics."""

from dataclasses import replace

import pytest
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr
from sqlalchemy import text

from parta.core.bus import LocalBus
from parta.core.db import make_engine
from parta.core.heartbeats import record_heartbeat
from parta.core.loopback import is_loopback_request
from parta.core.settings import Settings
from parta.core.unit_of_work import make_sessions
from parta.main import make_app
from tests.installation import Installation

pytestmark = pytest.mark.anyio


def _client_from(installation: Installation, address: str, **headers: str) -> AsyncClient:
    transport = ASGITransport(app=installation.app, client=(address, 50000))
    return AsyncClient(transport=transport, base_url="http://parta.test", headers=headers)


async def test_a_process_with_its_database_is_alive_and_ready(installation: Installation) -> None:
    browser = await installation.browser()
    assert (await browser.get("/healthz")).json() == {"status": "alive"}
    assert (await browser.get("/readyz")).json() == {"status": "ready"}


async def test_a_process_that_cannot_reach_its_database_is_alive_and_not_ready() -> None:
    engine = make_engine("postgresql://nobody:nothing@127.0.0.1:1/nowhere")
    app = make_app(Settings(demo=True, secret=SecretStr("a secret")), make_sessions(engine), LocalBus())
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://parta.test") as browser:
        assert (await browser.get("/healthz")).status_code == 200
        answer = await browser.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "database_unreachable"})


async def test_a_process_before_an_old_database_is_not_ready(installation: Installation) -> None:
    async with installation.transaction() as work:
        revision = await work.scalar(text("SELECT version_num FROM alembic_version"))
        await work.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    try:
        answer = await (await installation.browser()).get("/readyz")
        assert (answer.status_code, answer.json()) == (503, {"status": "database_not_migrated"})
    finally:
        async with installation.transaction() as work:
            await work.execute(text("UPDATE alembic_version SET version_num = :was"), {"was": revision})


async def test_metrics_are_shown_to_requests_from_this_machine(installation: Installation) -> None:
    async with installation.transaction() as work:
        await record_heartbeat(work, "worker")
    async with _client_from(installation, "127.0.0.1") as scraper:
        await scraper.get("/healthz")
        page = (await scraper.get("/metrics")).text
    assert 'parta_requests_total{method="GET",route="/healthz",status="200"}' in page
    assert "parta_outbox_waiting 0.0" in page
    assert 'parta_heartbeat_age_seconds{process="worker"}' in page


async def test_metrics_are_shown_to_requests_with_the_token(installation: Installation) -> None:
    installation.app.state.context = replace(
        installation.app.state.context, settings=Settings(metrics_token=SecretStr("open sesame"))
    )
    async with _client_from(installation, "192.0.2.7", authorization="Bearer open sesame") as scraper:
        assert (await scraper.get("/metrics")).status_code == 200


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        pytest.param("192.0.2.7", {}, id="from elsewhere"),
        pytest.param("192.0.2.7", {"authorization": "Bearer wrong"}, id="with a wrong token"),
        pytest.param("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, id="through a proxy of this machine"),
        pytest.param("127.0.0.1", {"forwarded": "for=127.0.0.1"}, id="through a proxy with the newer header"),
    ],
)
async def test_there_are_no_metrics_for_others(
    installation: Installation, address: str, headers: dict[str, str]
) -> None:
    installation.app.state.context = replace(
        installation.app.state.context, settings=Settings(metrics_token=SecretStr("open sesame"))
    )
    async with _client_from(installation, address, **headers) as scraper:
        assert (await scraper.get("/metrics")).status_code == 404


@pytest.mark.parametrize(
    ("client", "headers", "direct"),
    [
        (("127.0.0.1", 1), [], True),
        (("127.8.8.8", 1), [], True),
        (("::1", 1), [], True),
        (("10.0.0.1", 1), [], False),
        (("localhost", 1), [], False),
        (None, [], False),
        (("127.0.0.1", 1), [(b"X-Real-IP", b"127.0.0.1")], False),
        (("::1", 1), [(b"via", b"1.1 proxy")], False),
    ],
)
def test_only_direct_requests_from_this_machine_are_loopback(
    client: tuple[str, int] | None, headers: list[tuple[bytes, bytes]], *, direct: bool
) -> None:
    assert is_loopback_request({"client": client, "headers": headers}) is direct
