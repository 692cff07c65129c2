"""MessagesSent is on demand: sending writes no event until a handler wants it."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import select

from parta.core.bus import LocalBus
from parta.core.ids import new_id
from parta.core.outbox import Event, OutboxRow
from parta.core.principal_sessions import hash_token
from parta.core.transaction import transaction
from parta.messenger.events import MessagesSent, SentMessage
from parta.messenger.rules.messages import SendRequest
from parta.messenger.send_queue import SendQueue
from parta.messenger.send_queue.batch import QueuedSend, write_batch
from parta.messenger.send_queue.rate_limiter import BURST, SendRateLimiter
from tests.integration.messenger.school import School, User

pytestmark = pytest.mark.anyio


async def list_events(school: School) -> Sequence[str]:
    """Return the names of the waiting events."""
    async with school.installation.sessions() as session:
        return (await session.execute(select(OutboxRow.name).order_by(OutboxRow.id))).scalars().all()


async def test_sending_writes_no_event_as_long_as_no_handler_wants_it(
    school: School, class_chat: UUID, anna: User, misha: User
) -> None:
    before = await list_events(school)
    sent = await misha.send(class_chat, "Когда контрольная?")
    await anna.send(class_chat, "В пятницу", reply_to=sent["id"])
    await anna.post(f"/api/chats/{class_chat}/calls", client_id=str(new_id()))
    assert MessagesSent.name not in await list_events(school)
    assert set(await list_events(school)) - set(before) <= {"calls.call_opened"}


async def test_the_send_queue_writes_it_for_a_handler(school: School, class_chat: UUID, misha: User) -> None:
    queue = SendQueue(school.installation.context.settings.database_url, LocalBus(), emits=True)
    async with queue.running():
        sent = await queue.send(misha.token, SendRequest(class_chat, new_id(), "Когда контрольная?"))
    async with school.installation.sessions() as session:
        (event,) = (await session.execute(select(OutboxRow).where(OutboxRow.name == MessagesSent.name))).scalars()
    assert [one["message_id"] for one in event.payload["messages"]] == [str(sent.message_id)]


async def test_a_message_that_is_written_again_counts_once(school: School, class_chat: UUID, misha: User) -> None:
    url = school.installation.context.settings.database_url
    limiter, send = SendRateLimiter(clock=lambda: 0.0), SendRequest(class_chat, new_id(), "Когда контрольная?")
    queued, connection = QueuedSend(hash_token(misha.token), send), await asyncpg.connect(url)
    for _ in range(2):
        transaction = connection.transaction()
        await transaction.start()
        await write_batch(connection, [queued], limiter, emits=False)
        await transaction.rollback()
    await connection.close()
    assert [limiter.hit(misha.id) for _ in range(BURST)] == [*[0] * (BURST - 1), 1]


@pytest.mark.parametrize(
    ("wanted", "is_written"),
    [
        pytest.param({MessagesSent}, True, id="wanted"),
        pytest.param(set[type[Event]](), False, id="unwanted"),
        pytest.param(None, True, id="nobody knows"),
    ],
)
async def test_a_transaction_writes_an_event_on_demand_only_where_it_is_wanted(
    school: School, wanted: set[type[Event]] | None, *, is_written: bool
) -> None:
    async with transaction(school.installation.sessions, LocalBus(), wanted=wanted) as work:
        work.emit(MessagesSent([SentMessage(new_id(), new_id(), 1)]))
    assert (MessagesSent.name in await list_events(school)) is is_written
