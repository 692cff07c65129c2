"""A unit of work against the database."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

import msgspec
import pytest
from pydantic import BaseModel
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.ids import new_id
from parta.core.streams import Stream
from parta.core.unit_of_work import UnitOfWork
from parta.identity.models import Profile, Sex
from parta.identity.queries import PROFILE, find_profile_by_phone
from parta.identity.schemas import PersonName
from parta.identity.service import create_profile
from parta.notifications.models import Inbox, Notification, NotificationKind, NotificationTarget
from parta.notifications.queries import NOTIFICATION, read_notifications
from tests.cast import ANNA
from tests.installation import Installation

pytestmark = pytest.mark.anyio


async def create_anna(work: UnitOfWork) -> UUID:
    name = PersonName(last_name=ANNA.last_name, first_name=ANNA.first_name, patronymic=None)
    return (await create_profile(work, ANNA.phone, name, birth_on=ANNA.birth_on, sex=Sex(ANNA.sex))).id


def build_notification(inbox_id: UUID, subject: str) -> Notification:
    return Notification(
        inbox_id=inbox_id,
        kind=NotificationKind.PASSWORD_CHANGED,
        subject=subject,
        version="",
        params={},
        target=NotificationTarget.PROFILE,
    )


async def read_seq(session: AsyncSession, stream_id: UUID) -> int:
    return (await session.execute(select(Stream.seq).where(Stream.id == stream_id))).scalar_one()


async def test_a_row_that_is_read_again_shows_what_others_have_committed(installation: Installation) -> None:
    async with installation.transaction() as work:
        await create_anna(work)
    async with installation.transaction() as work:
        seen = await find_profile_by_phone(work, ANNA.phone)
        assert seen is not None
        async with installation.transaction() as other:
            await other.execute(update(Profile).values(first_name="Аня"))
        await find_profile_by_phone(work, ANNA.phone)
        assert seen.first_name == "Аня"


async def test_what_a_reader_leaves_out_keeps_no_other_update_back(installation: Installation) -> None:
    async with installation.transaction() as work:
        inbox = Inbox(profile_id=await create_anna(work))
        work.add(inbox)
        await work.flush()
        work.create_stream("inbox", inbox.id)
        kept, left_out = (build_notification(inbox.id, str(number)) for number in range(2))
        work.add_all([kept, left_out])

    async def read(session: AsyncSession, ids: Collection[UUID]) -> Sequence[BaseModel]:
        return await read_notifications(session, set(ids) - {left_out.id})

    async with installation.sessions() as session:
        before = await read_seq(session, inbox.id)
    installation.published.frames.clear()
    async with installation.transaction() as work:
        await work.lock_streams(inbox.id)
        work.publish(inbox.id, replace(NOTIFICATION, read=read), kept.id, left_out.id)
    (frame,) = installation.published.frames
    updates = msgspec.json.decode(frame.body)["updates"]
    assert [(one["kind"], one["value"]["id"]) for one in updates] == [("notification", str(kept.id))]
    async with installation.sessions() as session:
        assert frame.seq == await read_seq(session, inbox.id) == before + 1


async def test_a_row_is_not_sent_to_the_audience_of_another_stream(installation: Installation) -> None:
    async with installation.transaction() as work:
        anna, other = await create_anna(work), new_id()
        work.create_stream("profile", other)
    async with installation.sessions() as work:
        await work.lock_streams(anna, other)
        work.publish(anna, PROFILE, anna)
        work.publish(other, PROFILE, anna)
        with pytest.raises(RuntimeError, match="profile: published in another stream than its own"):
            await work.flush_updates()
