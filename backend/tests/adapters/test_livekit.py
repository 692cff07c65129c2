"""Media: the fake in memory and a real LiveKit behave the same."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from parta.adapters.livekit.port import InvalidWebhook, MediaEvent, MediaParticipant, MediaUnavailable, Source
from parta.adapters.livekit.server import LiveKit
from parta.adapters.livekit.signer import Signer
from parta.adapters.livekit.unavailable import UnavailableMedia
from tests.adapters.media_servers import (
    FakeMediaServer,
    MediaServer,
    RealMediaServer,
    run_real_media_server,
    wait_until,
)
from tests.media_fake import KEY, SECRET, MediaFake, PublishRejected, TokenRejected, sign

pytestmark = pytest.mark.anyio

ANYA = "11111111-1111-1111-1111-111111111111:laptop"
CAMERA, MICROPHONE, SCREEN = Source.CAMERA, Source.MICROPHONE, Source.SCREEN
ALL = frozenset(Source)
NOTHING = frozenset[Source]()
ONLY_CAMERA, ONLY_MICROPHONE = frozenset({CAMERA}), frozenset({MICROPHONE})


@pytest.fixture(scope="module")
async def real_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RealMediaServer]:
    """Return one LiveKit for all tests of the module."""
    async with run_real_media_server(tmp_path_factory.mktemp("livekit")) as server:
        yield server


@pytest.fixture(params=["fake", "LiveKit"])
def server(request: pytest.FixtureRequest) -> MediaServer:
    """Return a media server, of either kind."""
    real: RealMediaServer = request.getfixturevalue("real_server")
    return FakeMediaServer() if request.param == "fake" else real


@pytest.fixture
async def room_id(server: MediaServer) -> AsyncIterator[UUID]:
    """Return a media room."""
    room_id = uuid4()
    await server.media.open_room(room_id)
    yield room_id
    await server.media.close_room(room_id)


async def get_participants(server: MediaServer, room_id: UUID) -> dict[str, MediaParticipant]:
    """Return the connected participants by identity."""
    return {one.identity: one for one in await server.media.list_participants(room_id)}


async def test_nobody_connects_to_a_room_that_was_not_opened(server: MediaServer) -> None:
    with pytest.raises(TokenRejected):
        await server.connect(server.media.create_token(uuid4(), ANYA, "Аня", ALL))


async def test_nobody_connects_with_a_token_signed_by_another(server: MediaServer, room_id: UUID) -> None:
    with pytest.raises(TokenRejected):
        await server.connect(
            Signer("parta", "somebody else's secret, long enough").create_token(room_id, ANYA, "Аня", ALL)
        )


async def test_whoever_connects_is_listed_until_they_leave(server: MediaServer, room_id: UUID) -> None:
    device = await server.connect(server.media.create_token(room_id, ANYA, "Аня", ONLY_CAMERA))

    assert (await get_participants(server, room_id))[ANYA].allowed == ONLY_CAMERA
    assert abs((await get_participants(server, room_id))[ANYA].joined_at - datetime.now(UTC)) < timedelta(minutes=1)
    await device.leave()

    async def is_gone() -> bool:
        return await get_participants(server, room_id) == {}

    await wait_until(is_gone)


async def test_what_may_not_be_sent_is_not_sent(server: MediaServer, room_id: UUID) -> None:
    device = await server.connect(server.media.create_token(room_id, ANYA, "Аня", ONLY_CAMERA))

    with pytest.raises(PublishRejected):
        await device.publish(MICROPHONE)
    await device.publish(CAMERA)

    async def is_seen() -> bool:
        return (await get_participants(server, room_id))[ANYA].sources == ONLY_CAMERA

    await wait_until(is_seen)


async def test_a_right_taken_away_ends_what_is_sent_and_comes_back_when_given(
    server: MediaServer, room_id: UUID
) -> None:
    device = await server.connect(server.media.create_token(room_id, ANYA, "Аня", ALL))
    await device.publish(CAMERA)
    await device.publish(MICROPHONE)

    await server.media.set_allowed(room_id, ANYA, ONLY_CAMERA)

    async def is_silenced() -> bool:
        return (await get_participants(server, room_id))[ANYA].sources == ONLY_CAMERA

    await wait_until(is_silenced)
    with pytest.raises(PublishRejected):
        await device.publish(MICROPHONE)
    await server.media.set_allowed(room_id, ANYA, NOTHING)
    assert (await get_participants(server, room_id))[ANYA].allowed == NOTHING
    await server.media.set_allowed(room_id, ANYA, ONLY_MICROPHONE)
    await device.publish(MICROPHONE)
    assert (await get_participants(server, room_id))[ANYA].allowed == ONLY_MICROPHONE


async def test_a_screen_is_stopped_and_nothing_else(server: MediaServer, room_id: UUID) -> None:
    device = await server.connect(server.media.create_token(room_id, ANYA, "Аня", ALL))
    await device.publish(CAMERA)
    await device.publish(SCREEN)

    async def is_shared() -> bool:
        return len((await get_participants(server, room_id))[ANYA].screen_tracks) == 1

    await wait_until(is_shared)
    await server.media.stop_screen(room_id, ANYA)

    async def is_stopped() -> bool:
        return (await get_participants(server, room_id))[ANYA].sources == ONLY_CAMERA

    await wait_until(is_stopped)
    assert (await get_participants(server, room_id))[ANYA].screen_tracks == frozenset()


async def test_whoever_is_removed_is_gone_though_a_valid_token_lets_them_connect_again(
    server: MediaServer, room_id: UUID
) -> None:
    token = server.media.create_token(room_id, ANYA, "Аня", ALL)
    device = await server.connect(token)

    await server.media.remove(room_id, ANYA)

    async def is_out() -> bool:
        return not device.is_connected() and await get_participants(server, room_id) == {}

    await wait_until(is_out)
    assert (await server.connect(token)).is_connected()


async def test_a_closed_room_is_empty_and_shut(server: MediaServer, room_id: UUID) -> None:
    token = server.media.create_token(room_id, ANYA, "Аня", ALL)
    device = await server.connect(token)

    await server.media.close_room(room_id)

    async def is_out() -> bool:
        return not device.is_connected()

    await wait_until(is_out)
    assert await get_participants(server, room_id) == {}
    with pytest.raises(TokenRejected):
        await server.connect(token)


async def test_commands_for_what_does_not_exist_change_nothing(server: MediaServer, room_id: UUID) -> None:
    for room in (room_id, uuid4()):
        await server.media.set_allowed(room, ANYA, ALL)
        await server.media.remove(room, ANYA)
        await server.media.stop_screen(room, ANYA)
        assert await get_participants(server, room) == {}
    await server.media.close_room(uuid4())
    await server.media.open_room(room_id)


async def test_events_are_sent_and_accepted_once(server: MediaServer, room_id: UUID) -> None:
    received: list[MediaEvent] = []

    async def has_received(*kinds: str) -> bool:
        for webhook in list(server.webhooks):
            event = server.media.read_webhook(webhook.body, webhook.authorization)
            received.extend([event] if event is not None and event.room_id == room_id else [])
        return set(kinds) <= {event.kind for event in received}

    device = await server.connect(server.media.create_token(room_id, ANYA, "Аня", ALL))
    await device.publish(CAMERA)
    await wait_until(lambda: has_received("opened", "joined", "published"))
    await device.leave()
    await wait_until(lambda: has_received("left"))
    assert {event.identity for event in received if event.kind != "opened"} == {ANYA}
    assert len({event.id for event in received}) == len(received)


async def test_a_changed_webhook_is_invalid(server: MediaServer, room_id: UUID) -> None:
    server.webhooks.clear()
    await server.connect(server.media.create_token(room_id, ANYA, "Аня", ALL))

    async def is_sent() -> bool:
        return bool(server.webhooks)

    await wait_until(is_sent)
    webhook = server.webhooks[0]
    for body, authorization in [
        (webhook.body + b" ", webhook.authorization),
        (webhook.body.replace(b"a", b"b", 1), webhook.authorization),
        (b"\xff", webhook.authorization),
        (webhook.body, ""),
        (webhook.body, webhook.authorization[:-4]),
        (webhook.body, server.media.create_token(room_id, ANYA, "Аня", ALL)),
        (webhook.body, sign(webhook.body, key="parta", secret="a secret that was guessed, and wrong").authorization),
    ]:
        with pytest.raises(InvalidWebhook):
            server.media.read_webhook(body, authorization)


@pytest.mark.parametrize(
    ("fields", "age"),
    [
        ({"event": "participant_joined"}, timedelta(minutes=10)),
        ({"event": "participant_joined"}, timedelta(minutes=-10)),
        ({}, None),
        ({"createdAt": 2**63 - 1}, None),
        ({"createdAt": -(2**63)}, None),
        ({"createdAt": 253_402_300_800}, None),
    ],
)
def test_a_webhook_of_another_time_is_invalid(fields: dict[str, object], age: timedelta | None) -> None:
    time = {} if age is None else {"createdAt": int((datetime.now(UTC) - age).timestamp())}
    webhook = sign(json.dumps({"id": "EV_1", "room": {"name": str(uuid4())}, **fields, **time}).encode())
    with pytest.raises(InvalidWebhook):
        MediaFake().read_webhook(webhook.body, webhook.authorization)


@pytest.mark.parametrize(
    "fields",
    [
        {"event": "egress_started"},
        {"event": "participant_joined", "room": {"name": "not one of ours"}},
        {"event": "participant_joined", "participant": {"kind": "EGRESS", "identity": "recorder"}},
        {"event": "participant_joined", "participant": {"permission": {"hidden": True}, "identity": "recorder"}},
    ],
)
def test_irrelevant_webhooks_are_ignored(fields: dict[str, object]) -> None:
    event = {"id": "EV_1", "room": {"name": str(uuid4())}, "createdAt": int(datetime.now(UTC).timestamp()), **fields}
    webhook = sign(json.dumps(event).encode())
    assert MediaFake().read_webhook(webhook.body, webhook.authorization) is None


async def test_a_server_that_is_away_or_rejects_us_is_unavailable(real_server: RealMediaServer) -> None:
    for media in (
        LiveKit("http://127.0.0.1:1", KEY, SECRET),
        LiveKit(real_server.url, KEY, SECRET),
        UnavailableMedia(),
    ):
        with pytest.raises(MediaUnavailable):
            await media.open_room(uuid4())
        with pytest.raises(MediaUnavailable):
            await media.list_participants(uuid4())
        await media.close()
