"""What happens to files."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.outbox import Event


@dataclass(frozen=True, slots=True)
class FileUploaded(Event):
    """A file lies in the storage and has not been examined yet."""

    name: ClassVar[str] = "files.file_uploaded"
    file_id: UUID


@dataclass(frozen=True, slots=True)
class FileChanged(Event):
    """A file was examined: its state, measures or preview are new to those who see what carries it."""

    name: ClassVar[str] = "files.file_changed"
    file_id: UUID
