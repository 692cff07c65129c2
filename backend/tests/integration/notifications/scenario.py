"""Actions of the office, and what people are told of them."""

from dataclasses import dataclass, field
from typing import Any

from tests.cast import ANNA, IGOR, LENA, MISHA, OLGA, VERA, Person
from tests.installation import Installation
from tests.integration.school.school import School, Somebody, create_school
from tests.integration.school.week import create_timetable, find_lesson, in_days

LIST = "/api/notifications"
PROFILE, JOURNAL = "profile", "account"
"""As whom one asks."""
PEOPLE = (ANNA, IGOR, LENA, MISHA, OLGA, VERA)


@dataclass
class NotifiedScenario:
    """The school, the browsers of its people by key, and a lesson of tomorrow."""

    school: School
    people: dict[str, Somebody] = field(default_factory=dict[str, Somebody])
    lesson: str = ""
    """Алгебра of 7Б: taught by Анна, attended by Миша and Лена; Вера is Миша's mother."""

    async def reopen(self, installation: Installation) -> "NotifiedScenario":
        """Return the scenario in another installation with the same rows."""
        people = {key: await one.reopen(installation) for key, one in self.people.items()}
        return NotifiedScenario(await self.school.reopen(installation), people, self.lesson)

    def __getitem__(self, person: Person) -> Somebody:
        """Return the browser of this person."""
        return self.people[person.key]

    async def change(self, action: str, by: Person = OLGA, **body: Any) -> None:  # noqa: ANN401 - JSON
        """Change the lesson as this administrator, and run all effects."""
        await self[by].post(f"/api/journal/office/lessons/{self.lesson}/{action}", **body)
        await self.school.installation.settle()

    async def move(self, days: int, by: Person = OLGA) -> None:
        """Move the lesson to the fourth bell of that day."""
        await self.change("move", by, on=str(in_days(self.school, days)), number=4)

    async def page(self, person: Person, named: str = PROFILE, **query: Any) -> Any:  # noqa: ANN401 - JSON
        """Return a page of the person's notifications."""
        answer = await self[person].browser.get(LIST, params={"as": named, **query})
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def told(self, person: Person, named: str = PROFILE) -> list[tuple[str, str | None]]:
        """Return what the person was told, and about which child, the oldest first."""
        shown = reversed((await self.page(person, named))["notifications"])
        return [(one["kind"], one["child"]) for one in shown]

    async def read_all(self, person: Person, named: str = PROFILE) -> None:
        """Mark all notifications of the person as read."""
        answer = await self[person].ask("PUT", f"{LIST}/read?as={named}")
        assert answer.status_code == 204, answer.text


async def create_scenario(installation: Installation) -> NotifiedScenario:
    """Create the scenario."""
    here = NotifiedScenario(await create_school(installation))
    await create_timetable(here.school)
    await here.school.link(*PEOPLE)
    for person in PEOPLE:
        here.people[person.key] = await here.school.sign_in(person)
    here.lesson = str(await find_lesson(here.school, "Алгебра", in_days(here.school, 1)))
    return here
