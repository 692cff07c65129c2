"""HTTP of contacts and of search."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from parta.core.http import Caller, Transaction
from parta.messenger.queries import people
from parta.messenger.queries import search as searching
from parta.messenger.schemas import Contact, Searched, SearchResult

router = APIRouter(tags=["search"])


@router.get("/api/contacts")
async def list_contacts(
    session: Transaction, caller: Caller, query: Annotated[Searched, Query()] = ""
) -> list[Contact]:
    """Give the people with whom I share chats, by name."""
    return await people.list_contacts(session, caller, query)


@router.get("/api/search")
async def search(
    session: Transaction,
    caller: Caller,
    query: Annotated[Searched, Query()],
    chat_id: UUID | None = None,
    before: UUID | None = None,
) -> SearchResult:
    """Find messages, chats and people among all that I may see."""
    return await searching.search(session, caller, query, chat_id=chat_id, before=before)
