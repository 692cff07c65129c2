"""One transaction of sends: what is so under the lock, the rules' word on each, rows by set, frames for the bus."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import msgspec

from parta.core.clock import now
from parta.core.errors import DomainError, TooManyRequests, Unauthenticated
from parta.core.ids import new_id
from parta.core.streams import Frame, encode_frame, stream_key
from parta.identity.rules import IDLE_LIFE
from parta.messenger.events import MessagesSent
from parta.messenger.models import ChatKind, Level, MemberRole, MessageKind, Rights, SourceKind
from parta.messenger.rules.rights import Place
from parta.messenger.rules.sending import Circumstances, Send, judge_send
from parta.messenger.schemas import MessageRead, ReplyRead
from parta.messenger.sending import statements
from parta.messenger.sending.pace import Pace


@dataclass(frozen=True, slots=True)
class Asked:
    """A send as it came in, with the hash of the token of whoever sent it."""

    token_hash: bytes
    send: Send


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that is on disk. `told` is its JSON; None for one that was there before: read it afresh."""

    message_id: UUID
    told: bytes | None


Outcome = Sent | DomainError


@dataclass(frozen=True, slots=True)
class Written:
    """What a batch did: an outcome for each that was asked, and the frames to tell once it is committed."""

    outcomes: list[Outcome]
    frames: list[Frame]


@dataclass(slots=True)
class _Head:
    """A chat's stream, held."""

    seq: int
    audience_seq: int
    last_number: int = 0


class _Seat(NamedTuple):
    """A member of a chat, and all of the chat that rights depend on, in the order of `statements.LOOK`."""

    chat_id: UUID
    profile_id: UUID
    id: UUID
    role: str
    is_hushed: bool
    kind: str
    source_kind: str | None
    is_archived: bool
    members_count: int
    last_number: int
    invite_level: str
    change_level: str
    mention_all_level: str
    call_level: str
    promote_level: str
    write_level: str


class _Known(NamedTuple):
    """What was sent under a client's name already."""

    author_id: UUID
    client_id: UUID
    message_id: UUID
    fingerprint: bytes


class _Answered(NamedTuple):
    """A message that is answered."""

    id: UUID
    chat_id: UUID
    number: int
    author_id: UUID | None
    text: str


@dataclass(frozen=True, slots=True)
class _New:
    """A message about to be written."""

    message: MessageRead
    told: bytes
    seq: int
    member_id: UUID
    fingerprint: bytes


@dataclass(slots=True)
class _Batch:
    """What is so while the locks are held, and what comes of it."""

    at: datetime
    authors: dict[bytes, UUID]
    heads: dict[UUID, _Head]
    seats: dict[tuple[UUID, UUID], _Seat]
    known: dict[tuple[UUID, UUID], _Known]
    answered: dict[UUID, _Answered]
    new: list[_New] = field(default_factory=list[_New])


async def write_batch(connection: asyncpg.Connection, asked: Sequence[Asked], pace: Pace) -> Written:
    """Judge and write these sends in one transaction; committed when this returns.

    Holds the chats' streams in the order of ids, like every service, so that nobody waits in a circle.
    """
    async with connection.transaction():
        batch = await _look(connection, asked)
        outcomes = [_judge(batch, one, pace) for one in asked]
        if batch.new:
            await connection.execute(statements.SAY, *_rows(batch))
    return Written(outcomes, list(_frames(batch)))


async def _look(connection: asyncpg.Connection, asked: Sequence[Asked]) -> _Batch:
    at = now()
    chats = {one.send.chat_id for one in asked}
    authors: dict[bytes, UUID] = {}
    heads: dict[UUID, _Head] = {}
    hashes = [one.token_hash for one in asked]
    for token_hash, row_id, seq, audience_seq in await connection.fetch(
        statements.HOLD, chats, hashes, at, at - IDLE_LIFE
    ):
        if token_hash is None:
            heads[row_id] = _Head(seq, audience_seq)
        else:
            authors[token_hash] = row_id
    people = {*authors.values(), *(person for one in asked for person in one.send.mentions)}
    names = [one.send.client_id for one in asked]
    replies = [one.send.reply_to for one in asked if one.send.reply_to]
    ((seats, known, answered),) = await connection.fetch(statements.LOOK, chats, people, names, replies)
    batch = _Batch(at, authors, heads, seats={}, known={}, answered={})
    for seat in map(_Seat._make, seats):
        batch.seats[seat.chat_id, seat.profile_id] = seat
        heads[seat.chat_id].last_number = seat.last_number
    batch.known = {(one.author_id, one.client_id): one for one in map(_Known._make, known)}
    batch.answered = {one.id: one for one in map(_Answered._make, answered)}
    return batch


def _judge(batch: _Batch, asked: Asked, pace: Pace) -> Outcome:
    """Decide on one send; what is allowed joins the batch, and is known to those behind it."""
    send = asked.send
    author_id = batch.authors.get(asked.token_hash)
    if author_id is None:
        return Unauthenticated()
    seat = batch.seats.get((send.chat_id, author_id))
    known = batch.known.get((author_id, send.client_id))
    circumstances = Circumstances(
        place=_place(seat) if seat else None,
        sent_before=known.fingerprint if known else None,
        is_reply_there=send.reply_to is None or _is_there(batch, send),
        are_files_usable=not send.files,
    )
    refusal = judge_send(send, circumstances)
    if refusal is not None or seat is None:
        return refusal or Unauthenticated()
    if known is not None:
        return Sent(known.message_id, None)
    wait = pace.wait(author_id)
    return TooManyRequests(wait) if wait else _say(batch, send, author_id, seat.id)


def _say(batch: _Batch, send: Send, author_id: UUID, member_id: UUID) -> Sent:
    head = batch.heads[send.chat_id]
    head.last_number += 1
    message = MessageRead(
        id=new_id(),
        chat_id=send.chat_id,
        number=head.last_number,
        client_id=send.client_id,
        author_id=author_id,
        kind=MessageKind.TEXT,
        text=send.text,
        notice=None,
        card=None,
        reply_to=_reply(batch.answered[send.reply_to]) if send.reply_to else None,
        mentions=[one for one in dict.fromkeys(send.mentions) if (send.chat_id, one) in batch.seats],
        mentions_all=send.mentions_all,
        files=[],
        reactions=[],
        sent_at=batch.at,
        edited_at=None,
        deleted_at=None,
    )
    told = message.model_dump_json().encode()
    fingerprint = send.fingerprint
    batch.new.append(_New(message, told, head.seq + 1, member_id, fingerprint))
    batch.known[author_id, send.client_id] = _Known(author_id, send.client_id, message.id, fingerprint)
    return Sent(message.id, told)


def _rows(batch: _Batch) -> list[Any]:
    """Give the parameters of `statements.SAY`."""
    messages = [new.message for new in batch.new]
    last_numbers = {message.chat_id: message.number for message in messages}
    sent_numbers = {new.member_id: new.message.number for new in batch.new}
    sent = [{"chat_id": m.chat_id, "message_id": m.id, "number": m.number} for m in messages]
    return [
        [m.id for m in messages],
        [m.chat_id for m in messages],
        [m.number for m in messages],
        [new.seq for new in batch.new],
        [m.author_id for m in messages],
        [m.client_id for m in messages],
        [new.fingerprint for new in batch.new],
        [m.text for m in messages],
        [m.reply_to.id if m.reply_to else None for m in messages],
        ["{" + ",".join(map(str, m.mentions)) + "}" for m in messages],
        [m.mentions_all for m in messages],
        [m.sent_at for m in messages],
        [*last_numbers],
        [*last_numbers.values()],
        [*sent_numbers],
        [*sent_numbers.values()],
        MessagesSent.name,
        msgspec.json.encode({"messages": sent}).decode(),
        batch.at,
    ]


def _frames(batch: _Batch) -> Sequence[Frame]:
    """Give one frame for each chat, with its messages in their order, as the reader of messages would tell them."""
    frames: list[Frame] = []
    for chat_id, told in groupby(sorted(batch.new, key=_order), key=lambda new: new.message.chat_id):
        news, head = list(told), batch.heads[chat_id]
        updates = [("message", new.told) for new in news]
        frames.append(encode_frame(stream_key("chat", chat_id), news[0].seq, head.audience_seq, updates))
    return frames


def _order(new: _New) -> tuple[UUID, int]:
    return new.message.chat_id, new.message.number


def _is_there(batch: _Batch, send: Send) -> bool:
    row = batch.answered.get(send.reply_to) if send.reply_to else None
    return row is not None and row.chat_id == send.chat_id


def _reply(row: _Answered) -> ReplyRead:
    return ReplyRead(id=row.id, number=row.number, author_id=row.author_id, text=row.text, is_deleted=False)


def _place(seat: _Seat) -> Place:
    return Place(
        kind=ChatKind[seat.kind],
        source=SourceKind[seat.source_kind] if seat.source_kind else None,
        rights=Rights(
            invite=Level[seat.invite_level],
            change=Level[seat.change_level],
            mention_all=Level[seat.mention_all_level],
            call=Level[seat.call_level],
            promote=Level[seat.promote_level],
            write=Level[seat.write_level],
        ),
        is_archived=seat.is_archived,
        members_count=seat.members_count,
        role=MemberRole[seat.role],
        is_hushed=seat.is_hushed,
    )
