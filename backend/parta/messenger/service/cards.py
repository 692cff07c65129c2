"""Cards: messages that show what they carry. What changes is the carried row, of a kind of its own; never the card."""

from uuid import UUID

from parta.core.unit_of_work import UnitOfWork
from parta.messenger.service.drafts import Attachment, Draft, append_one


async def post_card(work: UnitOfWork, chat_id: UUID, author_id: UUID, attachment: Attachment) -> None:
    """Post a card in the name of this person. Raises NotFound."""
    await work.lock_streams(chat_id)
    await append_one(work, chat_id, Draft(author_id=author_id, attachment=attachment))
