"""Requests and responses of the messenger, and the entities of its streams."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal, get_args
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, WithJsonSchema

from parta.core.schema import EnumRecord, RequestModel, ResponseModel
from parta.core.text_fields import Emoji, Text, TextWithEntities, Title
from parta.files.schemas import FileRead
from parta.identity.schemas import Badge, PersonName
from parta.messenger.models import MATRIX_RIGHTS, ChatKind, Level, MemberRole, MessageKind, Right, SourceKind
from parta.messenger.schemas.written_text import AnyEntity, WrittenText


def _convert_to_utc(moment: datetime) -> datetime:
    """Return the moment in UTC. Raises ValueError where it is out of range."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        message = "out of range"
        raise ValueError(message) from error


UtcDatetime = Annotated[AwareDatetime, AfterValidator(_convert_to_utc)]


class ChatRights(EnumRecord[Right, Level]):
    """The lowest role for each right in a chat."""

    names = MATRIX_RIGHTS


class ChatRead(ResponseModel):
    """A chat as all its members see it. A dialog has no title: each member sees the other's name."""

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
    """A member of a chat, with the current name, picture and badges of the person."""

    id: UUID
    chat_id: UUID
    profile_id: UUID
    role: MemberRole
    is_present: bool
    name: PersonName
    picture: UUID | None
    badges: list[Badge]
    joined_at: datetime
    is_writing_suspended: bool
    """True if an open call of the chat prevents the member from writing."""


ServiceCode = Literal[
    "case_opened",
    "chat_created",
    "joined_by_link",
    "link_created",
    "link_deleted",
    "link_reset",
    "member_left",
    "member_removed",
    "members_added",
    "owner_changed",
    "picture_changed",
    "title_changed",
]
"""What service messages tell; packages above the messenger have theirs here, too."""


class ServiceMessageRead(ResponseModel):
    """Something that happened in the chat; the client translates the code."""

    code: Annotated[str, WithJsonSchema({"type": "string", "enum": list(get_args(ServiceCode))})]
    """Not validated when it is read: a newer process may have stored one that this one does not know."""
    params: dict[str, Any]


class AttachmentRead(ResponseModel):
    """What a message carries: a row of another kind, by its id, and what the message says of it for ever."""

    kind: str
    id: UUID
    text: dict[str, Any]


class AttachmentValue(ResponseModel):
    """The present state of what a message carries, in the shape of an update of that kind."""

    kind: str
    value: dict[str, Any]


class ReplyRead(ResponseModel):
    """The message replied to, as far as it is shown above the reply."""

    id: UUID
    number: int
    author_id: UUID | None
    text: str
    is_deleted: bool


class ReactionRead(ResponseModel):
    """One emoji under a message, and who reacted with it."""

    emoji: str
    profiles: list[UUID]


class MessageRead(ResponseModel):
    """A message as all members see it. A deleted one keeps its number and has no content."""

    id: UUID
    chat_id: UUID
    number: int
    client_id: UUID | None
    author_id: UUID | None
    kind: MessageKind
    text: str
    entities: list[AnyEntity]
    """What parts of the text are, in order, the outer before the inner."""
    service: ServiceMessageRead | None
    attachment: AttachmentRead | None
    reply_to: ReplyRead | None
    mentions: list[UUID]
    mentions_all: bool
    files: list[FileRead]
    reactions: list[ReactionRead]
    sent_at: datetime
    """When the server stored it, or when it was written in the school's earlier messenger."""
    edited_at: datetime | None
    """The last edit."""
    deleted_at: datetime | None


class ChatStateRead(ResponseModel):
    """The state of a chat for the caller: what is read, until when it is muted, the draft."""

    id: UUID
    chat_id: UUID
    read_number: int
    is_marked_unread: bool
    muted_until: datetime | None
    """Until then the chat is muted; null or past: it is not."""
    draft: str


class PinRead(ResponseModel):
    """A message that is, or was, pinned in its chat."""

    id: UUID
    chat_id: UUID
    message_id: UUID
    number: int
    """The message's number, by which it is reached."""
    pinned_by: UUID
    pinned_at: datetime
    is_pinned: bool


class MyChat(ResponseModel):
    """The caller's view of a chat."""

    role: MemberRole
    read_number: int
    """Everything up to here counts as read: what the caller saw or wrote."""
    unread: int
    """The number of later messages, without those of `silent_numbers`."""
    silent_numbers: list[int]
    """The later messages that ask for nobody's attention: what the chat itself says, and what was deleted."""
    unread_mentions: int
    is_marked_unread: bool
    muted_until: datetime | None
    """Until then the chat is muted; null or past: it is not."""
    draft: str
    may: list[Right]
    """Everything that the caller may do in the chat."""


class ChatView(ResponseModel):
    """A chat with everything that a list of chats shows."""

    chat: ChatRead
    my: MyChat
    seq: int
    """The position of the chat's stream that this state corresponds to."""
    last_number: int
    last_message: MessageRead | None
    last_attachment: AttachmentValue | None
    """The present state of what the last message carries."""
    last_author: MemberRead | None
    """The author of the last message: a list shows names without reading the members."""
    read_by_others: int
    """The highest number that any other member has read."""
    other: MemberRead | None
    """The other person of a dialog."""


class ChatList(ResponseModel):
    """All chats of the caller, newest message first."""

    chats: list[ChatView]
    profile_seq: int


class MemberList(ResponseModel):
    """Present and former members of the chat, as of `seq`."""

    seq: int
    members: list[MemberRead]


class PinList(ResponseModel):
    """The pinned messages of a chat, the newest pin first, and the position of the chat's stream."""

    seq: int
    pins: list[PinRead]
    messages: list[MessageRead]
    attachments: list[AttachmentValue]


class MessagePage(ResponseModel):
    """A page of messages in order, as of `seq`."""

    seq: int
    messages: list[MessageRead]
    attachments: list[AttachmentValue]
    """The present state of what these messages carry."""
    last_number: int
    """The number of the newest message of the chat."""


class EditRead(ResponseModel):
    """A text of a message, and when it got it."""

    text: str
    entities: list[AnyEntity]
    at: datetime
    """When the message got this text."""


class ReaderRead(ResponseModel):
    """A person who has read a message."""

    profile_id: UUID
    name: PersonName


class MessageCreate(WrittenText):
    """A message to send, with an idempotency key chosen by the client.

    Offsets of entities count from the first character of the text that is no space: spaces around it are stripped.
    """

    client_id: UUID
    text: TextWithEntities = ""
    reply_to: UUID | None = None
    mentions: list[UUID] = Field(default_factory=list[UUID], max_length=100)
    """Mentions besides those of the entities, for clients that send no entities; `mentions_all` likewise."""
    mentions_all: bool = False
    files: list[UUID] = Field(default_factory=list[UUID], max_length=10)


class MessagePageQuery(RequestModel):
    """Which page of a chat: around, before or after a number, else the last one."""

    around: Annotated[int, Field(ge=0, le=2**62)] | None = None
    before: Annotated[int, Field(ge=0, le=2**62)] | None = None
    after: Annotated[int, Field(ge=0, le=2**62)] | None = None
    limit: int = Field(50, ge=1, le=200)


class MessageUpdate(WrittenText):
    """The new text of a message, with its entities as in `MessageCreate`."""

    mentions: list[UUID] = Field(default_factory=list[UUID], max_length=100)


class ReactionUpdate(RequestModel):
    """The caller's reaction to a message; None removes it."""

    emoji: Emoji | None


class ReadNumberUpdate(RequestModel):
    """The number up to which the caller has read."""

    read_number: int = Field(ge=0, le=2**62)


class UnreadUpdate(RequestModel):
    """The mark as unread that the person sets by hand."""

    is_marked_unread: bool


class MuteUpdate(RequestModel):
    """Until when the chat is muted for the caller; None: it is not."""

    until: UtcDatetime | None


class DraftUpdate(RequestModel):
    """The caller's draft."""

    text: Text


class ChatRightsUpdate(EnumRecord[Right, Level]):
    """Levels of rights in a chat; what is left out is unchanged."""

    names = MATRIX_RIGHTS
    is_partial = True


class ChatCreate(RequestModel):
    """A chat to create, with an idempotency key chosen by the client."""

    client_id: UUID
    title: Title
    members: list[UUID] = Field(default_factory=list[UUID], max_length=300)
    is_closed: bool = True


class ChatUpdate(RequestModel):
    """Changes of a chat created by a person; omitted fields stay. A picture of None removes it."""

    title: Title | None = None
    picture: UUID | None = None
    rights: ChatRightsUpdate | None = None
    is_closed: bool | None = None


class MembersAdd(RequestModel):
    """People to add."""

    profile_ids: list[UUID] = Field(min_length=1, max_length=300)


class MemberUpdate(RequestModel):
    """The new role of a member; `owner` transfers the ownership."""

    role: MemberRole


class LeaveRequest(RequestModel):
    """The next owner, if the owner leaves; None: the member who joined first, admins first."""

    successor: UUID | None = None


class DialogCreate(RequestModel):
    """The other person of a dialog."""

    profile_id: UUID
