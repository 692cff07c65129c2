"""What happens to remote lessons."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.outbox import Event


@dataclass(frozen=True, slots=True)
class RemoteLessonPublished(Event):
    """A lesson is held remotely, and whom it concerns should know."""

    name: ClassVar[str] = "remote_lessons.published"
    lesson_id: UUID


@dataclass(frozen=True, slots=True)
class RemoteLessonForgotten(Event):
    """A lesson was not ended by its teacher, and ended with the school's day."""

    name: ClassVar[str] = "remote_lessons.forgotten"
    lesson_id: UUID
    holder_id: UUID
