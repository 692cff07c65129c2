"""Messages that were sent: editing, deleting, reacting."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from parta.core.clock import now
from parta.core.errors import Forbidden
from parta.core.principals import Actor
from parta.core.text import is_emoji
from parta.core.unit_of_work import UnitOfWork
from parta.files.queries import EVIDENCE_SCOPE
from parta.files.service import grant, revoke
from parta.messenger.models import Chat, Entity, Message, MessageEdit, MessageKind, Reaction, Right
from parta.messenger.queries import MESSAGE, get_chat_access
from parta.messenger.queries.chats import ChatAccess, list_member_specs
from parta.messenger.queries.messages import (
    get_message,
    is_file_attached,
    list_file_ids,
    list_messages_with_file,
    list_replies,
)
from parta.messenger.rules import messages as rules
from parta.messenger.rules import rights
from parta.messenger.rules.entities import complete_entities, mentioned_people, mentions_all, to_stored
from parta.messenger.rules.errors import BadEmoji, MessageDeleted, TooLate
from parta.messenger.service.chats import require_profile
from parta.messenger.service.pins import remove_pin


@dataclass(frozen=True, slots=True)
class NewText:
    """The new text of a message."""

    text: str
    entities: Sequence[Entity] = ()
    mentions: Sequence[UUID] = ()
    """Mentions besides those of the entities."""


async def edit_message(work: UnitOfWork, actor: Actor, chat_id: UUID, message_id: UUID, new: NewText) -> None:
    """Edit the actor's own message; the previous text is saved.

    Raises NotFound, Forbidden, MessageDeleted, TooLate, EmptyMessage, TooLong, BadEntities.
    """
    access, message = await _lock_message(work, actor, chat_id, message_id)
    is_own = message.author_id is not None and message.author_id == actor.id
    if not is_own or message.kind is not MessageKind.TEXT or not rights.may(access.permission_context, Right.WRITE):
        raise Forbidden
    if message.deleted_at is not None:
        raise MessageDeleted
    if not rules.may_edit(message.sent_at, now()):
        raise TooLate
    error = rules.check_content(new.text, new.entities, has_files=message.has_files)
    if error is not None:
        raise error
    is_to_all = mentions_all(new.entities)
    if is_to_all and not message.mentions_all and not rights.may(access.permission_context, Right.MENTION_ALL):
        raise Forbidden
    mentioned = await _select_members(work, chat_id, [*mentioned_people(new.entities), *new.mentions])
    entities = to_stored(complete_entities(new.text, new.entities, mentioned))
    if (new.text, entities) == (message.text, message.entities):
        return
    _save_edit(work, actor, message)
    message.text, message.entities, message.edited_at = new.text, entities, now()
    message.mentions, message.mentions_all = mentioned, is_to_all
    work.publish(chat_id, MESSAGE, message.id, *await list_replies(work, message))


async def delete_message(work: UnitOfWork, actor: Actor, chat_id: UUID, message_id: UUID) -> None:
    """Delete the message for all; its text is saved as evidence. Idempotent. Raises NotFound, Forbidden."""
    access, message = await _lock_message(work, actor, chat_id, message_id)
    is_own = message.author_id == actor.id
    may_delete = is_own or rights.may(access.permission_context, Right.DELETE_OTHERS)
    if message.kind is not MessageKind.TEXT or not may_delete:
        raise Forbidden
    if message.deleted_at is not None:
        return
    if not is_own:
        work.audit("message.deleted", message.id, stream_id=chat_id)
    _save_edit(work, actor, message)
    message.text, message.entities, message.deleted_at = "", [], now()
    message.mentions, message.mentions_all = [], False
    await work.flush()
    await _revoke_files(work, access.chat, message)
    await remove_pin(work, chat_id, message_id)
    work.publish(chat_id, MESSAGE, message.id, *await list_replies(work, message))


async def react_to_message(work: UnitOfWork, actor: Actor, chat_id: UUID, message_id: UUID, emoji: str | None) -> None:
    """Set or remove the actor's only reaction to the message.

    Raises NotFound, Forbidden, BadEmoji, MessageDeleted.
    """
    profile_id = require_profile(actor)
    if emoji is not None and not is_emoji(emoji):
        raise BadEmoji
    access, message = await _lock_message(work, actor, chat_id, message_id)
    if not rights.may(access.permission_context, Right.REACT):
        raise Forbidden
    if message.deleted_at is not None:
        raise MessageDeleted
    key = {"chat_id": chat_id, "message_id": message_id, "profile_id": profile_id}
    if emoji is None:
        own = delete(Reaction).where(Reaction.chat_id == chat_id, Reaction.message_id == message_id)
        await work.execute(own.where(Reaction.profile_id == profile_id))
    else:
        message.has_reactions = True
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


async def _select_members(work: UnitOfWork, chat_id: UUID, mentions: Sequence[UUID]) -> list[UUID]:
    """Return those of the mentioned people who are members of the chat, each once, in order."""
    if not mentions:
        return []
    present = await list_member_specs(work, chat_id)
    return [one for one in dict.fromkeys(mentions) if one in present]


def _save_edit(work: UnitOfWork, actor: Actor, message: Message) -> None:
    edit = MessageEdit(chat_id=message.chat_id, message_id=message.id, text=message.text, entities=message.entities)
    edit.at, edit.ended_by = message.edited_at or message.sent_at, actor.id
    work.add(edit)


async def _revoke_files(work: UnitOfWork, chat: Chat, message: Message) -> None:
    """Revoke the chat's access to the files of a deleted message, unless used elsewhere in it; grant it to evidence."""
    if not message.has_files:
        return
    for file_id in await list_file_ids(work, message):
        await grant(work, file_id, EVIDENCE_SCOPE, message.id)
        if chat.picture != file_id and not await is_file_attached(work, chat.id, file_id):
            await revoke(work, file_id, "chat", chat.id)
