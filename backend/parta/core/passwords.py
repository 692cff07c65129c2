"""Passwords at rest: argon2id, computed beside the event loop."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's second choice of equal strength: 19 MiB and 40 ms, so that a class signing in at once costs no memory."""
_NOBODYS = _HASHER.hash("the password of nobody")


async def hash_password(password: str) -> str:
    """Give what is stored of a password."""
    return await asyncio.to_thread(_HASHER.hash, password)


async def verify_password(stored: str | None, password: str) -> bool:
    """Whether this is the password. Nothing stored takes as long as something, and is never right."""
    right = await asyncio.to_thread(_verify, stored or _NOBODYS, password)
    return right and stored is not None


def _verify(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except (Argon2Error, InvalidHashError):
        return False
