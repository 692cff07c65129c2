"""A unit of work against the database."""

import pytest
from sqlalchemy import update

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
