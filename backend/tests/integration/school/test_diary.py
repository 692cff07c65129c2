"""The diary: lessons as a student and their guardians see them, and nobody else."""

import pytest

from parta.core.ids import new_id
from parta.school import service as schools
from tests.cast import ANNA, KOLYA, LENA, MISHA, NINA, OLGA, VERA
from tests.integration.files.uploading import picture
from tests.integration.school.school import School, Somebody
from tests.integration.school.week import create_timetable, find_lesson, in_days, read_day

pytestmark = pytest.mark.anyio

PAGE = "§ 18".encode()


async def read_attendance(school: School, reader: Somebody, student: str) -> list[object]:
    """Return the student's attendance at today's algebra in the diary of this reader."""
    lessons = await read_day(reader, f"/api/journal/diary/{school.accounts[student]}", school.today)
    return [one["attendance"] for one in lessons if one["subject"] == "Алгебра"]


async def test_attendance_is_seen_in_the_diary_of_each(school: School) -> None:
    await create_timetable(school)
    anna, vera = await school.sign_in(ANNA, profile=False), await school.sign_in(VERA, profile=False)
    misha, lena = await school.sign_in(MISHA, profile=False), await school.sign_in(LENA, profile=False)
    path = f"/api/journal/lessons/{await find_lesson(school, 'Алгебра', school.today)}"
    assert await read_attendance(school, misha, "misha") == [None]
    for minutes in (5, 7):
        entries = [
            {"student_id": str(school.accounts["misha"]), "state": "late", "late_minutes": minutes},
            {"student_id": str(school.accounts["lena"]), "state": "ill", "late_minutes": 0},
        ]
        answer = await anna.ask("PUT", f"{path}/attendance", entries=entries)
        assert answer.status_code == 200, answer.text
    for reader in (misha, vera):
        assert await read_attendance(school, reader, "misha") == [{"state": "late", "late_minutes": 7}]
    assert await read_attendance(school, lena, "lena") == [{"state": "ill", "late_minutes": 0}]
    assert (await lena.ask("GET", f"/api/journal/diary/{school.accounts['misha']}")).status_code == 404
    assert (await misha.get(path))["students"] == []


async def test_the_file_of_a_lesson_is_for_those_who_see_the_lesson(school: School) -> None:
    await create_timetable(school)
    anna = await school.sign_in(ANNA, profile=False)
    path = f"/api/journal/lessons/{await find_lesson(school, 'Алгебра', school.today)}"
    headers = {"X-Client-Id": str(new_id())}
    given = await anna.browser.post("/api/files?as=account&name=page.txt", content=PAGE, headers=headers)
    file_id = given.json()["id"]
    misha = await school.sign_in(MISHA, profile=False)
    await school.installation.settle()
    assert (await misha.ask("GET", f"/api/files/{file_id}?as=account")).status_code == 404
    carried = await anna.ask("PATCH", path, homework_text="№ 5", homework_file_ids=[file_id])
    assert carried.status_code == 200, carried.text
    lessons = await read_day(misha, f"/api/journal/diary/{school.accounts['misha']}", school.today)
    (homework,) = [one["homework"] for one in lessons if one["subject"] == "Алгебра"]
    assert (homework["text"], [one["name"] for one in homework["files"]]) == ("№ 5", ["page.txt"])
    readers = {person: await school.sign_in(person, profile=False) for person in (MISHA, VERA, ANNA, OLGA, KOLYA, NINA)}
    answers = {person: await who.ask("GET", f"/api/files/{file_id}?as=account") for person, who in readers.items()}
    well = {person for person, answer in answers.items() if answer.status_code == 200}
    assert well == {MISHA, VERA, ANNA, OLGA}
    assert {answers[person].content for person in well} == {PAGE}
    assert {answers[person].status_code for person in (KOLYA, NINA)} == {404}
    assert (await anna.ask("PATCH", path, homework_file_ids=[])).status_code == 200
    assert (await misha.ask("GET", f"/api/files/{file_id}?as=account")).status_code == 404


async def test_a_picture_of_a_lesson_comes_in_parts_and_has_a_preview_for_those_who_see_the_lesson(
    school: School,
) -> None:
    await create_timetable(school)
    anna, misha = await school.sign_in(ANNA, profile=False), await school.sign_in(MISHA, profile=False)
    content = picture(size=(400, 300))
    begun = await anna.ask(
        "POST", "/api/files/uploads?as=account", client_id=str(new_id()), name="доска.jpg", size=len(content)
    )
    part = f"/api/files/uploads/{begun.json()['id']}?as=account"
    assert (await misha.ask("GET", part)).status_code == 404
    done = await anna.browser.patch(part, content=content, headers={"Upload-Offset": "0"})
    file_id = done.json()["file"]["id"]
    path = f"/api/journal/lessons/{await find_lesson(school, 'Алгебра', school.today)}"
    assert (await anna.ask("PATCH", path, homework_file_ids=[file_id])).status_code == 200
    await school.installation.settle()
    lessons = await read_day(misha, f"/api/journal/diary/{school.accounts['misha']}", school.today)
    assert [file["has_preview"] for one in lessons for file in one["homework"]["files"]] == [True]
    preview = f"/api/files/{file_id}/preview"
    answers = {person: await school.sign_in(person, profile=False) for person in (MISHA, VERA, KOLYA)}
    seen = {person: (await who.ask("GET", f"{preview}?as=account")).status_code for person, who in answers.items()}
    assert seen == {MISHA: 200, VERA: 200, KOLYA: 404}
    assert (await misha.ask("GET", preview)).status_code == 401


async def test_who_changes_class_inside_the_year_has_the_lessons_of_each_in_its_time(school: School) -> None:
    await create_timetable(school)
    classes, tomorrow = school.classes, in_days(school, 1)
    async with school.installation.transaction() as work:
        await schools.transfer_student(
            work, school.accounts["misha"], from_class_id=classes["7Б"], to_class_id=classes["3А"], on=tomorrow
        )
    await school.installation.settle()
    vera = await school.sign_in(VERA, profile=False)
    path = f"/api/journal/diary/{school.accounts['misha']}"
    for on, class_title, subjects in (
        (in_days(school, -7), "7Б", ["Алгебра", "Физика", "Английский язык"]),
        (school.today, "7Б", ["Алгебра", "Физика", "Английский язык"]),
        (tomorrow, "3А", ["Чтение"]),
        (in_days(school, 8), "3А", ["Чтение"]),
    ):
        lessons = await read_day(vera, path, on)
        assert [one["subject"] for one in lessons] == subjects
        assert {one["class_title"] for one in lessons} == {class_title}
