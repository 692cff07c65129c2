"""Rules of HTTP, the same for every route: methods, origins, sizes, cookies."""

import pytest

from tests.integration.audience.scenario import Scenario
from tests.integration.bad_input.description import OPERATIONS, Operation
from tests.integration.bad_input.requests import find_fault, get_browser, prepare, send

pytestmark = pytest.mark.anyio

SAFE = {"GET", "HEAD", "OPTIONS"}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "CONNECT")
UNSAFE = [operation for operation in OPERATIONS if operation.method not in SAFE]
PATHS = {operation.path: operation for operation in OPERATIONS}
KNOWN = {path: {one.method for one in OPERATIONS if one.path == path} for path in PATHS}
FOREIGN = ({"Origin": "https://evil.test"}, {"Origin": "null"}, {"Origin": ""}, {"Sec-Fetch-Site": "cross-site"})


@pytest.mark.parametrize("path", PATHS)
async def test_a_method_that_a_route_does_not_have_does_nothing(scenario: Scenario, path: str) -> None:
    await prepare(scenario)
    browser = get_browser(scenario, PATHS[path])
    address = await scenario.fill(PATHS[path].url())
    faults = dict[str, str]()
    for method in METHODS:
        is_read = method == "HEAD" and "GET" in KNOWN[path]
        if method in KNOWN[path] or is_read:
            continue
        answer = await browser.request(method, address, content=b"")
        is_sound = method == "HEAD" or find_fault(PATHS[path], answer) is None
        if answer.status_code not in (404, 405, 422) or not is_sound:
            faults[method] = f"{answer.status_code} {answer.text}"
    assert not faults, faults


@pytest.mark.parametrize("operation", UNSAFE, ids=str)
async def test_what_another_site_sends_with_a_persons_cookies_is_refused(
    scenario: Scenario, operation: Operation
) -> None:
    await prepare(scenario)
    browser = get_browser(scenario, operation)
    ours = browser.headers.pop("Origin")
    for headers in FOREIGN:
        answer = await send(scenario, operation, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "bad_origin"), headers
        assert find_fault(operation, answer) is None
    browser.headers["Origin"] = ours


@pytest.mark.parametrize("operation", UNSAFE, ids=str)
async def test_a_body_over_the_limit_is_not_read(scenario: Scenario, operation: Operation) -> None:
    await prepare(scenario)
    for length in (str(51 << 20), "9" * 5000):
        answer = await send(scenario, operation, headers={"Content-Length": length})
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
        assert find_fault(operation, answer) is None


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
async def test_what_is_valid_is_answered_well_and_leaves_a_cookie_only_where_one_belongs(
    scenario: Scenario, operation: Operation
) -> None:
    await prepare(scenario)
    answer = await send(scenario, operation)
    assert find_fault(operation, answer) is None
    assert answer.status_code != 422 or answer.json()["code"] != "malformed", answer.text
    for cookie in answer.headers.get_list("set-cookie"):
        flags = {flag.strip().lower() for flag in cookie.split(";")[1:]}
        assert {"httponly", "samesite=lax", "path=/"} <= flags, cookie
