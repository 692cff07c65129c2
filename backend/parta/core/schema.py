"""Bases of what routes take and give."""

from pydantic import BaseModel, ConfigDict


class RequestModel(BaseModel):
    """What a client sends: unknown fields are refused, spaces around strings dropped."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class ResponseModel(BaseModel):
    """What the server tells: read from a row's attributes; no field has a default, so none is forgotten."""

    model_config = ConfigDict(from_attributes=True, frozen=True)
