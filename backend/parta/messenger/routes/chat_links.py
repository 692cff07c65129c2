"""HTTP routes of the invite links of chats."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response, status

from parta.adapters.http import RequestContext
from parta.core.errors import NotFound, Unauthenticated, raises
from parta.core.http import Caller, RequestCoreContext, Work, require_principal
from parta.core.keys import derive_key
from parta.core.principal_sessions import hash_token
from parta.core.principals import ProfilePrincipal
from parta.core.rate_limits import RateLimit, RequestRateLimiter
from parta.files.queries import get_clean_file
from parta.files.routes import PREVIEW_RESPONSES, send_preview
from parta.identity.queries import build_person
from parta.messenger.queries.chat_links import find_refusal, get_link_visit
from parta.messenger.routes.limits import ChangingCaller
from parta.messenger.rules.chat_links import is_link_active
from parta.messenger.schemas.chat_links import ChatLinkPage, ChatLinkRead, LinkJoined
from parta.messenger.service import chat_links, require_profile
from parta.messenger.service.chat_links import ShownLink

_LIMIT = RateLimit("chat link", burst=120, interval=timedelta(seconds=1))
"""A school behind one address joins at once; nobody guesses 256 bits at this rate."""


async def _limit_visits(limiter: RequestRateLimiter) -> None:
    await limiter.hit_by_address(_LIMIT)


async def _get_key(context: RequestCoreContext) -> bytes:
    return derive_key(context.settings, "chat link")


LinkKey = Annotated[bytes, Depends(_get_key)]
"""The key from which the tokens of links are derived."""

router = APIRouter(tags=["chat links"])


@router.get("/api/chats/{chat_id}/link")
async def read_chat_link(
    context: RequestCoreContext, work: Work, caller: Caller, key: LinkKey, chat_id: UUID
) -> ChatLinkRead | None:
    """Return the invite link of the chat, or null if it has none."""
    shown = await chat_links.find_shown_link(work, caller, chat_id, key)
    return shown and _to_response(context, shown)


@router.put("/api/chats/{chat_id}/link")
async def create_chat_link(
    context: RequestCoreContext, work: Work, caller: ChangingCaller, key: LinkKey, chat_id: UUID
) -> ChatLinkRead:
    """Return the invite link of the chat, created if missing."""
    return _to_response(context, await chat_links.create_chat_link(work, caller, chat_id, key))


@router.post("/api/chats/{chat_id}/link/reset")
async def reset_chat_link(
    context: RequestCoreContext, work: Work, caller: ChangingCaller, key: LinkKey, chat_id: UUID
) -> ChatLinkRead:
    """Create a new invite link of the chat; the previous one becomes invalid."""
    return _to_response(context, await chat_links.reset_chat_link(work, caller, chat_id, key))


@router.delete("/api/chats/{chat_id}/link", status_code=status.HTTP_204_NO_CONTENT)
async def delete_chat_link(work: Work, caller: ChangingCaller, chat_id: UUID) -> None:
    """Delete the invite link of the chat."""
    await chat_links.delete_chat_link(work, caller, chat_id)


@router.get("/api/chat-links/{token}", dependencies=[Depends(_limit_visits)])
async def read_chat_link_page(work: Work, caller: Caller, token: str) -> ChatLinkPage:
    """Return what an invite link of a chat leads to, and whether the caller may join."""
    visit = await get_link_visit(work, hash_token(token), require_profile(caller))
    chat = visit.made.chat
    return ChatLinkPage(
        title=chat.title,
        picture=chat.picture,
        members_count=chat.members_count,
        maker=build_person(visit.made.maker),
        chat_id=chat.id,
        is_member=visit.is_member,
        refusal=None if visit.is_member else await find_refusal(work, visit),
    )


@router.get(
    "/api/chat-links/{token}/picture",
    response_class=Response,
    responses=PREVIEW_RESPONSES,
    dependencies=[Depends(_limit_visits)],
)
@raises(Unauthenticated)
async def download_linked_picture(request: Request, context: RequestContext, token: str) -> Response:
    """Download the picture of the chat to which an invite link leads."""
    async with context.transaction() as work:
        caller = await require_principal(request, work, ProfilePrincipal)
        visit = await get_link_visit(work, hash_token(token), caller.id)
        if visit.made.chat.picture is None:
            raise NotFound
        picture = await get_clean_file(work, visit.made.chat.picture)
    return await send_preview(request, context, picture)


@router.post("/api/chat-links/{token}/join", dependencies=[Depends(_limit_visits)])
async def join_by_chat_link(work: Work, caller: ChangingCaller, token: str) -> LinkJoined:
    """Join the chat by its invite link. Idempotent."""
    return LinkJoined(chat_id=await chat_links.join_by_link(work, caller, token))


def _to_response(context: RequestCoreContext, shown: ShownLink) -> ChatLinkRead:
    made = shown.made
    return ChatLinkRead(
        url=f"{context.settings.origin}/join/chat/{shown.token}",
        maker=build_person(made.maker),
        created_at=made.link.created_at,
        is_active=is_link_active(made.maker_context),
    )
