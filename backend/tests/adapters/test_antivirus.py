"""The antivirus: the daemon and the local stand-in detect the same."""

from collections.abc import AsyncGenerator, AsyncIterator

import pytest

from parta.adapters.antivirus import Antivirus, AntivirusUnavailable, Clamd, LocalAntivirus, open_antivirus
from tests.adapters.clamd_fake import run_clamd_fake

pytestmark = pytest.mark.anyio

VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


async def in_chunks(content: bytes, size: int = 7) -> AsyncIterator[bytes]:
    for begin in range(0, len(content), size):
        yield content[begin : begin + size]


@pytest.fixture(params=["daemon", "stand-in"])
async def antivirus(request: pytest.FixtureRequest) -> AsyncGenerator[Antivirus]:
    """Return the real adapter with a fake daemon, then the local one."""
    if request.param == "stand-in":
        yield LocalAntivirus()
        return
    async with run_clamd_fake() as address:
        yield Clamd(address)


async def test_what_is_clean_is_clean(antivirus: Antivirus) -> None:
    assert await antivirus.find_threat(in_chunks(b"homework" * 1000)) is None
    assert await antivirus.find_threat(in_chunks(b"")) is None


async def test_a_virus_is_found_wherever_the_chunks_are_cut(antivirus: Antivirus) -> None:
    for size in (1, 7, 1000):
        assert await antivirus.find_threat(in_chunks(b"x" * 333 + VIRUS + b"x" * 333, size))


async def test_a_daemon_that_does_not_respond_is_unavailable() -> None:
    with pytest.raises(AntivirusUnavailable):
        await Clamd("127.0.0.1:1").find_threat(in_chunks(b"x"))
    async with run_clamd_fake(is_silent=True) as address:
        with pytest.raises(AntivirusUnavailable):
            await Clamd(address).find_threat(in_chunks(b"x"))


async def test_a_daemon_that_refuses_is_unavailable() -> None:
    async with run_clamd_fake(limit=10) as address:
        with pytest.raises(AntivirusUnavailable):
            await Clamd(address).find_threat(in_chunks(b"x" * 100))


async def test_without_an_address_the_stand_in_is_used() -> None:
    assert isinstance(open_antivirus(None), LocalAntivirus)
    assert isinstance(open_antivirus("127.0.0.1:3310"), Clamd)
