"""The one source of time, so that a test can move it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_offset = timedelta()


def now() -> datetime:
    """Return the current time, timezone-aware, in UTC."""
    return datetime.now(UTC) + _offset


def today(zone: str) -> date:
    """Return the current date in this IANA time zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def move(by: timedelta) -> None:
    """Move the clock of this process forward. For tests."""
    global _offset  # noqa: PLW0603 - one clock a process
    _offset += by


def restore() -> None:
    """Set the clock of this process back to the true time. For tests."""
    global _offset  # noqa: PLW0603 - one clock a process
    _offset = timedelta()
