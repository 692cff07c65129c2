"""Puts as the socket and the difference tell them, so that the description of the interface names them all."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, TypeAdapter

from parta.calls.schemas import CallRead, KnockRead, ParticipantRead, RingRead
from parta.core.schema import Told
from parta.core.streams import Difference, Put
from parta.identity.schemas import NoticeRead, ProfileRead
from parta.journal.schemas import ClassRead, LessonRead
from parta.linking.schemas import LinkRead
from parta.messenger.schemas import ChatRead, MemberRead, MessageRead, ReadingRead
from parta.remote_lessons.schemas import RemoteLessonRead


class ChatPut(Told):
    """A chat is now so."""

    kind: Literal["chat"]
    value: ChatRead


class MemberPut(Told):
    """A member of a chat is now so."""

    kind: Literal["member"]
    value: MemberRead


class MessagePut(Told):
    """A message is now so."""

    kind: Literal["message"]
    value: MessageRead


class ReadingPut(Told):
    """How far one has read a chat, and how one holds it, is now so."""

    kind: Literal["reading"]
    value: ReadingRead


class ProfilePut(Told):
    """One's own profile is now so."""

    kind: Literal["profile"]
    value: ProfileRead


class NoticePut(Told):
    """A notice to oneself is now so."""

    kind: Literal["notice"]
    value: NoticeRead


class LinkPut(Told):
    """A link of one's own with a journal account is now so."""

    kind: Literal["link"]
    value: LinkRead


class ClassPut(Told):
    """A class is now so; who is in it, or when it has lessons, may be another."""

    kind: Literal["class"]
    value: ClassRead


class LessonPut(Told):
    """A lesson is now so."""

    kind: Literal["lesson"]
    value: LessonRead


class CallPut(Told):
    """A call is now so."""

    kind: Literal["call"]
    value: CallRead


class ParticipantPut(Told):
    """Somebody who is or was in a call is now so."""

    kind: Literal["participant"]
    value: ParticipantRead


class KnockPut(Told):
    """Somebody who asks to be let in to a call is now so."""

    kind: Literal["knock"]
    value: KnockRead


class RingPut(Told):
    """Ringing for oneself is now so."""

    kind: Literal["ring"]
    value: RingRead


class RemoteLessonPut(Told):
    """A lesson is now held remotely so."""

    kind: Literal["remote_lesson"]
    value: RemoteLessonRead


AnyPut = Annotated[
    ChatPut
    | MemberPut
    | MessagePut
    | ReadingPut
    | ProfilePut
    | NoticePut
    | LinkPut
    | ClassPut
    | LessonPut
    | RemoteLessonPut
    | CallPut
    | ParticipantPut
    | KnockPut
    | RingPut,
    Field(discriminator="kind"),
]


class DifferenceRead(BaseModel):
    """What changed in a stream after one seq, complete up to another. No `puts`: reading anew is shorter."""

    s: str
    after: int = Field(serialization_alias="from")
    to: int
    more: bool
    puts: list[AnyPut] | None


_put: TypeAdapter[AnyPut] = TypeAdapter(AnyPut)


def difference_read(found: Difference) -> DifferenceRead:
    """Give the difference as it is told."""
    puts = None if found.puts is None else [_any_put(put) for put in found.puts]
    return DifferenceRead(s=found.stream, after=found.after, to=found.seq, more=found.more, puts=puts)


def _any_put(put: Put) -> AnyPut:
    return _put.validate_python({"kind": put.kind, "value": put.value})
