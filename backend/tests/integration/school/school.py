"""A school in the journal, with the cast as its people: nobody has a learning profile until a story gives one."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from parta.autochats.handlers import begin_days, keep_school
from parta.autochats.service import keep_course
from parta.core.clock import now, today
from parta.identity.models import Sex
from parta.identity.queries import find_profile_of
from parta.identity.schemas import PersonName
from parta.identity.service import create_profile
from parta.identity.service import open_session as open_profile_session
from parta.journal import queries as journal_queries
from parta.journal import service as journal
from parta.journal.service import Care, Kinship, Newcomer, SchoolYear, Span, StaffRole, TermKind
from parta.linking import service as linking
from parta.linking.rules import client_secrets
from parta.linking.service import Offer
from parta.messenger.queries.kept import find_chats_of
from parta.messenger.service import ChatSource, SourceKind
from tests import cast
from tests.cast import Person
from tests.world import World

TITLE = "Школа № 7"
ZONE = "Europe/Moscow"
PASSWORD = "семь-семь-семь"
EMMA = Person("emma", "+79000000021", "Лебедева", "Эмма", "Игоревна", date(2017, 6, 1), "female")
"""Эмма, Игорь's daughter, 3А."""
_BEGAN = 60


@dataclass
class Somebody:
    """A person at a browser of their own."""

    person: Person
    browser: AsyncClient

    async def ask(self, method: str, path: str, **body: Any) -> Response:  # noqa: ANN401 - JSON
        """Ask the server, whatever it may answer."""
        return await self.browser.request(method, path, json=body or None)

    async def get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """Give what the server answers, which must be well."""
        return _well(await self.browser.get(path))

    async def post(self, path: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
        """Post this; give the answer, which must be well."""
        return _well(await self.browser.post(path, json=body))

    async def delete(self, path: str) -> None:
        """Delete this, which must go well."""
        _well(await self.browser.delete(path))

    async def chats(self) -> dict[str, Any]:
        """Give the person's chats by what they follow, or by title: view of each."""
        views = (await self.get("/api/chats"))["chats"]
        return {view["chat"]["source"] or view["chat"]["title"]: view for view in views}

    async def titles(self) -> set[str]:
        """Give the titles of the person's chats."""
        return {view["chat"]["title"] for view in (await self.get("/api/chats"))["chats"]}


@dataclass
class School:
    """The school, its classes and courses, and the accounts of its people by their key in the cast."""

    world: World
    id: UUID
    year: SchoolYear
    provider_id: UUID
    region_id: UUID
    accounts: dict[str, UUID]
    classes: dict[str, UUID] = field(default_factory=dict[str, UUID])
    courses: dict[str, UUID] = field(default_factory=dict[str, UUID])
    rooms: dict[str, UUID] = field(default_factory=dict[str, UUID])

    @property
    def today(self) -> date:
        """Give the school's date."""
        return today(ZONE)

    async def arrive(self, person: Person, *, profile: bool = True, journal: bool = True) -> Somebody:
        """Give a browser in which the person is signed in: with the learning profile, to the journal, or both."""
        browser = await self.world.browser()
        async with self.world.work() as session:
            if profile:
                profile_id = await self._profile(session, person)
                token = await open_profile_session(session, profile_id, device="Firefox", address="127.0.0.1")
                browser.cookies.set("parta_profile", token)
            if journal:
                browser.cookies.set("parta_journal", await self._journal_token(session, person))
        return Somebody(person, browser)

    async def offer(self, offer: Offer) -> str:
        """Put a journal into the catalogue of the school's region; give its id."""
        lock = client_secrets(self.world.app.state.settings)
        async with self.world.work() as session:
            return str((await linking.add_provider(session, self.region_id, offer, client_secrets=lock)).id)

    async def link(self, *people: Person) -> None:
        """Let these people have a profile and have linked it."""
        for person in people:
            async with self.world.work() as session:
                await self.link_quietly(session, person)
        await self.world.settle()

    async def link_quietly(self, session: AsyncSession, person: Person) -> None:
        """Let the person have a profile and have linked it; nothing has followed from it yet."""
        profile_id = await self._profile(session, person)
        await linking.make_link(session, profile_id, self.accounts[person.key], self.provider_id)

    async def profile_of(self, person: Person) -> UUID:
        """Give the person's profile, made now if there was none."""
        async with self.world.work() as session:
            return await self._profile(session, person)

    async def members(self, source: str, of: str = "7Б") -> dict[str, Any]:
        """Give who is in this chat of the class, or of the staff, by key: member as it is told."""
        async with self.world.sessions() as session:
            chat_id = await _chat_of(session, source, str(self.id if source == "staff" else self.classes[of]))
        if chat_id is None:
            return {}
        keys = {str(await self._find(person)): person.key for person in (*cast.EVERYONE, EMMA)}
        told = self.world.heard("chat", chat_id).values()
        return {keys[one["profile_id"]]: one for one in told if one.get("is_present")}

    async def roles_in(self, chat_id: UUID | str) -> dict[str, str]:
        """Give who is in this chat, as what, by key."""
        keys = {str(await self._find(person)): person.key for person in (*cast.EVERYONE, EMMA)}
        told = self.world.heard("chat", chat_id).values()
        return {keys[one["profile_id"]]: one["role"] for one in told if one.get("is_present")}

    async def keep(self) -> None:
        """Bring the whole school into line."""
        await keep_school(self.world.app.state.outside, self.id)

    async def tick(self) -> None:
        """Let the worker's clock strike."""
        await begin_days(self.world.app.state.outside)

    async def keep_course(self, title: str, *, appears: bool = False) -> dict[str, str]:
        """Bring the chat of a course into line; give who is in it, as what."""
        course_id = self.courses[title]
        async with self.world.work() as session:
            await keep_course(session, course_id, appears=appears)
            chat_id = await _chat_of(session, "subject", str(course_id))
        await self.world.settle()
        return await self.roles_in(chat_id) if chat_id else {}

    async def _find(self, person: Person) -> UUID | None:
        async with self.world.sessions() as session:
            found = await find_profile_of(session, person.phone)
        return found.id if found else None

    async def _profile(self, session: AsyncSession, person: Person) -> UUID:
        made = await create_profile(
            session, person.phone, name_of(person), birth_on=person.birth_on, sex=Sex(person.sex)
        )
        return made.id

    async def _journal_token(self, session: AsyncSession, person: Person) -> str:
        account = await journal_queries.get_account(session, self.accounts[person.key])
        return await journal.open_session(session, account)


async def found_school(world: World) -> School:
    """Give the school: 7Б of Анна Сергеевна and 3А without a head, guardians, teachers, staff, a catalogue."""
    async with world.work() as session:
        school = await journal.found_school(session, TITLE, city="Москва", time_zone=ZONE)
        on = today(ZONE)
        span = Span("год", on - timedelta(days=_BEGAN), on + timedelta(days=200))
        year = await journal.open_year(session, school.id, span, kind=TermKind.QUARTER, terms=[span])
        people = (*[one for one in cast.EVERYONE if one is not cast.STRANGER], EMMA)
        newcomers = [Newcomer(name_of(one), one.key, one.birth_on, Sex(one.sex)) for one in people]
        issued = await journal.create_accounts(session, school.id, newcomers)
        accounts = {one.key: account.id for one, account in zip(people, issued, strict=True)}
        region = await linking.add_region(session, "Москва")
        provider = await linking.add_provider(
            session,
            region.id,
            Offer("Журнал Парты", "Школа № 7"),
            client_secrets=client_secrets(world.app.state.settings),
        )
        made = School(world, school.id, year, provider.id, region.id, accounts)
        await _fill(session, made)
    await world.settle()
    return made


async def _fill(session: AsyncSession, made: School) -> None:
    who, from_on = made.accounts, made.year.from_on
    of_7b = await journal.open_class(session, made.year, "7Б", 7, homeroom_teacher_id=who["anna"])
    of_3a = await journal.open_class(session, made.year, "3А", 3)
    made.classes |= {"7Б": of_7b.id, "3А": of_3a.id}
    await journal.enroll_students(session, of_7b.id, [who["misha"], who["lena"]], from_on=from_on)
    await journal.enroll_students(session, of_3a.id, [who["kolya"], who["emma"]], from_on=from_on)
    cares = [
        Care(who["vera"], who["misha"], Kinship.MOTHER),
        Care(who["vera"], who["kolya"], Kinship.MOTHER),
        Care(who["igor"], who["emma"], Kinship.FATHER),
    ]
    await journal.add_guardianships(session, made.id, cares, from_on=from_on)
    for key, role, title in (
        ("anna", StaffRole.TEACHER, "учитель математики"),
        ("igor", StaffRole.TEACHER, "учитель физики"),
        ("olga", StaffRole.ADMINISTRATOR, "заместитель директора"),
        ("nina", StaffRole.EMPLOYEE, "библиотекарь"),
    ):
        await journal.join_staff(session, who[key], role, title, from_on=from_on)
    for title, teacher in (("Алгебра", "anna"), ("Физика", "igor")):
        subject = await journal.add_subject(session, made.id, title)
        course = await journal.open_course(session, of_7b.id, subject.id)
        await journal.assign_teacher(session, course.id, who[teacher], from_on=from_on)
        made.courses[title] = course.id


def name_of(person: Person) -> PersonName:
    """Give the person's whole name."""
    return PersonName(last_name=person.last_name, first_name=person.first_name, patronymic=person.patronymic)


def minutes(count: int) -> timedelta:
    """Give so many minutes."""
    return timedelta(minutes=count)


def until_midnight() -> timedelta:
    """Give how long it is until a minute after the school's next midnight."""
    local = now().astimezone(ZoneInfo(ZONE))
    tomorrow = (local + timedelta(days=1)).replace(hour=0, minute=1, second=0, microsecond=0)
    return tomorrow - local


async def _chat_of(session: AsyncSession, source: str, key: str) -> UUID | None:
    found = await find_chats_of(session, [ChatSource(SourceKind(source), key)])
    return next((chat.id for chat in found.values()), None)


def _well(answer: Response) -> Any:  # noqa: ANN401 - JSON
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None
