"""What the media server tells on its own: a hint to look at who is there. Forged or repeated, it does no harm."""

from fastapi import APIRouter, Request, status

from parta.adapters.context import Context
from parta.adapters.livekit.port import Forged
from parta.calls.events import RoomHeard
from parta.core.errors import Unauthenticated
from parta.core.outbox import emit
from parta.core.transaction import transaction

router = APIRouter(tags=["calls"])


@router.post("/internal/livekit/webhook", status_code=status.HTTP_204_NO_CONTENT, include_in_schema=False)
async def hear_room(request: Request) -> None:
    """Take notice that something happened in a call's room. Signed by the media server over the bytes as they came."""
    outside: Context = request.app.state.outside
    body = await request.body()
    try:
        event = outside.media.read_webhook(body, request.headers.get("authorization", ""))
    except Forged as forged:
        raise Unauthenticated from forged
    if event is None:
        return
    async with transaction(outside.sessions, outside.bus) as session:
        emit(session, RoomHeard(event.call_id))
