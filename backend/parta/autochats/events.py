"""What happens by the calendar."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from parta.core.outbox import Event


@dataclass(frozen=True, slots=True)
class SchoolDayBegan(Event):
    """It is another day at the school, or Parta has just started: what holds by date may hold no more."""

    name: ClassVar[str] = "autochats.school_day_began"
    school_id: UUID
