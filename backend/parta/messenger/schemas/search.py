"""What searches and lists of contacts return."""

from uuid import UUID

from parta.core.schema import ResponseModel
from parta.identity.schemas import Badge, PersonName, PersonRead
from parta.messenger.schemas import MessageRead


class Contact(ResponseModel):
    """A person with whom the caller shares a chat."""

    profile_id: UUID
    name: PersonName
    badges: list[Badge]
    picture: UUID | None
    chats: list[str]
    """Titles of the shared chats."""
    may_write: bool


class FoundMessage(ResponseModel):
    """A message found by a search."""

    message: MessageRead
    chat_id: UUID
    snippet: str
    """A part of the text; what was found is enclosed in U+0002 and U+0003, what is cut off is an ellipsis."""
    author: PersonRead | None


class SearchResult(ResponseModel):
    """What a search found among everything that the caller may see."""

    messages: list[FoundMessage]
    chats: list[UUID]
    people: list[Contact]
    more: bool
