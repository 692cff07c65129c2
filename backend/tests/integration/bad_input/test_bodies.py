"""Invalid bodies: each is answered with a reason, and breaks nothing."""

import json

import pytest

from tests.integration.audience.scenario import Scenario
from tests.integration.bad_input.description import OPERATIONS, Operation
from tests.integration.bad_input.requests import build_body, find_fault, prepare, send
from tests.integration.bad_input.values import BODIES, CONTENT_TYPES, FIELD_VALUES

pytestmark = pytest.mark.anyio

WITH_BODY = [operation for operation in OPERATIONS if operation.fields]


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
async def test_a_field_may_hold_anything(scenario: Scenario, operation: Operation) -> None:
    await prepare(scenario)
    faults = dict[str, str]()
    for field in operation.fields or ():
        for name, value in FIELD_VALUES.items():
            content = await build_body(scenario, operation, **{field: value})
            answer = await send(scenario, operation, content=content)
            if fault := find_fault(operation, answer):
                faults[f"{field}: {name}"] = fault
            if answer.status_code == 429:
                await prepare(scenario)
    assert not faults, faults


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
async def test_a_field_that_is_missing_or_unknown_is_named(scenario: Scenario, operation: Operation) -> None:
    await prepare(scenario)
    whole = json.loads(await build_body(scenario, operation) or b"{}")
    for field in operation.required:
        content = json.dumps({name: value for name, value in whole.items() if name != field}).encode()
        answer = await send(scenario, operation, content=content)
        assert (answer.status_code, answer.json()["code"]) == (422, "malformed")
        assert {"at": f"body.{field}", "code": "missing"} in answer.json()["errors"]
    answer = await send(scenario, operation, content=await build_body(scenario, operation, unknown=1))
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")
    assert answer.json()["errors"] == [{"at": "body.unknown", "code": "extra_forbidden"}]


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
async def test_a_body_may_be_anything(scenario: Scenario, operation: Operation) -> None:
    await prepare(scenario)
    faults = dict[str, str]()
    for name, content in BODIES.items():
        if fault := find_fault(operation, await send(scenario, operation, content=content)):
            faults[name] = fault
    for media_type in CONTENT_TYPES:
        headers = {"Content-Type": media_type.encode("latin-1")}
        if fault := find_fault(operation, await send(scenario, operation, headers=headers)):
            faults[media_type] = fault
    assert not faults, faults
