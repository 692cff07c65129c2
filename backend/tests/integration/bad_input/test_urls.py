"""Addresses, queries and headers that nobody should send."""

import pytest

from tests.integration.audience.scenario import Scenario
from tests.integration.bad_input.description import OPERATIONS, Operation
from tests.integration.bad_input.requests import build_query, find_fault, prepare, send
from tests.integration.bad_input.values import HEADERS, URL_PARTS

pytestmark = pytest.mark.anyio

WITH_PATH = [operation for operation in OPERATIONS if operation.values("path")]
WITH_QUERY = [operation for operation in OPERATIONS if operation.values("query")]
SIMPLE = [one for one in OPERATIONS if not one.values("path") or one.path.startswith("/api/files")]
WITH_HEADERS = [operation for operation in OPERATIONS if operation.values("header")]


@pytest.mark.parametrize("operation", WITH_PATH, ids=str)
async def test_a_piece_of_the_path_may_be_anything(scenario: Scenario, operation: Operation) -> None:
    await prepare(scenario)
    faults = dict[str, str]()
    for parameter in operation.values("path"):
        for name, piece in URL_PARTS.items():
            if fault := find_fault(operation, await send(scenario, operation, path={parameter: piece})):
                faults[f"{parameter}: {name}"] = fault
    assert not faults, faults


@pytest.mark.parametrize("operation", WITH_QUERY, ids=str)
async def test_a_query_may_be_anything(scenario: Scenario, operation: Operation) -> None:
    await prepare(scenario)
    faults = dict[str, str]()
    for parameter in operation.values("query"):
        for name, piece in URL_PARTS.items():
            query = await build_query(scenario, operation, {parameter: piece})
            if fault := find_fault(operation, await send(scenario, operation, query=query)):
                faults[f"{parameter}: {name}"] = fault
    for query in ("", "&&&", "=", "%", "a[b]=c", "&".join(f"x{n}=1" for n in range(2000))):
        if fault := find_fault(operation, await send(scenario, operation, query=query)):
            faults[query[:20]] = fault
    assert not faults, faults


@pytest.mark.parametrize("operation", WITH_HEADERS, ids=str)
async def test_a_header_of_a_route_may_be_anything(scenario: Scenario, operation: Operation) -> None:
    await prepare(scenario)
    faults = dict[str, str]()
    for parameter in operation.values("header"):
        for name, piece in URL_PARTS.items():
            headers = {parameter: piece.encode()}
            if fault := find_fault(operation, await send(scenario, operation, headers=headers)):
                faults[f"{parameter}: {name}"] = fault
    assert not faults, faults


@pytest.mark.parametrize("operation", SIMPLE, ids=str)
async def test_the_usual_headers_may_hold_anything(scenario: Scenario, operation: Operation) -> None:
    await prepare(scenario)
    faults = dict[str, str]()
    for name, headers in HEADERS.items():
        if fault := find_fault(operation, await send(scenario, operation, headers=dict(headers))):
            faults[name] = fault
    assert not faults, faults
