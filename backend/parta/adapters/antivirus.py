"""Antivirus scanning of files."""

import asyncio
import re
import struct
from collections.abc import AsyncIterable
from typing import Protocol

from parta.core.circuit import Circuit
from parta.core.errors import Unavailable

_TIMEOUT_S = 60
_CONNECT_TIMEOUT_S = 3
_TEST_FILE = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
"""The standard test file, which every antivirus reports, so that the connection can be tested."""
_MAX_QUOTED = 100
_FOUND = re.compile(r"^stream: (?P<name>.+) FOUND$")


class AntivirusUnavailable(Unavailable):
    """The antivirus returned no result; retrying later may help."""


class Antivirus(Protocol):
    """Scans bytes for known malware."""

    async def find_threat(self, chunks: AsyncIterable[bytes]) -> str | None:
        """Return the name of the threat found, or None. Raises AntivirusUnavailable."""
        ...


class Clamd:
    """ClamAV's daemon over TCP: `INSTREAM`, chunks with their lengths, one line in return."""

    def __init__(self, address: str, *, timeout_s: float = _TIMEOUT_S) -> None:
        """Use the daemon at this `host:port`, and wait so long for its verdict."""
        host, _, port = address.rpartition(":")
        self._host, self._port = host, int(port)
        self._timeout_s = timeout_s
        self._circuit = Circuit("antivirus", AntivirusUnavailable)

    async def find_threat(self, chunks: AsyncIterable[bytes]) -> str | None:
        """Return the name of the threat found, or None. Raises AntivirusUnavailable."""
        with self._circuit.attempt():
            try:
                async with asyncio.timeout(self._timeout_s):
                    response = await self._scan(chunks)
            except FileNotFoundError:
                raise  # of the chunks, not of the daemon
            except OSError as error:
                raise AntivirusUnavailable("the antivirus daemon does not respond") from error
            return _read_verdict(response)

    async def _scan(self, chunks: AsyncIterable[bytes]) -> str:
        async with asyncio.timeout(_CONNECT_TIMEOUT_S):
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


def _read_verdict(response: str) -> str | None:
    if response == "stream: OK":
        return None
    found = _FOUND.match(response)
    if found is None:
        raise AntivirusUnavailable(f"the antivirus daemon responds: {response[:_MAX_QUOTED]}")
    return found["name"]


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
