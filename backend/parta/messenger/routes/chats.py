"""HTTP of chats and dialogs."""

from uuid import UUID

from fastapi import APIRouter, status

from parta.core.http import Caller, Transaction
from parta.messenger import service
from parta.messenger.models import Rights
from parta.messenger.queries import views
from parta.messenger.schemas import ChatCreate, ChatList, ChatUpdate, ChatView, DialogCreate
from parta.messenger.service import ChatChange

router = APIRouter(tags=["chats"])


@router.get("/api/chats")
async def list_chats(session: Transaction, caller: Caller) -> ChatList:
    """Give all chats of mine, the one with the newest message first."""
    return await views.list_views(session, caller)


@router.get("/api/chats/{chat_id}")
async def read_chat(session: Transaction, caller: Caller, chat_id: UUID) -> ChatView:
    """Give a chat as my list shows it."""
    return await views.get_view(session, caller, chat_id)


@router.post("/api/chats", status_code=status.HTTP_201_CREATED)
async def create_chat(session: Transaction, caller: Caller, body: ChatCreate) -> ChatView:
    """Make a chat with people whom I may write to; repeating it makes no second one."""
    made = await service.create_chat(
        session, caller, body.client_id, title=body.title, members=body.members, is_closed=body.is_closed
    )
    return await views.get_view(session, caller, made.id)


@router.patch("/api/chats/{chat_id}")
async def update_chat(session: Transaction, caller: Caller, chat_id: UUID, body: ChatUpdate) -> ChatView:
    """Give the chat another title, picture or matrix of rights."""
    change = ChatChange(
        title=body.title,
        picture=body.picture,
        drops_picture="picture" in body.model_fields_set and body.picture is None,
        rights=Rights(**body.rights.model_dump()) if body.rights else None,
        is_closed=body.is_closed,
    )
    await service.change_chat(session, caller, chat_id, change)
    return await views.get_view(session, caller, chat_id)


@router.post("/api/dialogs")
async def open_dialog(session: Transaction, caller: Caller, body: DialogCreate) -> ChatView:
    """Give my dialog with this person, made now if we had none."""
    dialog = await service.open_dialog(session, caller, body.profile_id)
    return await views.get_view(session, caller, dialog.id)
