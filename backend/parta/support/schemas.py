"""What support's routes give."""

from uuid import UUID

from parta.core.schema import Told


class CaseChat(Told):
    """Where the school answers."""

    chat_id: UUID
