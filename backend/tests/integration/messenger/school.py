"""A school whose chats are there already: people signed in, chats kept as the school would keep them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from httpx import AsyncClient, Response

from parta.core.actor import Actor
from parta.core.ids import new_id
from parta.core.streams import advisory_lock
from parta.identity.models import Sex
from parta.identity.schemas import Badge, BadgeRole, PersonName
from parta.identity.service import create_profile, open_session, set_badges
from parta.messenger.models import MemberRole, SourceKind
from parta.messenger.service import ChatSource, Seat, keep_chat
from tests import cast
from tests.cast import Person
from tests.world import World

TITLE = "Школа № 7"
ADMIN, MEMBER, READER = MemberRole.ADMIN, MemberRole.MEMBER, MemberRole.READER


@dataclass
class Somebody:
    """A person of the cast, signed in."""

    person: Person
    id: UUID
    token: str
    browser: AsyncClient

    @property
    def actor(self) -> Actor:
        """Give the person as services know them."""
        return Actor(self.id)

    async def get(self, path: str, **query: Any) -> Any:  # noqa: ANN401 - JSON
        """Give what the server answers, which must be well."""
        return _well(await self.browser.get(path, params=query))

    async def post(self, path: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
        """Post this; give the answer, which must be well."""
        return _well(await self.browser.post(path, json=body))

    async def put(self, path: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
        """Put this; give the answer, which must be well."""
        return _well(await self.browser.put(path, json=body))

    async def patch(self, path: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
        """Change this; give the answer, which must be well."""
        return _well(await self.browser.patch(path, json=body))

    async def delete(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """Delete this; give the answer, which must be well."""
        return _well(await self.browser.delete(path))

    async def say(self, chat_id: UUID | str, text: str, **more: Any) -> Any:  # noqa: ANN401 - JSON
        """Send a message; give it."""
        return await self.post(f"/api/chats/{chat_id}/messages", client_id=str(new_id()), text=text, **more)

    async def view(self, chat_id: UUID | str) -> Any:  # noqa: ANN401 - JSON
        """Give the chat as this person's list shows it."""
        return await self.get(f"/api/chats/{chat_id}")


@dataclass
class School:
    """The school's chats and its people."""

    world: World
    people: dict[str, Somebody] = field(default_factory=dict[str, Somebody])

    async def seat(self, source: SourceKind, key: str, title: str, seats: Iterable[Seat]) -> UUID:
        """Keep the chat of this source as the school would."""
        wanted = ChatSource(source, key)
        async with self.world.work() as session:
            await advisory_lock(session, wanted.name)
            return (await keep_chat(session, wanted, title, list(seats))).id

    def seats(self, *seats: tuple[str, MemberRole, BadgeRole]) -> list[Seat]:
        """Give seats for these people, with a role in the chat and a capacity at the school."""
        return [Seat(self.people[name].id, role, [badge(capacity)]) for name, role, capacity in seats]


def badge(role: BadgeRole) -> dict[str, Any]:
    """Give a capacity as it is kept."""
    return Badge(role=role, school=TITLE, detail="").model_dump(mode="json")


CAPACITIES: dict[str, list[BadgeRole]] = {
    "anna": [BadgeRole.HOMEROOM_TEACHER, BadgeRole.TEACHER],
    "igor": [BadgeRole.TEACHER, BadgeRole.GUARDIAN],
    "misha": [BadgeRole.STUDENT],
    "lena": [BadgeRole.STUDENT],
    "vera": [BadgeRole.GUARDIAN],
    "kolya": [BadgeRole.STUDENT],
    "olga": [BadgeRole.ADMINISTRATOR],
    "nina": [BadgeRole.EMPLOYEE],
    "stranger": [],
}


async def arrive(world: World, person: Person) -> Somebody:
    """Give this person a profile and a browser in which they are signed in."""
    async with world.work() as session:
        name = PersonName(last_name=person.last_name, first_name=person.first_name, patronymic=person.patronymic)
        profile = await create_profile(session, person.phone, name, birth_on=person.birth_on, sex=Sex(person.sex))
        token = await open_session(session, profile.id, device="Firefox, Linux", address="127.0.0.1")
    async with world.work() as session:
        badges = [Badge(role=role, school=TITLE, detail="") for role in CAPACITIES[person.key]]
        await set_badges(session, {profile.id: badges})
    return Somebody(person, profile.id, token, await world.browser({"parta_profile": token}))


async def gather_school(world: World) -> School:
    """Give a school with all its people signed in, and nobody in a chat yet."""
    school = School(world)
    for person in cast.EVERYONE:
        school.people[person.key] = await arrive(world, person)
    await world.settle()
    return school


def _well(answer: Response) -> Any:  # noqa: ANN401 - JSON
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None
