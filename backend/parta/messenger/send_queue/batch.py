"""One transaction of a batch: lock, load, check each message, insert all by set, build the frames."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import msgspec

from parta.core.clock import now
from parta.core.errors import DomainError, OtherPrincipal, TooManyRequests, Unauthenticated
from parta.core.ids import new_id
from parta.core.streams import Frame, encode_frame, stream_key
from parta.files.schemas import FileRead
from parta.identity.rules import MAX_IDLE_TIME
from parta.messenger.events import MessagesSent
from parta.messenger.models import ChatKind, MemberRole, MessageKind, SourceKind
from parta.messenger.rules.entities import complete_entities
from parta.messenger.rules.messages import SendContext, SendRequest, check_send
from parta.messenger.rules.rights import PermissionContext, get_preset, merge_levels
from parta.messenger.schemas import MessageRead, ReplyRead
from parta.messenger.send_queue import statements
from parta.messenger.send_queue.rate_limiter import SendRateLimiter


@dataclass(slots=True)
class QueuedSend:
    """A request to send, with the hash of the sender's token."""

    token_hash: bytes
    send: SendRequest
    opened_for: str | None = None
    """The id of the profile for which the sender's page was opened, if it says so."""
    has_taken_token: bool = False
    """True once the rate limiter let it pass: what is written again takes no second token."""


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A committed message. `payload` is its JSON; None for a retry: read it again."""

    message_id: UUID
    payload: bytes | None


Outcome = StoredMessage | DomainError


@dataclass(frozen=True, slots=True)
class BatchResult:
    """An outcome for each request of a batch, and the frames to publish after the commit."""

    outcomes: list[Outcome]
    frames: list[Frame]


@dataclass(slots=True)
class _StreamRow:
    """The locked stream of a chat."""

    seq: int
    audience_seq: int
    last_number: int = 0


class _MemberRow(NamedTuple):
    """A member, and everything of the chat that rights depend on, in the order of `statements.LOAD_CONTEXT`."""

    chat_id: UUID
    profile_id: UUID
    id: UUID
    role: str
    is_writing_suspended: bool
    kind: str
    source_kind: str | None
    is_archived: bool
    members_count: int
    last_number: int
    is_closed: bool
    rights: str


class _SentRow(NamedTuple):
    """A message already sent with a client id."""

    author_id: UUID
    client_id: UUID
    message_id: UUID
    fingerprint: bytes


class _ReplyRow(NamedTuple):
    """A message replied to."""

    id: UUID
    chat_id: UUID
    number: int
    author_id: UUID | None
    text: str


class _FileRow(NamedTuple):
    """A file that its uploader can send."""

    id: UUID
    uploader_id: UUID
    name: str
    media_type: str
    size: int
    kind: str
    width: int | None
    height: int | None
    has_preview: bool
    state: str


@dataclass(frozen=True, slots=True)
class _NewMessage:
    """A message to insert."""

    message: MessageRead
    payload: bytes
    seq: int
    member_id: UUID
    fingerprint: bytes


@dataclass(slots=True)
class _Batch:
    """The facts read under the lock, and the messages to insert."""

    at: datetime
    authors: dict[bytes, UUID]
    streams: dict[UUID, _StreamRow]
    members: dict[tuple[UUID, UUID], _MemberRow]
    sent: dict[tuple[UUID, UUID], _SentRow]
    replies: dict[UUID, _ReplyRow]
    files: dict[UUID, _FileRow]
    new: list[_NewMessage] = field(default_factory=list[_NewMessage])


async def write_batch(
    connection: asyncpg.Connection, requests: Sequence[QueuedSend], rate_limiter: SendRateLimiter, *, emits: bool
) -> BatchResult:
    """Check and insert these messages in one transaction, committed on return; with `emits` emit MessagesSent.

    Locks the streams of the chats in the order of ids, like every service, to avoid deadlocks.
    """
    async with connection.transaction():
        batch = await _load(connection, requests)
        outcomes = [_process(batch, one, rate_limiter) for one in requests]
        if batch.new:
            await connection.execute(statements.INSERT_BATCH, *_build_parameters(batch))
            if emits:
                await connection.execute(statements.INSERT_EVENT, MessagesSent.name, _build_event(batch), batch.at)
    return BatchResult(outcomes, list(_build_frames(batch)))


async def _load(connection: asyncpg.Connection, requests: Sequence[QueuedSend]) -> _Batch:
    at = now()
    chats = {one.send.chat_id for one in requests}
    authors: dict[bytes, UUID] = {}
    streams: dict[UUID, _StreamRow] = {}
    hashes = [one.token_hash for one in requests]
    for token_hash, row_id, seq, audience_seq in await connection.fetch(
        statements.LOCK, chats, hashes, at, at - MAX_IDLE_TIME
    ):
        if token_hash is None:
            streams[row_id] = _StreamRow(seq, audience_seq)
        else:
            authors[token_hash] = row_id
    wanted = dict.fromkeys(_list_people(authors, requests))
    client_ids = [one.send.client_id for one in requests]
    replies = [one.send.reply_to for one in requests if one.send.reply_to]
    file_ids = {file_id for one in requests for file_id in one.send.files}
    ((members, sent, reply_rows, files),) = await connection.fetch(
        statements.LOAD_CONTEXT,
        [chat_id for chat_id, _ in wanted],
        [profile_id for _, profile_id in wanted],
        client_ids,
        replies,
        file_ids,
        at,
    )
    batch = _Batch(at, authors, streams, members={}, sent={}, replies={}, files={})
    for member in map(_MemberRow._make, members):
        batch.members[member.chat_id, member.profile_id] = member
        streams[member.chat_id].last_number = member.last_number
    batch.sent = {(one.author_id, one.client_id): one for one in map(_SentRow._make, sent)}
    batch.replies = {one.id: one for one in map(_ReplyRow._make, reply_rows)}
    batch.files = {one.id: one for one in map(_FileRow._make, files)}
    return batch


def _list_people(authors: Mapping[bytes, UUID], requests: Iterable[QueuedSend]) -> Iterator[tuple[UUID, UUID]]:
    """Yield whose membership of which chat matters: the authors', and that of those whom they mention."""
    for one in requests:
        if one.token_hash in authors:
            yield one.send.chat_id, authors[one.token_hash]
        for profile_id in one.send.mentioned:
            yield one.send.chat_id, profile_id


def _process(batch: _Batch, request: QueuedSend, rate_limiter: SendRateLimiter) -> Outcome:
    """Check one request; an accepted message joins the batch and is visible to later requests."""
    send = request.send
    author_id = batch.authors.get(request.token_hash)
    if author_id is None:
        return Unauthenticated()
    if request.opened_for not in {None, str(author_id)}:
        return OtherPrincipal()
    member = batch.members.get((send.chat_id, author_id))
    sent = batch.sent.get((author_id, send.client_id))
    context = SendContext(
        permission_context=_build_permission_context(member) if member else None,
        previous_fingerprint=sent.fingerprint if sent else None,
        is_reply_valid=send.reply_to is None or _is_reply_valid(batch, send),
        are_files_usable=all(_is_file_usable(batch, file_id, author_id) for file_id in send.files),
    )
    error = check_send(send, context)
    if error is not None or member is None:
        return error or Unauthenticated()
    if sent is not None:
        return StoredMessage(sent.message_id, None)
    wait = 0 if request.has_taken_token else rate_limiter.hit(author_id)
    if wait:
        return TooManyRequests(wait)
    request.has_taken_token = True
    return _add_message(batch, send, author_id, member.id)


def _add_message(batch: _Batch, send: SendRequest, author_id: UUID, member_id: UUID) -> StoredMessage:
    stream = batch.streams[send.chat_id]
    stream.last_number += 1
    mentioned = [one for one in send.mentioned if (send.chat_id, one) in batch.members]
    message = MessageRead(
        id=new_id(),
        chat_id=send.chat_id,
        number=stream.last_number,
        client_id=send.client_id,
        author_id=author_id,
        kind=MessageKind.TEXT,
        text=send.text,
        entities=complete_entities(send.text, send.entities, mentioned),
        service=None,
        attachment=None,
        reply_to=_build_reply(batch.replies[send.reply_to]) if send.reply_to else None,
        mentions=mentioned,
        mentions_all=send.mentions_everybody,
        files=[_build_file(batch.files[file_id]) for file_id in send.files],
        reactions=[],
        sent_at=batch.at,
        edited_at=None,
        deleted_at=None,
    )
    payload = message.model_dump_json().encode()
    fingerprint = send.fingerprint
    batch.new.append(_NewMessage(message, payload, stream.seq + 1, member_id, fingerprint))
    batch.sent[author_id, send.client_id] = _SentRow(author_id, send.client_id, message.id, fingerprint)
    return StoredMessage(message.id, payload)


def _build_parameters(batch: _Batch) -> list[Any]:
    """Return the parameters of `statements.INSERT_BATCH`."""
    messages = [new.message for new in batch.new]
    last_numbers = {message.chat_id: message.number for message in messages}
    sent_numbers = {new.member_id: new.message.number for new in batch.new}
    files = [(m.chat_id, m.id, index, file.id) for m in messages for index, file in enumerate(m.files)]
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
        [msgspec.json.encode(m.entities).decode() for m in messages],
        ["{" + ",".join(map(str, m.mentions)) + "}" for m in messages],
        [m.mentions_all for m in messages],
        [bool(m.files) for m in messages],
        [m.sent_at for m in messages],
        [*last_numbers],
        [*last_numbers.values()],
        [*sent_numbers],
        [*sent_numbers.values()],
        *([row[column] for row in files] for column in range(4)),
    ]


def _build_event(batch: _Batch) -> str:
    """Return the payload of MessagesSent."""
    messages = [new.message for new in batch.new]
    sent = [{"chat_id": m.chat_id, "message_id": m.id, "number": m.number} for m in messages]
    return msgspec.json.encode({"messages": sent}).decode()


def _build_frames(batch: _Batch) -> Sequence[Frame]:
    """Return one frame for each chat, with its messages in order, equal to what `read_messages` returns."""
    frames: list[Frame] = []
    for chat_id, group in groupby(sorted(batch.new, key=_sort_key), key=lambda new: new.message.chat_id):
        messages, stream = list(group), batch.streams[chat_id]
        updates = [("message", new.payload) for new in messages]
        frames.append(encode_frame(stream_key("chat", chat_id), messages[0].seq, stream.audience_seq, updates))
    return frames


def _sort_key(new: _NewMessage) -> tuple[UUID, int]:
    return new.message.chat_id, new.message.number


def _is_reply_valid(batch: _Batch, send: SendRequest) -> bool:
    row = batch.replies.get(send.reply_to) if send.reply_to else None
    return row is not None and row.chat_id == send.chat_id


def _is_file_usable(batch: _Batch, file_id: UUID, author_id: UUID) -> bool:
    row = batch.files.get(file_id)
    return row is not None and row.uploader_id == author_id


def _build_file(row: _FileRow) -> FileRead:
    return FileRead.model_validate(row)


def _build_reply(row: _ReplyRow) -> ReplyRead:
    return ReplyRead(id=row.id, number=row.number, author_id=row.author_id, text=row.text, is_deleted=False)


def _build_permission_context(member: _MemberRow) -> PermissionContext:
    kind, source = ChatKind[member.kind], SourceKind[member.source_kind] if member.source_kind else None
    preset = get_preset(kind, source, is_closed=member.is_closed)
    return PermissionContext(
        kind=kind,
        source=source,
        levels=merge_levels(preset, msgspec.json.decode(member.rights)),
        is_archived=member.is_archived,
        members_count=member.members_count,
        role=MemberRole[member.role],
        is_writing_suspended=member.is_writing_suspended,
    )
