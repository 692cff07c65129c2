"""J5: automatic chats, whatever the cause of a change."""

from datetime import timedelta

import pytest

from parta.core import clock
from parta.school import service as schools
from parta.school.service import GuardianshipSpec, StaffRole
from parta.timetable import service as timetable
from tests.cast import ANNA, IGOR, KOLYA, LENA, MISHA, NINA, OLGA, VERA
from tests.integration.school.school import EMMA, School, name_of, until_midnight

pytestmark = pytest.mark.anyio


async def test_nothing_appears_before_the_homeroom_teacher_has_linked(school: School) -> None:
    await school.link(MISHA, LENA, VERA)
    assert await school.members("class_students") == {}
    await school.link(ANNA)
    assert set(await school.members("class_students")) == {"anna", "misha", "lena"}
    assert set(await school.members("class_parents")) == {"anna", "vera"}


async def test_teachers_are_the_admins(school: School) -> None:
    await school.link(ANNA, IGOR, MISHA, VERA, NINA, OLGA)
    roles = {key: one["role"] for key, one in (await school.members("class_colleagues")).items()}
    assert roles == {"anna": "admin", "igor": "admin"}
    assert (await school.members("class_students"))["misha"]["role"] == "member"
    staff = {key: one["role"] for key, one in (await school.members("staff")).items()}
    assert staff == {"anna": "admin", "igor": "admin", "olga": "admin", "nina": "member"}


async def test_who_is_there_in_two_capacities_is_there_once_with_the_higher_role_and_both_badges(
    school: School,
) -> None:
    await school.link(ANNA, IGOR)
    async with school.installation.transaction() as work:
        guardianship = GuardianshipSpec(school.accounts["anna"], school.accounts["lena"])
        await schools.add_guardianships(work, school.id, [guardianship], from_on=school.today)
    await school.installation.settle()
    anna = (await school.members("class_parents"))["anna"]
    assert anna["role"] == "admin"
    assert [badge["role"] for badge in anna["badges"]] == ["homeroom_teacher", "guardian"]


async def test_a_chat_stays_though_its_homeroom_teacher_unlinks(school: School) -> None:
    await school.link(ANNA, MISHA)
    anna = await school.sign_in(ANNA)
    (link,) = await anna.get("/api/linking/links")
    await anna.delete(f"/api/linking/links/{link['id']}")
    await school.installation.settle()
    assert set(await school.members("class_students")) == {"misha"}
    assert await anna.titles() == set()
    assert (await anna.get("/api/id/me"))["profile"]["badges"] == []
    await school.link(ANNA)
    assert set(await school.members("class_students")) == {"anna", "misha"}


async def test_a_transfer_moves_the_student_the_guardian_and_the_badge(school: School) -> None:
    async with school.installation.transaction() as work:
        await schools.appoint_homeroom_teacher(
            work, school.classes["3А"], school.accounts["igor"], from_on=school.today
        )
    await school.link(ANNA, IGOR, MISHA, VERA)
    async with school.installation.transaction() as work:
        await schools.transfer_student(
            work,
            school.accounts["misha"],
            from_class_id=school.classes["7Б"],
            to_class_id=school.classes["3А"],
            on=school.today,
        )
    await school.installation.settle()
    misha, vera = await school.sign_in(MISHA), await school.sign_in(VERA)
    assert await misha.titles() == {"3А"}
    assert await vera.titles() == {"3А, родители"}
    assert (await misha.get("/api/id/me"))["profile"]["badges"][0]["detail"] == "3А"


async def test_a_new_homeroom_teacher_replaces_the_former(school: School) -> None:
    await school.link(ANNA, IGOR, MISHA)
    async with school.installation.transaction() as work:
        await schools.appoint_homeroom_teacher(
            work, school.classes["7Б"], school.accounts["igor"], from_on=school.today
        )
    await school.installation.settle()
    assert set(await school.members("class_students")) == {"igor", "misha"}
    colleagues = await school.members("class_colleagues")
    assert [badge["role"] for badge in colleagues["igor"]["badges"]] == ["homeroom_teacher", "teacher"]
    assert [badge["role"] for badge in colleagues["anna"]["badges"]] == ["teacher"]


async def test_a_teacher_who_teaches_the_class_no_more_leaves_its_colleagues(school: School) -> None:
    await school.link(ANNA, IGOR)
    async with school.installation.transaction() as work:
        await schools.unassign_teacher(work, school.courses["Физика"], school.accounts["igor"], to_on=school.today)
    await school.installation.settle()
    assert set(await school.members("class_colleagues")) == {"anna"}
    assert (await (await school.sign_in(IGOR)).get("/api/id/me"))["profile"]["badges"][0]["detail"] == ""


async def test_a_new_guardian_comes_in_and_a_former_one_leaves(school: School) -> None:
    await school.link(ANNA, NINA, VERA)
    async with school.installation.transaction() as work:
        guardianship = GuardianshipSpec(school.accounts["nina"], school.accounts["lena"])
        await schools.add_guardianships(work, school.id, [guardianship], from_on=school.today)
    await school.installation.settle()
    assert set(await school.members("class_parents")) == {"anna", "nina", "vera"}
    async with school.installation.transaction() as work:
        await schools.end_guardianship(work, school.accounts["vera"], school.accounts["misha"], to_on=school.today)
    await school.installation.settle()
    assert set(await school.members("class_parents")) == {"anna", "nina"}


async def test_who_leaves_the_staff_leaves_its_chat(school: School) -> None:
    await school.link(OLGA, NINA)
    async with school.installation.transaction() as work:
        await schools.leave_staff(work, school.accounts["nina"], to_on=school.today)
    await school.installation.settle()
    assert set(await school.members("staff")) == {"olga"}
    async with school.installation.transaction() as work:
        await schools.join_staff(
            work, school.accounts["nina"], StaffRole.EMPLOYEE, "библиотекарь", from_on=school.today
        )
    await school.installation.settle()
    assert set(await school.members("staff")) == {"olga", "nina"}


async def test_another_name_in_the_schools_books_shows_in_the_guardians_badge(school: School) -> None:
    await school.link(ANNA, VERA)
    async with school.installation.transaction() as work:
        renamed = name_of(MISHA).model_copy(update={"first_name": "Мартин"})
        await schools.rename_account(work, school.accounts["misha"], renamed)
    await school.installation.settle()
    assert (await school.members("class_parents"))["vera"]["badges"][0]["detail"] == "Мартин"
    badges = (await (await school.sign_in(VERA)).get("/api/id/me"))["profile"]["badges"]
    assert [badge["detail"] for badge in badges] == ["Мартин", "Николай"]


async def test_another_title_of_the_class_is_the_chats_title(school: School) -> None:
    await school.link(ANNA, MISHA)
    async with school.installation.transaction() as work:
        await schools.rename_class(work, school.classes["7Б"], "7М")
    await school.installation.settle()
    assert await (await school.sign_in(MISHA)).titles() == {"7М"}


async def test_the_years_end_archives_the_chats_and_leaves_them_readable(school: School) -> None:
    await school.link(ANNA, MISHA, VERA)
    async with school.installation.transaction() as work:
        year = await work.merge(school.year)
        await timetable.end_year(work, year, to_on=school.today)
    await school.installation.settle()
    misha = await school.sign_in(MISHA)
    assert (await misha.chats())["class_students"]["chat"]["is_archived"]
    (link,) = await misha.get("/api/linking/links")
    await misha.delete(f"/api/linking/links/{link['id']}")
    await school.installation.settle()
    assert set(await school.members("class_students")) == {"anna"}
    assert (await (await school.sign_in(ANNA)).chats())["class_students"]["chat"]["is_archived"]


async def test_what_begins_tomorrow_follows_at_the_schools_midnight(school: School) -> None:
    await school.link(ANNA, KOLYA)
    tomorrow = school.today + timedelta(days=1)
    async with school.installation.transaction() as work:
        who = school.accounts["kolya"]
        from_id, to_id = school.classes["3А"], school.classes["7Б"]
        await schools.transfer_student(work, who, from_class_id=from_id, to_class_id=to_id, on=tomorrow)
    await school.installation.settle()
    assert set(await school.members("class_students")) == {"anna"}
    clock.move(until_midnight())
    await school.start_days()
    await school.installation.settle()
    assert set(await school.members("class_students")) == {"anna", "kolya"}


async def test_a_subject_chat_appears_when_it_is_asked_for_and_then_follows(school: School) -> None:
    await school.link(ANNA, IGOR, MISHA, VERA)
    assert await school.sync_course_chat("Физика") == {}
    assert await school.sync_course_chat("Физика", create=True) == {
        "igor": "admin",
        "misha": "member",
        "vera": "reader",
    }
    await school.link(LENA)
    assert await school.sync_course_chat("Физика") == {
        "igor": "admin", "misha": "member", "lena": "member", "vera": "reader"
    }  # fmt: skip
    assert "subject" in await (await school.sign_in(LENA)).chats()


async def test_syncing_again_changes_and_publishes_nothing(school: School) -> None:
    await school.link(ANNA, IGOR, MISHA, VERA, NINA)
    count = len(school.installation.published.frames)
    await school.sync()
    await school.installation.settle()
    assert len(school.installation.published.frames) == count


async def test_emma_is_in_no_chat_of_a_class_without_a_homeroom_teacher(school: School) -> None:
    await school.link(EMMA)
    assert await (await school.sign_in(EMMA)).titles() == set()
