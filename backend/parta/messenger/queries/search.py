"""Search through all that one may see: messages by Russian morphology, chats and people by name."""

import re
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.messenger.models import Chat, Message
from parta.messenger.queries.chats import visible_chats
from parta.messenger.queries.messages import read_messages
from parta.messenger.queries.people import list_contacts
from parta.messenger.schemas import FoundMessage, SearchResult

PAGE = 30
_WORD = re.compile(r"\w+")
_MOST_WORDS = 12
_MANY = 3000
_BY_WORDS = text(
    "SELECT set_config(name, 'off', true) FROM unnest(ARRAY['enable_indexscan', 'enable_seqscan']) AS name"
)
_BY_TIME = text("SELECT set_config(name, 'on', true) FROM unnest(ARRAY['enable_indexscan', 'enable_seqscan']) AS name")
_CONFIG = text("'russian'::regconfig")
_SHOWN = "StartSel=\x02,StopSel=\x03,MaxWords=24,MinWords=8,MaxFragments=1"


async def search(
    session: AsyncSession, actor: Actor, query: str, *, chat_id: UUID | None = None, before: UUID | None = None
) -> SearchResult:
    """Find messages, newest first, older than `before`; and, on the first page through all chats, chats and people."""
    words = _WORD.findall(query.casefold().replace("ё", "е"))[:_MOST_WORDS]
    if not words:
        return SearchResult(messages=[], chats=[], people=[], more=False)
    messages, more = await _messages(session, actor, words, chat_id, before)
    if chat_id is not None or before is not None:
        return SearchResult(messages=messages, chats=[], people=[], more=more)
    chats = await _chats(session, actor, words)
    people = await list_contacts(session, actor, " ".join(words), limit=20)
    return SearchResult(messages=messages, chats=list(chats), people=people, more=more)


async def _messages(
    session: AsyncSession, actor: Actor, words: Sequence[str], chat_id: UUID | None, before: UUID | None
) -> tuple[list[FoundMessage], bool]:
    wanted = _query(words)
    fitting = select(Message.id).where(Message.words.op("@@")(wanted), Message.chat_id.in_(visible_chats(actor)))
    if chat_id is not None:
        fitting = fitting.where(Message.chat_id == chat_id)
    if before is not None:
        fitting = fitting.where(Message.id < before)
    ids = await _newest(session, fitting, PAGE + 1)
    shown = func.ts_headline(_CONFIG, func.translate(Message.text, "ёЁ", "еЕ"), wanted, _SHOWN)
    rows = await session.execute(select(Message.id, shown).where(Message.id.in_(ids[:PAGE])))
    snippets = dict(rows.all())
    messages = sorted(await read_messages(session, ids[:PAGE]), key=lambda message: message.id, reverse=True)
    hits = [FoundMessage(message=m, chat_id=m.chat_id, snippet=snippets.get(m.id, "")) for m in messages]
    return hits, len(ids) > PAGE


async def _newest(session: AsyncSession, fitting: Select[UUID], limit: int) -> Sequence[UUID]:
    """Give the newest of the messages that fit, by the way that suits how many there are.

    Few are found by the index of words and sorted. Of many the newest are soon met walking back through time; left to
    itself the planner takes that walk for a rare word too, and goes through everything that was ever said.
    """
    # A generic plan, chosen after five executions, takes a three-word search from 10 ms to 600 ms.
    await session.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))
    await session.execute(_BY_WORDS)
    found = (await session.execute(fitting.limit(_MANY))).scalars().all()
    await session.execute(_BY_TIME)
    if len(found) < _MANY:
        return sorted(found, reverse=True)[:limit]
    return (await session.execute(fitting.order_by(Message.id.desc()).limit(limit))).scalars().all()


async def _chats(session: AsyncSession, actor: Actor, words: Sequence[str]) -> Sequence[UUID]:
    titled = func.translate(func.lower(Chat.title), "ё", "е")
    fitting = select(Chat.id).where(Chat.id.in_(visible_chats(actor)))
    for word in words:
        fitting = fitting.where(titled.contains(word, autoescape=True))
    return (await session.execute(fitting.order_by(Chat.id.desc()).limit(20))).scalars().all()


def _query(words: Sequence[str]) -> ColumnElement[str]:
    """Give all words by their stems, and the last also as the beginning of one, since it may still be typed."""
    *whole, last = words
    stems = func.plainto_tsquery(_CONFIG, last).op("||")(func.to_tsquery(text("'simple'::regconfig"), f"{last}:*"))
    return func.plainto_tsquery(_CONFIG, " ".join(whole)).op("&&")(stems) if whole else stems
