"""No route takes a plain string for what a person types: each such field says what kind of text it is."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pydantic import SecretStr

from parta.core.bus import LocalBus
from parta.core.db import make_engine
from parta.core.settings import Settings
from parta.core.unit_of_work import make_sessions
from parta.main import make_app

KINDS = {"name", "line", "text", "query", "login", "phone", "emoji", "file name"}
MACHINES = {"token", "key", "code", "iss", "url", "language"}
"""What no person types: secrets and keys of links, what another journal adds to an address, parts of entities."""


@pytest.fixture(scope="module")
def description() -> Mapping[str, Any]:
    settings = Settings(demo=True, secret=SecretStr("not used by the description"))
    engine = make_engine("postgresql+asyncpg://nobody@localhost/nothing")
    return make_app(settings, make_sessions(engine), LocalBus()).openapi()


def test_each_text_that_a_person_types_has_a_kind(description: Mapping[str, Any]) -> None:
    plain = {
        where
        for where, name, field in _strings(description)
        if field.get("x-text") not in KINDS and not {"enum", "const", "format", "pattern"} & set(field)
        if name not in MACHINES
    }
    assert plain == set()


def test_what_is_typed_is_limited_in_length(description: Mapping[str, Any]) -> None:
    typed = [(where, field) for where, _, field in _strings(description) if "x-text" in field]
    assert len(typed) > len(KINDS)
    assert {where for where, field in typed if "maxLength" not in field} == set()


def _strings(description: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield all strings that requests contain: where, the name of the field, its schema."""
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            for one in operation.get("parameters", []):
                yield from _walk(description, one["schema"], where, one["name"], frozenset())
            for body in operation.get("requestBody", {}).get("content", {}).values():
                yield from _walk(description, body.get("schema", {}), where, "body", frozenset())


def _walk(
    description: Mapping[str, Any], schema: Mapping[str, Any], where: str, name: str, seen: frozenset[str]
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    model = schema.get("$ref", "").removeprefix("#/components/schemas/")
    if model and model not in seen:
        found = description["components"]["schemas"][model]
        yield from _walk(description, found, f"{where} {model}", name, seen | {model})
    if schema.get("type") == "string":
        yield f"{where} {name}", name, schema
    for choice in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        yield from _walk(description, {**_kind_of(schema), **choice}, where, name, seen)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from _walk(description, schema[key], where, name, seen)
    for key, field in schema.get("properties", {}).items():
        yield from _walk(description, field, where, key, seen)


def _kind_of(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"x-text": schema["x-text"]} if "x-text" in schema else {}
