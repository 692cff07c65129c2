"""Entities of a text: which part is a mention, a link, or formatted. Offsets and lengths count UTF-16 code units."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate
from typing import Any
from uuid import UUID

import msgspec

from parta.core.errors import DomainError
from parta.messenger.models import Entity, LinkEntity, MentionAllEntity, MentionEntity, PreEntity
from parta.messenger.rules.errors import BadEntities
from parta.messenger.rules.links import find_addresses, host_of, is_url

MAX_ENTITIES = 100
MAX_LANGUAGE_LENGTH = 32
_LITERAL = ("code", "pre")
"""Kinds whose text is literal: nothing is inside them."""
_TARGETS = ("mention", "mention_all", "link")
"""Kinds that lead somewhere: none is inside another."""
_NESTING = ("bold", "italic", "strikethrough", *_TARGETS, *_LITERAL)
"""All kinds, from the outer to the inner where two cover the same text."""


def check_entities(text: str, entities: Sequence[Entity]) -> DomainError | None:
    """Return why these entities do not fit the text, or None. They may nest, but never cross."""
    if not entities:
        return None
    units = _Units(text)
    fits = (
        len(entities) <= MAX_ENTITIES
        and all(units.has(one) and _is_content_valid(one, units) for one in entities)
        and _are_nested(_in_order(entities))
    )
    return None if fits else BadEntities()


def complete_entities(text: str, entities: Sequence[Entity], members: Collection[UUID]) -> list[Entity]:
    """Return the entities to store, in order: without mentions of others than members, with links nobody marked."""
    known = [one for one in entities if not isinstance(one, MentionEntity) or one.profile_id in members]
    links: list[Entity] = []
    for link in _find_links(text):
        if len(known) + len(links) >= MAX_ENTITIES:
            break
        if not any(_excludes(one, link) for one in known):
            links.append(link)
    return _in_order([*known, *links])


def mentioned_people(entities: Sequence[Entity]) -> list[UUID]:
    """Return the people whom these entities mention, each once, in order."""
    return list(dict.fromkeys(one.profile_id for one in entities if isinstance(one, MentionEntity)))


def mentions_all(entities: Sequence[Entity]) -> bool:
    """Return True if these entities mention everybody."""
    return any(isinstance(one, MentionAllEntity) for one in entities)


def to_stored(entities: Sequence[Entity]) -> list[dict[str, Any]]:
    """Return the entities as they are stored with their message."""
    stored: list[dict[str, Any]] = msgspec.to_builtins(entities)
    return stored


class _Units:
    """A text by UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offsets = list(accumulate((1 if sign <= "\uffff" else 2 for sign in text), initial=0))
        """The offset of each character, and the length of the text."""

    def has(self, entity: Entity) -> bool:
        """Return True if the entity covers whole characters of the text, at least one."""
        return entity.length > 0 and self._is_boundary(entity.offset) and self._is_boundary(_end(entity))

    def cut(self, entity: Entity) -> str:
        """Return the text that the entity covers."""
        start, end = (bisect_left(self._offsets, offset) for offset in (entity.offset, _end(entity)))
        return self._text[start:end]

    def count(self, index: int) -> int:
        """Return the offset of the character at this index."""
        return self._offsets[index]

    def _is_boundary(self, offset: int) -> bool:
        index = bisect_left(self._offsets, offset)
        return index < len(self._offsets) and self._offsets[index] == offset


def _is_content_valid(entity: Entity, units: _Units) -> bool:
    if isinstance(entity, PreEntity):
        language = entity.language
        return language is None or (language.isascii() and language.isprintable() and _is_short(language))
    if isinstance(entity, LinkEntity):
        return is_url(entity.url) and _is_honest(entity, units.cut(entity))
    return True


def _is_short(language: str) -> bool:
    return 0 < len(language) <= MAX_LANGUAGE_LENGTH


def _is_honest(link: LinkEntity, text: str) -> bool:
    """Return True unless the text shows an address of another host than the link leads to."""
    return all(host_of(url) == host_of(link.url) for _, _, url in find_addresses(text))


def _are_nested(in_order: Sequence[Entity]) -> bool:
    around: list[Entity] = []
    for one in in_order:
        while around and _end(around[-1]) <= one.offset:
            around.pop()
        if around and _end(around[-1]) < _end(one):
            return False
        if around and around[-1].kind in _LITERAL:
            return False
        if one.kind in _TARGETS and any(outer.kind in _TARGETS for outer in around):
            return False
        around.append(one)
    return True


def _find_links(text: str) -> Iterator[LinkEntity]:
    units: _Units | None = None
    for start, end, url in find_addresses(text):
        units = units or _Units(text)
        offset = units.count(start)
        yield LinkEntity("link", offset, units.count(end) - offset, url)


def _excludes(entity: Entity, link: LinkEntity) -> bool:
    """Return True if the link cannot be beside this entity: it would cross it, or both would be literal or lead."""
    start, end = max(entity.offset, link.offset), min(_end(entity), _end(link))
    if start >= end:
        return False
    if entity.kind in _LITERAL or entity.kind in _TARGETS:
        return True
    covered = end - start
    return covered not in {entity.length, link.length}


def _in_order(entities: Sequence[Entity]) -> list[Entity]:
    return sorted(entities, key=_sort_key) if len(entities) > 1 else list(entities)


def _sort_key(entity: Entity) -> tuple[int, int, int]:
    return entity.offset, -entity.length, _NESTING.index(entity.kind)


def _end(entity: Entity) -> int:
    return entity.offset + entity.length
