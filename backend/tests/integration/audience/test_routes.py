"""Every route of Parta, and the status that each caller gets."""

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from pydantic import SecretStr
from starlette.routing import Match

from parta.core.settings import Settings
from parta.main import make_app
from tests.described import Description
from tests.integration.audience import (
    rows_of_calls,
    rows_of_chats,
    rows_of_files,
    rows_of_identity,
    rows_of_lessons,
    rows_of_linking,
    rows_of_messages,
    rows_of_notifications,
    rows_of_public_routes,
    rows_of_remote_lessons,
)
from tests.integration.audience.scenario import PEOPLE, Scenario
from tests.integration.audience.table import WHO, Row

pytestmark = pytest.mark.anyio

ROWS = [
    *rows_of_chats.ROWS,
    *rows_of_messages.ROWS,
    *rows_of_files.ROWS,
    *rows_of_calls.ROWS,
    *rows_of_identity.ROWS,
    *rows_of_lessons.ROWS,
    *rows_of_remote_lessons.ROWS,
    *rows_of_notifications.ROWS,
    *rows_of_linking.ROWS,
    *rows_of_public_routes.ROWS,
]
SOCKET_PATHS = (
    "/ws",
    "/api/boards/{board_id:uuid}/socket",
    "/rtc{rest:path}",
)
SOCKETS = {("WEBSOCKET", path) for path in SOCKET_PATHS}
"""Routes of sockets; who receives what through them is tested in `test_updates`."""


@pytest.fixture(scope="module")
def description(scenario: Scenario) -> Description:
    """Return the description of the interface."""
    return Description(scenario.installation.app)


@pytest.mark.parametrize("row", [*ROWS, *rows_of_public_routes.DEMO], ids=str)
async def test_everybody_gets_what_is_theirs_as_described(
    scenario: Scenario, description: Description, row: Row
) -> None:
    answers = {who: await scenario.request(row, who) for who in WHO}
    assert {who: answer.status_code for who, answer in answers.items()} == row.answers
    for answer in answers.values():
        assert description.find_difference(answer) is None
        assert answer.is_success or not find_names(answer.text)
        assert not row.path.startswith("/api/") or answer.headers["cache-control"] in {"no-store", "private, no-cache"}


def find_names(text: str) -> list[str]:
    """Return the names and phones of people that the text contains."""
    names = (name for person in PEOPLE.values() for name in (person.last_name, person.first_name, person.phone))
    return [name for name in names if name in text]


def list_routes(app: FastAPI) -> set[tuple[str, str]]:
    """Return the method and template of all routes of the application."""
    found = set[tuple[str, str]]()
    for route in iter_route_contexts(app.routes):
        found |= {(method, str(route.path)) for method in route.methods or {"WEBSOCKET"}}
    return found


def list_requested_routes(app: FastAPI, rows: list[Row]) -> set[tuple[str, str]]:
    """Return the method and template of the routes that these rows match."""
    routes = list(iter_route_contexts(app.routes))
    found = set[tuple[str, str]]()
    for row in rows:
        path = row.path.partition("?")[0].replace("{", "").replace("}", "")
        scope: dict[str, Any] = {"type": "http", "method": row.method, "path": path, "root_path": "", "headers": []}
        matched = next((route for route in routes if route.matches(scope)[0] is Match.FULL), None)
        if matched is not None:
            found.add((row.method, str(matched.path)))
    return found


async def test_no_route_is_forgotten(scenario: Scenario) -> None:
    app = scenario.installation.app
    assert list_routes(app) == list_requested_routes(app, [*ROWS, *rows_of_public_routes.DEMO]) | SOCKETS


async def test_no_route_is_forgotten_outside_the_demo(scenario: Scenario, database_url: str) -> None:
    settings = Settings(
        database_url=database_url, secret=SecretStr("a secret"), sms="http", sms_url="http://127.0.0.1:9/"
    )
    app = make_app(settings, scenario.installation.sessions, scenario.installation.bus)
    assert list_routes(app) == list_requested_routes(app, ROWS) | SOCKETS
    assert list_requested_routes(app, rows_of_public_routes.DEMO) == set()
