"""A school in the journal with the cast as its people: nobody has a learning profile until a story creates one."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from httpx import AsyncClient, Response

from parta.autochats.service import sync_course_chat
from parta.core.clock import now, today
from parta.core.unit_of_work import UnitOfWork
from parta.identity.models import Sex
from parta.identity.queries import find_profile_by_phone
from parta.identity.schemas import PersonName
from parta.identity.service import create_profile
from parta.identity.service import open_session as open_profile_session
from parta.linking import service as linking
from parta.linking.rules import get_client_secret_encryption
from parta.linking.service import ProviderSpec
from parta.messenger.queries.managed_chats import find_managed_chats
from parta.messenger.service import ChatSource, SourceKind
from parta.school import queries as school_queries
from parta.school import service as schools
from parta.school.events import SchoolChanged
from parta.school.handlers import start_school_days
from parta.school.service import GuardianshipSpec, Kinship, NamedPeriod, NewAccount, SchoolYear, StaffRole, TermKind
from tests import cast
from tests.cast import Person
from tests.installation import Installation

TITLE = "Школа № 7"
ZONE = "Europe/Moscow"
PASSWORD = "семь-семь-семь"
EMMA = Person("emma", "+79000000021", "Лебедева", "Эмма", "Игоревна", date(2017, 6, 1), "female")
"""Эмма, Игорь's daughter, 3А."""
_YEAR_STARTED_DAYS_AGO = 60


@dataclass
class Somebody:
    """A person with a browser of their own."""

    person: Person
    browser: AsyncClient

    async def reopen(self, installation: Installation) -> "Somebody":
        """Return the person with a browser in another installation with the same rows."""
        return Somebody(self.person, await installation.browser(dict(self.browser.cookies)))

    async def ask(self, method: str, path: str, **body: Any) -> Response:  # noqa: ANN401 - JSON
        """Send a request and return its response."""
        return await self.browser.request(method, path, json=body or None)

    async def get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """Return the body of a response that must succeed."""
        return _ok(await self.browser.get(path))

    async def post(self, path: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
        """Post this and return the body of a response that must succeed."""
        return _ok(await self.browser.post(path, json=body))

    async def delete(self, path: str) -> None:
        """Delete this; the response must succeed."""
        _ok(await self.browser.delete(path))

    async def chats(self) -> dict[str, Any]:
        """Return the views of the person's chats by source, or by title."""
        views = (await self.get("/api/chats"))["chats"]
        return {view["chat"]["source"] or view["chat"]["title"]: view for view in views}

    async def titles(self) -> set[str]:
        """Return the titles of the person's chats."""
        return {view["chat"]["title"] for view in (await self.get("/api/chats"))["chats"]}


@dataclass
class School:
    """The school, its classes and courses, and the accounts of its people by their key in the cast."""

    installation: Installation
    id: UUID
    year: SchoolYear
    provider_id: UUID
    region_id: UUID
    accounts: dict[str, UUID]
    classes: dict[str, UUID] = field(default_factory=dict[str, UUID])
    courses: dict[str, UUID] = field(default_factory=dict[str, UUID])
    classrooms: dict[str, UUID] = field(default_factory=dict[str, UUID])

    async def reopen(self, installation: Installation) -> "School":
        """Return the school in another installation with the same rows."""
        return replace(
            self,
            installation=installation,
            accounts=dict(self.accounts),
            classes=dict(self.classes),
            courses=dict(self.courses),
            classrooms=dict(self.classrooms),
        )

    @property
    def today(self) -> date:
        """Return the school's date."""
        return today(ZONE)

    async def sign_in(self, person: Person, *, profile: bool = True, journal: bool = True) -> Somebody:
        """Return the person in a new browser, signed in with the learning profile, to the journal, or both."""
        browser = await self.installation.browser()
        async with self.installation.transaction() as work:
            if profile:
                profile_id = await self._profile(work, person)
                token = await open_profile_session(work, profile_id, device="Firefox", address="127.0.0.1")
                browser.cookies.set("parta_profile", token)
            if journal:
                browser.cookies.set("parta_journal", await self._journal_token(work, person))
        return Somebody(person, browser)

    async def add_provider(self, offer: ProviderSpec) -> str:
        """Add a journal provider to the school's region and return its id."""
        lock = get_client_secret_encryption(self.installation.app.state.context.settings)
        async with self.installation.transaction() as work:
            return str((await linking.add_provider(work, self.region_id, offer, encryption=lock)).id)

    async def link(self, *people: Person) -> None:
        """Create and link the profiles of these people, and settle."""
        for person in people:
            async with self.installation.transaction() as work:
                await self.link_without_settling(work, person)
        await self.installation.settle()

    async def link_without_settling(self, work: UnitOfWork, person: Person) -> None:
        """Create and link the person's profile without handling the events."""
        profile_id = await self._profile(work, person)
        await linking.make_link(work, profile_id, self.accounts[person.key], self.provider_id)

    async def profile_of(self, person: Person) -> UUID:
        """Return the person's profile, created if missing."""
        async with self.installation.transaction() as work:
            return await self._profile(work, person)

    async def members(self, source: str, of: str = "7Б") -> dict[str, Any]:
        """Return the members of this chat of the class, or of the staff, as published, by key."""
        async with self.installation.sessions() as session:
            chat_id = await _chat_of(session, source, str(self.id if source == "staff" else self.classes[of]))
        if chat_id is None:
            return {}
        keys = {str(await self._find(person)): person.key for person in (*cast.EVERYONE, EMMA)}
        members = self.installation.published_state("chat", chat_id).values()
        return {keys[one["profile_id"]]: one for one in members if one.get("is_present")}

    async def roles_in(self, chat_id: UUID | str) -> dict[str, str]:
        """Return the roles of the members of this chat by key."""
        keys = {str(await self._find(person)): person.key for person in (*cast.EVERYONE, EMMA)}
        members = self.installation.published_state("chat", chat_id).values()
        return {keys[one["profile_id"]]: one["role"] for one in members if one.get("is_present")}

    async def sync(self) -> None:
        """Reconcile the whole school."""
        async with self.installation.transaction() as work:
            work.emit(SchoolChanged(school_id=self.id))
        await self.installation.settle()

    async def start_days(self) -> None:
        """Run the worker's scheduled check for new school days."""
        async with self.installation.transaction() as work:
            await start_school_days(work)

    async def sync_course_chat(self, title: str, *, create: bool = False) -> dict[str, str]:
        """Reconcile the chat of a course and return the roles of its members."""
        course_id = self.courses[title]
        async with self.installation.transaction() as work:
            await sync_course_chat(work, course_id, create=create)
            chat_id = await _chat_of(work, "subject", str(course_id))
        await self.installation.settle()
        return await self.roles_in(chat_id) if chat_id else {}

    async def _find(self, person: Person) -> UUID | None:
        async with self.installation.sessions() as session:
            found = await find_profile_by_phone(session, person.phone)
        return found.id if found else None

    async def _profile(self, work: UnitOfWork, person: Person) -> UUID:
        profile = await create_profile(
            work, person.phone, name_of(person), birth_on=person.birth_on, sex=Sex(person.sex)
        )
        return profile.id

    async def _journal_token(self, work: UnitOfWork, person: Person) -> str:
        account = await school_queries.get_account(work, self.accounts[person.key])
        return await schools.open_session(work, account)


async def create_school(installation: Installation) -> School:
    """Create the school: 7Б of Анна Сергеевна and 3А without one, guardians, teachers, staff, a provider."""
    async with installation.transaction() as work:
        school = await schools.create_school(work, TITLE, city="Москва", time_zone=ZONE)
        on = today(ZONE)
        period = NamedPeriod("год", on - timedelta(days=_YEAR_STARTED_DAYS_AGO), on + timedelta(days=200))
        year = await schools.open_year(work, school.id, period, kind=TermKind.QUARTER, terms=[period])
        people = (*[one for one in cast.EVERYONE if one is not cast.STRANGER], EMMA)
        new_accounts = [NewAccount(name_of(one), one.key, one.birth_on, Sex(one.sex)) for one in people]
        created = await schools.create_accounts(work, school.id, new_accounts)
        accounts = {one.key: account.id for one, account in zip(people, created, strict=True)}
        region = await linking.add_region(work, "Москва")
        provider = await linking.add_provider(
            work,
            region.id,
            ProviderSpec("Журнал Парты", "Школа № 7"),
            encryption=get_client_secret_encryption(installation.app.state.context.settings),
        )
        created_school = School(installation, school.id, year, provider.id, region.id, accounts)
        await _fill(work, created_school)
    await installation.settle()
    return created_school


async def _fill(work: UnitOfWork, school: School) -> None:
    who, from_on = school.accounts, school.year.from_on
    of_7b = await schools.open_class(work, school.year, "7Б", 7, homeroom_teacher_id=who["anna"])
    of_3a = await schools.open_class(work, school.year, "3А", 3)
    school.classes |= {"7Б": of_7b.id, "3А": of_3a.id}
    await schools.enroll_students(work, of_7b.id, [who["misha"], who["lena"]], from_on=from_on)
    await schools.enroll_students(work, of_3a.id, [who["kolya"], who["emma"]], from_on=from_on)
    guardianships = [
        GuardianshipSpec(who["vera"], who["misha"], Kinship.MOTHER),
        GuardianshipSpec(who["vera"], who["kolya"], Kinship.MOTHER),
        GuardianshipSpec(who["igor"], who["emma"], Kinship.FATHER),
    ]
    await schools.add_guardianships(work, school.id, guardianships, from_on=from_on)
    for key, role, title in (
        ("anna", StaffRole.TEACHER, "учитель математики"),
        ("igor", StaffRole.TEACHER, "учитель физики"),
        ("olga", StaffRole.ADMINISTRATOR, "заместитель директора"),
        ("nina", StaffRole.EMPLOYEE, "библиотекарь"),
    ):
        await schools.join_staff(work, who[key], role, title, from_on=from_on)
    for title, teacher in (("Алгебра", "anna"), ("Физика", "igor")):
        subject = await schools.add_subject(work, school.id, title)
        course = await schools.open_course(work, of_7b.id, subject.id)
        await schools.assign_teacher(work, course.id, who[teacher], from_on=from_on)
        school.courses[title] = course.id


def name_of(person: Person) -> PersonName:
    """Return the person's full name."""
    return PersonName(last_name=person.last_name, first_name=person.first_name, patronymic=person.patronymic)


def minutes(count: int) -> timedelta:
    """Return so many minutes."""
    return timedelta(minutes=count)


def until_midnight() -> timedelta:
    """Return the time until one minute after the school's next midnight."""
    local = now().astimezone(ZoneInfo(ZONE))
    tomorrow = (local + timedelta(days=1)).replace(hour=0, minute=1, second=0, microsecond=0)
    return tomorrow - local


async def _chat_of(work: UnitOfWork, source: str, key: str) -> UUID | None:
    found = await find_managed_chats(work, [ChatSource(SourceKind(source), key)])
    return next((chat.id for chat in found.values()), None)


def _ok(answer: Response) -> Any:  # noqa: ANN401 - JSON
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None
