"""What `parta doctor` finds."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How serious a finding is."""

    OK = "ok"
    WARNING = "warn"
    BAD = "BAD"


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check."""

    severity: Severity
    subject: str
    message: str

    @property
    def is_bad(self) -> bool:
        """True if Parta cannot serve people in this state."""
        return self.severity is Severity.BAD

    def __str__(self) -> str:
        """Return the finding as one line."""
        return f"{self.severity.value:<5}{self.subject:<12}{self.message}"
