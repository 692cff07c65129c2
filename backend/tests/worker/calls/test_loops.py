"""A poisoned call, code or file stops no other."""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, select

from parta.adapters.storage import Storage
from parta.calls.handlers import (
    CHECK_ROOM,
    END_EMPTY_CALL,
    EXPIRE_KNOCKS,
    EXPIRE_RINGS,
    SYNC_ROOM,
    check_rooms,
    expire_waiting,
)
from parta.core import clock
from parta.core.ids import new_id
from parta.core.outbox import OutboxRow
from parta.files.handlers import DELETE_FILE, DELETE_UPLOAD, delete_orphans
from parta.files.handlers import sweep as sweep_files
from parta.files.models import File, Upload
from parta.identity.handlers import DELIVER_CODE, deliver_late_codes
from parta.identity.models import Delivery, PhoneCode
from tests.cast import ANNA, IGOR
from tests.installation import Installation
from tests.integration.calls.rooms import open_breakout
from tests.integration.calls.scenario import DEVICE, CallScenario
from tests.integration.files.uploading import upload
from tests.integration.messenger.school import User
from tests.sign_in import start_sign_in
from tests.worker.poison import settle_poisoned

pytestmark = pytest.mark.anyio


@pytest.fixture
async def two_calls(call: str, class_chat: UUID, anna: User) -> list[str]:
    """Return two calls of 7Б that Анна has opened, in the order in which the worker finds them."""
    made = await anna.post(f"/api/chats/{class_chat}/calls", client_id=str(new_id()), title="Физика")
    return [call, made["id"]]


async def get_state(who: User, call: str) -> str:
    """Return the state of the call."""
    return (await who.get(f"/api/calls/{call}/preview"))["state"]


async def test_the_rooms_of_the_other_calls_are_restored_when_one_is_poisoned(
    calls: CallScenario, two_calls: list[str]
) -> None:
    await calls.deliver_webhooks()
    rooms = calls.installation.media.rooms
    rooms.clear()
    async with calls.installation.transaction() as work:
        await check_rooms(work)
    poisoned, other = [await calls.main_room(one) for one in two_calls]
    await settle_poisoned(calls.installation, CHECK_ROOM, poisoned)
    assert rooms.keys() == {other}


async def test_the_other_room_of_a_call_follows_its_change_when_one_is_poisoned(
    calls: CallScenario, call: str, anna: User
) -> None:
    await calls.join_and_connect(anna, call)
    main, breakout = await calls.main_room(call), await open_breakout(calls, call)
    rooms = calls.installation.media.rooms
    assert rooms.keys() >= {main, breakout}
    await anna.post(f"/api/calls/{call}/end")
    await settle_poisoned(calls.installation, SYNC_ROOM, main)
    assert (main in rooms, breakout in rooms) == (True, False)


async def test_the_other_empty_calls_end_when_one_is_poisoned(
    calls: CallScenario, two_calls: list[str], anna: User
) -> None:
    await calls.deliver_webhooks()
    clock.move(timedelta(minutes=6))
    async with calls.installation.transaction() as work:
        await check_rooms(work)
    poisoned, other = two_calls
    await settle_poisoned(calls.installation, END_EMPTY_CALL, poisoned)
    assert [await get_state(anna, one) for one in (poisoned, other)] == ["open", "ended"]


@pytest.mark.usefixtures("class_chat")
async def test_the_other_rings_are_missed_when_one_call_is_poisoned(
    calls: CallScenario, anna: User, misha: User, lena: User
) -> None:
    ringing: list[str] = []
    for caller, other in ((anna, misha), (anna, lena)):
        dialog = (await caller.post("/api/dialogs", profile_id=str(other.id)))["chat"]["id"]
        made = await caller.post(f"/api/chats/{dialog}/calls", client_id=str(new_id()), is_ringing=True)
        ringing.append(made["id"])
    await calls.deliver_webhooks()
    clock.move(timedelta(seconds=50))
    async with calls.installation.transaction() as work:
        await expire_waiting(work)
    await settle_poisoned(calls.installation, EXPIRE_RINGS, ringing[0])
    assert [await get_state(anna, one) for one in ringing] == ["open", "ended"]


async def test_the_other_knocks_expire_when_one_call_is_poisoned(
    calls: CallScenario, two_calls: list[str], anna: User
) -> None:
    for one in two_calls:
        await anna.put(f"/api/calls/{one}/settings", access="anyone")
        link = (await anna.post(f"/api/calls/{one}/invite"))["url"].rpartition("/")[2]
        guest = await calls.installation.browser()
        body = {"device": DEVICE, "name": "Бабушка"}
        assert (await guest.post(f"/api/invites/{link}/join", json=body)).json()["state"] == "waiting"
    await calls.deliver_webhooks()
    clock.move(timedelta(minutes=1))
    async with calls.installation.transaction() as work:
        await expire_waiting(work)
    await settle_poisoned(calls.installation, EXPIRE_KNOCKS, two_calls[0])
    assert [len(await anna.get(f"/api/calls/{one}/knocks")) for one in two_calls] == [1, 0]


async def test_the_other_late_codes_are_sent_when_one_is_poisoned(installation: Installation) -> None:
    for person in (ANNA, IGOR):
        await start_sign_in(installation, person.phone)
    async with installation.transaction() as work:
        await work.execute(delete(OutboxRow))  # a worker took the events and died
    clock.move(timedelta(seconds=16))
    async with installation.transaction() as work:
        await deliver_late_codes(work)
    async with installation.sessions() as session:
        codes = (await session.execute(select(PhoneCode.id).order_by(PhoneCode.id))).scalars().all()
    await settle_poisoned(installation, DELIVER_CODE, codes[0])
    async with installation.sessions() as session:
        found = (await session.execute(select(PhoneCode.delivery).order_by(PhoneCode.id))).scalars().all()
    assert found == [Delivery.SENDING, Delivery.SENT]


async def test_the_other_unused_files_are_deleted_when_one_is_poisoned(installation: Installation, anna: User) -> None:
    files = [(await upload(anna, name, b"text"))["id"] for name in ("a.txt", "b.txt")]
    await installation.settle()
    clock.move(timedelta(days=3))
    async with installation.transaction() as work:
        await sweep_files(work)
    await settle_poisoned(installation, DELETE_FILE, files[0])
    async with installation.sessions() as session:
        assert (await session.execute(select(File.id))).scalars().all() == [UUID(files[0])]


async def test_the_other_unfinished_uploads_are_deleted_when_one_is_poisoned(
    installation: Installation, anna: User
) -> None:
    uploads = [new_id(), new_id()]
    async with installation.transaction() as work:
        work.add_all(Upload(id=one, uploader_id=anna.id, client_id=new_id(), name="a", size=1) for one in uploads)
    clock.move(timedelta(days=3))
    async with installation.transaction() as work:
        await sweep_files(work)
    await settle_poisoned(installation, DELETE_UPLOAD, uploads[0])
    async with installation.sessions() as session:
        assert (await session.execute(select(Upload.id))).scalars().all() == [uploads[0]]


class StuckStorage:
    """A storage that cannot delete one key, in front of another."""

    def __init__(self, storage: Storage, stuck: str) -> None:
        """Pass on all but the deletion of the stuck key."""
        self._storage, self._stuck = storage, stuck
        self.write, self.read = storage.write, storage.read

    async def list_older(self, before: datetime) -> AsyncIterator[Sequence[str]]:
        """Yield the keys, the stuck one first."""
        async for keys in self._storage.list_older(before):
            yield sorted(keys, key=lambda key: key != self._stuck)

    async def delete(self, keys: Collection[str]) -> None:
        """Delete these, or fail."""
        if self._stuck in keys:
            raise PermissionError
        await self._storage.delete(keys)


async def test_the_other_orphaned_bytes_are_deleted_when_some_cannot_be(installation: Installation) -> None:
    async def orphaned() -> AsyncIterator[bytes]:
        yield b"written by a process that was killed before it committed"

    storage = installation.context.storage
    stuck, *_ = [await storage.write(orphaned()) for _ in range(3)]
    clock.move(timedelta(days=1, hours=1))
    with pytest.raises(ExceptionGroup):
        await delete_orphans(replace(installation.context, storage=StuckStorage(storage, stuck)))
    kept = [key async for keys in storage.list_older(clock.now()) for key in keys]
    assert kept == [stuck]
