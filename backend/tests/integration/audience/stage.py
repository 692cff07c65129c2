"""The stage: two schools in which there is something of everything, and everybody at a browser of their own."""

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
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.autochats.service import keep_course
from parta.core import clock
from parta.core.db import make_sessions
from parta.core.ids import new_id
from parta.core.rate_limits import RateLimitBucket
from parta.core.settings import Settings
from parta.identity.models import Sex
from parta.identity.service import open_session
from parta.journal import service as journal
from parta.journal.service import Newcomer, StaffRole
from parta.messenger.queries.kept import find_chats_of
from parta.messenger.service import ChatSource, SourceKind
from tests import cast
from tests.cast import Person
from tests.databases import empty
from tests.integration.audience import calling, studying, table, teaching
from tests.integration.audience.table import Row, Side
from tests.integration.school.school import EMMA, ZONE, School, found_school, name_of
from tests.integration.school.week import lay_down_week
from tests.world import World

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
"""Cookies that a sign-out takes away."""

Maker = Callable[[], Awaitable[str]]


@dataclass
class Stage:
    """The schools, the names of what is there, and who comes with what."""

    school: School
    names: dict[str, str] = field(default_factory=dict[str, str])
    browsers: dict[tuple[str, Side], AsyncClient] = field(default_factory=dict[tuple[str, Side], AsyncClient])
    _phones: int = 0

    @property
    def world(self) -> World:
        """Give the running Parta."""
        return self.school.world

    async def ask(self, row: Row, who: str) -> Response:
        """Let this person ask for this; afterwards everything is as before, but for what the row itself did."""
        path, body = await self.fill(row.path), await self.fill(row.body)
        browser = await self.browser(who, row.side)
        clock.move(timedelta(minutes=row.minutes))
        headers = {name: await self.fill(text) for name, text in row.headers.items()}
        answer = await browser.request(row.method, path, json=body, headers=headers, content=row.content)
        clock.restore()
        if who != table.OUT:
            browser.cookies.delete("parta_attempt")
            if not _SESSIONS.isdisjoint(cookie.partition("=")[0] for cookie in answer.headers.get_list("set-cookie")):
                await self.come_in(who)
        return answer

    async def browser(self, who: str, side: Side = "profile") -> AsyncClient:
        """Give the browser of this person, or of nobody."""
        return self.browsers[who, side] if who != table.OUT else await self.world.browser()

    async def come_in(self, who: str) -> None:
        """Sign this person in, in each of their browsers."""
        for side in ("profile", "journal", "both"):
            await self._come_in(who, side)

    async def _come_in(self, who: str, side: Side) -> None:
        person = PEOPLE[who]
        before = self.browsers[who, side].cookies.jar if (who, side) in self.browsers else ()
        kept = next((cookie.value for cookie in before if cookie.name == "parta_link"), None)
        fresh = await self.world.browser({"parta_link": kept} if kept else {})
        if side != "journal" or person is cast.STRANGER:
            async with self.world.work() as session:
                profile = UUID(self.names[person.key])
                token = await open_session(session, profile, device="Firefox, Linux", address="127.0.0.1")
            fresh.cookies.set("parta_profile", token)
        if side != "profile" and person is not cast.STRANGER:
            arrived = await self.school.arrive(person, profile=False)
            fresh.cookies.set("parta_journal", arrived.browser.cookies["parta_journal"])
        self.browsers[who, side] = fresh

    async def fill(self, value: Any) -> Any:  # noqa: ANN401 - JSON
        """Put ids in the place of their names; what is named `new_…` is made now."""
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
            "new_message": lambda: self.say(table.STUDENT, "class_chat", "Слово"),
            "new_message_by_anna": lambda: self.say(table.HEAD, "class_chat", "Слово"),
            "new_group": self.make_group,
            "new_session": self._session,
            "new_intent": self._intent_from_messenger,
            "new_reviewed_intent": self._reviewed_intent,
            "new_intent_of_journal": lambda: self._intent("/from-journal"),
            "new_upload": self._upload,
            "new_lesson": lambda: teaching.new_lesson(self),
            "new_draft": lambda: teaching.new_draft(self),
            "new_published": lambda: teaching.new_published(self),
            "new_running": lambda: teaching.new_running(self),
            "new_call": lambda: calling.call_of_class(self),
            "new_ring": lambda: calling.ring_for_misha(self),
        }

    async def _id(self) -> str:
        return str(new_id())

    async def _phone(self) -> str:
        self._phones += 1
        return f"+7900111{self._phones:04}"

    async def make_group(self) -> str:
        """Let Анна Сергеевна make a chat, with Игорь Павлович to help her and Миша."""
        members = [self.names["igor"], self.names["misha"]]
        made = await self.post(table.HEAD, "/api/chats", client_id=str(new_id()), title="Газета", members=members)
        chat_id = made["chat"]["id"]
        path = f"/api/chats/{chat_id}/members/{self.names['igor']}"
        answer = await self.browsers[table.HEAD, "profile"].patch(path, json={"role": "admin"})
        assert answer.status_code == 204, answer.text
        return chat_id

    async def _session(self) -> str:
        """Let Анна Сергеевна sign in elsewhere too; give that session."""
        async with self.world.work() as session:
            await open_session(session, UUID(self.names["anna"]), device="Safari, iPhone", address="127.0.0.1")
        found = await self.browsers[table.HEAD, "profile"].get("/api/id/sessions")
        return next(one["id"] for one in found.json() if one["device"] == "Safari, iPhone")

    async def _intent(self, path: str, **body: str) -> str:
        """Let Анна Сергеевна begin to link in a browser that began nothing yet; give the wish."""
        self.browsers[table.HEAD, "both"].cookies.delete("parta_link")
        await self.forget_throttles()
        made = await self.post(table.HEAD, f"/api/linking/intents{path}", side="both", **body)
        return made["id"]

    async def forget_throttles(self) -> None:
        """Let nobody have done anything too often: rows make the same things again and again."""
        async with self.world.work() as session:
            await session.execute(delete(RateLimitBucket))

    async def _intent_from_messenger(self) -> str:
        return await self._intent("", provider_id=self.names["provider"])

    async def _reviewed_intent(self) -> str:
        """Let Анна Сергеевна begin to link, and bring the account that she has linked already."""
        intent = await self._intent_from_messenger()
        await self.post(table.HEAD, f"/api/linking/intents/{intent}/attach", side="both")
        return intent

    async def _upload(self) -> str:
        """Let Анна Сергеевна begin to upload a long file."""
        made = await self.post(table.HEAD, "/api/files/uploads", client_id=str(new_id()), name="Фильм.mp4", size=4)
        return made["id"]

    async def say(self, who: str, chat: str, text: str, **more: Any) -> str:  # noqa: ANN401 - JSON
        """Let this person send a message; give it."""
        path = f"/api/chats/{self.names[chat]}/messages"
        return (await self.post(who, path, client_id=str(new_id()), text=text, **more))["id"]

    async def post(self, who: str, path: str, *, side: Side = "profile", **body: Any) -> Any:  # noqa: ANN401 - JSON
        """Let this person post this, which must go well."""
        answer = await self.browsers[who, side].post(path, json=body)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None


@asynccontextmanager
async def a_stage(engine: AsyncEngine, database_url: str, home: Path) -> AsyncGenerator[Stage]:
    """Give the stage over this database, which is emptied afterwards."""
    secret = SecretStr("the secret of the tests")
    settings = Settings(database_url=database_url, demo=True, demo_token=secret, home=home, secret=secret)
    async with World.started(settings, make_sessions(engine)) as world:
        yield await _set_stage(world)
    await empty(engine)


async def _set_stage(world: World) -> Stage:
    """Give the stage: two schools, their chats, a group, a dialog, a file, a case, links and notices."""
    school = await found_school(world)
    await lay_down_week(school)
    await _found_other_school(school)
    async with world.work() as session:
        await journal.appoint_homeroom_teacher(
            session, school.classes["3А"], school.accounts["igor"], from_on=school.year.from_on
        )
        for person in (*LINKED, GALINA):
            await school.link_quietly(session, person)
    await world.settle()
    stage = Stage(school)
    for person in (*LINKED, GALINA, cast.STRANGER):
        stage.names[person.key] = str(await school.profile_of(person))
    for who in PEOPLE:
        await stage.come_in(who)
    await _find_chats(stage)
    await _fill(stage)
    await world.settle()
    return stage


async def _found_other_school(school: School) -> None:
    async with school.world.work() as session:
        other = await journal.found_school(session, "Школа № 8", city="Тула", time_zone=ZONE)
        newcomer = Newcomer(name_of(GALINA), GALINA.key, GALINA.birth_on, Sex(GALINA.sex))
        (issued,) = await journal.create_accounts(session, other.id, [newcomer])
        school.accounts["galina"] = issued.id
        await journal.join_staff(session, issued.id, StaffRole.ADMINISTRATOR, "директор", from_on=school.year.from_on)


async def _find_chats(stage: Stage) -> None:
    school = stage.school
    course_id = school.courses["Физика"]
    async with school.world.work() as session:
        await keep_course(session, course_id, appears=True)
    wanted = {
        "class_chat": ChatSource(SourceKind.CLASS_STUDENTS, str(school.classes["7Б"])),
        "parents_chat": ChatSource(SourceKind.CLASS_PARENTS, str(school.classes["7Б"])),
        "colleagues_chat": ChatSource(SourceKind.CLASS_COLLEAGUES, str(school.classes["7Б"])),
        "staff_chat": ChatSource(SourceKind.STAFF, str(school.id)),
        "subject_chat": ChatSource(SourceKind.SUBJECT, str(course_id)),
    }
    async with school.world.sessions() as session:
        found = await find_chats_of(session, list(wanted.values()))
    stage.names |= {name: str(found[source].id) for name, source in wanted.items()}


async def _fill(stage: Stage) -> None:
    names = stage.names
    names["group"] = await stage.make_group()
    dialog = await stage.post(table.HEAD, "/api/dialogs", profile_id=names["misha"])
    names["dialog"] = dialog["chat"]["id"]
    names["file"] = await upload(stage, table.HEAD)
    names["picture"] = await upload(stage, table.HEAD)
    names["portrait"] = await upload(stage, table.STUDENT)
    names["by_anna"] = await stage.say(table.HEAD, "class_chat", "Снимок доски", files=[names["file"]])
    answer = await stage.browsers[table.STUDENT, "profile"].put(
        "/api/files/portrait", json={"file_id": names["portrait"]}
    )
    assert answer.status_code == 204, answer.text
    for who, name in ((table.HEAD, "anna"), (table.GUARDIAN, "vera")):
        browser = stage.browsers[who, "profile"]
        names[f"notice_of_{name}"] = (await browser.get("/api/id/notices")).json()[0]["id"]
        names[f"link_of_{name}"] = (await browser.get("/api/linking/links")).json()[0]["id"]
    names["region"], names["provider"] = str(stage.school.region_id), str(stage.school.provider_id)
    await studying.study(stage)
    names["case"] = await _refuse(stage)
    names["case_chat"] = (await stage.post(table.GUARDIAN, f"/api/support/cases/{names['case']}/chat"))["chat_id"]
    names["call"] = await calling.call_of_class(stage)


async def upload(stage: Stage, who: str) -> str:
    """Let this person upload a picture; give it."""
    picture = BytesIO()
    Image.new("RGB", (900, 900), "teal").save(picture, "PNG")
    browser, headers = stage.browsers[who, "profile"], {"X-Client-Id": str(new_id())}
    answer = await browser.post("/api/files?name=board.png", content=picture.getvalue(), headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def _refuse(stage: Stage) -> str:
    """Let Вера try to link the account of Эмма, a child, with her profile; give the case."""
    emma = await stage.school.arrive(EMMA, profile=False)
    browser = emma.browser
    browser.cookies.set("parta_profile", stage.browsers[table.GUARDIAN, "profile"].cookies["parta_profile"])
    begun = (await browser.post("/api/linking/intents", json={"provider_id": stage.names["provider"]})).json()
    path = f"/api/linking/intents/{begun['id']}"
    await browser.post(f"{path}/attach")
    answer = await browser.post(f"{path}/finish", json={"accept_differences": True})
    assert answer.json()["code"] == "child_on_adults_profile", answer.text
    return answer.json()["case_id"]
