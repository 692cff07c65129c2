"""A unit of work against the database: what is read again is fresh, what is created is there at the end."""

import pytest
from sqlalchemy import select, update

from parta.core.ids import new_id
from parta.core.streams import Stream
from parta.identity.models import Profile, Sex
from parta.identity.queries import find_profile_by_phone
from parta.identity.schemas import PersonName
from parta.identity.service import create_profile
from tests.cast import ANNA
from tests.installation import Installation

pytestmark = pytest.mark.anyio


async def test_a_row_that_is_read_again_shows_what_others_have_committed(installation: Installation) -> None:
    async with installation.transaction() as work:
        name = PersonName(last_name=ANNA.last_name, first_name=ANNA.first_name, patronymic=None)
        await create_profile(work, ANNA.phone, name, birth_on=ANNA.birth_on, sex=Sex(ANNA.sex))
    async with installation.transaction() as work:
        seen = await find_profile_by_phone(work, ANNA.phone)
        assert seen is not None
        async with installation.transaction() as other:
            await other.execute(update(Profile).values(first_name="Аня"))
        await find_profile_by_phone(work, ANNA.phone)
        assert seen.first_name == "Аня"


async def test_the_streams_of_a_transaction_are_created_together_at_its_end(installation: Installation) -> None:
    ids = [new_id() for _ in range(3)]
    async with installation.transaction() as work:
        for stream_id in ids:
            work.create_stream("chat", stream_id)
    async with installation.transaction() as work:
        found = (await work.execute(select(Stream.id).where(Stream.id.in_(ids)).order_by(Stream.id))).scalars().all()
    assert found == ids
