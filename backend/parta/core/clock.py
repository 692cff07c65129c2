"""The one source of time, so that a test can move it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_offset = timedelta()


def now() -> datetime:
    """Give the present moment, aware, in UTC."""
    return datetime.now(UTC) + _offset


def today(zone: str) -> date:
    """Give the date that it is now in this IANA time zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def move(by: timedelta) -> None:
    """Let the clock of this process run ahead by so much more. For tests."""
    global _offset  # noqa: PLW0603 - one clock a process
    _offset += by


def restore() -> None:
    """Let the clock of this process tell the true time again. For tests."""
    global _offset  # noqa: PLW0603 - one clock a process
    _offset = timedelta()
