"""Requests and responses of files."""

import re
import unicodedata
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from parta.core.schema import RequestModel, ResponseModel
from parta.core.text import is_blank, limit_marks, strip_invisible
from parta.files.models import FileKind, FileState

_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
"""What separates folders, or no name contains in some system."""
_DEVICE = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?= *(\.|$))", re.IGNORECASE)
"""Names of devices in Windows, whatever ending follows."""


def clean_file_name(name: str) -> str:
    """Return the name as it is stored and shown: one line, nothing invisible, without dots and spaces at its end.

    Systems drop those when they save it. What their names cannot contain, and the names of devices, get a `_`.
    Raises ValueError if nothing is left.
    """
    cleaned = limit_marks(unicodedata.normalize("NFC", strip_invisible(name))).rstrip(". ").lstrip()
    if is_blank(cleaned):
        message = "not a file name"
        raise ValueError(message)
    return _DEVICE.sub(r"\1_", _FORBIDDEN.sub("_", cleaned))


FileName = Annotated[
    str, Field(min_length=1, max_length=200, json_schema_extra={"x-text": "file name"}), AfterValidator(clean_file_name)
]


class FileRead(ResponseModel):
    """A file as people with access see it."""

    id: UUID
    name: str
    media_type: str
    size: int
    kind: FileKind
    width: int | None
    height: int | None
    has_preview: bool
    state: FileState


class UploadCreate(RequestModel):
    """A large file to upload in parts."""

    client_id: UUID
    name: FileName
    size: int = Field(gt=0)


class UploadRead(ResponseModel):
    """The progress of an upload in parts; `file` once it is complete."""

    id: UUID
    offset: int
    file: FileRead | None


class PortraitUpdate(RequestModel):
    """The picture that others see of a person; null removes it."""

    file_id: UUID | None


class UsageRead(ResponseModel):
    """How much a person stores, in bytes, and how much they may."""

    used: int
    limit: int
