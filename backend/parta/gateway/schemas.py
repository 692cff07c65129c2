"""Puts as the socket and the difference tell them, so that the description of the interface names them all."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, TypeAdapter

from parta.calls.schemas import CallRead, KnockRead, ParticipantRead, RingRead
from parta.core.schema import ResponseModel
from parta.core.streams import Difference, EntityUpdate
from parta.identity.schemas import NoticeRead, ProfileRead
from parta.journal.schemas import ClassRead, LessonRead
from parta.linking.schemas import LinkRead
from parta.messenger.schemas import ChatRead, MemberRead, MessageRead, ReadingRead
from parta.remote_lessons.schemas import RemoteLessonRead


class ChatEntityUpdate(ResponseModel):
    """A chat is now so."""

    kind: Literal["chat"]
    value: ChatRead


class MemberEntityUpdate(ResponseModel):
    """A member of a chat is now so."""

    kind: Literal["member"]
    value: MemberRead


class MessageEntityUpdate(ResponseModel):
    """A message is now so."""

    kind: Literal["message"]
    value: MessageRead


class ChatStateEntityUpdate(ResponseModel):
    """How far one has read a chat, and how one holds it, is now so."""

    kind: Literal["reading"]
    value: ReadingRead


class ProfileEntityUpdate(ResponseModel):
    """One's own profile is now so."""

    kind: Literal["profile"]
    value: ProfileRead


class NotificationEntityUpdate(ResponseModel):
    """A notice to oneself is now so."""

    kind: Literal["notice"]
    value: NoticeRead


class LinkEntityUpdate(ResponseModel):
    """A link of one's own with a journal account is now so."""

    kind: Literal["link"]
    value: LinkRead


class ClassEntityUpdate(ResponseModel):
    """A class is now so; who is in it, or when it has lessons, may be another."""

    kind: Literal["class"]
    value: ClassRead


class LessonEntityUpdate(ResponseModel):
    """A lesson is now so."""

    kind: Literal["lesson"]
    value: LessonRead


class CallEntityUpdate(ResponseModel):
    """A call is now so."""

    kind: Literal["call"]
    value: CallRead


class ParticipantEntityUpdate(ResponseModel):
    """Somebody who is or was in a call is now so."""

    kind: Literal["participant"]
    value: ParticipantRead


class KnockEntityUpdate(ResponseModel):
    """Somebody who asks to be let in to a call is now so."""

    kind: Literal["knock"]
    value: KnockRead


class RingEntityUpdate(ResponseModel):
    """Ringing for oneself is now so."""

    kind: Literal["ring"]
    value: RingRead


class RemoteLessonEntityUpdate(ResponseModel):
    """A lesson is now held remotely so."""

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
    """What changed in a stream after one seq, complete up to another. No `updates`: reading anew is shorter."""

    s: str
    after: int = Field(serialization_alias="from")
    to: int
    more: bool
    updates: list[AnyUpdate] | None


_put: TypeAdapter[AnyUpdate] = TypeAdapter(AnyUpdate)


def difference_read(found: Difference) -> DifferenceRead:
    """Give the difference as it is told."""
    updates = None if found.updates is None else [_any_put(update) for update in found.updates]
    return DifferenceRead(s=found.stream, after=found.after, to=found.seq, more=found.more, updates=updates)


def _any_put(update: EntityUpdate) -> AnyUpdate:
    return _put.validate_python({"kind": update.kind, "value": update.value})
