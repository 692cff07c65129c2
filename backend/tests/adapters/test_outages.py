"""Outside parts that hang, refuse or answer nonsense: told in bounded time, then at once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import uuid4

import httpx
import pytest

from parta.adapters.antivirus import Clamd
from parta.adapters.journals import OidcClient, OneRosterJournals
from parta.adapters.livekit.server import LiveKit
from parta.adapters.sms.gateway import HttpSms
from parta.core.errors import Unavailable
from tests.adapters.twins import MISBEHAVIOURS, Misbehaviour, run_twin
from tests.media_fake import KEY, SECRET

pytestmark = pytest.mark.anyio

TIMEOUT_S = 0.3
BOUND_S = 10

Use = Callable[[], Awaitable[object]]


async def in_chunks() -> AsyncIterator[bytes]:
    yield b"x" * 1000


def use_sms(port: int) -> Use:
    gateway = HttpSms(f"http://127.0.0.1:{port}/", None, initial_delay=0.01, timeout=TIMEOUT_S)
    return lambda: gateway.send("+79000000001", "Код", key="k")


def use_antivirus(port: int) -> Use:
    antivirus = Clamd(f"127.0.0.1:{port}", timeout_s=TIMEOUT_S)
    return lambda: antivirus.find_threat(in_chunks())


def use_journal(port: int) -> Use:
    journals = OneRosterJournals(timeout=httpx.Timeout(TIMEOUT_S))
    client = OidcClient(f"http://127.0.0.1:{port}", "parta", "secret", "Europe/Moscow")
    return lambda: journals.begin_sign_in(client, state="s", redirect_uri="http://parta.test/")


@pytest.mark.parametrize(
    ("open_part", "misbehaviour"),
    [
        (open_part, misbehaviour)
        for open_part in (use_sms, use_antivirus, use_journal)
        for misbehaviour in MISBEHAVIOURS
        # A status is all that is read of an SMS gateway: how it ends is the test after this one.
        if (open_part, misbehaviour) != (use_sms, "endless")
    ],
)
async def test_what_misbehaves_is_unavailable_and_after_three_times_nobody_waits(
    open_part: Callable[[int], Use], misbehaviour: Misbehaviour
) -> None:
    async with asyncio.timeout(BOUND_S), run_twin(misbehaviour) as port:
        use = open_part(port)
        for _ in range(3):
            with pytest.raises(Unavailable):
                await use()
        with pytest.raises(Unavailable, match="does not respond") as error:
            await use()
        assert error.value.extra["retry_after"] >= 1


async def test_an_endless_answer_of_an_sms_gateway_is_not_read() -> None:
    async with asyncio.timeout(BOUND_S), run_twin("endless") as port:
        await use_sms(port)()


@pytest.mark.parametrize("misbehaviour", MISBEHAVIOURS)
async def test_a_media_server_that_misbehaves_is_unavailable_and_after_three_times_nobody_waits(
    misbehaviour: Misbehaviour,
) -> None:
    async with asyncio.timeout(BOUND_S), run_twin(misbehaviour) as port:
        media = LiveKit(f"http://127.0.0.1:{port}", KEY, SECRET, timeout_s=TIMEOUT_S)
        try:
            for _ in range(3):
                with pytest.raises(Unavailable):
                    await media.list_participants(uuid4())
            with pytest.raises(Unavailable, match="does not respond"):
                await media.list_participants(uuid4())
        finally:
            await media.close()


async def test_a_journal_that_refuses_one_person_is_still_asked_for_others() -> None:
    def refuse(_: httpx.Request) -> httpx.Response:
        return httpx.Response(400, json={"error": "invalid_grant"})

    journals = OneRosterJournals(httpx.MockTransport(refuse))
    client = OidcClient("http://journal.test", "parta", "secret", "Europe/Moscow")
    for _ in range(6):
        with pytest.raises(Unavailable, match="status 400"):
            await journals.begin_sign_in(client, state="s", redirect_uri="http://parta.test/")
