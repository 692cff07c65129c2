"""Who is told that Parta is well, and who may read its figures."""

import pytest
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr
from sqlalchemy import text

from parta.core.bus import LocalBus
from parta.core.db import make_engine, make_sessions
from parta.core.heartbeats import record_heartbeat
from parta.core.loopback import is_loopback_request
from parta.core.settings import Settings
from parta.main import make_app
from tests.world import World

pytestmark = pytest.mark.anyio


def _from(world: World, address: str, **headers: str) -> AsyncClient:
    transport = ASGITransport(app=world.app, client=(address, 50000))
    return AsyncClient(transport=transport, base_url="http://parta.test", headers=headers)


async def test_a_process_with_its_database_is_alive_and_ready(world: World) -> None:
    browser = await world.browser()
    assert (await browser.get("/healthz")).json() == {"status": "alive"}
    assert (await browser.get("/readyz")).json() == {"status": "ready"}


async def test_a_process_that_cannot_reach_its_database_is_alive_and_not_ready() -> None:
    engine = make_engine("postgresql://nobody:nothing@127.0.0.1:1/nowhere")
    app = make_app(Settings(demo=True, secret=SecretStr("a secret")), make_sessions(engine), LocalBus())
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://parta.test") as browser:
        assert (await browser.get("/healthz")).status_code == 200
        answer = await browser.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "database_unreachable"})


async def test_a_process_before_an_old_database_is_not_ready(world: World) -> None:
    async with world.work() as session:
        revision = await session.scalar(text("SELECT version_num FROM alembic_version"))
        await session.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    try:
        answer = await (await world.browser()).get("/readyz")
        assert (answer.status_code, answer.json()) == (503, {"status": "database_not_migrated"})
    finally:
        async with world.work() as session:
            await session.execute(text("UPDATE alembic_version SET version_num = :was"), {"was": revision})


async def test_figures_are_told_to_whoever_sits_at_the_machine(world: World) -> None:
    async with world.work() as session:
        await record_heartbeat(session, "worker")
    async with _from(world, "127.0.0.1") as scraper:
        await scraper.get("/healthz")
        page = (await scraper.get("/metrics")).text
    assert 'parta_requests_total{method="GET",route="/healthz",status="200"}' in page
    assert "parta_outbox_waiting 0.0" in page
    assert 'parta_beat_age_seconds{process="worker"}' in page


async def test_figures_are_told_to_whoever_bears_the_token(world: World) -> None:
    world.app.state.settings = Settings(metrics_token=SecretStr("open sesame"))
    async with _from(world, "192.0.2.7", authorization="Bearer open sesame") as scraper:
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
async def test_there_are_no_figures_for_others(world: World, address: str, headers: dict[str, str]) -> None:
    world.app.state.settings = Settings(metrics_token=SecretStr("open sesame"))
    async with _from(world, address, **headers) as scraper:
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
def test_only_who_sits_at_the_machine_comes_directly(
    client: tuple[str, int] | None, headers: list[tuple[bytes, bytes]], *, direct: bool
) -> None:
    assert is_loopback_request({"client": client, "headers": headers}) is direct
