"""The OpenAPI description of errors: derived from what a route depends on, and told once per status.

A dependency or an endpoint is marked with the errors that it raises (`core.errors.raises`). The rest follows from the
route: what changes something may be in conflict or too frequent, what has an id may not exist.
"""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from parta.core.errors import DomainError, list_raised

Schema = dict[str, Any]

MEANING_OF_TIMES = (
    "Instants (`date-time`, most named `…_at` or `…_until`) are sent in UTC and accepted with any offset. "
    "Days (`date`, named `…_on`) are days of the school's time zone. Errors are problem details (RFC 9457)."
)
"""What is true of all times, for the head of the description."""

_SAFE_METHODS = frozenset({"get", "head", "options"})
_OWN_PACKAGE = "parta."
_UNUSED_SCHEMAS = ("HTTPValidationError", "ValidationError")
"""Schemas of the framework's own answers, which are never sent."""
_PROBLEM = "Problem"
_CODE = "ErrorCode"
_FRAMEWORK_CODES = {400: {"bad_request"}, 403: {"bad_origin"}, 413: {"too_large"}, 422: {"malformed"}}
"""Codes of the edge itself, which no domain error has."""
_MEANINGS = {
    400: ("Unreadable", "The body is not text."),
    401: ("Unauthenticated", "Nobody is signed in, or the session has ended."),
    403: ("Forbidden", "The caller may see this, but may not do it; or a page of another site sent the request."),
    404: ("NotFound", "It does not exist, or the caller may not know of it."),
    409: ("Conflict", "The request contradicts what already exists."),
    413: ("TooLarge", "The body or the file is larger than the limit, which `limit` tells in bytes."),
    415: ("TypeNotAllowed", "Files of this type are not accepted."),
    416: ("RangeNotSatisfiable", "The file has no such range."),
    422: ("Invalid", "A parameter or a field is malformed, then `errors` names it; or what it says makes no sense."),
    429: ("TooManyRequests", "The rate limit was exceeded: try again after `retry_after` seconds."),
    503: ("Unavailable", "What this needs does not answer now; where it is known when it will, `retry_after` tells."),
    507: ("NoSpace", "There is no space left for uploads; nothing was stored."),
}
"""The name and the meaning of each status of errors."""


class DescribedApp(FastAPI):
    """An application whose description tells every error as it is sent: as problem details (RFC 9457)."""

    def openapi(self) -> Schema:
        """Return the description, built once."""
        is_built = self.openapi_schema is not None
        description = super().openapi()
        return description if is_built else _describe_errors(self, description)


def _describe_errors(app: FastAPI, description: Schema) -> Schema:
    schemas: Schema = description["components"]["schemas"]
    for name in _UNUSED_SCHEMAS:
        schemas.pop(name, None)
    used = set[int]()
    for path, method, dependant in _list_operations(app):
        operation = description["paths"][path][method]
        statuses = {error.status for error in _list_errors(dependant)} | _list_edge_statuses(operation, method, schemas)
        answers = {code: answer for code, answer in operation["responses"].items() if int(code) < min(_MEANINGS)}
        answers |= {str(status): {"$ref": f"#/components/responses/{_MEANINGS[status][0]}"} for status in statuses}
        operation["responses"] = dict(sorted(answers.items()))
        used |= statuses
    codes = _list_codes()
    schemas[_PROBLEM] = _build_problem_schema()
    schemas[_CODE] = _build_code_schema(set[str]().union(*codes.values()))
    description["components"]["responses"] = {
        _MEANINGS[status][0]: _build_response(status, codes.get(status, set())) for status in sorted(used)
    }
    return description


def _list_operations(app: FastAPI) -> Iterator[tuple[str, str, Dependant]]:
    """Yield the path, the method and the dependencies of each described route."""
    for route in iter_route_contexts(app.routes):
        if getattr(route, "include_in_schema", False) and hasattr(route, "dependant"):
            for method in route.methods or ():
                yield str(route.path_format), method.lower(), cast("Dependant", route.dependant)


def _list_errors(dependant: Dependant) -> set[type[DomainError]]:
    """Return the errors with which the endpoint and all that it depends on are marked."""
    errors = set(list_raised(dependant.call))
    return errors.union(*(_list_errors(one) for one in dependant.dependencies))


def _list_edge_statuses(operation: Schema, method: str, schemas: Schema) -> set[int]:
    """Return the statuses that follow from the method, the parameters and the body."""
    parameters = operation.get("parameters", [])
    content: Schema = operation.get("requestBody", {}).get("content", {})
    statuses = set[int]()
    if method not in _SAFE_METHODS:
        statuses |= {403, 409, 413, 429}
    if "application/json" in content:
        statuses |= {400}
    if parameters or content:
        statuses |= {422}
    if any(one["in"] == "path" for one in parameters) or _names_id([parameters, content], schemas):
        statuses |= {404}
    return statuses


def _names_id(node: object, schemas: Schema) -> bool:
    """Return True if parameters or a body of this shape name something by its id."""
    if isinstance(node, list):
        return any(_names_id(one, schemas) for one in cast("list[object]", node))
    if not isinstance(node, dict):
        return False
    fields = cast("Schema", node)
    if fields.get("format") == "uuid":
        return True
    if reference := fields.get("$ref"):
        return _names_id(schemas[str(reference).rpartition("/")[2]], schemas)
    return any(_names_id(one, schemas) for name, one in fields.items() if name != "client_id")


def _list_codes() -> dict[int, set[str]]:
    """Return the codes of our errors by status."""
    codes = {status: set(known) for status, known in _FRAMEWORK_CODES.items()}
    for error in _list_subclasses(DomainError):
        if error.__module__.startswith(_OWN_PACKAGE):
            codes.setdefault(error.status, set()).add(error.code)
    return codes


def _list_subclasses(base: type[DomainError]) -> Iterator[type[DomainError]]:
    for error in base.__subclasses__():
        yield error
        yield from _list_subclasses(error)


def _build_response(status: int, codes: set[str]) -> Schema:
    _, meaning = _MEANINGS[status]
    fields: Schema = {"status": {"const": status}, "code": {"type": "string", "enum": sorted(codes)}}
    listed = ", ".join(f"`{code}`" for code in sorted(codes))
    schema = {"allOf": [{"$ref": f"#/components/schemas/{_PROBLEM}"}, {"properties": fields}]}
    response: Schema = {
        "description": f"{meaning} Codes: {listed}.",
        "content": {"application/problem+json": {"schema": schema}},
    }
    if status in {429, 503}:
        seconds = {"type": "integer", "minimum": 1}
        described = {"description": "Seconds to wait.", "required": status == 429, "schema": seconds}  # noqa: PLR2004
        response["headers"] = {"Retry-After": described}
    return response


def _build_code_schema(codes: set[str]) -> Schema:
    return {"type": "string", "enum": sorted(codes), "description": "Stable; the client words it."}


def _build_problem_schema() -> Schema:
    text: Mapping[str, Any] = {"type": "string"}
    field = {
        "type": "object",
        "required": ["at", "code"],
        "properties": {
            "at": {**text, "description": "Where: `body.title`, `query.on`."},
            "code": {**text, "description": "Why it was rejected. Its value is never repeated."},
        },
    }
    return {
        "type": "object",
        "description": "Problem details (RFC 9457). Some codes have fields of their own.",
        "required": ["type", "status", "code", "detail"],
        "properties": {
            "type": {"const": "about:blank"},
            "status": {"type": "integer"},
            "code": {"$ref": f"#/components/schemas/{_CODE}"},
            "detail": {**text, "description": "For developers; often empty."},
            "retry_after": {"type": "integer", "minimum": 1, "description": "Seconds to wait."},
            "errors": {"type": "array", "items": field, "description": "The rejected parameters and fields."},
        },
    }
