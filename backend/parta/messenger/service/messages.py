"""Messages: sending in an ordinary transaction, editing, deleting, reacting."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from parta.core.actor import Actor
from parta.core.clock import now
from parta.core.errors import Forbidden, NotFound
from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.files.queries import read_own_files
from parta.files.service import grant, revoke
from parta.messenger.events import MessagesSent, SentMessage
from parta.messenger.models import Chat, Message, MessageEdit, MessageFile, MessageKind, Reaction
from parta.messenger.queries import MESSAGE, get_chat_access
from parta.messenger.queries.chats import ChatAccess, list_member_specs
from parta.messenger.queries.messages import (
    find_sent_message,
    get_message,
    is_file_attached,
    list_file_ids,
    list_messages_with_file,
    list_replies,
)
from parta.messenger.rules import messages as rules
from parta.messenger.rules import rights
from parta.messenger.rules.errors import BadEmoji, MessageDeleted, TooLate
from parta.messenger.rules.messages import SendContext, SendRequest
from parta.messenger.service.chats import require_profile


@dataclass(frozen=True, slots=True)
class SendResult:
    """A stored message; `is_new` is False for a retry."""

    message: Message
    is_new: bool


async def send_message(work: UnitOfWork, actor: Actor, send: SendRequest) -> SendResult:
    """Send a message. Idempotent by client id. Raises what `rules.check_send` returns.

    For messages with files; all others go through the send queue.
    """
    await work.lock_streams(send.chat_id)
    author_id = require_profile(actor)
    access = await get_chat_access(work, actor, send.chat_id)
    existing = await find_sent_message(work, author_id, send.client_id)
    error = rules.check_send(send, await _load_context(work, author_id, access, send, existing))
    if error is not None:
        raise error
    if existing is not None:
        return SendResult(existing, is_new=False)
    return SendResult(await _insert_message(work, author_id, access, send), is_new=True)


async def edit_message(  # noqa: PLR0913 - who, where, what
    work: UnitOfWork, actor: Actor, chat_id: UUID, message_id: UUID, *, text: str, mentions: Sequence[UUID] = ()
) -> None:
    """Edit the actor's own message; the previous text is saved.

    Raises NotFound, Forbidden, MessageDeleted, TooLate, EmptyMessage, TooLong.
    """
    access, message = await _lock_message(work, actor, chat_id, message_id)
    is_own = message.author_id is not None and message.author_id == actor.profile_id
    if not is_own or message.kind is not MessageKind.TEXT or not rights.may_write(access.permission_context):
        raise Forbidden
    if message.deleted_at is not None:
        raise MessageDeleted
    if not rules.may_edit(message.sent_at, now()):
        raise TooLate
    error = rules.check_content(text, has_files=message.has_files)
    if error is not None:
        raise error
    if text == message.text:
        return
    _save_edit(work, actor, message)
    message.text, message.edited_at = text, now()
    message.mentions = await _select_members(work, chat_id, mentions)
    work.publish(chat_id, MESSAGE, message.id, *await list_replies(work, message))


async def delete_message(work: UnitOfWork, actor: Actor, chat_id: UUID, message_id: UUID) -> None:
    """Delete the message for all; its text is saved as evidence. Idempotent. Raises NotFound, Forbidden."""
    access, message = await _lock_message(work, actor, chat_id, message_id)
    is_own = message.author_id == actor.profile_id
    if message.kind is not MessageKind.TEXT or not (is_own or rights.may_delete_others(access.permission_context)):
        raise Forbidden
    if message.deleted_at is not None:
        return
    _save_edit(work, actor, message)
    message.text, message.mentions, message.mentions_all, message.deleted_at = "", [], False, now()
    await work.flush()
    await _revoke_files(work, access.chat, message)
    work.publish(chat_id, MESSAGE, message.id, *await list_replies(work, message))


async def react_to_message(work: UnitOfWork, actor: Actor, chat_id: UUID, message_id: UUID, emoji: str | None) -> None:
    """Set or remove the actor's only reaction to the message.

    Raises NotFound, Forbidden, BadEmoji, MessageDeleted.
    """
    profile_id = require_profile(actor)
    if emoji is not None and not rules.is_emoji(emoji):
        raise BadEmoji
    access, message = await _lock_message(work, actor, chat_id, message_id)
    if not rights.may_react(access.permission_context):
        raise Forbidden
    if message.deleted_at is not None:
        raise MessageDeleted
    key = {"chat_id": chat_id, "message_id": message_id, "profile_id": profile_id}
    if emoji is None:
        own = delete(Reaction).where(Reaction.chat_id == chat_id, Reaction.message_id == message_id)
        await work.execute(own.where(Reaction.profile_id == profile_id))
    else:
        statement = insert(Reaction).values(**key, emoji=emoji, at=now())
        values = {"emoji": statement.excluded.emoji, "at": statement.excluded.at}
        await work.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))
    work.publish(chat_id, MESSAGE, message_id)


async def republish_messages_with_file(work: UnitOfWork, file_id: UUID) -> None:
    """Publish the messages with this file again, after a change of the file."""
    messages = await list_messages_with_file(work, file_id)
    await work.lock_streams(*{chat_id for chat_id, _ in messages})
    for chat_id, message_id in messages:
        work.publish(chat_id, MESSAGE, message_id)


async def _lock_message(work: UnitOfWork, actor: Actor, chat_id: UUID, message_id: UUID) -> tuple[ChatAccess, Message]:
    await work.lock_streams(chat_id)
    access = await get_chat_access(work, actor, chat_id)
    return access, await get_message(work, chat_id, message_id)


async def _load_context(
    work: UnitOfWork, author_id: UUID, access: ChatAccess, send: SendRequest, existing: Message | None
) -> SendContext:
    own = await read_own_files(work, author_id, send.files) if send.files else {}
    return SendContext(
        permission_context=access.permission_context,
        previous_fingerprint=existing.fingerprint if existing else None,
        is_reply_valid=send.reply_to is None or await _is_reply_valid(work, send.chat_id, send.reply_to),
        are_files_usable=all(file_id in own for file_id in send.files),
    )


async def _insert_message(work: UnitOfWork, author_id: UUID, access: ChatAccess, send: SendRequest) -> Message:
    chat = access.chat
    chat.last_number += 1
    message = Message(
        id=new_id(),
        chat_id=chat.id,
        number=chat.last_number,
        author_id=author_id,
        client_id=send.client_id,
        fingerprint=send.fingerprint,
        text=send.text,
        reply_to_id=send.reply_to,
        mentions=await _select_members(work, chat.id, send.mentions),
        mentions_all=send.mentions_all,
        has_files=bool(send.files),
        sent_at=now(),
    )
    work.add(message)
    await work.flush()
    for index, file_id in enumerate(send.files):
        work.add(MessageFile(chat_id=chat.id, message_id=message.id, index=index, file_id=file_id))
        await grant(work, file_id, "chat", chat.id)
    if access.member is not None:
        access.member.sent_number = message.number
    work.publish(chat.id, MESSAGE, message.id)
    work.emit(MessagesSent([SentMessage(chat.id, message.id, message.number)]))
    return message


async def _is_reply_valid(work: UnitOfWork, chat_id: UUID, message_id: UUID) -> bool:
    try:
        return (await get_message(work, chat_id, message_id)).deleted_at is None
    except NotFound:
        return False


async def _select_members(work: UnitOfWork, chat_id: UUID, mentions: Sequence[UUID]) -> list[UUID]:
    """Return those of the mentioned people who are members of the chat, each once, in order."""
    if not mentions:
        return []
    present = await list_member_specs(work, chat_id)
    return [one for one in dict.fromkeys(mentions) if one in present]


def _save_edit(work: UnitOfWork, actor: Actor, message: Message) -> None:
    edit = MessageEdit(chat_id=message.chat_id, message_id=message.id, text=message.text)
    edit.at, edit.ended_by = message.edited_at or message.sent_at, actor.profile_id
    work.add(edit)


async def _revoke_files(work: UnitOfWork, chat: Chat, message: Message) -> None:
    """Revoke the chat's access to the files of a deleted message, unless used elsewhere in it; grant it to evidence."""
    if not message.has_files:
        return
    for file_id in await list_file_ids(work, message):
        await grant(work, file_id, "evidence", message.id)
        if chat.picture != file_id and not await is_file_attached(work, chat.id, file_id):
            await revoke(work, file_id, "chat", chat.id)
