"""HTTP routes of chats and dialogs."""

from uuid import UUID

from fastapi import APIRouter, status

from parta.core.http import Caller, CallerOutsideTransaction, RequestCoreContext, Work
from parta.core.rate_limits import RequestRateLimiter
from parta.messenger import service
from parta.messenger.queries import views
from parta.messenger.queries.chats import find_created_chat
from parta.messenger.routes.attachments import MessageAttachments
from parta.messenger.routes.limits import CHATS, ChangingCaller
from parta.messenger.schemas import ChatCreate, ChatList, ChatUpdate, ChatView, DialogCreate
from parta.messenger.service import ChatChange, require_profile

router = APIRouter(tags=["chats"])


@router.get("/api/chats")
async def list_chats(work: Work, attachments: MessageAttachments, caller: Caller) -> ChatList:
    """Return all chats of the caller, newest message first."""
    return await views.list_chat_views(work, attachments, caller)


@router.get("/api/chats/{chat_id}")
async def read_chat(work: Work, attachments: MessageAttachments, caller: Caller, chat_id: UUID) -> ChatView:
    """Return a chat as the caller's list shows it."""
    return await views.get_chat_view(work, attachments, caller, chat_id)


@router.post("/api/chats", status_code=status.HTTP_201_CREATED)
async def create_chat(
    context: RequestCoreContext,
    limiter: RequestRateLimiter,
    attachments: MessageAttachments,
    caller: CallerOutsideTransaction,
    body: ChatCreate,
) -> ChatView:
    """Create a chat with people to whom the caller may write. Idempotent by `client_id`."""
    async with context.transaction(caller) as work:
        repeated = await find_created_chat(work, require_profile(caller), body.client_id)
        if repeated is not None:
            return await views.get_chat_view(work, attachments, caller, repeated.id)
    await limiter.hit(CHATS, caller.id)
    async with context.transaction(caller) as work:
        created = await service.create_chat(
            work, caller, body.client_id, title=body.title, members=body.members, is_closed=body.is_closed
        )
        return await views.get_chat_view(work, attachments, caller, created.id)


@router.patch("/api/chats/{chat_id}")
async def update_chat(
    work: Work, attachments: MessageAttachments, caller: ChangingCaller, chat_id: UUID, body: ChatUpdate
) -> ChatView:
    """Change the title, picture or rights of the chat."""
    change = ChatChange(
        title=body.title,
        picture=body.picture,
        removes_picture="picture" in body.model_fields_set and body.picture is None,
        levels=body.rights.root if body.rights else None,
        is_closed=body.is_closed,
    )
    await service.change_chat(work, caller, chat_id, change)
    return await views.get_chat_view(work, attachments, caller, chat_id)


@router.post("/api/dialogs")
async def open_dialog(
    work: Work, attachments: MessageAttachments, caller: ChangingCaller, body: DialogCreate
) -> ChatView:
    """Return the caller's dialog with this person, created if missing."""
    dialog = await service.open_dialog(work, caller, body.profile_id)
    return await views.get_chat_view(work, attachments, caller, dialog.id)
