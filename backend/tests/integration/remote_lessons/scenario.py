"""Actions of people around a remote lesson, as in their browsers."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from parta.core import clock
from parta.core.clock import now
from parta.remote_lessons.handlers import close_abandoned_calls
from parta.timetable import service as timetable
from tests.cast import Person
from tests.installation import Installation
from tests.integration.school.school import School, Somebody
from tests.media_fake import Device

DURATION = timedelta(minutes=45)


@dataclass
class LessonScenario:
    """The school, the browsers of its people by key, and a lesson."""

    school: School
    people: dict[str, Somebody] = field(default_factory=dict[str, Somebody])
    lesson: str = ""

    @property
    def installation(self) -> Installation:
        """Return the running installation."""
        return self.school.installation

    async def reopen(self, installation: Installation) -> "LessonScenario":
        """Return the scenario in another installation with the same rows."""
        people = {key: await one.reopen(installation) for key, one in self.people.items()}
        return LessonScenario(await self.school.reopen(installation), people, self.lesson)

    def __getitem__(self, person: Person) -> Somebody:
        """Return the browser of this person."""
        return self.people[person.key]

    async def sign_in(self, person: Person, *, profile: bool = True) -> Somebody:
        """Open a browser for this person, signed in to the journal too."""
        self.people[person.key] = await self.school.sign_in(person, profile=profile)
        return self.people[person.key]

    async def make_lesson(self, course: str, *, begins_in: timedelta = timedelta()) -> str:
        """Add a lesson of the course that begins then; return its id."""
        async with self.installation.transaction() as work:
            starts_at = now() + begins_in
            made = await timetable.add_lesson(
                work, self.school.courses[course], starts_at=starts_at, ends_at=starts_at + DURATION
            )
        await self.installation.settle()
        return str(made.id)

    async def create(self, teacher: Person, lesson: str | None = None) -> Any:  # noqa: ANN401 - JSON
        """Create a draft of the remote lesson as this teacher."""
        return await self[teacher].post(f"/api/journal/lessons/{lesson or self.lesson}/remote")

    async def publish(self, teacher: Person, lesson: str | None = None) -> Any:  # noqa: ANN401 - JSON
        """Create and publish the remote lesson as this teacher, and run all effects."""
        await self.create(teacher, lesson)
        published = await self[teacher].post(f"/api/journal/lessons/{lesson or self.lesson}/remote/publish")
        await self.installation.settle()
        return published

    async def entry(self, person: Person, lesson: str | None = None) -> Any:  # noqa: ANN401 - JSON
        """Return the entry of this person to the lesson."""
        return await self[person].get(f"/api/lessons/{lesson or self.lesson}/entry")

    async def enter(self, person: Person, lesson: str | None = None) -> Any:  # noqa: ANN401 - JSON
        """Enter the lesson as this person; return the call and the chat."""
        entered = await self[person].post(f"/api/lessons/{lesson or self.lesson}/enter")
        await self.installation.settle()
        return entered

    async def get_error(self, person: Person, action: str = "enter", lesson: str | None = None) -> tuple[int, str]:
        """Return the status and the code with which this person is refused the action."""
        return error_of(await self[person].ask("POST", f"/api/lessons/{lesson or self.lesson}/{action}"))

    async def connect(self, person: Person, device: str = "laptop", lesson: str | None = None) -> Device:
        """Enter the lesson as this person, and connect this device."""
        entered = await self.enter(person, lesson)
        joined = await self[person].post(f"/api/calls/{entered['call_id']}/join", device=device)
        connected = self.installation.media.connect(joined["token"])
        await self.deliver_webhooks()
        return connected

    async def disconnect(self, connected: Device) -> None:
        """Disconnect this device."""
        self.installation.media.leave(connected.room_id, connected.identity)
        await self.deliver_webhooks()

    async def deliver_webhooks(self) -> None:
        """Deliver the media server's webhooks and run the worker, until nothing is pending."""
        browser = await self.installation.browser()
        await self.installation.settle()
        while webhooks := self.installation.media.take_webhooks():
            for webhook in webhooks:
                headers = {"Authorization": webhook.authorization}
                answer = await browser.post("/internal/livekit/webhook", content=webhook.body, headers=headers)
                assert answer.status_code == 204, answer.text
            await self.installation.settle()

    async def pass_minutes(self, count: float) -> None:
        """Move the clock, and run the scheduled task for running lessons."""
        clock.move(timedelta(minutes=count))
        async with self.installation.transaction() as work:
            await close_abandoned_calls(work)
        await self.installation.settle()

    async def state(self, person: Person, lesson: str | None = None) -> str:
        """Return the state of the lesson in this person's journal, empty if it is not listed."""
        listed = await self.listed(person)
        return listed.get(lesson or self.lesson, {}).get("state", "")

    async def listed(self, person: Person) -> dict[str, Any]:
        """Return the remote lessons in this person's journal, by id."""
        on = self.school.today
        path = f"/api/journal/remote-lessons?from_on={on - timedelta(days=7)}&to_on={on + timedelta(days=8)}"
        return {one["id"]: one for one in await self[person].get(path)}

    async def notifications(self, person: Person, kind: str) -> list[dict[str, Any]]:
        """Return the person's notifications of this kind, the oldest first."""
        page = await self[person].get("/api/notifications")
        return [one for one in reversed(page["notifications"]) if one["kind"] == kind]


def error_of(answer: Any) -> tuple[int, str]:  # noqa: ANN401 - an answer
    """Return the status and the code of the error response."""
    assert answer.status_code >= 400, answer.text
    return answer.status_code, answer.json()["code"]
