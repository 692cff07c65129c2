"""What a look at an installation finds."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing is."""

    WELL = "ok"
    DOUBTFUL = "warn"
    BAD = "BAD"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    state: State
    about: str
    words: str

    @property
    def is_bad(self) -> bool:
        """Whether Parta cannot serve people so."""
        return self.state is State.BAD

    def __str__(self) -> str:
        """Give it as a line."""
        return f"{self.state.value:<5}{self.about:<12}{self.words}"
