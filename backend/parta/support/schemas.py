"""Responses of support."""

from uuid import UUID

from parta.core.schema import ResponseModel


class CaseChat(ResponseModel):
    """The chat in which the school answers a case."""

    chat_id: UUID
