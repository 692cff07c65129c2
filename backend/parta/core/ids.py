"""Identifiers: UUIDv7, which sort by time of creation."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

_TIME_BITS = 48
_OTHER_BITS = 128 - _TIME_BITS


def new_id(at: datetime | None = None) -> UUID:
    """Return a new unique identifier; of what is older than its row, as of then."""
    made = uuid7()
    if at is None:
        return made
    return UUID(int=int(at.timestamp() * 1000) << _OTHER_BITS | made.int & ((1 << _OTHER_BITS) - 1))
