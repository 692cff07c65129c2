"""The proxy to the media server: what is proxied, what is not, and the response when it is unavailable."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient
from livekit.protocol.rtc import SignalRequest, SignalResponse
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from parta.adapters.livekit.port import Source
from parta.core.settings import Settings
from parta.core.unit_of_work import make_sessions
from parta.gateway import rtc
from tests.adapters.media_servers import RealMediaServer, run_real_media_server
from tests.media_fake import KEY, SECRET
from tests.realtime.web_process import WebProcess, run_web_process

pytestmark = pytest.mark.anyio

ANYA = "11111111-1111-1111-1111-111111111111:laptop"
UNREACHABLE = "http://127.0.0.1:1"


@pytest.fixture(scope="module")
async def media(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RealMediaServer]:
    """Return one LiveKit for all tests of the module."""
    async with run_real_media_server(tmp_path_factory.mktemp("livekit")) as server:
        yield server


@pytest.fixture
async def room_id(media: RealMediaServer) -> AsyncIterator[UUID]:
    """Return a media room."""
    room_id = uuid4()
    await media.media.open_room(room_id)
    yield room_id
    await media.media.close_room(room_id)


def build_settings(database_url: str, home: Path, livekit_url: str | None) -> Settings:
    """Return the settings of a web process that uses this media server."""
    return Settings(
        database_url=database_url,
        demo=True,
        home=home,
        secret=SecretStr("the secret of the tests"),
        livekit_url=livekit_url,
        livekit_key=KEY,
        livekit_secret=SecretStr(SECRET),
    )


@pytest.fixture
async def web(
    media: RealMediaServer, engine: AsyncEngine, database_url: str, tmp_path: Path
) -> AsyncIterator[WebProcess]:
    """Return a web process that uses the media server."""
    async with run_web_process(build_settings(database_url, tmp_path, media.url), make_sessions(engine)) as web:
        yield web


def open_socket(web: WebProcess, path: str, token: str, *, origin: str | None = None) -> connect:
    """Open a socket as our page does, or one of another origin."""
    url = f"{web.url}{path}?access_token={token}&protocol=15&sdk=js".replace("http", "ws", 1)
    return connect(url, origin=origin or web.url, proxy=None)  # pyright: ignore[reportArgumentType]


async def receive(socket: ClientConnection) -> SignalResponse:
    """Return the next message of the media server."""
    frame = await socket.recv()
    assert isinstance(frame, bytes)
    return SignalResponse.FromString(frame)


async def receive_until_closed(socket: ClientConnection) -> None:
    """Receive messages until the socket closes."""
    while True:
        await socket.recv()


async def test_a_browser_joins_through_our_own_address(web: WebProcess, media: RealMediaServer, room_id: UUID) -> None:
    token = media.media.create_token(room_id, ANYA, "Аня", frozenset({Source.CAMERA}))
    async with open_socket(web, "/rtc", token) as socket:
        assert (await receive(socket)).join.participant.identity == ANYA
        assert [one.identity for one in await media.media.list_participants(room_id)] == [ANYA]


async def test_the_socket_of_whoever_is_removed_closes(web: WebProcess, media: RealMediaServer, room_id: UUID) -> None:
    async with open_socket(web, "/rtc", media.media.create_token(room_id, ANYA, "Аня", frozenset())) as socket:
        await receive(socket)
        await media.media.remove(room_id, ANYA)
        with pytest.raises(ConnectionClosed):
            await receive_until_closed(socket)


async def test_long_descriptions_of_calls_go_through(web: WebProcess, media: RealMediaServer, room_id: UUID) -> None:
    async with open_socket(web, "/rtc", media.media.create_token(room_id, ANYA, "Аня", frozenset())) as socket:
        await receive(socket)
        long = SignalRequest()
        long.update_metadata.name = "a" * 200_000
        await socket.send(long.SerializeToString())
        ping = SignalRequest()
        ping.ping_req.timestamp = 1
        await socket.send(ping.SerializeToString())
        while not (await receive(socket)).HasField("pong_resp"):
            pass


async def test_too_long_a_message_ends_the_socket(web: WebProcess, media: RealMediaServer, room_id: UUID) -> None:
    async with open_socket(web, "/rtc", media.media.create_token(room_id, ANYA, "Аня", frozenset())) as socket:
        await receive(socket)
        # What is too much is the last byte: a reset because of unread bytes would overtake the code.
        await socket.send([b"\0" * (1024 * 1024), b"\0"])
        with pytest.raises(ConnectionClosed) as closed:
            await receive_until_closed(socket)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009


@pytest.mark.parametrize(
    ("path", "token", "origin", "status"),
    [
        ("/rtc", "mine", None, 401),
        ("/rtc", "mine", "https://elsewhere.example", 403),
        ("/rtc/../twirp/livekit.RoomService/ListRooms", "mine", None, 404),
        ("/rtc/agent", "mine", None, 404),
        ("/rtcx", "mine", None, 404),
        ("/agent", "mine", None, 403),
    ],
)
async def test_nothing_else_goes_through(
    web: WebProcess, path: str, token: str, origin: str | None, status: int
) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with open_socket(web, path, token, origin=origin):
            pass
    assert refused.value.response.status_code == status


async def test_a_browser_may_ask_why_it_was_refused(web: WebProcess, media: RealMediaServer, room_id: UUID) -> None:
    token = media.media.create_token(room_id, ANYA, "Аня", frozenset())
    async with AsyncClient(base_url=web.url, trust_env=False) as browser:
        assert (await browser.get("/rtc/validate", params={"access_token": token})).status_code == 200
        refused = await browser.get("/rtc/validate", params={"access_token": "mine"})
        assert refused.status_code == 401
        assert "access-control-allow-origin" not in refused.headers
        assert (await browser.get("/rtc/rooms")).status_code == 404
        assert (await browser.put("/rtc/validate")).status_code in (403, 405)


@pytest.mark.parametrize("livekit_url", [None, UNREACHABLE])
async def test_an_unavailable_media_server_is_reported(
    livekit_url: str | None, engine: AsyncEngine, database_url: str, tmp_path: Path
) -> None:
    async with run_web_process(build_settings(database_url, tmp_path, livekit_url), make_sessions(engine)) as web:
        with pytest.raises(InvalidStatus) as refused:
            async with open_socket(web, "/rtc", "mine"):
                pass
        assert refused.value.response.status_code == 503
        async with AsyncClient(base_url=web.url, trust_env=False) as browser:
            answer = await browser.get("/rtc/validate")
        assert (answer.status_code, answer.json()["code"]) == (503, "media_unavailable")


async def test_a_flood_of_one_network_is_refused_before_the_media_server_is_asked(
    engine: AsyncEngine, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rtc, "_ATTEMPTS", (3.0, 0.001))
    async with run_web_process(build_settings(database_url, tmp_path, UNREACHABLE), make_sessions(engine)) as web:
        async with AsyncClient(base_url=web.url, trust_env=False) as browser:
            assert [(await browser.get("/rtc/validate")).status_code for _ in range(3)] == [503] * 3
            answer = await browser.get("/rtc/validate")
        assert (answer.status_code, answer.json()["code"]) == (429, "too_many")
        assert int(answer.headers["Retry-After"]) > 0
        with pytest.raises(InvalidStatus) as refused:
            async with open_socket(web, "/rtc", "mine"):
                pass
        assert refused.value.response.status_code == 429
