"""The scenario: two schools with something of everything, and a browser for each person."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from httpx import AsyncClient, Response
from PIL import Image
from pydantic import SecretStr
from sqlalchemy import delete

from parta.autochats.service import sync_course_chat
from parta.core import clock
from parta.core.ids import new_id
from parta.core.rate_limits import RateLimitBucket
from parta.core.settings import Settings
from parta.core.unit_of_work import make_sessions
from parta.files.models import Upload
from parta.identity.models import Sex
from parta.identity.service import open_session
from parta.linking.models import LinkRequest
from parta.messenger.queries.managed_chats import find_managed_chats
from parta.messenger.send_queue import ChangeRateLimiter
from parta.messenger.service import ChatSource, SourceKind
from parta.school import service as schools
from parta.school.service import NewAccount, StaffRole
from tests import cast
from tests.cast import Person
from tests.databases import delete_all_rows
from tests.installation import Installation
from tests.integration.audience import scenario_calls, scenario_lessons, scenario_remote_lessons, table
from tests.integration.audience.table import Row, Side
from tests.integration.school.school import EMMA, ZONE, School, create_school, name_of
from tests.integration.school.week import create_timetable
from tests.snapshots import Snapshots

GALINA = Person("galina", "+79000000031", "Дальняя", "Галина", "Юрьевна", date(1970, 5, 9), "female")
"""Галина Юрьевна, administrator of another school."""
PEOPLE = {
    table.STRANGER: cast.STRANGER,
    table.OTHER_SCHOOL: GALINA,
    table.OTHER_CLASS: cast.KOLYA,
    table.STUDENT: cast.MISHA,
    table.GUARDIAN: cast.VERA,
    table.TEACHER: cast.IGOR,
    table.HEAD: cast.ANNA,
    table.ADMIN: cast.OLGA,
}
LINKED = (cast.IGOR, cast.MISHA, cast.LENA, cast.VERA, cast.KOLYA, cast.OLGA, cast.ANNA)

_SESSIONS = frozenset({"parta_profile", "parta_journal"})
"""Cookies that a sign-out deletes."""

Maker = Callable[[], Awaitable[str]]


@dataclass
class Scenario:
    """The schools, the ids of their contents by name, and the browsers of each person."""

    school: School
    names: dict[str, str] = field(default_factory=dict[str, str])
    browsers: dict[tuple[str, Side], AsyncClient] = field(default_factory=dict[tuple[str, Side], AsyncClient])
    _phones: int = 0

    @property
    def installation(self) -> Installation:
        """Return the running installation."""
        return self.school.installation

    async def reopen(self, installation: Installation) -> "Scenario":
        """Return the scenario in another installation with the same rows."""
        browsers = {key: await installation.browser(dict(one.cookies)) for key, one in self.browsers.items()}
        return Scenario(await self.school.reopen(installation), dict(self.names), browsers)

    async def request(self, row: Row, who: str) -> Response:
        """Send this person's request of the row; afterwards clock and sessions are as before."""
        path, body = await self.fill(row.path), await self.fill(row.body)
        browser = await self.browser(who, row.side)
        clock.move(timedelta(minutes=row.minutes))
        headers = {name: await self.fill(text) for name, text in row.headers.items()}
        answer = await browser.request(row.method, path, json=body, headers=headers, content=row.content)
        clock.restore()
        if who != table.OUT:
            browser.cookies.delete("parta_attempt")
            if not _SESSIONS.isdisjoint(cookie.partition("=")[0] for cookie in answer.headers.get_list("set-cookie")):
                await self.sign_in(who)
        return answer

    async def browser(self, who: str, side: Side = "profile") -> AsyncClient:
        """Return the browser of this person, or of nobody."""
        return self.browsers[who, side] if who != table.OUT else await self.installation.browser()

    async def sign_in(self, who: str) -> None:
        """Sign this person in, in each of their browsers."""
        for side in ("profile", "journal", "both"):
            await self._sign_in(who, side)

    async def _sign_in(self, who: str, side: Side) -> None:
        person = PEOPLE[who]
        before = self.browsers[who, side].cookies.jar if (who, side) in self.browsers else ()
        link_token = next((cookie.value for cookie in before if cookie.name == "parta_link"), None)
        fresh = await self.installation.browser({"parta_link": link_token} if link_token else {})
        if side != "journal" or person is cast.STRANGER:
            async with self.installation.transaction() as work:
                profile = UUID(self.names[person.key])
                token = await open_session(work, profile, device="Firefox, Linux", address="127.0.0.1")
            fresh.cookies.set("parta_profile", token)
        if side != "profile" and person is not cast.STRANGER:
            arrived = await self.school.sign_in(person, profile=False)
            fresh.cookies.set("parta_journal", arrived.browser.cookies["parta_journal"])
        self.browsers[who, side] = fresh

    async def fill(self, value: Any) -> Any:  # noqa: ANN401 - JSON
        """Replace names by their ids; what is named `new_…` is created now."""
        if isinstance(value, dict):
            return {key: await self.fill(inner) for key, inner in value.items()}  # pyright: ignore[reportUnknownVariableType]
        if isinstance(value, list):
            return [await self.fill(inner) for inner in value]  # pyright: ignore[reportUnknownVariableType]
        if not isinstance(value, str):
            return value
        for name, make in self._makers().items():
            if f"{{{name}}}" in value:
                value = value.replace(f"{{{name}}}", await make())
        return value.format(**self.names)

    def _makers(self) -> dict[str, Maker]:
        return {
            "new_id": self._id,
            "new_phone": self._phone,
            "new_message": lambda: self.send(table.STUDENT, "class_chat", "Слово"),
            "new_message_by_anna": lambda: self.send(table.HEAD, "class_chat", "Слово"),
            "new_group": self.create_group,
            "new_linked_group": self.create_linked_group,
            "new_chat_link": self.create_chat_link,
            "new_message_pinned_by_owner": lambda: self._send_in_group_with(pin="owner"),
            "new_message_pinned_by_admins": lambda: self._send_in_group_with(pin="admins"),
            "new_message_pinned_by_all": lambda: self._send_in_group_with(pin="all"),
            "new_session": self._session,
            "new_link_request": self._create_link_request_from_messenger,
            "new_attached_link_request": self._create_attached_link_request,
            "new_journal_link_request": lambda: self._create_link_request("/from-journal"),
            "new_upload": self._upload,
            "new_lesson": lambda: scenario_remote_lessons.new_lesson(self),
            "new_draft": lambda: scenario_remote_lessons.new_draft(self),
            "new_published": lambda: scenario_remote_lessons.new_published(self),
            "new_running": lambda: scenario_remote_lessons.new_running(self),
            "new_running_call": lambda: scenario_remote_lessons.new_running_call(self),
            "new_call": lambda: scenario_calls.call_of_class(self),
            "new_planned_call": lambda: scenario_calls.planned_call_of_class(self),
            "new_ring": lambda: scenario_calls.ring_for_misha(self),
        }

    async def _id(self) -> str:
        return str(new_id())

    async def _phone(self) -> str:
        self._phones += 1
        return f"+7900111{self._phones:04}"

    async def create_group(self) -> str:
        """Create a chat of Анна Сергеевна, with Игорь Павлович as administrator and Миша; return its id."""
        await self.reset_rate_limits()
        members = [self.names["igor"], self.names["misha"]]
        made = await self.post(table.HEAD, "/api/chats", client_id=str(new_id()), title="Газета", members=members)
        chat_id = made["chat"]["id"]
        path = f"/api/chats/{chat_id}/members/{self.names['igor']}"
        answer = await self.browsers[table.HEAD, "profile"].patch(path, json={"role": "admin"})
        assert answer.status_code == 204, answer.text
        return chat_id

    async def create_linked_group(self) -> str:
        """Create the same chat with an invite link; return its id."""
        chat_id = await self.create_group()
        made = await self.browsers[table.HEAD, "profile"].put(f"/api/chats/{chat_id}/link")
        assert made.status_code == 200, made.text
        self.names["chat_link"] = made.json()["url"].rpartition("/")[2]
        return chat_id

    async def create_chat_link(self) -> str:
        """Create the same chat with an invite link; return the token of the link."""
        await self.create_linked_group()
        return self.names["chat_link"]

    async def _send_in_group_with(self, **rights: str) -> str:
        """Send a message in a new chat with these levels of rights; return its path."""
        chat_id = await self.create_group()
        path = f"/api/chats/{chat_id}"
        answer = await self.browsers[table.HEAD, "profile"].patch(path, json={"rights": rights})
        assert answer.status_code == 200, answer.text
        sent = await self.post(table.HEAD, f"{path}/messages", client_id=str(new_id()), text="Слово")
        return f"{path}/messages/{sent['id']}"

    async def _session(self) -> str:
        """Sign Анна Сергеевна in on another device; return the id of the session."""
        async with self.installation.transaction() as work:
            await open_session(work, UUID(self.names["anna"]), device="Safari, iPhone", address="127.0.0.1")
        found = await self.browsers[table.HEAD, "profile"].get("/api/id/sessions")
        return next(one["id"] for one in found.json() if one["device"] == "Safari, iPhone")

    async def _create_link_request(self, path: str, **body: str) -> str:
        """Create a link request of Анна Сергеевна, who has no other; return its id."""
        self.browsers[table.HEAD, "both"].cookies.delete("parta_link")
        await self.reset_rate_limits()
        async with self.installation.transaction() as work:
            await work.execute(delete(LinkRequest))
        made = await self.post(table.HEAD, f"/api/linking/link-requests{path}", side="both", **body)
        return made["id"]

    async def reset_rate_limits(self) -> None:
        """Delete all rate limit buckets, those in memory too: rows create the same things again and again."""
        vars(self.installation.context.get(ChangeRateLimiter))["_buckets"].clear()
        async with self.installation.transaction() as work:
            await work.execute(delete(RateLimitBucket))

    async def _create_link_request_from_messenger(self) -> str:
        return await self._create_link_request("", provider_id=self.names["provider"])

    async def _create_attached_link_request(self) -> str:
        """Create a link request of Анна Сергеевна with the attached account that she has linked already."""
        link_request = await self._create_link_request_from_messenger()
        await self.post(table.HEAD, f"/api/linking/link-requests/{link_request}/attach", side="both")
        return link_request

    async def _upload(self) -> str:
        """Start an upload of a long file by Анна Сергеевна, her only one; return its id."""
        async with self.installation.transaction() as work:
            await work.execute(delete(Upload))
        made = await self.post(table.HEAD, "/api/files/uploads", client_id=str(new_id()), name="Фильм.mp4", size=4)
        return made["id"]

    async def send(self, who: str, chat: str, text: str, **more: Any) -> str:  # noqa: ANN401 - JSON
        """Send a message by this person; return its id."""
        path = f"/api/chats/{self.names[chat]}/messages"
        return (await self.post(who, path, client_id=str(new_id()), text=text, **more))["id"]

    async def post(self, who: str, path: str, *, side: Side = "profile", **body: Any) -> Any:  # noqa: ANN401 - JSON
        """Send this person's POST request, which must succeed; return the response."""
        answer = await self.browsers[who, side].post(path, json=body)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None


@asynccontextmanager
async def open_scenario(snapshots: Snapshots, database_url: str, home: Path) -> AsyncGenerator[Scenario]:
    """Yield the scenario over this database, which is emptied afterwards."""
    secret = SecretStr("the secret of the tests")
    settings = Settings(database_url=database_url, demo=True, demo_token=secret, home=home, secret=secret)
    async with Installation.run(settings, make_sessions(snapshots.engine)) as installation:
        yield await snapshots.open(installation, _create_scenario)
    await delete_all_rows(snapshots.engine)


async def _create_scenario(installation: Installation) -> Scenario:
    """Create the scenario: two schools, their chats, a group, a dialog, files, a case, links and notifications."""
    school = await create_school(installation)
    await create_timetable(school)
    await _found_other_school(school)
    async with installation.transaction() as work:
        await schools.appoint_homeroom_teacher(
            work, school.classes["3А"], school.accounts["igor"], from_on=school.year.from_on
        )
    await school.link(*LINKED, GALINA)
    scenario = Scenario(school)
    for person in (*LINKED, GALINA, cast.STRANGER):
        scenario.names[person.key] = str(await school.profile_of(person))
    for who in PEOPLE:
        await scenario.sign_in(who)
    await _find_chats(scenario)
    await _create_contents(scenario)
    await installation.settle()
    return scenario


async def _found_other_school(school: School) -> None:
    async with school.installation.transaction() as work:
        other = await schools.create_school(work, "Школа № 8", city="Тула", time_zone=ZONE)
        newcomer = NewAccount(name_of(GALINA), GALINA.key, GALINA.birth_on, Sex(GALINA.sex))
        (issued,) = await schools.create_accounts(work, other.id, [newcomer])
        school.accounts["galina"] = issued.id
        await schools.join_staff(work, issued.id, StaffRole.ADMINISTRATOR, "директор", from_on=school.year.from_on)


async def _find_chats(scenario: Scenario) -> None:
    school = scenario.school
    course_id = school.courses["Физика"]
    async with school.installation.transaction() as work:
        await sync_course_chat(work, course_id, create=True)
    wanted = {
        "class_chat": ChatSource(SourceKind.CLASS_STUDENTS, str(school.classes["7Б"])),
        "parents_chat": ChatSource(SourceKind.CLASS_PARENTS, str(school.classes["7Б"])),
        "colleagues_chat": ChatSource(SourceKind.CLASS_COLLEAGUES, str(school.classes["7Б"])),
        "staff_chat": ChatSource(SourceKind.STAFF, str(school.id)),
        "subject_chat": ChatSource(SourceKind.SUBJECT, str(course_id)),
    }
    async with school.installation.sessions() as session:
        found = await find_managed_chats(session, list(wanted.values()))
    scenario.names |= {name: str(found[source].id) for name, source in wanted.items()}


async def _create_contents(scenario: Scenario) -> None:
    names = scenario.names
    names["group"] = await scenario.create_group()
    dialog = await scenario.post(table.HEAD, "/api/dialogs", profile_id=names["misha"])
    names["dialog"] = dialog["chat"]["id"]
    names["file"] = await upload(scenario, table.HEAD)
    names["picture"] = await upload(scenario, table.HEAD)
    names["portrait"] = await upload(scenario, table.STUDENT)
    names["by_anna"] = await scenario.send(table.HEAD, "class_chat", "Снимок доски", files=[names["file"]])
    answer = await scenario.browsers[table.STUDENT, "profile"].put(
        "/api/files/portrait", json={"file_id": names["portrait"]}
    )
    assert answer.status_code == 204, answer.text
    await scenario.installation.settle()
    for who, name in ((table.HEAD, "anna"), (table.GUARDIAN, "vera")):
        browser = scenario.browsers[who, "profile"]
        names[f"notification_of_{name}"] = (await browser.get("/api/notifications")).json()["notifications"][0]["id"]
        names[f"link_of_{name}"] = (await browser.get("/api/linking/links")).json()[0]["id"]
    names["region"], names["provider"] = str(scenario.school.region_id), str(scenario.school.provider_id)
    await scenario_lessons.create_lessons(scenario)
    names["case"] = await _create_case(scenario)
    names["case_chat"] = (await scenario.post(table.GUARDIAN, f"/api/support/cases/{names['case']}/chat"))["chat_id"]
    names["call"] = await scenario_calls.call_of_class(scenario)


async def upload(scenario: Scenario, who: str) -> str:
    """Upload a picture by this person; return its id."""
    picture = BytesIO()
    Image.new("RGB", (900, 900), "teal").save(picture, "PNG")
    browser, headers = scenario.browsers[who, "profile"], {"X-Client-Id": str(new_id())}
    answer = await browser.post("/api/files?name=board.png", content=picture.getvalue(), headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def _create_case(scenario: Scenario) -> str:
    """Try to link the account of Эмма, a child, with Вера's profile; return the id of the case."""
    emma = await scenario.school.sign_in(EMMA, profile=False)
    browser = emma.browser
    browser.cookies.set("parta_profile", scenario.browsers[table.GUARDIAN, "profile"].cookies["parta_profile"])
    begun = (await browser.post("/api/linking/link-requests", json={"provider_id": scenario.names["provider"]})).json()
    path = f"/api/linking/link-requests/{begun['id']}"
    await browser.post(f"{path}/attach")
    answer = await browser.post(f"{path}/finish", json={"accept_mismatches": True})
    assert answer.json()["code"] == "child_on_adults_profile", answer.text
    return answer.json()["case_id"]
