"""Requests that are invented from the description of the interface, valid and invalid ones."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, cast

from httpx import AsyncClient, Response
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy
from requests import Request
from schemathesis import Case, GenerationMode

from tests.described import DescribedOperation
from tests.installation import ORIGIN

Invented = Case[Any]
"""A request that was invented."""

_CASES_PER_MODE = 6
"""With so many, all operations and callers take about a minute."""
_SETTINGS = settings(
    max_examples=_CASES_PER_MODE,
    derandomize=True,  # the same requests in every run
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


def invent(operation: DescribedOperation, existing: Mapping[str, str]) -> list[Invented]:
    """Return requests of this operation: for what exists, and for anything, valid and invalid."""
    path_parameters = dict(existing) or None
    cases = _draw(operation, GenerationMode.POSITIVE, path_parameters=path_parameters)
    if operation.query or operation.headers or operation.body:
        cases += _draw(operation, GenerationMode.NEGATIVE, path_parameters=path_parameters)
    elif path_parameters:
        cases += _draw(operation, GenerationMode.NEGATIVE)
    return cases


async def send_invented(browser: AsyncClient, case: Invented) -> Response:
    """Send the request as this browser."""
    request = Request(**case.as_transport_kwargs(base_url=ORIGIN)).prepare()
    headers = [(name.encode(), _encode(value)) for name, value in request.headers.items()]
    content = cast("bytes | str | None", request.body)
    return await browser.request(str(request.method), str(request.url), headers=headers, content=content)


def _draw(operation: DescribedOperation, mode: GenerationMode, **fixed: Any) -> list[Invented]:  # noqa: ANN401 - parameters
    drawn: list[Invented] = []
    cases = cast("SearchStrategy[Invented]", cast("Any", operation).as_strategy(generation_mode=mode, **fixed))

    @_SETTINGS
    @given(cases)
    def draw(case: Invented) -> None:
        drawn.append(case)

    with suppress(Unsatisfiable):  # of some routes everything is valid
        draw()
    return drawn


def _encode(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("latin-1", "replace")
