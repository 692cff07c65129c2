"""Signing in to the journal, and its home page."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from parta.core import clock
from parta.core.clock import now
from parta.core.errors import Conflict, NotFound
from parta.school import service as schools
from parta.school.handlers import delete_ended_sessions
from parta.school.models import JournalSession
from parta.school.service import NewAccount
from tests.cast import ANNA, IGOR, LENA, MISHA, NINA, OLGA, VERA, Person
from tests.integration.school.school import PASSWORD, School, name_of

pytestmark = pytest.mark.anyio


async def test_an_unknown_login_and_a_wrong_password_look_alike(school: School) -> None:
    async with school.installation.transaction() as work:
        await schools.issue_password(work, school.accounts["anna"], PASSWORD)
    browser = await school.installation.browser()
    tried = [("anna", "не тот"), ("nobody", PASSWORD), ("misha", PASSWORD)]
    answers = [
        await browser.post("/api/journal/sign-in", json={"login": login, "password": password})
        for login, password in tried
    ]
    bodies = {(answer.status_code, answer.text) for answer in answers}
    assert len(bodies) == 1
    assert answers[0].json()["code"] == "wrong_login_or_password"
    assert "parta_journal" not in browser.cookies


async def test_guessing_is_throttled_for_known_and_unknown_logins_alike(school: School) -> None:
    browser = await school.installation.browser()
    for login in ("anna", "nobody"):
        codes = [
            (await browser.post("/api/journal/sign-in", json={"login": login, "password": "x"})).status_code
            for _ in range(11)
        ]
        assert codes == [422] * 10 + [429]


@pytest.mark.parametrize(
    "body",
    [{}, {"login": "a"}, {"login": "", "password": "x"}, {"login": "a\x00", "password": "x"},
     {"login": "a", "password": "x" * 201}, {"login": "a", "password": "x", "more": 1}],
)  # fmt: skip
async def test_a_malformed_sign_in_is_refused(school: School, body: dict[str, str]) -> None:
    browser = await school.installation.browser()
    answer = await browser.post("/api/journal/sign-in", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


async def test_a_session_ends_unused_after_a_week(school: School) -> None:
    anna = await school.sign_in(ANNA, profile=False)
    clock.move(timedelta(days=6))
    await anna.get("/api/journal/me")
    clock.move(timedelta(days=6))
    await anna.get("/api/journal/me")
    clock.move(timedelta(days=8))
    assert (await anna.ask("GET", "/api/journal/home")).status_code == 401


@pytest.mark.parametrize(
    ("person", "parts"),
    [
        (MISHA, ["student"]),
        (VERA, ["guardian"]),
        (ANNA, ["teacher"]),
        (IGOR, ["guardian", "teacher"]),
        (NINA, ["employee"]),
        (OLGA, ["administrator"]),
    ],
    ids=lambda value: value.key if isinstance(value, Person) else None,
)
async def test_the_home_page_has_a_section_for_every_role_of_a_person(
    school: School, person: Person, parts: Sequence[str]
) -> None:
    home = await (await school.sign_in(person, profile=False)).get("/api/journal/home")
    assert [part for part, section in sorted(home.items()) if section is not None] == sorted(parts)


async def test_a_student_sees_class_homeroom_teacher_and_teachers(school: School) -> None:
    home = (await (await school.sign_in(MISHA, profile=False)).get("/api/journal/home"))["student"]
    assert (home["class_title"], home["homeroom_teacher"]["last_name"]) == ("7Б", "Белова")
    assert {course["title"]: course["teachers"][0]["last_name"] for course in home["courses"]} == {
        "Алгебра": "Белова", "Физика": "Лебедев"
    }  # fmt: skip


async def test_a_guardian_sees_the_children_and_their_classes(school: School) -> None:
    home = (await (await school.sign_in(VERA, profile=False)).get("/api/journal/home"))["guardian"]
    assert [(child["name"]["first_name"], child["class_title"]) for child in home["children"]] == [
        ("Михаил", "7Б"), ("Николай", "3А")
    ]  # fmt: skip


async def test_a_teacher_sees_own_class_and_courses(school: School) -> None:
    home = (await (await school.sign_in(ANNA, profile=False)).get("/api/journal/home"))["teacher"]
    assert [(one["title"], one["students"]) for one in home["homeroom_classes"]] == [("7Б", 2)]
    assert [(one["title"], one["class_title"], one["students"]) for one in home["courses"]] == [("Алгебра", "7Б", 2)]


async def test_an_administrator_sees_how_many_have_not_linked(school: School) -> None:
    olga = await school.sign_in(OLGA)
    assert (await olga.get("/api/journal/home"))["administrator"] == {"classes": 2, "students": 4, "not_linked": 9}
    await school.link(ANNA, OLGA)
    assert (await olga.get("/api/journal/home"))["administrator"]["not_linked"] == 7


async def test_half_a_class_attends_a_subgroup(school: School) -> None:
    async with school.installation.transaction() as work:
        subject = await schools.add_subject(work, school.id, "Английский язык")
        course = await schools.open_course(work, school.classes["7Б"], subject.id, subgroup="группа 1")
        await schools.assign_teacher(work, course.id, school.accounts["igor"], from_on=school.today)
        await schools.add_to_subgroup(work, course.id, [school.accounts["misha"]], from_on=school.today)
    school.courses["Английский"] = course.id
    titles = [
        [one["title"] for one in (await (await school.sign_in(who)).get("/api/journal/home"))["student"]["courses"]]
        for who in (MISHA, LENA)
    ]
    assert titles == [["Алгебра", "Английский язык", "Физика"], ["Алгебра", "Физика"]]
    await school.link(IGOR, MISHA, LENA)
    assert await school.sync_course_chat("Английский", create=True) == {"igor": "admin", "misha": "member"}


async def test_nobody_is_in_two_classes_at_once(school: School) -> None:
    with pytest.raises(Conflict):
        async with school.installation.transaction() as work:
            await schools.enroll_students(work, school.classes["3А"], [school.accounts["misha"]], from_on=school.today)
    with pytest.raises(NotFound):
        async with school.installation.transaction() as work:
            await schools.withdraw_student(work, school.classes["3А"], school.accounts["misha"], to_on=school.today)


async def test_another_schools_people_see_nothing_of_this_one(school: School) -> None:
    async with school.installation.transaction() as work:
        other = await schools.create_school(work, "Школа № 8", city="Тверь", time_zone="Europe/Moscow")
        new_account = NewAccount(name_of(OLGA), "other", OLGA.birth_on, None)
        (account,) = await schools.create_accounts(work, other.id, [new_account])
        await schools.join_staff(work, account.id, schools.StaffRole.ADMINISTRATOR, "директор", from_on=school.today)
        token = await schools.open_session(work, account)
    browser = await school.installation.browser({"parta_journal": token})
    home = (await browser.get("/api/journal/home")).json()
    assert home["administrator"] == {"classes": 0, "students": 0, "not_linked": 1}


async def test_sessions_that_have_run_out_are_deleted(school: School) -> None:
    anna, misha = await school.sign_in(ANNA, profile=False), await school.sign_in(MISHA, profile=False)
    theirs = update(JournalSession).where(JournalSession.account_id == school.accounts["misha"])
    async with school.installation.transaction() as work:
        await work.execute(theirs.values(expires_at=now()))
    async with school.installation.transaction() as work:
        await delete_ended_sessions(work)
        left = (await work.execute(select(JournalSession.account_id))).scalars().all()
    assert left == [school.accounts["anna"]]
    assert (await anna.ask("GET", "/api/journal/home")).status_code == 200
    assert (await misha.ask("GET", "/api/journal/home")).status_code == 401


async def test_an_address_with_a_malformed_id_names_nothing(school: School) -> None:
    anna = await school.sign_in(ANNA)
    for path in ("/api/journal/lessons/xx", "/api/lessons/xx/entry", "/api/journal/timetable/classes/xx?on=2026-11-30"):
        answer = await anna.browser.get(path)
        assert (path, answer.status_code, answer.json()["code"]) == (path, 404, "not_found")
