"""A school with people signed in, and chats synchronized as the school would."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from httpx import AsyncClient, Response

from parta.core.ids import new_id
from parta.core.principals import ProfilePrincipal
from parta.identity.models import Sex
from parta.identity.schemas import Badge, BadgeRole, PersonName
from parta.identity.service import create_profile, open_session, set_badges
from parta.messenger.models import MemberRole, SourceKind
from parta.messenger.service import ChatSource, MemberSpec, lock_sources, sync_chat
from tests import cast
from tests.cast import Person
from tests.installation import Installation

TITLE = "Школа № 7"
SCHOOL_ID = UUID(int=7)
ADMIN, MEMBER, READER = MemberRole.ADMIN, MemberRole.MEMBER, MemberRole.READER


@dataclass
class User:
    """A person of the cast, signed in."""

    person: Person
    id: UUID
    token: str
    browser: AsyncClient

    @property
    def actor(self) -> ProfilePrincipal:
        """Return the actor of the person."""
        return ProfilePrincipal(self.id)

    async def reopen(self, installation: Installation) -> "User":
        """Return the person with a browser in another installation with the same rows."""
        return replace(self, browser=await installation.browser({"parta_profile": self.token}))

    async def get(self, path: str, **query: Any) -> Any:  # noqa: ANN401 - JSON
        """Return the response, which must be a success."""
        return _require_success(await self.browser.get(path, params=query))

    async def post(self, path: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
        """Post this; return the response, which must be a success."""
        return _require_success(await self.browser.post(path, json=body))

    async def put(self, path: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
        """Put this; return the response, which must be a success."""
        return _require_success(await self.browser.put(path, json=body))

    async def patch(self, path: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
        """Patch this; return the response, which must be a success."""
        return _require_success(await self.browser.patch(path, json=body))

    async def delete(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """Delete this; return the response, which must be a success."""
        return _require_success(await self.browser.delete(path))

    async def send(self, chat_id: UUID | str, text: str, **more: Any) -> Any:  # noqa: ANN401 - JSON
        """Send a message; return it."""
        return await self.post(f"/api/chats/{chat_id}/messages", client_id=str(new_id()), text=text, **more)

    async def view(self, chat_id: UUID | str) -> Any:  # noqa: ANN401 - JSON
        """Return the chat as this person's list shows it."""
        return await self.get(f"/api/chats/{chat_id}")


@dataclass
class School:
    """The school's chats and its people."""

    installation: Installation
    people: dict[str, User] = field(default_factory=dict[str, User])

    async def sync_chat(self, source: SourceKind, key: str, title: str, members: Iterable[MemberSpec]) -> UUID:
        """Synchronize the chat of this source as the school would."""
        wanted = ChatSource(source, key)
        async with self.installation.transaction() as work:
            locked = (await lock_sources(work, wanted))[wanted]
            return (await sync_chat(work, locked, title, list(members))).id

    async def reopen(self, installation: Installation) -> "School":
        """Return the school in another installation with the same rows."""
        people = {key: await one.reopen(installation) for key, one in self.people.items()}
        return School(installation, people)

    def build_members(self, *members: tuple[str, MemberRole, BadgeRole]) -> list[MemberSpec]:
        """Return members: a person, a role in the chat, a capacity at the school."""
        return [MemberSpec(self.people[name].id, role, [build_badge(capacity)]) for name, role, capacity in members]


def build_badge(role: BadgeRole) -> dict[str, Any]:
    """Return a capacity as stored."""
    return Badge(role=role, school_id=SCHOOL_ID, school=TITLE, detail="").model_dump(mode="json")


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


async def sign_in_person(installation: Installation, person: Person) -> User:
    """Create a profile for this person, and a browser in which they are signed in."""
    async with installation.transaction() as work:
        name = PersonName(last_name=person.last_name, first_name=person.first_name, patronymic=person.patronymic)
        profile = await create_profile(work, person.phone, name, birth_on=person.birth_on, sex=Sex(person.sex))
        token = await open_session(work, profile.id, device="Firefox, Linux", address="127.0.0.1")
    async with installation.transaction() as work:
        badges = [Badge(role=role, school_id=SCHOOL_ID, school=TITLE, detail="") for role in CAPACITIES[person.key]]
        await set_badges(work, {profile.id: badges})
    return User(person, profile.id, token, await installation.browser({"parta_profile": token}))


async def create_messenger_school(installation: Installation) -> School:
    """Create a school with all its people signed in, and no chats yet."""
    school = School(installation)
    for person in cast.EVERYONE:
        school.people[person.key] = await sign_in_person(installation, person)
    await installation.settle()
    return school


def _require_success(answer: Response) -> Any:  # noqa: ANN401 - JSON
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None
