"""Updates as the socket and the difference send them, so that the OpenAPI description includes them all."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, TypeAdapter

from parta.calls.schemas import CallRead, KnockRead, ParticipantRead, RingRead
from parta.core.schema import ResponseModel
from parta.core.streams import Difference, EntityUpdate
from parta.identity.schemas import NotificationRead, ProfileRead
from parta.journal.schemas import ClassRead, LessonRead
from parta.linking.schemas import LinkRead
from parta.messenger.schemas import ChatRead, ChatStateRead, MemberRead, MessageRead
from parta.remote_lessons.schemas import RemoteLessonRead


class ChatEntityUpdate(ResponseModel):
    """The state of a chat."""

    kind: Literal["chat"]
    value: ChatRead


class MemberEntityUpdate(ResponseModel):
    """The state of a chat's member."""

    kind: Literal["member"]
    value: MemberRead


class MessageEntityUpdate(ResponseModel):
    """The state of a message."""

    kind: Literal["message"]
    value: MessageRead


class ChatStateEntityUpdate(ResponseModel):
    """One's own state of a chat: how far it is read, draft, settings."""

    kind: Literal["chat_state"]
    value: ChatStateRead


class ProfileEntityUpdate(ResponseModel):
    """The state of one's own profile."""

    kind: Literal["profile"]
    value: ProfileRead


class NotificationEntityUpdate(ResponseModel):
    """A personal notification has a new state."""

    kind: Literal["notification"]
    value: NotificationRead


class LinkEntityUpdate(ResponseModel):
    """The state of one's own link with a journal account."""

    kind: Literal["link"]
    value: LinkRead


class ClassEntityUpdate(ResponseModel):
    """The state of a class; its people or timetable may have changed."""

    kind: Literal["class"]
    value: ClassRead


class LessonEntityUpdate(ResponseModel):
    """The state of a lesson."""

    kind: Literal["lesson"]
    value: LessonRead


class CallEntityUpdate(ResponseModel):
    """The state of a call."""

    kind: Literal["call"]
    value: CallRead


class ParticipantEntityUpdate(ResponseModel):
    """The state of a call's participant."""

    kind: Literal["participant"]
    value: ParticipantRead


class KnockEntityUpdate(ResponseModel):
    """The state of a request to be admitted to a call."""

    kind: Literal["knock"]
    value: KnockRead


class RingEntityUpdate(ResponseModel):
    """The state of an incoming ring."""

    kind: Literal["ring"]
    value: RingRead


class RemoteLessonEntityUpdate(ResponseModel):
    """The state of a remote lesson."""

    kind: Literal["remote_lesson"]
    value: RemoteLessonRead


AnyUpdate = Annotated[
    ChatEntityUpdate
    | MemberEntityUpdate
    | MessageEntityUpdate
    | ChatStateEntityUpdate
    | ProfileEntityUpdate
    | NotificationEntityUpdate
    | LinkEntityUpdate
    | ClassEntityUpdate
    | LessonEntityUpdate
    | RemoteLessonEntityUpdate
    | CallEntityUpdate
    | ParticipantEntityUpdate
    | KnockEntityUpdate
    | RingEntityUpdate,
    Field(discriminator="kind"),
]


class DifferenceRead(BaseModel):
    """What changed in a stream after one seq, complete up to another. `updates` null: read everything anew."""

    s: str
    after: int = Field(serialization_alias="from")
    to: int
    more: bool
    updates: list[AnyUpdate] | None


_update_adapter: TypeAdapter[AnyUpdate] = TypeAdapter(AnyUpdate)


def to_difference_read(found: Difference) -> DifferenceRead:
    """Return the difference as a response."""
    updates = None if found.updates is None else [_to_any_update(update) for update in found.updates]
    return DifferenceRead(s=found.stream, after=found.after, to=found.seq, more=found.more, updates=updates)


def _to_any_update(update: EntityUpdate) -> AnyUpdate:
    return _update_adapter.validate_python({"kind": update.kind, "value": update.value})
