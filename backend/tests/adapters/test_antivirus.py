"""The antivirus: the daemon and its stand-in find the same."""

from collections.abc import AsyncGenerator, AsyncIterator

import pytest

from parta.adapters.antivirus import Antivirus, Clamd, LocalAntivirus, NoVerdict, open_antivirus
from tests.adapters.clamd_twin import clamd_twin

pytestmark = pytest.mark.anyio

VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


async def in_pieces(content: bytes, size: int = 7) -> AsyncIterator[bytes]:
    for begin in range(0, len(content), size):
        yield content[begin : begin + size]


@pytest.fixture(params=["daemon", "stand-in"])
async def antivirus(request: pytest.FixtureRequest) -> AsyncGenerator[Antivirus]:
    """Give the real thing before a twin of its daemon, then the stand-in."""
    if request.param == "stand-in":
        yield LocalAntivirus()
        return
    async with clamd_twin() as address:
        yield Clamd(address)


async def test_what_is_clean_is_clean(antivirus: Antivirus) -> None:
    assert await antivirus.find_threat(in_pieces(b"homework" * 1000)) is None
    assert await antivirus.find_threat(in_pieces(b"")) is None


async def test_a_virus_is_found_wherever_the_pieces_are_cut(antivirus: Antivirus) -> None:
    for size in (1, 7, 1000):
        assert await antivirus.find_threat(in_pieces(b"x" * 333 + VIRUS + b"x" * 333, size))


async def test_a_daemon_that_does_not_answer_gives_no_verdict() -> None:
    with pytest.raises(NoVerdict):
        await Clamd("127.0.0.1:1").find_threat(in_pieces(b"x"))
    async with clamd_twin(is_mute=True) as address:
        with pytest.raises(NoVerdict):
            await Clamd(address).find_threat(in_pieces(b"x"))


async def test_a_daemon_that_refuses_gives_no_verdict() -> None:
    async with clamd_twin(limit=10) as address:
        with pytest.raises(NoVerdict):
            await Clamd(address).find_threat(in_pieces(b"x" * 100))


async def test_without_an_address_the_stand_in_is_used() -> None:
    assert isinstance(open_antivirus(None), LocalAntivirus)
    assert isinstance(open_antivirus("127.0.0.1:3310"), Clamd)
