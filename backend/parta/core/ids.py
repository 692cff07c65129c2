"""Identifiers: UUIDv7, which sort by time of creation."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Return a new unique identifier."""
    return uuid7()
