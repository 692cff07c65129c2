"""Full-text search among everything that the actor may see: messages by stems, chats and people by name."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, func, literal, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.names import begins_words, split_words
from parta.core.principals import Actor
from parta.identity.queries import get_names
from parta.identity.schemas import PersonCard, PersonRead
from parta.messenger.models import Chat, Message
from parta.messenger.queries.chats import visible_chats
from parta.messenger.queries.messages import read_messages
from parta.messenger.queries.people import list_contacts
from parta.messenger.rules.search import BEGIN, END, FoldedText, Term, list_phones, split_query
from parta.messenger.schemas.search import FoundMessage, SearchResult

PAGE_SIZE = 30
_MAX_CHATS = 20
_MAX_PEOPLE = 20
_MAX_INDEX_MATCHES = 3000
_FORCE_WORD_INDEX = text(
    "SELECT set_config(name, 'off', true) FROM unnest(ARRAY['enable_indexscan', 'enable_seqscan']) AS name"
)
_ALLOW_ALL_SCANS = text(
    "SELECT set_config(name, 'on', true) FROM unnest(ARRAY['enable_indexscan', 'enable_seqscan']) AS name"
)
_CONFIG = text("'russian'::regconfig")
_HEADLINE_OPTIONS = f"HighlightAll=true,StartSel={BEGIN},StopSel={END}"


async def search(
    session: AsyncSession, actor: Actor, query: str, *, chat_id: UUID | None = None, before: UUID | None = None
) -> SearchResult:
    """Return messages older than `before`, newest first; the first page for all chats also has chats and people."""
    terms = split_query(query)
    if not terms:
        return SearchResult(messages=[], chats=[], people=[], more=False)
    messages, more = await _find_messages(session, actor, terms, chat_id, before)
    if chat_id is not None or before is not None:
        return SearchResult(messages=messages, chats=[], people=[], more=more)
    words = split_words(query)
    chats = await _find_chats(session, actor, words) if words else []
    people = await list_contacts(session, actor, query, limit=_MAX_PEOPLE) if words else []
    return SearchResult(messages=messages, chats=chats, people=people, more=more)


async def _find_messages(
    session: AsyncSession, actor: Actor, terms: Sequence[Term], chat_id: UUID | None, before: UUID | None
) -> tuple[list[FoundMessage], bool]:
    wanted = _build_query(terms)
    matching = select(Message.id).where(
        Message.search_vector.op("@@")(wanted), Message.chat_id.in_(visible_chats(actor))
    )
    if chat_id is not None:
        matching = matching.where(Message.chat_id == chat_id)
    if before is not None:
        matching = matching.where(Message.id < before)
    ids = await _select_newest(session, matching, PAGE_SIZE + 1)
    if not ids:
        return [], False
    messages = sorted(await read_messages(session, ids[:PAGE_SIZE]), key=lambda message: message.id, reverse=True)
    snippets = await _cut_snippets(session, [message.text for message in messages], wanted, list_phones(terms))
    authors = await get_names(session, {message.author_id for message in messages if message.author_id})
    found = [
        FoundMessage(message=one, chat_id=one.chat_id, snippet=snippet, author=_build_author(one.author_id, authors))
        for one, snippet in zip(messages, snippets, strict=True)
    ]
    return found, len(ids) > PAGE_SIZE


async def _cut_snippets(
    session: AsyncSession, texts: Sequence[str], wanted: ColumnElement[str], phones: frozenset[str]
) -> list[str]:
    folded = [FoldedText(one) for one in texts]
    in_order = func.unnest(literal([one.words for one in folded], ARRAY(Text())))
    words = in_order.table_valued("words", with_ordinality="at").render_derived()
    headline = func.ts_headline(_CONFIG, words.c.words, wanted, _HEADLINE_OPTIONS)
    marked = (await session.execute(select(headline).order_by(words.c.at))).scalars()
    return [one.cut(found, phones) for one, found in zip(folded, marked, strict=True)]


def _build_author(author_id: UUID | None, authors: Mapping[UUID, PersonCard]) -> PersonRead | None:
    author = authors.get(author_id) if author_id else None
    if author is None or author_id is None:
        return None
    return PersonRead(id=author_id, name=author.name, badges=author.badges, picture=author.picture)


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


async def _find_chats(session: AsyncSession, actor: Actor, words: Sequence[str]) -> list[UUID]:
    titles = select(Chat.id, Chat.title).where(Chat.id.in_(visible_chats(actor)), Chat.title != "")
    found = [chat_id for chat_id, title in await session.execute(titles) if begins_words(words, split_words(title))]
    return sorted(found, reverse=True)[:_MAX_CHATS]


def _build_query(terms: Sequence[Term]) -> ColumnElement[str]:
    """Return the query for all terms by the stems of their words, which follow each other.

    The last word also matches as a prefix, since it may be incomplete.
    """
    *whole, last_term = terms
    *leading, last = last_term.words
    beginning = func.to_tsquery(text("'simple'::regconfig"), f"{last}:*")
    incomplete = _phrase(leading).op("<->")(beginning) if leading else beginning
    query = _phrase(last_term.words).op("||")(incomplete)
    for term in whole:
        query = _phrase(term.words).op("&&")(query)
    return query


def _phrase(words: Sequence[str]) -> ColumnElement[str]:
    return func.phraseto_tsquery(_CONFIG, " ".join(words))
