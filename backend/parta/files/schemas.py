"""What routes of files take and give."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from parta.core.schema import RequestModel, ResponseModel
from parta.files.models import FileKind, FileState

FileName = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$")]


class FileRead(ResponseModel):
    """A file as those who may have it see it."""

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
    """A large file that is going to come in parts."""

    client_id: UUID
    name: FileName
    size: int = Field(gt=0)


class UploadRead(ResponseModel):
    """How much of a large file has come; `file` once it is whole."""

    id: UUID
    offset: int
    file: FileRead | None


class PortraitGiven(RequestModel):
    """The picture that others see of a person; none takes it away."""

    file_id: UUID | None
