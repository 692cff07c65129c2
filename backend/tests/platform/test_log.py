"""What the log contains, and what it never contains."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from parta.core.log import configure
from parta.core.metrics_middleware import MetricsMiddleware
from tests.installation import Installation

pytestmark = pytest.mark.anyio

PHONE = "+79005550142"
CODE = "274613"
PASSWORD = "корова ест сено тихо"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Return everything that is logged during the test, debug messages included."""
    stream = io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure("debug", stream)
    yield stream
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


def _parse_lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def _build_failing_app() -> FastAPI:
    app = FastAPI()

    @app.post("/people/{phone}")
    async def fail(phone: str) -> None:  # pyright: ignore[reportUnusedFunction]
        raise ValueError(f"nobody with {phone} and {PASSWORD}") from LookupError(phone)

    app.add_middleware(MetricsMiddleware)
    return app


async def test_an_unexpected_error_is_logged_by_its_type_and_location_never_by_its_message(log: io.StringIO) -> None:
    transport = ASGITransport(app=_build_failing_app())
    async with AsyncClient(transport=transport, base_url="http://parta.test") as browser:
        browser.cookies.set("session", PHONE)
        answer = await browser.post(f"/people/{PHONE}?code={CODE}")

    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    [line] = _parse_lines(log)
    assert line["error"] == "ValueError < LookupError"
    assert line["route"] == "/people/{phone}"
    assert line["request_id"] == answer.headers["x-request-id"] == answer.json()["request_id"]
    assert line["frames"][-1].endswith(" fail")
    for secret in (PHONE, PHONE[1:], CODE, PASSWORD):
        assert secret not in log.getvalue()


async def test_an_error_of_the_database_is_logged_by_its_code(log: io.StringIO, installation: Installation) -> None:
    async with installation.transaction() as work:
        try:
            await work.execute(text("INSERT INTO heartbeat (process, at) VALUES (:phone, NULL)"), {"phone": PHONE})
        except DBAPIError as error:
            structlog.get_logger().warning("refused", exc_info=error)
            await work.rollback()

    [line] = _parse_lines(log)
    assert line["sqlstate"] == "23502"
    assert PHONE not in log.getvalue()


async def test_a_library_is_quoted_without_the_values(log: io.StringIO) -> None:
    logging.getLogger("some.library").warning("cannot send to %s\nbecause of %s", PHONE, PASSWORD)

    [line] = _parse_lines(log)
    assert (line["library"], line["event"], line["level"]) == ("some.library", "cannot send to %s", "warning")
    assert PHONE not in log.getvalue()


async def test_nothing_that_is_typed_at_sign_in_reaches_the_log(log: io.StringIO, installation: Installation) -> None:
    browser = await installation.browser()
    await browser.post("/api/id/sign-in", json={"phone": PHONE})
    await browser.post("/api/id/sign-in/code", json={"code": CODE})
    await browser.post("/api/id/sign-in/password", json={"password": PASSWORD})
    await browser.post("/api/journal/sign-in", json={"login": "misha.sokolov", "password": PASSWORD})
    await browser.get("/api/id/sign-in", params={"phone": PHONE})

    for secret in (PHONE, PHONE[1:], PHONE[2:], CODE, PASSWORD, "misha.sokolov"):
        assert secret not in log.getvalue()
