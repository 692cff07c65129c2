"""The card of a call in its chat: a message that never changes, and a row that follows the call."""

from parta.calls.models import Call, CallCard, CallState
from parta.calls.queries import CALL_CARD
from parta.calls.queries.views import count_connected
from parta.core.unit_of_work import UnitOfWork
from parta.messenger import service as chats
from parta.messenger.service import Attachment

_COPIED = ("title", "state", "end_reason", "starts_at", "opened_at", "ended_at")
"""What a card shows of its call as it is."""


async def post_card(work: UnitOfWork, call: Call) -> None:
    """Create the card of a new call, as a message of its creator. The chat is locked."""
    card = CallCard(id=call.id, chat_id=call.chat_id, present=0)
    _apply(card, call, present=0)
    work.add(card)
    work.publish(call.chat_id, CALL_CARD, call.id)
    attachment = Attachment(CALL_CARD, call.id, {"title": call.title})
    await chats.post_card(work, call.chat_id, call.creator_id, attachment)


async def update_card(work: UnitOfWork, call: Call) -> None:
    """Update the card to the present state of the call. Idempotent: an unchanged card is not published.

    The chat is locked.
    """
    await work.flush()
    present = await count_connected(work, call.id) if call.state is CallState.OPEN else 0
    card = await work.get_one(CallCard, call.id)
    if _apply(card, call, present=present):
        work.publish(call.chat_id, CALL_CARD, call.id)


def _apply(card: CallCard, call: Call, *, present: int) -> bool:
    """Set the card to this state; return True if it changes."""
    after = {name: getattr(call, name) for name in _COPIED} | {"present": present}
    changed = {name: value for name, value in after.items() if getattr(card, name) != value}
    for name, value in changed.items():
        setattr(card, name, value)
    return bool(changed)
