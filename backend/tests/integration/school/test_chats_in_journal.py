"""The journal leads to the chats of a class and a lesson, and to the teachers, with what is unread there."""

from typing import Any

import pytest

from parta.core.ids import new_id
from tests.cast import ANNA, IGOR, LENA, MISHA, NINA
from tests.integration.school.school import School, Somebody

pytestmark = pytest.mark.anyio


async def read_chats(somebody: Somebody, school: School, course: str | None = None, of: str = "7Б") -> Any:  # noqa: ANN401 - JSON
    """Return where the journal leads this person from a class, or from a lesson of the course."""
    query = f"?course_id={school.courses[course]}" if course else ""
    return await somebody.get(f"/api/journal/classes/{school.classes[of]}/chats{query}")


async def test_a_lesson_leads_to_its_chats_and_its_teacher_with_what_is_unread(school: School) -> None:
    await school.link(ANNA, IGOR, MISHA)
    await school.sync_course_chat("Физика", create=True)
    igor, misha = await school.sign_in(IGOR), await school.sign_in(MISHA)
    found = await read_chats(misha, school, "Физика")
    assert [(one["source"], one["unread"]) for one in found["chats"]] == [("subject", 0), ("class_students", 0)]
    (teacher,) = found["teachers"]
    assert (teacher["name"]["last_name"], teacher["chat_id"], teacher["unread"]) == ("Лебедев", None, 0)

    dialog = await igor.post("/api/dialogs", profile_id=str(await school.profile_of(MISHA)))
    for chat_id in (found["chats"][0]["id"], dialog["chat"]["id"]):
        await igor.post(f"/api/chats/{chat_id}/messages", client_id=str(new_id()), text="Принесите тетради")
        slip = await igor.post(f"/api/chats/{chat_id}/messages", client_id=str(new_id()), text="Не туда")
        assert (await igor.ask("DELETE", f"/api/chats/{chat_id}/messages/{slip['id']}")).is_success
    found = await read_chats(misha, school, "Физика")
    assert found["chats"][0]["unread"] == 1
    (teacher,) = found["teachers"]
    assert (teacher["chat_id"], teacher["unread"]) == (dialog["chat"]["id"], 1)


async def test_a_class_leads_its_teacher_to_all_its_chats_and_to_the_homeroom_teacher(school: School) -> None:
    await school.link(ANNA, IGOR, LENA)
    await school.sync_course_chat("Физика", create=True)
    igor = await school.sign_in(IGOR)
    found = await read_chats(igor, school)
    assert [one["source"] for one in found["chats"]] == ["subject", "class_colleagues"]
    assert [one["name"]["last_name"] for one in found["teachers"]] == ["Белова"]
    anna = await school.sign_in(ANNA)
    assert (await read_chats(anna, school))["teachers"] == []


async def test_who_is_not_linked_or_not_of_the_class_is_led_nowhere(school: School) -> None:
    await school.link(ANNA, IGOR, NINA)
    await school.sync_course_chat("Физика", create=True)
    nowhere: dict[str, Any] = {"chats": [], "teachers": []}
    misha = await school.sign_in(MISHA, profile=False)
    assert await read_chats(misha, school, "Физика") == nowhere
    nina = await school.sign_in(NINA)
    assert (await read_chats(nina, school, "Физика"))["chats"] == []
