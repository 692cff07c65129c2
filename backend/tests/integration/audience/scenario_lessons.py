"""Lessons in the scenario: a week of 7Б, a lesson of Игорь Павлович with a file, slots to change."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from parta.core.ids import new_id
from parta.notifications.queries import select_inbox_subscriptions
from tests.integration.audience import table
from tests.integration.school.week import find_lesson

if TYPE_CHECKING:
    from tests.integration.audience.scenario import Scenario


async def create_lessons(scenario: "Scenario") -> None:
    """Save the ids of lessons, slots and days, and attach a file of Игорь Павлович to a lesson's homework."""
    school, names = scenario.school, scenario.names
    days = [school.today + timedelta(days=count) for count in range(7)]
    names |= {f"day_{count}": str(day) for count, day in enumerate(days)}
    names |= {f"class_{grade}": str(school.classes[title]) for grade, title in (("7b", "7Б"), ("3a", "3А"))}
    names |= {f"account_of_{key}": str(school.accounts[key]) for key in ("misha", "kolya", "anna", "igor")}
    names |= {"course": str(school.courses["Физика"]), "classroom": str(school.classrooms["203"])}
    names["lesson"] = str(await find_lesson(school, "Физика", days[0]))
    names["lesson_of_3a"] = str(await find_lesson(school, "Чтение", days[0]))
    for count in (1, 2, 3):
        names[f"lesson_{count}"] = str(await find_lesson(school, "Физика", days[count]))
    slots = await scenario.browsers[table.ADMIN, "journal"].get(f"/api/journal/office/timetable/{names['class_7b']}")
    physics = [one["id"] for one in slots.json() if one["course_id"] == names["course"]]
    names["slot_to_change"], names["slot_to_end"] = physics[days[5].weekday()], physics[days[6].weekday()]
    names["lesson_file"] = await _attach_file(scenario)
    await _cancel_lesson(scenario)


async def _cancel_lesson(scenario: "Scenario") -> None:
    """Cancel a lesson of Миша, who is notified in the messenger and in the journal; save the ids of what is his."""
    school, names = scenario.school, scenario.names
    names["cancelled_lesson"] = str(await find_lesson(school, "Алгебра", school.today + timedelta(days=6)))
    path = f"/api/journal/office/lessons/{names['cancelled_lesson']}/cancel"
    answer = await scenario.browsers[table.ADMIN, "journal"].post(path, json={"reason": "Олимпиада"})
    assert answer.status_code == 200, answer.text
    await school.installation.settle()
    listed = (await scenario.browsers[table.STUDENT, "journal"].get("/api/notifications?as=account")).json()
    names["journal_notification_of_misha"] = listed["notifications"][0]["id"]
    async with school.installation.sessions() as session:
        inboxes = dict((await session.execute(select_inbox_subscriptions())).all())
    names["inbox_of_misha"] = str(inboxes[UUID(names["misha"])])
    names["journal_inbox_of_misha"] = str(inboxes[school.accounts["misha"]])


async def _attach_file(scenario: "Scenario") -> str:
    igor = scenario.browsers[table.TEACHER, "journal"]
    headers = {"X-Client-Id": str(new_id())}
    answer = await igor.post("/api/files?as=account&name=page.txt", content="§ 18".encode(), headers=headers)
    assert answer.status_code == 201, answer.text
    file_id = answer.json()["id"]
    carried = await igor.patch(
        f"/api/journal/lessons/{scenario.names['lesson']}", json={"homework_file_ids": [file_id]}
    )
    assert carried.status_code == 200, carried.text
    return file_id
