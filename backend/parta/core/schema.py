"""Bases of request and response models."""

from collections.abc import Mapping, Sequence
from datetime import time
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Generic, TypeVar, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    RootModel,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails

K = TypeVar("K", bound=StrEnum)
V = TypeVar("V")

_LOCAL_TIME = {
    "type": "string",
    "pattern": r"^\d{2}:\d{2}:\d{2}$",
    "description": "A time of day on the school's clocks, without an offset: on another day it is another instant.",
}

LocalTime = Annotated[time, WithJsonSchema(_LOCAL_TIME)]
"""A time of day in the school's time zone. The format `time` of JSON Schema would require an offset."""


class RequestModel(BaseModel):
    """What a client sends: unknown fields are rejected, spaces around strings stripped."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True)


class ResponseModel(BaseModel):
    """What the server sends: read from a row's attributes; no field has a default, so none is forgotten."""

    model_config = ConfigDict(from_attributes=True, frozen=True, use_attribute_docstrings=True)


class EnumRecord(RootModel[dict[K, V]], Generic[K, V]):
    """A value for each of these members of an enum, described as an object with a field for each."""

    names: ClassVar[Sequence[StrEnum]]
    is_partial: ClassVar[bool] = False
    """True if some may be left out."""

    @model_validator(mode="before")
    @classmethod
    def check_names(cls, given: object) -> object:
        """Return what is given. Raises ValidationError, naming each member that is missing or does not belong here."""
        if not isinstance(given, Mapping):
            return given
        record = cast("Mapping[object, object]", given)
        missing = [] if cls.is_partial else [name for name in cls.names if name not in record]
        errors = [InitErrorDetails(type="missing", loc=(name.value,), input=record) for name in missing]
        foreign = [str(name) for name in record if name not in cls.names]
        errors += [InitErrorDetails(type="extra_forbidden", loc=(name,), input=name) for name in foreign]
        if errors:
            raise ValidationError.from_exception_data(cls.__name__, errors)
        return record

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema of an object with a field for each member."""
        schema = handler.resolve_ref_schema(handler(core_schema))
        value: Any = schema["additionalProperties"]
        described = {key: schema[key] for key in ("title", "description") if key in schema}
        fields: dict[str, Any] = {name.value: value for name in cls.names}
        required = {} if cls.is_partial else {"required": list(fields)}
        return {**described, "type": "object", "properties": fields, **required, "additionalProperties": False}
