"""Webhooks of the media server: a hint to read who is connected. A forged or repeated one is harmless."""

from fastapi import APIRouter, Request, status

from parta.adapters.context import Context
from parta.adapters.livekit.port import InvalidWebhook
from parta.calls.events import MediaRoomChanged
from parta.core.errors import Unauthenticated

router = APIRouter(tags=["calls"])


@router.post("/internal/livekit/webhook", status_code=status.HTTP_204_NO_CONTENT, include_in_schema=False)
async def receive_webhook(request: Request) -> None:
    """Emit that a media room changed. The media server signs the raw bytes of the body."""
    context: Context = request.app.state.context
    body = await request.body()
    try:
        event = context.media.read_webhook(body, request.headers.get("authorization", ""))
    except InvalidWebhook as error:
        raise Unauthenticated from error
    if event is None:
        return
    async with context.transaction() as work:
        work.emit(MediaRoomChanged(event.room_id))
