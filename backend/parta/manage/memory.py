"""Memory of this process: what it has freed goes back to the machine."""

import asyncio
import ctypes

_INTERVAL_S = 15.0
"""It costs microseconds where nothing was freed, milliseconds after a flood."""


async def return_freed_memory() -> None:
    """Return freed memory as long as the process runs: by itself glibc keeps what the threads of a flood have used."""
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError):
        return  # another C library
    while True:
        await asyncio.sleep(_INTERVAL_S)
        await asyncio.to_thread(trim, 0)
