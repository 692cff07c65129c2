"""Answers of the interface, compared with its description."""

from typing import Any, cast

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from httpx import Response
from schemathesis import openapi
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import APIOperation
from starlette.routing import Match

DescribedOperation = APIOperation[Any, Any, Any, Any]


class Description:
    """The description of an application, to compare answers with."""

    def __init__(self, app: FastAPI) -> None:
        """Read the description of this application."""
        self._routes = list(iter_route_contexts(app.routes))
        self._schema = openapi.from_dict(app.openapi())

    def find_operation(self, method: str, path: str) -> DescribedOperation | None:
        """Return the described operation that this request reaches, if there is one."""
        scope: dict[str, Any] = {"type": "http", "method": method, "path": path, "root_path": "", "headers": []}
        route = next((route for route in self._routes if route.matches(scope)[0] is Match.FULL), None)
        if route is None or not getattr(route, "include_in_schema", False):
            return None
        return self.get_operation(method, str(route.path_format))

    def get_operation(self, method: str, path_format: str) -> DescribedOperation:
        """Return the described operation of a route."""
        return cast("DescribedOperation", self._schema[path_format][method])

    def find_difference(self, answer: Response) -> str | None:
        """Return in what the answer differs from the description, if it does."""
        operation = self.find_operation(answer.request.method, answer.request.url.path)
        return compare(operation, answer) if operation else None


def compare(operation: DescribedOperation, answer: Response) -> str | None:
    """Return in what the answer differs from the description of its operation, if it does."""
    described = operation.definition.raw["responses"]
    if str(answer.status_code) not in described:
        return f"{operation.label}: {answer.status_code} is not described: {answer.text[:200]}"
    try:
        cast("Any", operation).validate_response(answer)
    except (AssertionError, FailureGroup) as error:
        return f"{operation.label}: {answer.status_code}: {error!r:.2000}"
    return None
