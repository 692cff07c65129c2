"""What is said in a chat: sending in an ordinary transaction, editing, deleting, setting signs."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.core.clock import now
from parta.core.errors import Forbidden, NotFound
from parta.core.ids import new_id
from parta.core.outbox import emit
from parta.core.streams import lock_streams, publish
from parta.files.queries import read_own_files
from parta.files.service import grant, revoke
from parta.messenger.events import MessagesSent, SentMessage
from parta.messenger.models import Chat, Message, MessageEdit, MessageFile, MessageKind, Reaction
from parta.messenger.queries import MESSAGE, get_standing
from parta.messenger.queries.chats import Standing, list_seats
from parta.messenger.queries.messages import (
    find_sent,
    get_message,
    is_carried,
    list_answers,
    list_files,
    list_messages_with,
)
from parta.messenger.rules import rights
from parta.messenger.rules import sending as rules
from parta.messenger.rules.refusals import BadEmoji, MessageDeleted, TooLate
from parta.messenger.rules.sending import Circumstances, Send
from parta.messenger.service.chats import person


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that is there, and whether it was before."""

    message: Message
    is_new: bool


async def send_message(session: AsyncSession, actor: Actor, send: Send) -> Sent:
    """Say it in the chat; the same by the same client's name is said once. Raises what `rules.judge_send` gives.

    The ordinary way, for what carries files and for the system's own stories; many at once go through the queue.
    """
    await lock_streams(session, send.chat_id)
    author_id = person(actor)
    standing = await get_standing(session, actor, send.chat_id)
    before = await find_sent(session, author_id, send.client_id)
    refusal = rules.judge_send(send, await _circumstances(session, author_id, standing, send, before))
    if refusal is not None:
        raise refusal
    if before is not None:
        return Sent(before, is_new=False)
    return Sent(await _say(session, author_id, standing, send), is_new=True)


async def edit_message(  # noqa: PLR0913 - who, where, what
    session: AsyncSession, actor: Actor, chat_id: UUID, message_id: UUID, *, text: str, mentions: Sequence[UUID] = ()
) -> None:
    """Let the actor's own message say something else; what it said is kept.

    Raises NotFound, Forbidden, MessageDeleted, TooLate, EmptyMessage, TooLong.
    """
    standing, message = await _hold_message(session, actor, chat_id, message_id)
    is_own = message.author_id is not None and message.author_id == actor.profile_id
    if not is_own or message.kind is not MessageKind.TEXT or not rights.may_write(standing.place):
        raise Forbidden
    if message.deleted_at is not None:
        raise MessageDeleted
    if not rules.may_edit(message.sent_at, now()):
        raise TooLate
    refusal = rules.judge_content(text, has_files=message.has_files)
    if refusal is not None:
        raise refusal
    if text == message.text:
        return
    _keep_text(session, actor, message)
    message.text, message.edited_at = text, now()
    message.mentions = await _seated(session, chat_id, mentions)
    publish(session, chat_id, MESSAGE, message.id, *await list_answers(session, message))


async def delete_message(session: AsyncSession, actor: Actor, chat_id: UUID, message_id: UUID) -> None:
    """Empty the message for all; what it said is kept as evidence. Safe to repeat. Raises NotFound, Forbidden."""
    standing, message = await _hold_message(session, actor, chat_id, message_id)
    is_own = message.author_id == actor.profile_id
    if message.kind is not MessageKind.TEXT or not (is_own or rights.may_delete_others(standing.place)):
        raise Forbidden
    if message.deleted_at is not None:
        return
    _keep_text(session, actor, message)
    message.text, message.mentions, message.mentions_all, message.deleted_at = "", [], False, now()
    await session.flush()
    await _withdraw_files(session, standing.chat, message)
    publish(session, chat_id, MESSAGE, message.id, *await list_answers(session, message))


async def react_to_message(
    session: AsyncSession, actor: Actor, chat_id: UUID, message_id: UUID, emoji: str | None
) -> None:
    """Set the actor's one sign under the message, or take it away.

    Raises NotFound, Forbidden, BadEmoji, MessageDeleted.
    """
    profile_id = person(actor)
    if emoji is not None and not rules.is_emoji(emoji):
        raise BadEmoji
    standing, message = await _hold_message(session, actor, chat_id, message_id)
    if not rights.may_react(standing.place):
        raise Forbidden
    if message.deleted_at is not None:
        raise MessageDeleted
    key = {"chat_id": chat_id, "message_id": message_id, "profile_id": profile_id}
    if emoji is None:
        theirs = delete(Reaction).where(Reaction.chat_id == chat_id, Reaction.message_id == message_id)
        await session.execute(theirs.where(Reaction.profile_id == profile_id))
    else:
        sign = insert(Reaction).values(**key, emoji=emoji, at=now())
        again = {"emoji": sign.excluded.emoji, "at": sign.excluded.at}
        await session.execute(sign.on_conflict_do_update(index_elements=list(key), set_=again))
    publish(session, chat_id, MESSAGE, message_id)


async def show_file_anew(session: AsyncSession, file_id: UUID) -> None:
    """Tell the messages that carry this file once more: it is not what it was."""
    carrying = await list_messages_with(session, file_id)
    await lock_streams(session, *{chat_id for chat_id, _ in carrying})
    for chat_id, message_id in carrying:
        publish(session, chat_id, MESSAGE, message_id)


async def _hold_message(
    session: AsyncSession, actor: Actor, chat_id: UUID, message_id: UUID
) -> tuple[Standing, Message]:
    await lock_streams(session, chat_id)
    standing = await get_standing(session, actor, chat_id)
    return standing, await get_message(session, chat_id, message_id)


async def _circumstances(
    session: AsyncSession, author_id: UUID, standing: Standing, send: Send, before: Message | None
) -> Circumstances:
    own = await read_own_files(session, author_id, send.files) if send.files else {}
    return Circumstances(
        place=standing.place,
        sent_before=before.fingerprint if before else None,
        is_reply_there=send.reply_to is None or await _is_there(session, send.chat_id, send.reply_to),
        are_files_usable=all(file_id in own for file_id in send.files),
    )


async def _say(session: AsyncSession, author_id: UUID, standing: Standing, send: Send) -> Message:
    chat = standing.chat
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
        mentions=await _seated(session, chat.id, send.mentions),
        mentions_all=send.mentions_all,
        has_files=bool(send.files),
        sent_at=now(),
    )
    session.add(message)
    await session.flush()
    for place, file_id in enumerate(send.files):
        session.add(MessageFile(chat_id=chat.id, message_id=message.id, place=place, file_id=file_id))
        await grant(session, file_id, "chat", chat.id)
    if standing.member is not None:
        standing.member.sent_number = message.number
    publish(session, chat.id, MESSAGE, message.id)
    emit(session, MessagesSent([SentMessage(chat.id, message.id, message.number)]))
    return message


async def _is_there(session: AsyncSession, chat_id: UUID, message_id: UUID) -> bool:
    try:
        return (await get_message(session, chat_id, message_id)).deleted_at is None
    except NotFound:
        return False


async def _seated(session: AsyncSession, chat_id: UUID, mentions: Sequence[UUID]) -> list[UUID]:
    """Give those of the mentioned who are in the chat, each once, in their order."""
    if not mentions:
        return []
    present = await list_seats(session, chat_id)
    return [one for one in dict.fromkeys(mentions) if one in present]


def _keep_text(session: AsyncSession, actor: Actor, message: Message) -> None:
    said = MessageEdit(chat_id=message.chat_id, message_id=message.id, text=message.text)
    said.at, said.ended_by = message.edited_at or message.sent_at, actor.profile_id
    session.add(said)


async def _withdraw_files(session: AsyncSession, chat: Chat, message: Message) -> None:
    """Take a deleted message's files from the chat, unless something else there carries them; keep the evidence."""
    if not message.has_files:
        return
    for file_id in await list_files(session, message):
        await grant(session, file_id, "evidence", message.id)
        if chat.picture != file_id and not await is_carried(session, chat.id, file_id):
            await revoke(session, file_id, "chat", chat.id)
