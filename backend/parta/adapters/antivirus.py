"""Antivirus scanning of files."""

import asyncio
import re
import struct
from collections.abc import AsyncIterable
from typing import Protocol

_TIMEOUT_S = 120
_TEST_FILE = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
"""The standard test file, which every antivirus reports, so that the connection can be tested."""
_FOUND = re.compile(r"^stream: (?P<name>.+) FOUND$")


class AntivirusUnavailable(Exception):
    """The antivirus returned no result; retrying later may help."""


class Antivirus(Protocol):
    """Scans bytes for known malware."""

    async def find_threat(self, chunks: AsyncIterable[bytes]) -> str | None:
        """Return the name of the threat found, or None. Raises AntivirusUnavailable."""
        ...


class Clamd:
    """ClamAV's daemon over TCP: `INSTREAM`, chunks with their lengths, one line in return."""

    def __init__(self, address: str) -> None:
        """Use the daemon at this `host:port`."""
        host, _, port = address.rpartition(":")
        self._host, self._port = host, int(port)

    async def find_threat(self, chunks: AsyncIterable[bytes]) -> str | None:
        """Return the name of the threat found, or None. Raises AntivirusUnavailable."""
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                response = await self._scan(chunks)
        except (OSError, TimeoutError) as error:
            raise AntivirusUnavailable("the antivirus daemon does not respond") from error
        if response == "stream: OK":
            return None
        found = _FOUND.match(response)
        if found is None:
            raise AntivirusUnavailable(f"the antivirus daemon responds: {response}")
        return found["name"]

    async def _scan(self, chunks: AsyncIterable[bytes]) -> str:
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
    """Used where no daemon is configured: detects only the test file."""

    async def find_threat(self, chunks: AsyncIterable[bytes]) -> str | None:
        """Return the name of the threat found, or None."""
        tail = b""
        async for chunk in chunks:
            tail += chunk
            if _TEST_FILE in tail:
                return "Eicar-Test-Signature"
            tail = tail[-len(_TEST_FILE) :]
        return None


def open_antivirus(address: str | None) -> Antivirus:
    """Return the antivirus at this `host:port`; None: the local one."""
    return Clamd(address) if address else LocalAntivirus()
