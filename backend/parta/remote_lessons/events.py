"""Events of remote lessons."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.outbox import Event


@dataclass(frozen=True, slots=True)
class RemoteLessonPublished(Event):
    """A remote lesson was published or its published times changed: notify its students and guardians."""

    name: ClassVar[str] = "remote_lessons.published"
    lesson_id: UUID


@dataclass(frozen=True, slots=True)
class RemoteLessonAutoEnded(Event):
    """A lesson that its teacher did not end was ended automatically after the school day."""

    name: ClassVar[str] = "remote_lessons.auto_ended"
    lesson_id: UUID
    teacher_id: UUID
