"""The description of the HTTP interface."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from parta.core.bus import LocalBus
from parta.core.db import make_engine
from parta.core.errors import DomainError
from parta.core.settings import Settings
from parta.core.unit_of_work import make_sessions
from parta.main import make_app


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    """Return the description of the whole application."""
    engine = make_engine("postgresql://nobody@127.0.0.1/nowhere")
    settings = Settings(demo=True, secret=SecretStr("the description needs none"))
    return make_app(settings, make_sessions(engine), LocalBus()).openapi()


def test_every_operation_has_a_name_of_its_own(description: dict[str, Any]) -> None:
    operations = [operation for methods in description["paths"].values() for operation in methods.values()]
    names = Counter(operation["operationId"] for operation in operations)
    assert {name for name, count in names.items() if count > 1} == set()


def test_every_code_of_an_error_is_described_so_that_clients_can_word_it(description: dict[str, Any]) -> None:
    described = set(description["components"]["schemas"]["ErrorCode"]["enum"])
    assert {error.code for error in _list_errors(DomainError)} - {"refused"} <= described
    by_status = [
        content["schema"]["allOf"][1]["properties"]["code"]["enum"]
        for response in description["components"]["responses"].values()
        for content in response["content"].values()
    ]
    assert {code for codes in by_status for code in codes} <= described


def _list_errors(base: type[DomainError]) -> Iterator[type[DomainError]]:
    for error in base.__subclasses__():
        if error.__module__.startswith("parta."):
            yield error
        yield from _list_errors(error)
