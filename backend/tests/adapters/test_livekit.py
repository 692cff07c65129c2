"""Media: what the twin does in memory, a real LiveKit does too."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from parta.adapters.livekit.absent import Absent
from parta.adapters.livekit.port import Forged, MediaEvent, MediaSilent, Present, Source
from parta.adapters.livekit.server import LiveKit
from parta.adapters.livekit.signing import Signing
from tests.adapters.houses import House, RealHouse, TwinHouse, real_house, until
from tests.media_twin import KEY, SECRET, MediaTwin, NoRight, NotLetIn, sign

pytestmark = pytest.mark.anyio

ANYA = "11111111-1111-1111-1111-111111111111:laptop"
CAMERA, MICROPHONE, SCREEN = Source.CAMERA, Source.MICROPHONE, Source.SCREEN
ALL = frozenset(Source)
NOTHING = frozenset[Source]()
ONLY_CAMERA, ONLY_MICROPHONE = frozenset({CAMERA}), frozenset({MICROPHONE})


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RealHouse]:
    """Give one LiveKit for all tests here."""
    async with real_house(tmp_path_factory.mktemp("livekit")) as house:
        yield house


@pytest.fixture(params=["twin", "LiveKit"])
def house(request: pytest.FixtureRequest) -> House:
    """Give a media server, of either kind."""
    real: RealHouse = request.getfixturevalue("server")
    return TwinHouse() if request.param == "twin" else real


@pytest.fixture
async def call_id(house: House) -> AsyncIterator[UUID]:
    """Give a call that has a room."""
    call_id = uuid4()
    await house.media.open_room(call_id)
    yield call_id
    await house.media.close_room(call_id)


async def present(house: House, call_id: UUID) -> dict[str, Present]:
    """Give who is connected, by identity."""
    return {one.identity: one for one in await house.media.list_present(call_id)}


async def test_nobody_comes_into_a_room_that_was_not_opened(house: House) -> None:
    with pytest.raises(NotLetIn):
        await house.come(house.media.token(uuid4(), ANYA, "Аня", ALL))


async def test_nobody_comes_in_with_a_token_signed_by_another(house: House, call_id: UUID) -> None:
    with pytest.raises(NotLetIn):
        await house.come(Signing("parta", "somebody else's secret, long enough").token(call_id, ANYA, "Аня", ALL))


async def test_whoever_comes_is_present_until_they_leave(house: House, call_id: UUID) -> None:
    guest = await house.come(house.media.token(call_id, ANYA, "Аня", ONLY_CAMERA))

    assert (await present(house, call_id))[ANYA].may == ONLY_CAMERA
    assert abs((await present(house, call_id))[ANYA].joined_at - datetime.now(UTC)) < timedelta(minutes=1)
    await guest.leave()

    async def is_gone() -> bool:
        return await present(house, call_id) == {}

    await until(is_gone)


async def test_what_may_not_be_sent_is_not_sent(house: House, call_id: UUID) -> None:
    guest = await house.come(house.media.token(call_id, ANYA, "Аня", ONLY_CAMERA))

    with pytest.raises(NoRight):
        await guest.publish(MICROPHONE)
    await guest.publish(CAMERA)

    async def is_seen() -> bool:
        return (await present(house, call_id))[ANYA].sources == ONLY_CAMERA

    await until(is_seen)


async def test_a_right_taken_away_ends_what_is_sent_and_comes_back_when_given(house: House, call_id: UUID) -> None:
    guest = await house.come(house.media.token(call_id, ANYA, "Аня", ALL))
    await guest.publish(CAMERA)
    await guest.publish(MICROPHONE)

    await house.media.allow(call_id, ANYA, ONLY_CAMERA)

    async def is_silenced() -> bool:
        return (await present(house, call_id))[ANYA].sources == ONLY_CAMERA

    await until(is_silenced)
    with pytest.raises(NoRight):
        await guest.publish(MICROPHONE)
    await house.media.allow(call_id, ANYA, NOTHING)
    assert (await present(house, call_id))[ANYA].may == NOTHING
    await house.media.allow(call_id, ANYA, ONLY_MICROPHONE)
    await guest.publish(MICROPHONE)
    assert (await present(house, call_id))[ANYA].may == ONLY_MICROPHONE


async def test_a_screen_is_stopped_and_nothing_else(house: House, call_id: UUID) -> None:
    guest = await house.come(house.media.token(call_id, ANYA, "Аня", ALL))
    await guest.publish(CAMERA)
    await guest.publish(SCREEN)

    async def is_shared() -> bool:
        return len((await present(house, call_id))[ANYA].screen_tracks) == 1

    await until(is_shared)
    await house.media.stop_screen(call_id, ANYA)

    async def is_stopped() -> bool:
        return (await present(house, call_id))[ANYA].sources == ONLY_CAMERA

    await until(is_stopped)
    assert (await present(house, call_id))[ANYA].screen_tracks == frozenset()


async def test_whoever_is_removed_is_gone_though_a_living_token_lets_them_in_again(house: House, call_id: UUID) -> None:
    token = house.media.token(call_id, ANYA, "Аня", ALL)
    guest = await house.come(token)

    await house.media.remove(call_id, ANYA)

    async def is_out() -> bool:
        return not guest.is_inside() and await present(house, call_id) == {}

    await until(is_out)
    assert (await house.come(token)).is_inside()


async def test_a_closed_room_is_empty_and_shut(house: House, call_id: UUID) -> None:
    token = house.media.token(call_id, ANYA, "Аня", ALL)
    guest = await house.come(token)

    await house.media.close_room(call_id)

    async def is_out() -> bool:
        return not guest.is_inside()

    await until(is_out)
    assert await present(house, call_id) == {}
    with pytest.raises(NotLetIn):
        await house.come(token)


async def test_acts_upon_what_is_not_there_change_nothing(house: House, call_id: UUID) -> None:
    for place in (call_id, uuid4()):
        await house.media.allow(place, ANYA, ALL)
        await house.media.remove(place, ANYA)
        await house.media.stop_screen(place, ANYA)
        assert await present(house, place) == {}
    await house.media.close_room(uuid4())
    await house.media.open_room(call_id)


async def test_what_happens_is_told_and_believed_once(house: House, call_id: UUID) -> None:
    told: list[MediaEvent] = []

    async def hear(*kinds: str) -> bool:
        for webhook in list(house.webhooks):
            event = house.media.read_webhook(webhook.body, webhook.authorization)
            told.extend([event] if event is not None and event.call_id == call_id else [])
        return set(kinds) <= {event.kind for event in told}

    guest = await house.come(house.media.token(call_id, ANYA, "Аня", ALL))
    await guest.publish(CAMERA)
    await until(lambda: hear("opened", "joined", "published"))
    await guest.leave()
    await until(lambda: hear("left"))
    assert {event.identity for event in told if event.kind != "opened"} == {ANYA}
    assert len({event.id for event in told}) == len(told)


async def test_what_was_changed_on_the_way_is_forged(house: House, call_id: UUID) -> None:
    house.webhooks.clear()
    await house.come(house.media.token(call_id, ANYA, "Аня", ALL))

    async def is_told() -> bool:
        return bool(house.webhooks)

    await until(is_told)
    webhook = house.webhooks[0]
    for body, authorization in [
        (webhook.body + b" ", webhook.authorization),
        (webhook.body.replace(b"a", b"b", 1), webhook.authorization),
        (b"\xff", webhook.authorization),
        (webhook.body, ""),
        (webhook.body, webhook.authorization[:-4]),
        (webhook.body, house.media.token(call_id, ANYA, "Аня", ALL)),
        (webhook.body, sign(webhook.body, key="parta", secret="a secret that was guessed, and wrong").authorization),
    ]:
        with pytest.raises(Forged):
            house.media.read_webhook(body, authorization)


@pytest.mark.parametrize(
    ("facts", "age"),
    [
        ({"event": "participant_joined"}, timedelta(minutes=10)),
        ({"event": "participant_joined"}, timedelta(minutes=-10)),
        ({}, None),
    ],
)
def test_what_is_not_of_now_is_forged(facts: dict[str, str], age: timedelta | None) -> None:
    moment = {} if age is None else {"createdAt": int((datetime.now(UTC) - age).timestamp())}
    webhook = sign(json.dumps({"id": "EV_1", "room": {"name": str(uuid4())}, **facts, **moment}).encode())
    with pytest.raises(Forged):
        MediaTwin().read_webhook(webhook.body, webhook.authorization)


@pytest.mark.parametrize(
    "facts",
    [
        {"event": "egress_started"},
        {"event": "participant_joined", "room": {"name": "not a call"}},
        {"event": "participant_joined", "participant": {"kind": "EGRESS", "identity": "recorder"}},
        {"event": "participant_joined", "participant": {"permission": {"hidden": True}, "identity": "recorder"}},
    ],
)
def test_what_is_of_no_concern_is_left_aside(facts: dict[str, object]) -> None:
    told = {"id": "EV_1", "room": {"name": str(uuid4())}, "createdAt": int(datetime.now(UTC).timestamp()), **facts}
    webhook = sign(json.dumps(told).encode())
    assert MediaTwin().read_webhook(webhook.body, webhook.authorization) is None


async def test_a_server_that_is_away_or_refuses_us_is_silent(server: RealHouse) -> None:
    for media in (LiveKit("http://127.0.0.1:1", KEY, SECRET), LiveKit(server.url, KEY, SECRET), Absent()):
        with pytest.raises(MediaSilent):
            await media.open_room(uuid4())
        with pytest.raises(MediaSilent):
            await media.list_present(uuid4())
        await media.close()
