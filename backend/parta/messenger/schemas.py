"""What the messenger's routes take and give, and what its streams carry."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from parta.core.schema import RequestModel, ResponseModel
from parta.files.schemas import FileRead
from parta.identity.schemas import Badge, PersonName
from parta.messenger.models import ChatKind, Level, MemberRole, MessageKind, SourceKind


def printable(text: str) -> str:
    """Give the text if PostgreSQL and people can take it. Raises ValueError for a NUL."""
    if "\x00" in text:
        message = "no NUL, please"
        raise ValueError(message)
    return text


def _on_calendar(moment: datetime) -> datetime:
    """Give the moment in UTC. Raises ValueError where no calendar reaches."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        message = "beyond the calendar"
        raise ValueError(message) from error


Title = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(printable)]
Text = Annotated[str, StringConstraints(max_length=16_384), AfterValidator(printable)]
"""What somebody wrote. Bounded here against abuse; that 4,096 signs are the most is a rule with a code of its own."""
Moment = Annotated[AwareDatetime, AfterValidator(_on_calendar)]
Emoji = Annotated[str, StringConstraints(min_length=1, max_length=32), AfterValidator(printable)]
Searched = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(printable)]


class ChatRights(ResponseModel):
    """Who may do what in a chat: from whom on."""

    invite: Level
    change: Level
    mention_all: Level
    call: Level
    promote: Level
    write: Level


class ChatRead(ResponseModel):
    """A chat as all its members see it. A dialog has no title: each sees the other's name."""

    id: UUID
    kind: ChatKind
    source: SourceKind | None
    title: str
    picture: UUID | None
    rights: ChatRights
    is_closed: bool
    is_archived: bool
    members_count: int
    created_at: datetime


class MemberRead(ResponseModel):
    """A person's seat in a chat, with the person as they are now."""

    id: UUID
    chat_id: UUID
    profile_id: UUID
    role: MemberRole
    is_present: bool
    name: PersonName
    picture: UUID | None
    badges: list[Badge]
    joined_at: datetime
    is_hushed: bool
    """Whether a call of the chat that goes on takes the word from them."""


class ChatNotice(ResponseModel):
    """Something that happened in the chat; the client words it."""

    code: str
    facts: dict[str, Any]


class CallCard(ResponseModel):
    """A call as its chat shows it: what a click on it joins."""

    call_id: UUID
    title: str
    state: Literal["planned", "open", "ended"]
    end_reason: str | None
    starts_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None
    present: int
    """How many people are connected."""


class ReplyRead(ResponseModel):
    """The message that is answered, as far as it is shown above the answer."""

    id: UUID
    number: int
    author_id: UUID | None
    text: str
    is_deleted: bool


class ReactionRead(ResponseModel):
    """One sign under a message, and who set it."""

    emoji: str
    profiles: list[UUID]


class MessageRead(ResponseModel):
    """A message as all members see it. A deleted one keeps its place and says nothing."""

    id: UUID
    chat_id: UUID
    number: int
    client_id: UUID | None
    author_id: UUID | None
    kind: MessageKind
    text: str
    notice: ChatNotice | None
    card: CallCard | None
    reply_to: ReplyRead | None
    mentions: list[UUID]
    mentions_all: bool
    files: list[FileRead]
    reactions: list[ReactionRead]
    sent_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None


class ReadingRead(ResponseModel):
    """What I keep about a chat: how far I have read, until when it is silent, what I began to write."""

    id: UUID
    chat_id: UUID
    read_number: int
    muted_until: datetime | None
    draft: str


class MayRead(ResponseModel):
    """What I may do in a chat."""

    write: bool
    invite: bool
    change: bool
    remove_members: bool
    promote: bool
    leave: bool
    mention_all: bool
    delete_others: bool
    see_readers: bool
    call: bool


class MyChat(ResponseModel):
    """A chat from where I stand."""

    role: MemberRole
    read_number: int
    """All up to here counts as read: what I saw, and what I wrote."""
    unread: int
    unread_mentions: int
    muted_until: datetime | None
    draft: str
    may: MayRead


class ChatView(ResponseModel):
    """A chat with all that a list of chats shows of it."""

    chat: ChatRead
    my: MyChat
    seq: int
    """The seq of the chat's stream as of which this is so."""
    last_number: int
    last_message: MessageRead | None
    last_author: MemberRead | None
    """Who wrote it: a list names people whose seats it has not read."""
    read_by_others: int
    """How far the furthest of the others has read."""
    other: MemberRead | None
    """The other person of a dialog."""


class ChatList(ResponseModel):
    """All chats of mine, the one with the newest message first."""

    chats: list[ChatView]
    profile_seq: int


class MemberList(ResponseModel):
    """Everybody who is or was in the chat, as of `seq`."""

    seq: int
    members: list[MemberRead]


class MessagePage(ResponseModel):
    """A stretch of a conversation in its order, as of `seq`."""

    seq: int
    messages: list[MessageRead]
    last_number: int
    """The number of the conversation's newest message."""


class EditRead(ResponseModel):
    """What a message once said, and since when."""

    text: str
    at: datetime


class ReaderRead(ResponseModel):
    """Somebody who has read a message."""

    profile_id: UUID
    name: PersonName


class Contact(ResponseModel):
    """Somebody one shares a chat with."""

    profile_id: UUID
    name: PersonName
    badges: list[Badge]
    picture: UUID | None
    chats: list[str]
    """Titles of the chats in common."""
    may_write: bool


class FoundMessage(ResponseModel):
    """A message that a search found."""

    message: MessageRead
    chat_id: UUID
    snippet: str
    """The place that fits; what was found stands between U+0002 and U+0003."""


class SearchResult(ResponseModel):
    """What a search found among all that one may see."""

    messages: list[FoundMessage]
    chats: list[UUID]
    people: list[Contact]
    more: bool


class MessageCreate(RequestModel):
    """A message to send, named by its client before the first try."""

    client_id: UUID
    text: Text = ""
    reply_to: UUID | None = None
    mentions: list[UUID] = Field(default_factory=list[UUID], max_length=100)
    mentions_all: bool = False
    files: list[UUID] = Field(default_factory=list[UUID], max_length=10)


class PageAsked(RequestModel):
    """Which stretch of a conversation: around, before or after a number, else its end."""

    around: Annotated[int, Field(ge=0, le=2**62)] | None = None
    before: Annotated[int, Field(ge=0, le=2**62)] | None = None
    after: Annotated[int, Field(ge=0, le=2**62)] | None = None
    limit: int = Field(50, ge=1, le=200)


class MessageUpdate(RequestModel):
    """What a message says from now on."""

    text: Text
    mentions: list[UUID] = Field(default_factory=list[UUID], max_length=100)


class ReactionUpdate(RequestModel):
    """My sign under a message; none takes it away."""

    emoji: Emoji | None


class ReadingUpdate(RequestModel):
    """How far I have read."""

    read_number: int = Field(ge=0, le=2**62)


class MuteUpdate(RequestModel):
    """Until when the chat is silent for me; None: it is not."""

    until: Moment | None


class DraftUpdate(RequestModel):
    """What I began to write."""

    text: Text


class RightsUpdate(RequestModel):
    """A chat's matrix of rights, whole."""

    invite: Level
    change: Level
    mention_all: Level
    call: Level
    promote: Level
    write: Level


class ChatCreate(RequestModel):
    """A chat to make by hand, named by its client before the first try."""

    client_id: UUID
    title: Title
    members: list[UUID] = Field(default_factory=list[UUID], max_length=300)
    is_closed: bool = True


class ChatUpdate(RequestModel):
    """What to change about a chat made by hand; what is left out stays. A picture of None takes it away."""

    title: Title | None = None
    picture: UUID | None = None
    rights: RightsUpdate | None = None
    is_closed: bool | None = None


class MembersAdd(RequestModel):
    """People to bring in."""

    profile_ids: list[UUID] = Field(min_length=1, max_length=300)


class MemberUpdate(RequestModel):
    """Another role for a member; `owner` hands the chat over."""

    role: MemberRole


class Leaving(RequestModel):
    """Whom an owner who leaves hands the chat over to; None: who was there longest, admins first."""

    successor: UUID | None = None


class DialogCreate(RequestModel):
    """Whom to talk with."""

    profile_id: UUID
