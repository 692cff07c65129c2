"""What a person writes: a text with its entities, as a request brings it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Self

from pydantic import Field, model_validator

from parta.core.schema import RequestModel
from parta.core.text import clean_text, compose, count_units
from parta.core.text_fields import TextWithEntities
from parta.messenger.models import MAX_TEXT_LENGTH, Entity

AnyEntity = Annotated[Entity, Field(discriminator="kind")]
"""An entity of a text, by its kind; offset and length count UTF-16 code units."""


class WrittenText(RequestModel):
    """A text with its entities. When the text is cleaned, they follow what they cover."""

    text: TextWithEntities
    entities: list[AnyEntity] = Field(default_factory=list[Entity], max_length=100)

    @model_validator(mode="after")
    def _clean(self) -> Self:
        cleaned = clean_text(self.text)
        if cleaned != self.text:
            # A text that is too long is refused, whatever its entities cover.
            if len(cleaned) <= MAX_TEXT_LENGTH:
                self.entities = _follow(self.entities, self.text)
            self.text = cleaned
        return self


def _follow(entities: Sequence[Entity], text: str) -> list[Entity]:
    """Return the entities in the text that was cleaned: what is left of the text before each has another length."""
    units = text.encode("utf-16-le", "surrogatepass")
    composed = compose(text)
    indent = count_units(composed) - count_units(composed.lstrip())
    length = count_units(composed.strip())

    def move(offset: int) -> int:
        before = units[: 2 * max(0, offset)].decode("utf-16-le", "ignore")
        return min(max(0, count_units(compose(before)) - indent), length)

    moved = [(one, move(one.offset), move(one.offset + one.length)) for one in entities]
    return [replace(one, offset=start, length=end - start) for one, start, end in moved]
