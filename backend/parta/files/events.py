"""Events of files."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.outbox import Event


@dataclass(frozen=True, slots=True)
class FileUploaded(Event):
    """A file is in the storage and has not been processed yet."""

    name: ClassVar[str] = "files.file_uploaded"
    file_id: UUID


@dataclass(frozen=True, slots=True)
class FileChanged(Event):
    """A file was processed: its state, dimensions or preview changed."""

    name: ClassVar[str] = "files.file_changed"
    file_id: UUID


@dataclass(frozen=True, slots=True)
class FileReleased(Event):
    """Nothing carries the file any more: what carried it was deleted."""

    name: ClassVar[str] = "files.file_released"
    file_id: UUID
