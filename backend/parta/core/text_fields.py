"""The types of what people type: each door for text has one of them, in the body of a request as in an import."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from parta.core.names import clean_name, is_name, require_one_script, tidy_name
from parta.core.text import clean_line, clean_text, compose, require_line

MAX_NAME_LENGTH = 60
MAX_TITLE_LENGTH = 120


def clean_guest_name(text: str) -> str:
    """Return the name of a guest, each word in letters of one alphabet. Raises ValueError if it names nobody."""
    tidied = tidy_name(text)
    name = tidied if is_name(tidied) else clean_line(text)
    if not 0 < len(name) <= MAX_NAME_LENGTH or not any(letter.isalpha() for letter in name):
        message = "not a name"
        raise ValueError(message)
    for word in name.split():
        require_one_script(word)
    return name


def require_name(text: str) -> str:
    """Return a name that a school has given, tidied. Raises ValueError if nothing of it is seen."""
    return require_line(tidy_name(text))


def _typed(kind: str, *, max_length: int, min_length: int = 0) -> object:
    """Return what a field of this kind of text is limited by, and how it is described."""
    return Field(min_length=min_length or None, max_length=max_length, json_schema_extra={"x-text": kind})


NamePart = Annotated[str, _typed("name", min_length=1, max_length=MAX_NAME_LENGTH), AfterValidator(clean_name)]
"""A part of a person's name."""
GuestName = Annotated[
    str, _typed("name", min_length=1, max_length=2 * MAX_NAME_LENGTH), AfterValidator(clean_guest_name)
]
Title = Annotated[str, _typed("line", min_length=1, max_length=MAX_TITLE_LENGTH), AfterValidator(require_line)]
OptionalTitle = Annotated[str, _typed("line", max_length=MAX_TITLE_LENGTH), AfterValidator(clean_line)]
ShortText = Annotated[str, _typed("line", max_length=300), AfterValidator(clean_line)]
"""One line; it may be empty."""
Reason = Annotated[str, _typed("line", min_length=1, max_length=300), AfterValidator(require_line)]
LongText = Annotated[str, _typed("text", max_length=10_000), AfterValidator(clean_text)]
Text = Annotated[str, _typed("text", max_length=16_384), AfterValidator(clean_text)]
"""A text that somebody wrote. Bounded against abuse; the limit of 4,096 characters is a rule with its own code."""
TextWithEntities = Annotated[str, _typed("text", max_length=16_384)]
"""The same, cleaned by its model together with its entities, whose offsets follow."""
Emoji = Annotated[str, _typed("emoji", min_length=1, max_length=32), AfterValidator(compose)]
SearchText = Annotated[str, _typed("query", max_length=200), AfterValidator(clean_text)]
Login = Annotated[str, _typed("login", min_length=1, max_length=100), StringConstraints(pattern=r"^[^\x00]+$")]
Phone = Annotated[str, _typed("phone", min_length=1, max_length=40), AfterValidator(clean_line)]
StatedName = Annotated[str, AfterValidator(require_name)]
"""A part of a name in an answer of another journal: a school answers for it, so it is tidied and not refused."""
StatedTitle = Annotated[str, AfterValidator(require_line)]
"""A title in such an answer."""
