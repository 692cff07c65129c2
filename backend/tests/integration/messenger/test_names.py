"""People are found by the parts of their names, the likeliest first; the pages find the same, by the same table."""

from datetime import date
from uuid import UUID

import pytest

from parta.core.principals import ProfilePrincipal
from parta.identity.models import Sex
from parta.identity.schemas import Badge, BadgeRole, PersonName
from parta.identity.service import create_profile, set_badges
from parta.messenger.models import MemberRole, SourceKind
from parta.messenger.queries.people import list_contacts
from parta.messenger.service import MemberSpec
from tests.cases import SHARED_CASES
from tests.integration.messenger.school import SCHOOL_ID, TITLE, School, User

pytestmark = pytest.mark.anyio


async def test_people_are_found_as_the_table_says(school: School, anna: User) -> None:
    keys: dict[UUID, str] = {}
    async with school.installation.transaction() as work:
        for number, (key, one) in enumerate(SHARED_CASES["people"].items()):
            name = PersonName(last_name=one["last_name"], first_name=one["first_name"], patronymic=one["patronymic"])
            phone = f"+7911000000{number}"
            profile = await create_profile(work, phone, name, birth_on=date(1990, 1, 1), sex=Sex.FEMALE)
            badge = Badge(role=BadgeRole(one["role"]), school_id=SCHOOL_ID, school=TITLE, detail="")
            await set_badges(work, {profile.id: [badge]})
            keys[profile.id] = key
    everybody = [MemberSpec(one, MemberRole.MEMBER, []) for one in (*keys, anna.id)]
    await school.sync_chat(SourceKind.STAFF, "names", "Имена", everybody)
    async with school.installation.transaction() as work:
        found = {
            query: [keys[one.profile_id] for one in await list_contacts(work, ProfilePrincipal(anna.id), query)]
            for query, _ in SHARED_CASES["found"]
        }
    assert found == dict(SHARED_CASES["found"])


@pytest.mark.usefixtures("class_chat")
@pytest.mark.parametrize("query", ["", "!!!", "%", "_", "[", "\\d", "а" * 200, "1", "12", "²"])
async def test_nothing_that_one_types_breaks_it(anna: User, query: str) -> None:
    found = await anna.get("/api/contacts", query=query)
    assert len(found) in {0, 2}
