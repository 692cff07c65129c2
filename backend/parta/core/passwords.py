"""Password hashes: argon2id, computed in a thread."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's second option of equal strength: 19 MiB and 40 ms, so that a class signing in at once needs little memory."""
_DUMMY_HASH = _HASHER.hash("the password of nobody")


async def hash_password(password: str) -> str:
    """Return the hash of a password."""
    return await asyncio.to_thread(_HASHER.hash, password)


async def verify_password(stored: str | None, password: str) -> bool:
    """Return True if the password matches. Without a stored hash it takes as long, and is never true."""
    matches = await asyncio.to_thread(_verify, stored or _DUMMY_HASH, password)
    return matches and stored is not None


def _verify(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except (Argon2Error, InvalidHashError):
        return False
