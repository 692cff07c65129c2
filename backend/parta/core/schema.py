"""Bases of request and response models."""

from datetime import time
from typing import Annotated

from pydantic import BaseModel, ConfigDict, WithJsonSchema

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
