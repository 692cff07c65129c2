"""What messages carry: rows of kinds that other packages publish in the streams of chats."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.streams import Kind
from parta.messenger.schemas import AttachmentValue, MessageRead


class Attachments:
    """Reads what messages carry, by the one reader of each kind."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        """Create it over the kinds that are published in the streams of chats."""
        self._kinds = {kind.name: kind for kind in kinds}

    async def read(self, session: AsyncSession, messages: Iterable[MessageRead]) -> list[AttachmentValue]:
        """Return the present state of what these messages carry; a statement for each kind among them."""
        ids: dict[str, set[UUID]] = {}
        for message in messages:
            if message.attachment is not None and message.deleted_at is None:
                ids.setdefault(message.attachment.kind, set()).add(message.attachment.id)
        return [
            AttachmentValue(kind=name, value=value.model_dump(mode="json"))
            for name, wanted in ids.items()
            if name in self._kinds
            for value in await self._kinds[name].read(session, wanted)
        ]
