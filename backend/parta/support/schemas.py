"""What support's routes give."""

from uuid import UUID

from parta.core.schema import ResponseModel


class CaseChat(ResponseModel):
    """Where the school answers."""

    chat_id: UUID
