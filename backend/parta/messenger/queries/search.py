"""Full-text search among everything that the actor may see: messages by stems, chats and people by name."""

import re
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.principals import Actor
from parta.messenger.models import Chat, Message
from parta.messenger.queries.chats import visible_chats
from parta.messenger.queries.messages import read_messages
from parta.messenger.queries.people import list_contacts
from parta.messenger.schemas.search import FoundMessage, SearchResult

PAGE_SIZE = 30
_WORD = re.compile(r"\w+")
_MAX_WORDS = 12
_MAX_INDEX_MATCHES = 3000
_FORCE_WORD_INDEX = text(
    "SELECT set_config(name, 'off', true) FROM unnest(ARRAY['enable_indexscan', 'enable_seqscan']) AS name"
)
_ALLOW_ALL_SCANS = text(
    "SELECT set_config(name, 'on', true) FROM unnest(ARRAY['enable_indexscan', 'enable_seqscan']) AS name"
)
_CONFIG = text("'russian'::regconfig")
_HEADLINE_OPTIONS = "StartSel=\x02,StopSel=\x03,MaxWords=24,MinWords=8,MaxFragments=1"


async def search(
    session: AsyncSession, actor: Actor, query: str, *, chat_id: UUID | None = None, before: UUID | None = None
) -> SearchResult:
    """Return messages older than `before`, newest first; the first page for all chats also has chats and people."""
    words = _WORD.findall(query.casefold().replace("ё", "е"))[:_MAX_WORDS]
    if not words:
        return SearchResult(messages=[], chats=[], people=[], more=False)
    messages, more = await _find_messages(session, actor, words, chat_id, before)
    if chat_id is not None or before is not None:
        return SearchResult(messages=messages, chats=[], people=[], more=more)
    chats = await _find_chats(session, actor, words)
    people = await list_contacts(session, actor, " ".join(words), limit=20)
    return SearchResult(messages=messages, chats=list(chats), people=people, more=more)


async def _find_messages(
    session: AsyncSession, actor: Actor, words: Sequence[str], chat_id: UUID | None, before: UUID | None
) -> tuple[list[FoundMessage], bool]:
    wanted = _build_query(words)
    matching = select(Message.id).where(
        Message.search_vector.op("@@")(wanted), Message.chat_id.in_(visible_chats(actor))
    )
    if chat_id is not None:
        matching = matching.where(Message.chat_id == chat_id)
    if before is not None:
        matching = matching.where(Message.id < before)
    ids = await _select_newest(session, matching, PAGE_SIZE + 1)
    headline = func.ts_headline(_CONFIG, func.translate(Message.text, "ёЁ", "еЕ"), wanted, _HEADLINE_OPTIONS)
    rows = await session.execute(select(Message.id, headline).where(Message.id.in_(ids[:PAGE_SIZE])))
    snippets = dict(rows.all())
    messages = sorted(await read_messages(session, ids[:PAGE_SIZE]), key=lambda message: message.id, reverse=True)
    found_messages = [FoundMessage(message=m, chat_id=m.chat_id, snippet=snippets.get(m.id, "")) for m in messages]
    return found_messages, len(ids) > PAGE_SIZE


async def _select_newest(session: AsyncSession, matching: Select[UUID], limit: int) -> Sequence[UUID]:
    """Return the newest of the matching messages, by the plan that suits their number.

    Few matches are found by the index of words and sorted. Of many matches the newest are soon found by a scan from the
    newest to the oldest; by itself the planner chooses that scan for a rare word too, and reads the whole table.
    """
    # A generic plan, chosen after five executions, takes a three-word search from 10 ms to 600 ms.
    await session.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))
    await session.execute(_FORCE_WORD_INDEX)
    found = (await session.execute(matching.limit(_MAX_INDEX_MATCHES))).scalars().all()
    await session.execute(_ALLOW_ALL_SCANS)
    if len(found) < _MAX_INDEX_MATCHES:
        return sorted(found, reverse=True)[:limit]
    return (await session.execute(matching.order_by(Message.id.desc()).limit(limit))).scalars().all()


async def _find_chats(session: AsyncSession, actor: Actor, words: Sequence[str]) -> Sequence[UUID]:
    title = func.translate(func.lower(Chat.title), "ё", "е")
    matching = select(Chat.id).where(Chat.id.in_(visible_chats(actor)))
    for word in words:
        matching = matching.where(title.contains(word, autoescape=True))
    return (await session.execute(matching.order_by(Chat.id.desc()).limit(20))).scalars().all()


def _build_query(words: Sequence[str]) -> ColumnElement[str]:
    """Return a query for all words by their stems; the last also matches as a prefix, since it may be incomplete."""
    *whole, last = words
    stems = func.plainto_tsquery(_CONFIG, last).op("||")(func.to_tsquery(text("'simple'::regconfig"), f"{last}:*"))
    return func.plainto_tsquery(_CONFIG, " ".join(whole)).op("&&")(stems) if whole else stems
