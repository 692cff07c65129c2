"""What guards every request: origins, bodies, headers, addresses, throttles."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy import select, text

from parta.core import clock
from parta.core.errors import TooManyRequests
from parta.core.rate_limits import RateLimit, RateLimitBucket, delete_full_buckets, hit
from parta.core.security import SecurityMiddleware, client_address
from parta.core.settings import Settings
from tests.cast import ANNA
from tests.installation import ORIGIN, Installation

pytestmark = pytest.mark.anyio

PHONE = {"phone": ANNA.phone}
PAIR = RateLimit("pair", burst=2, interval=timedelta(minutes=1))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": ORIGIN}, 200),
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://evil.test"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "https://parta.test"}, 403),
        ({"Origin": f"{ORIGIN}.evil.test"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
    ],
)
async def test_only_our_own_pages_may_change_anything(
    installation: Installation, headers: dict[str, str], status: int
) -> None:
    browser = await installation.browser()
    del browser.headers["Origin"]
    answer = await browser.post("/api/id/sign-in", json=PHONE, headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["code"] == "bad_origin"
        assert answer.headers["content-security-policy"]
    assert (await browser.get("/api/id/sign-in", headers=headers)).status_code == 200


async def sent_to_socket(headers: list[tuple[bytes, bytes]], **settings: Any) -> list[str]:  # noqa: ANN401 - settings
    """Return what the server says to a socket that comes with these headers."""
    said: list[str] = []

    async def application(_: Any, __: Any, send: Any) -> None:  # noqa: ANN401 - as ASGI has it
        await send({"type": "websocket.accept"})

    async def send(message: Any) -> None:  # noqa: ANN401 - as ASGI has it
        said.append(message["type"])

    async def receive() -> Any:  # noqa: ANN401 - as ASGI has it
        return {"type": "websocket.connect"}

    scope = {"type": "websocket", "path": "/ws", "headers": headers, "client": ("127.0.0.1", 5)}
    await SecurityMiddleware(application, Settings(**settings))(scope, receive, send)
    return said


@pytest.mark.parametrize(
    ("origin", "answer"),
    [
        (b"https://school.example", "websocket.accept"),
        (b"http://school.example", "websocket.close"),
        (b"https://evil.test", "websocket.close"),
        (None, "websocket.close"),
    ],
)
async def test_a_socket_opens_for_our_own_pages_alone(origin: bytes | None, answer: str) -> None:
    headers = [(b"host", b"evil.test")] + ([(b"origin", origin)] if origin else [])
    assert await sent_to_socket(headers, public_url="https://school.example") == [answer]


async def test_every_answer_confines_the_page(installation: Installation) -> None:
    browser = await installation.browser()
    answers = [await browser.get(path) for path in ("/api/id/sign-in", "/api/id/me", "/nowhere", "/healthz")]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "style-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert "strict-transport-security" not in answer.headers
    assert answers[0].headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("parta.test", 200),
        ("PARTA.test:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("localhost", 200),
        ("parta.localhost:8000", 200),
        ("evil.test", 421),
        ("evil.test:8000", 421),
        ("192.168.1.7", 421),
        ("127.0.0.1.evil.test", 421),
        ("localhost.evil.test", 421),
        ("parta.test@evil.test", 421),
        ("", 421),
    ],
)
async def test_without_a_public_address_only_this_machine_is_answered_for(
    installation: Installation, host: str, status: int
) -> None:
    answer = await (await installation.browser()).get("/api/id/sign-in", headers={"Host": host})
    assert answer.status_code == status
    if status == 421:
        assert answer.json()["code"] == "unknown_host"
        assert "PARTA_PUBLIC_URL" in answer.json()["detail"]


async def test_a_public_address_decides_by_itself_which_names_are_ours() -> None:
    async with echo_of(Settings(public_url="https://school.example")) as client:
        assert (await client.get("/", headers={"Host": "school.internal"})).status_code == 200
    assert await sent_to_socket([(b"host", b"evil.test"), (b"origin", b"http://evil.test")]) == ["websocket.close"]
    assert await sent_to_socket([(b"host", b"localhost"), (b"origin", b"http://localhost")]) == ["websocket.accept"]


def echo_of(settings: Settings) -> AsyncClient:
    """Return a client of a guarded application that tells the address and the size of what it got."""

    async def application(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - as ASGI has it
        size, more = 0, True
        while more:
            message = await receive()
            size, more = size + len(message.get("body", b"")), message.get("more_body", False)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": f"{client_address(scope)} {size}".encode()})

    transport = ASGITransport(SecurityMiddleware(application, settings), client=("127.0.0.1", 1))
    return AsyncClient(transport=transport, base_url=settings.origin)


@pytest.fixture
async def echo() -> AsyncIterator[AsyncClient]:
    """Return a client of an installation behind proxies."""
    async with echo_of(
        Settings(public_url="https://school.example", trusted_proxies=["10.0.0.0/8", "127.0.0.1"])
    ) as client:
        yield client


async def pieces(size: int) -> AsyncIterator[bytes]:
    """Return a body of this size whose length is not told before."""
    for _ in range(size // 65536):
        yield b"x" * 65536


@pytest.mark.parametrize("is_told", [True, False])
@pytest.mark.parametrize(
    ("path", "mb", "status"),
    [("/api/chats", 1, 200), ("/api/chats", 2, 413), ("/api/files", 2, 200), ("/api/files/uploads/7", 51, 413)],
)
async def test_bodies_are_bounded_whether_their_length_is_told_or_not(
    echo: AsyncClient, path: str, mb: int, status: int, *, is_told: bool
) -> None:
    size = mb * 1024 * 1024
    answer = await echo.post(path, content=b"x" * size if is_told else pieces(size))
    assert answer.status_code == status
    if status == 413:
        assert answer.json()["code"] == "too_large"
        assert answer.headers["strict-transport-security"]


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        (None, "127.0.0.1"),
        ("203.0.113.7", "203.0.113.7"),
        ("1.1.1.1, 203.0.113.7", "203.0.113.7"),
        ("203.0.113.7, 10.1.1.1", "203.0.113.7"),
        ("nonsense", "127.0.0.1"),
    ],
)
async def test_the_address_is_what_trusted_proxies_say(echo: AsyncClient, forwarded: str | None, address: str) -> None:
    answer = await echo.get("/", headers={"X-Forwarded-For": forwarded} if forwarded else {})
    assert answer.text.split()[0] == address


async def test_what_others_say_they_forward_is_not_believed() -> None:
    async with echo_of(Settings()) as client:
        answer = await client.get("/", headers={"X-Forwarded-For": "203.0.113.7"})
    assert answer.text.split()[0] == "127.0.0.1"


async def test_a_bucket_allows_a_burst_then_one_an_interval(installation: Installation) -> None:
    async def outcome() -> int:
        try:
            await hit(installation.context, PAIR, "anna")
        except TooManyRequests as refusal:
            return refusal.retry_after
        return 0

    first = [await outcome() for _ in range(3)]
    assert first[:2] == [0, 0]
    assert 58 <= first[2] <= 60
    clock.move(timedelta(seconds=60))
    assert [bool(await outcome()) for _ in range(2)] == [False, True]
    clock.move(timedelta(minutes=5))
    async with installation.transaction() as work:
        await delete_full_buckets(work)
    assert [bool(await outcome()) for _ in range(3)] == [False, False, True]


async def test_the_deletion_of_full_buckets_waits_for_no_hit(installation: Installation) -> None:
    await hit(installation.context, PAIR, "anna")
    clock.move(timedelta(minutes=10))
    async with installation.transaction() as hitting:
        await hitting.execute(select(RateLimitBucket).with_for_update())
        async with installation.transaction() as work:
            await work.execute(text("SET LOCAL lock_timeout = '1s'"))
            await delete_full_buckets(work)
    for left in (1, 0):
        async with installation.transaction() as work:
            assert len((await work.scalars(select(RateLimitBucket))).all()) == left
            await delete_full_buckets(work)


async def test_a_bucket_is_one_for_all_who_come_at_once(installation: Installation) -> None:
    async def allowed() -> bool:
        try:
            await hit(installation.context, PAIR, "anna")
        except TooManyRequests:
            return False
        return True

    assert sum(await asyncio.gather(*(allowed() for _ in range(8)))) == 2
    await hit(installation.context, PAIR, "vera")


async def test_a_limit_is_refused_inside_a_unit_of_work_that_holds_a_connection(installation: Installation) -> None:
    async with installation.transaction() as work:
        await hit(installation.context, PAIR, "anna")
        await work.execute(text("SELECT 1"))
        with pytest.raises(RuntimeError, match="before the unit of work"):
            await hit(installation.context, PAIR, "anna")
    await hit(installation.context, PAIR, "anna")
