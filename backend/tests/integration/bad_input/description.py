"""Operations of the OpenAPI description, with valid input of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import create_async_engine

from parta.core.bus import LocalBus
from parta.core.settings import Settings
from parta.core.unit_of_work import make_sessions
from parta.main import make_app

Schema = Mapping[str, Any]

_EXAMPLES: Mapping[str, Any] = {
    "birth_on": "1990-04-04",
    "client_id": "{new_id}",
    "code": "000000",
    "course_id": "{course}",
    "device": "phone",
    "type": "TypeError",
    "emoji": "👍",
    "entities": [],
    "entries": [{"student_id": "{account_of_misha}", "state": "late", "late_minutes": 5}],
    "file_id": "{picture}",
    "files": ["{picture}"],
    "from_on": "{day_6}",
    "homework_file_ids": ["{spare_file}"],
    "key": "nobody",
    "last_name": "Чужов",
    "first_name": "Пётр",
    "patronymic": "Ильич",
    "return_to": "/lesson/{new_id}",
    "login": "nobody",
    "members": ["{igor}"],
    "mentions": ["{misha}"],
    "number": 4,
    "on": "{day_4}",
    "password": "лодка плывёт на восток",
    "phone": "{new_phone}",
    "picture": "{picture}",
    "profile_id": "{misha}",
    "profile_ids": ["{olga}"],
    "provider_id": "{provider}",
    "reply_to": "{spare_message}",
    "role": "admin",
    "classroom_id": "{classroom}",
    "size": 9,
    "spotlight_id": "{participant}",
    "starts_at": "2030-01-01T00:00:00Z",
    "successor": "{igor}",
    "teacher_id": "{account_of_igor}",
    "until": "2030-01-01T00:00:00Z",
}
"""Values of fields that make sense in the scenario, by the field's name."""
_NAMES: Mapping[str, str] = {
    "after": "1",
    "around": "1",
    "as": "profile",
    "before": "1",
    "before uuid": "{spare_message}",
    "call_id": "{call}",
    "case_id": "{case}",
    "chat_id": "{spare_group}",
    "class_id": "{class_7b}",
    "code": "x",
    "course_id": "{course}",
    "content-length": "9",
    "file_id": "{file}",
    "from_on": "{day_6}",
    "iss": "http://journal.fake",
    "key": "chat:{spare_group}",
    "knock_id": "{knock}",
    "lesson_id": "{spare_lesson}",
    "limit": "5",
    "link_id": "{link_of_vera}",
    "message_id": "{spare_message}",
    "name": "слова.txt",
    "notification_id": "{notification_of_anna}",
    "on": "{day_0}",
    "participant_id": "{participant}",
    "profile_id": "{misha}",
    "query": "слово",
    "region_id": "{region}",
    "request_id": "{spare_link_request}",
    "ring_id": "{new_id}",
    "session_id": "{new_id}",
    "slot_id": "{slot_to_change}",
    "state": "{spare_link_request}",
    "student_id": "{account_of_misha}",
    "to_on": "{day_6}",
    "token": "guessed",
    "upload-offset": "0",
    "upload_id": "{upload}",
    "x-client-id": "{new_id}",
}
"""Values of parameters in URLs and headers, by name."""


_OMITTED = {"/api/id/confirmation": {"password"}}
"""Fields that exclude the others."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a route outside of its body."""

    name: str
    location: str
    """`path`, `query` or `header`."""
    value: str


@dataclass(frozen=True)
class Operation:
    """A described route: method, path and input."""

    method: str
    path: str
    parameters: tuple[Parameter, ...]
    fields: Mapping[str, Any] | None
    """A valid body; None: it takes none, or raw bytes."""
    required: frozenset[str]
    takes_bytes: bool
    statuses: frozenset[int]
    """The statuses of its described answers."""

    def __str__(self) -> str:
        """Return the test's id: the route."""
        return f"{self.method} {self.path}"

    def values(self, location: str) -> dict[str, str]:
        """Return the valid parameters of this location, by name."""
        return {one.name: one.value for one in self.parameters if one.location == location}

    def url(self, wrong: Mapping[str, str] | None = None) -> str:
        """Return the path with its parameters, some of them replaced by wrong ones."""
        path = self.path
        for name, value in (self.values("path") | dict(wrong or {})).items():
            path = path.replace(f"{{{name}}}", value)
        return path


def _operations() -> list[Operation]:
    settings = Settings(demo=True, secret=SecretStr("a secret"), database_url="postgresql://127.0.0.1:9/nothing")
    engine = create_async_engine("postgresql+asyncpg://127.0.0.1:9/nothing")
    description = make_app(settings, make_sessions(engine), LocalBus()).openapi()
    return [
        _build_operation(method.upper(), path, operation, description["components"]["schemas"])
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    ]


def _build_operation(method: str, path: str, operation: Schema, schemas: Schema) -> Operation:
    content = operation.get("requestBody", {}).get("content", {})
    body = _resolve(content["application/json"]["schema"], schemas) if "application/json" in content else None
    parameters = (_build_parameter(one, schemas) for one in operation.get("parameters", ()))
    fields = {field: _build_example(field, of, schemas) for field, of in body["properties"].items()} if body else None
    return Operation(
        method=method,
        path=path,
        parameters=tuple(parameters),
        fields=fields and {field: value for field, value in fields.items() if field not in _OMITTED.get(path, ())},
        required=frozenset(body.get("required", ()) if body else ()),
        takes_bytes="application/octet-stream" in content,
        statuses=frozenset(map(int, operation["responses"])),
    )


def _build_parameter(described: Schema, schemas: Schema) -> Parameter:
    name, form = described["name"], _resolve(described["schema"], schemas).get("format", "")
    return Parameter(name, described["in"], _NAMES.get(f"{name} {form}") or _NAMES[name])


def _build_example(name: str, schema: Schema, schemas: Schema) -> Any:  # noqa: ANN401 - JSON
    if name in _EXAMPLES:
        return _EXAMPLES[name]
    schema = _resolve(schema, schemas)
    if "enum" in schema:
        return schema["enum"][0]
    if "properties" in schema:
        return {field: _build_example(field, of, schemas) for field, of in schema["properties"].items()}
    return {"string": "Слово", "integer": 1, "boolean": False}[schema["type"]]


def _resolve(schema: Schema, schemas: Schema) -> Schema:
    """Resolve references, and choose the first alternative that is not null."""
    if "$ref" in schema:
        return _resolve(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "anyOf" in schema:
        return _resolve(next(one for one in schema["anyOf"] if one.get("type") != "null"), schemas)
    return schema


OPERATIONS = _operations()
