"""What people do around a lesson held remotely, as their browsers would."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from parta.core import clock
from parta.core.clock import now
from parta.journal import service as journal
from parta.remote_lessons.handlers import close_deserted
from tests.cast import Person
from tests.integration.school.school import School, Somebody
from tests.media_twin import Connected
from tests.world import World

LENGTH = timedelta(minutes=45)


@dataclass
class Teaching:
    """The school, its people at their browsers by key, and a lesson."""

    school: School
    people: dict[str, Somebody] = field(default_factory=dict[str, Somebody])
    lesson: str = ""

    @property
    def world(self) -> World:
        """Give the running Parta."""
        return self.school.world

    def __getitem__(self, person: Person) -> Somebody:
        """Give this person at their browser."""
        return self.people[person.key]

    async def come(self, person: Person, *, profile: bool = True) -> Somebody:
        """Let the person sit down at a browser of their own, signed in to the journal too."""
        self.people[person.key] = await self.school.arrive(person, profile=profile)
        return self.people[person.key]

    async def make_lesson(self, course: str, *, begins_in: timedelta = timedelta()) -> str:
        """Let the course have a lesson that begins then; give it."""
        async with self.world.work() as session:
            starts_at = now() + begins_in
            made = await journal.add_lesson(
                session, self.school.courses[course], starts_at=starts_at, ends_at=starts_at + LENGTH
            )
        await self.world.settle()
        return str(made.id)

    async def create(self, teacher: Person, lesson: str | None = None) -> Any:  # noqa: ANN401 - JSON
        """Let the teacher prepare to hold the lesson remotely."""
        return await self[teacher].post(f"/api/journal/lessons/{lesson or self.lesson}/remote")

    async def publish(self, teacher: Person, lesson: str | None = None) -> Any:  # noqa: ANN401 - JSON
        """Let the teacher prepare the lesson and publish it, and what follows follow."""
        await self.create(teacher, lesson)
        told = await self[teacher].post(f"/api/journal/lessons/{lesson or self.lesson}/remote/publish")
        await self.world.settle()
        return told

    async def entry(self, person: Person, lesson: str | None = None) -> Any:  # noqa: ANN401 - JSON
        """Give what the lesson's door says to this person."""
        return await self[person].get(f"/api/lessons/{lesson or self.lesson}/entry")

    async def enter(self, person: Person, lesson: str | None = None) -> Any:  # noqa: ANN401 - JSON
        """Let the person in; give the call and the chat."""
        entered = await self[person].post(f"/api/lessons/{lesson or self.lesson}/enter")
        await self.world.settle()
        return entered

    async def refused(self, person: Person, act: str = "enter", lesson: str | None = None) -> tuple[int, str]:
        """Give with which status and code the person is refused this at the lesson's door."""
        return code(await self[person].ask("POST", f"/api/lessons/{lesson or self.lesson}/{act}"))

    async def connect(self, person: Person, device: str = "laptop", lesson: str | None = None) -> Connected:
        """Let the person in, and connect with this device."""
        entered = await self.enter(person, lesson)
        joined = await self[person].post(f"/api/calls/{entered['call_id']}/join", device=device)
        connected = self.world.media.connect(joined["token"])
        await self.tell()
        return connected

    async def hang_up(self, call: str, connected: Connected) -> None:
        """Let this device lose its connection."""
        self.world.media.leave(UUID(call), connected.identity)
        await self.tell()

    async def tell(self) -> None:
        """Let the media server tell what it has to, and the worker act on all that waits."""
        browser = await self.world.browser()
        await self.world.settle()
        while told := self.world.media.take_webhooks():
            for webhook in told:
                headers = {"Authorization": webhook.authorization}
                answer = await browser.post("/internal/livekit/webhook", content=webhook.body, headers=headers)
                assert answer.status_code == 204, answer.text
            await self.world.settle()

    async def pass_minutes(self, count: float) -> None:
        """Let so many minutes pass, and the worker look after the lessons that go on."""
        clock.move(timedelta(minutes=count))
        await close_deserted(self.world.app.state.outside)
        await self.world.settle()

    async def state(self, person: Person, lesson: str | None = None) -> str:
        """Give how the lesson stands as this person's journal shows it; nothing: none."""
        listed = await self.listed(person)
        return listed.get(lesson or self.lesson, {}).get("state", "")

    async def listed(self, person: Person) -> dict[str, Any]:
        """Give the remote lessons that this person's journal shows, by id."""
        on = self.school.today
        path = f"/api/journal/remote-lessons?from_on={on - timedelta(days=7)}&to_on={on + timedelta(days=8)}"
        return {one["id"]: one for one in await self[person].get(path)}

    async def notices(self, person: Person, about: str) -> list[dict[str, Any]]:
        """Give the facts of the person's notices with this code, the oldest first."""
        told = await self[person].get("/api/id/notices")
        return [one["facts"] for one in reversed(told) if one["code"] == about]


def code(answer: Any) -> tuple[int, str]:  # noqa: ANN401 - an answer
    """Give the status and the code of a refusal."""
    assert answer.status_code >= 400, answer.text
    return answer.status_code, answer.json()["code"]
