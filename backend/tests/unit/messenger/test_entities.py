"""Rules for entities of a text: nesting, crossing, ranges in UTF-16 code units, links that nobody marked."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from parta.messenger.models import Entity, FormatEntity, LinkEntity, MentionAllEntity, MentionEntity, PreEntity
from parta.messenger.rules.entities import MAX_ENTITIES, check_entities, complete_entities
from parta.messenger.rules.errors import BadEntities
from parta.messenger.rules.links import find_addresses

MISHA, VERA = UUID(int=1), UUID(int=2)
TEXT = "Миша, 👍 молодец: смотри https://school.ru"
WORDS = some.text(some.sampled_from("аб 👍\U0001f1f7е\u0301"), min_size=1, max_size=24)


def bold(offset: int, length: int) -> FormatEntity:
    return FormatEntity("bold", offset, length)


def italic(offset: int, length: int) -> FormatEntity:
    return FormatEntity("italic", offset, length)


def code(offset: int, length: int) -> FormatEntity:
    return FormatEntity("code", offset, length)


def link(offset: int, length: int, url: str = "https://school.ru/timetable") -> LinkEntity:
    return LinkEntity("link", offset, length, url)


def mention(offset: int, length: int, profile_id: UUID = MISHA) -> MentionEntity:
    return MentionEntity("mention", offset, length, profile_id)


def count_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    "entities",
    [
        [],
        [bold(0, 4)],
        [bold(0, 4), italic(4, 2)],
        [bold(0, 16), italic(0, 4), italic(9, 7)],
        [italic(0, 4), bold(0, 16)],
        [bold(0, 4), bold(0, 4)],
        [bold(6, 2)],
        [mention(0, 4), bold(0, 4)],
        [bold(0, 4), code(0, 4)],
        [link(9, 7)],
        [link(9, 7), bold(9, 7)],
        [link(25, 17, "https://SCHOOL.ru/timetable")],
        [PreEntity("pre", 0, 5, None)],
        [PreEntity("pre", 0, 5, "python")],
        [MentionAllEntity("mention_all", 0, 4)],
        [bold(0, 1)] * MAX_ENTITIES,
    ],
)
def test_entities_that_nest_are_accepted(entities: Sequence[Entity]) -> None:
    assert check_entities(TEXT, entities) is None


@pytest.mark.parametrize(
    "entities",
    [
        [bold(0, 0)],
        [bold(0, -1)],
        [bold(-1, 3)],
        [bold(0, count_units(TEXT) + 1)],
        [bold(10**30, 1)],
        [bold(7, 1)],
        [bold(0, 7)],
        [bold(0, 4), italic(2, 4)],
        [bold(0, 16), italic(0, 4), italic(2, 4)],
        [code(0, 4), bold(1, 2)],
        [PreEntity("pre", 0, 4, None), mention(0, 2)],
        [PreEntity("pre", 0, 4, "\x00")],
        [PreEntity("pre", 0, 4, "")],
        [link(0, 16), mention(0, 4)],
        [mention(0, 4), mention(0, 4, VERA)],
        [link(9, 7, "javascript:alert(1)")],
        [link(9, 7, "https://")],
        [link(9, 7, "https://school.ru/a b")],
        [link(9, 7, "https://school.ru@evil.example/")],
        [link(9, 7, "https://school.ru:port/")],
        [link(9, 7, "https://school.ru/" + "a" * 2048)],
        [link(25, 17, "https://evil.example")],
        [bold(0, 1)] * (MAX_ENTITIES + 1),
    ],
)
def test_entities_that_do_not_fit_are_refused(entities: Sequence[Entity]) -> None:
    assert isinstance(check_entities(TEXT, entities), BadEntities)


@given(WORDS, some.lists(some.tuples(some.integers(-2, 60), some.integers(-2, 60)), max_size=6))
def test_a_range_is_accepted_if_and_only_if_it_covers_whole_characters(
    text: str, ranges: list[tuple[int, int]]
) -> None:
    units = text.encode("utf-16-le")
    for offset, length in ranges:
        part = units[2 * offset : 2 * (offset + length)] if offset >= 0 and length > 0 else b""
        is_whole = len(part) == 2 * length > 0
        if is_whole:
            try:
                for piece in (units[: 2 * offset], part):
                    piece.decode("utf-16-le")
            except UnicodeDecodeError:
                is_whole = False
        assert (check_entities(text, [bold(offset, length)]) is None) is is_whole


@given(WORDS, some.data())
def test_ranges_are_accepted_if_and_only_if_no_two_cross(text: str, data: some.DataObject) -> None:
    offsets = [count_units(text[:index]) for index in range(len(text) + 1)]
    pairs = some.tuples(some.sampled_from(offsets), some.sampled_from(offsets)).filter(lambda pair: pair[0] < pair[1])
    ranges = data.draw(some.lists(pairs, max_size=6))
    entities = [bold(start, end - start) for start, end in ranges]
    crosses = any(a < c < b < d for a, b in ranges for c, d in ranges)
    assert (check_entities(text, entities) is None) is not crosses


@given(WORDS, some.data())
def test_what_is_stored_fits_again_and_does_not_depend_on_the_order_of_sending(
    text: str, data: some.DataObject
) -> None:
    text = f"{text} https://school.ru {text}"
    offsets = [count_units(text[:index]) for index in range(len(text) + 1)]
    pairs = some.tuples(some.sampled_from(offsets), some.sampled_from(offsets)).filter(lambda pair: pair[0] < pair[1])
    makers = some.sampled_from([bold, italic, code, mention])
    drawn = data.draw(some.lists(some.tuples(makers, pairs), max_size=4))
    entities: list[Entity] = [make(start, end - start) for make, (start, end) in drawn]
    if check_entities(text, entities) is None:
        stored = complete_entities(text, entities, {MISHA})
        assert check_entities(text, stored) is None
        assert complete_entities(text, stored, {MISHA}) == stored
        shuffled = data.draw(some.permutations(entities))
        assert [(one.offset, one.length, one.kind) for one in complete_entities(text, shuffled, {MISHA})] == [
            (one.offset, one.length, one.kind) for one in stored
        ]


def test_mentions_of_others_than_members_drop_out() -> None:
    assert complete_entities("Миша и Вера", [mention(0, 4), mention(7, 4, VERA)], {MISHA}) == [mention(0, 4)]


def test_a_link_that_nobody_marked_is_found_by_its_offset_in_utf_16() -> None:
    assert complete_entities("👍 www.school.ru!", [], ()) == [link(3, 13, "https://www.school.ru")]


@pytest.mark.parametrize(
    "entities",
    [
        [code(0, 25)],
        [link(8, 17)],
        [link(8, 17, "https://school.ru/other")],
        [mention(0, 10)],
        [bold(0, 12)],
        [bold(20, 5)],
    ],
)
def test_a_link_is_not_found_where_it_would_not_fit(entities: Sequence[Entity]) -> None:
    text = "Смотри: https://school.ru"
    found = complete_entities(text, entities, {MISHA})
    inside = [one for one in found if isinstance(one, LinkEntity) and one not in entities]
    assert not inside or entities == [bold(20, 5)]


def test_no_more_links_are_found_than_a_message_may_have_entities() -> None:
    assert len(complete_entities("www.a.ru " * 200, [bold(0, 1)], ())) == MAX_ENTITIES


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Просто текст", []),
        ("Смотрите https://example.org/a?b=1.", ["https://example.org/a?b=1"]),
        ("(www.example.org)", ["https://www.example.org"]),
        ("https://ru.wikipedia.org/wiki/Пи_(число)", ["https://ru.wikipedia.org/wiki/Пи_(число)"]),
        ("«https://школа.рф»", ["https://школа.рф"]),
        ("Https://Example.org, и www.a.ru…", ["Https://Example.org", "https://www.a.ru"]),
        ("https://a.ru/?a=1&b=2#c!", ["https://a.ru/?a=1&b=2#c"]),
        ("**https://a.ru**.", ["https://a.ru"]),
        ("_https://a.ru/b_", ["https://a.ru/b"]),
        ("https://a.ru/b_ и https://a.ru/c*", ["https://a.ru/b_", "https://a.ru/c*"]),
        ("(https://ru.wikipedia.org/wiki/Яблоко_(фрукт))", ["https://ru.wikipedia.org/wiki/Яблоко_(фрукт)"]),
        ("resh.edu.ru, (школа.рф/7б) и T.me/a_b!", ["https://resh.edu.ru", "https://школа.рф/7б", "https://T.me/a_b"]),
        ("Пишите: ivanov.school@mail.ru.", ["mailto:ivanov.school@mail.ru"]),
        ("12.05.2027, 3.14, readme.md, файл.pdf, site.ru.exe, т.е., Завтра.Не", []),
        ("javascript:alert(1)", []),
        ("http://", []),
        ("https://a.ru:99999/", []),
        ("https://school.ru@evil.example/", []),
        ("mail.ru@", []),
        ("почта@www.example.org", ["mailto:почта@www.example.org"]),
        ("<https://a.ru/x>", ["https://a.ru/x"]),
        ("https://" + "a" * 4000, []),
        ("https://a.ru/" + ")" * 3000, ["https://a.ru/"]),
    ],
)
def test_addresses_end_where_the_sentence_begins(text: str, addresses: list[str]) -> None:
    assert [url for _, _, url in find_addresses(text)] == addresses
