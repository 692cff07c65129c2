"""HTTP routes of contacts and of search."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from parta.core.http import Caller, Work
from parta.core.text_fields import SearchText
from parta.messenger.queries import people
from parta.messenger.queries import search as search_queries
from parta.messenger.schemas.search import Contact, SearchResult

router = APIRouter(tags=["search"])


@router.get("/api/contacts")
async def list_contacts(work: Work, caller: Caller, query: Annotated[SearchText, Query()] = "") -> list[Contact]:
    """Return the people with whom the caller shares chats, by name."""
    return await people.list_contacts(work, caller, query)


@router.get("/api/search")
async def search(
    work: Work,
    caller: Caller,
    query: Annotated[SearchText, Query()],
    chat_id: UUID | None = None,
    before: UUID | None = None,
) -> SearchResult:
    """Return matching messages, chats and people among everything that the caller may see."""
    return await search_queries.search(work, caller, query, chat_id=chat_id, before=before)
