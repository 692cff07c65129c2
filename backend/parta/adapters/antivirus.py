"""The antivirus: says of some bytes whether they are known to do harm."""

import asyncio
import re
import struct
from collections.abc import AsyncIterable
from typing import Protocol

_PATIENCE_S = 120
_TEST_FILE = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
"""What every antivirus agrees to call a virus, so that the way to it can be tried."""
_FOUND = re.compile(r"^stream: (?P<name>.+) FOUND$")


class NoVerdict(Exception):  # noqa: N818 - a state of things, worded for the log
    """The antivirus gave no verdict; asking later may help."""


class Antivirus(Protocol):
    """Looks through bytes for what is known to do harm."""

    async def find_threat(self, chunks: AsyncIterable[bytes]) -> str | None:
        """Give the name of the threat found, or None. Raises NoVerdict where there is no verdict."""
        ...


class Clamd:
    """ClamAV's daemon, asked over TCP: `INSTREAM`, pieces with their lengths, one line in return."""

    def __init__(self, address: str) -> None:
        """Ask the daemon at this `host:port`."""
        host, _, port = address.rpartition(":")
        self._host, self._port = host, int(port)

    async def find_threat(self, chunks: AsyncIterable[bytes]) -> str | None:
        """Give the name of the threat found, or None. Raises NoVerdict where there is no verdict."""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                answer = await self._ask(chunks)
        except (OSError, TimeoutError) as error:
            raise NoVerdict("the antivirus daemon does not answer") from error
        if answer == "stream: OK":
            return None
        found = _FOUND.match(answer)
        if found is None:
            raise NoVerdict(f"the antivirus daemon says: {answer}")
        return found["name"]

    async def _ask(self, chunks: AsyncIterable[bytes]) -> str:
        reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(b"zINSTREAM\0")
            async for chunk in chunks:
                writer.write(struct.pack("!I", len(chunk)) + chunk)
                await writer.drain()
            writer.write(struct.pack("!I", 0))
            await writer.drain()
            return (await reader.read(4096)).rstrip(b"\0\n").decode(errors="replace")
        finally:
            writer.close()


class LocalAntivirus:
    """Stands in where no daemon is set up: knows the test file alone."""

    async def find_threat(self, chunks: AsyncIterable[bytes]) -> str | None:
        """Give the name of the threat found, or None."""
        tail = b""
        async for chunk in chunks:
            tail += chunk
            if _TEST_FILE in tail:
                return "Eicar-Test-Signature"
            tail = tail[-len(_TEST_FILE) :]
        return None


def open_antivirus(address: str | None) -> Antivirus:
    """Give the antivirus at this `host:port`, or the local one."""
    return Clamd(address) if address else LocalAntivirus()
