"""Identifiers: UUIDv7, so that what is made later sorts later."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Give an identifier that nobody had before."""
    return uuid7()
