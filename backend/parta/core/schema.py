"""Bases of request and response models."""

from pydantic import BaseModel, ConfigDict


class RequestModel(BaseModel):
    """What a client sends: unknown fields are rejected, spaces around strings stripped."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class ResponseModel(BaseModel):
    """What the server sends: read from a row's attributes; no field has a default, so none is forgotten."""

    model_config = ConfigDict(from_attributes=True, frozen=True)
