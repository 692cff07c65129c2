"""What somebody wrote is cleaned before it is judged, and its entities follow what they cover."""

import unicodedata
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from parta.messenger.models import FormatEntity
from parta.messenger.rules.entities import check_entities
from parta.messenger.schemas import DraftUpdate, MessageCreate, MessageUpdate


def send(text: str, *entities: FormatEntity) -> MessageCreate:
    return MessageCreate(client_id=uuid4(), text=text, entities=list(entities))


def test_an_entity_covers_the_same_letters_when_those_before_it_are_composed() -> None:
    text = unicodedata.normalize("NFD", "\x07 йод 👍\u202e и чай")
    sent = send(text, FormatEntity("bold", text.index("ч") + 1, 4))
    assert sent.text == "йод 👍 и чай"
    assert sent.entities == [FormatEntity("bold", 9, 3)]
    assert check_entities(sent.text, sent.entities) is None


@pytest.mark.parametrize("text", ["\u200b\u2800", "\u202e \u2066", "\x02", "\u0301"])
def test_a_message_of_which_nobody_sees_anything_is_empty(text: str) -> None:
    assert send(text).text == MessageUpdate(text=text).text == DraftUpdate(text=text).text == ""


@given(some.text(some.sampled_from("аи\u0306👍\u202e\x07 \n"), max_size=12), some.data())
def test_what_fits_the_text_as_written_fits_it_cleaned_or_covers_nothing(text: str, data: some.DataObject) -> None:
    written = text.strip()
    start, end = sorted(data.draw(some.lists(some.integers(0, len(written)), min_size=2, max_size=2)))
    length = len(written[start:end].encode("utf-16-le")) // 2
    sent = send(text, FormatEntity("bold", len(written[:start].encode("utf-16-le")) // 2, length))
    assert sent.text in {unicodedata.normalize("NFC", sent.text), ""}
    for one in sent.entities:
        assert one.length <= 0 or sent.text == "" or check_entities(sent.text, [one]) is None


def test_a_text_that_is_clean_is_left_alone() -> None:
    entity = FormatEntity("bold", 0, 1)
    assert send("а\n👩‍👩‍👧‍👦", entity).entities == [entity]
    assert MessageCreate(client_id=UUID(int=1)).text == ""
