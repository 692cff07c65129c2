"""J2, J4, J4a: everything that can stand in the way of a link has its own plain answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from parta.core import clock
from parta.journal import service as journal
from parta.linking.service import Offer
from tests.cast import ANNA, IGOR, KOLYA, LENA, MISHA, OLGA, STRANGER, VERA, Person
from tests.integration.school.school import School, Somebody, minutes, name_of

pytestmark = pytest.mark.anyio


async def begin(school: School, somebody: Somebody) -> str:
    """Begin in the messenger, and bring the account that is signed in here."""
    intent = await somebody.post("/api/linking/intents", provider_id=str(school.provider_id))
    await somebody.post(f"/api/linking/intents/{intent['id']}/attach")
    return f"/api/linking/intents/{intent['id']}"


async def both(school: School, profile: Person, account: Person) -> Somebody:
    """Give a browser with one person's profile and another's account at the school."""
    somebody = await school.arrive(profile, journal=False)
    other = await school.arrive(account, profile=False)
    somebody.browser.cookies.set("parta_journal", other.browser.cookies["parta_journal"])
    return somebody


async def refused(somebody: Somebody, path: str, **body: object) -> tuple[int, str]:
    """Try to finish; give status and code of the refusal."""
    answer = await somebody.ask("POST", f"{path}/finish", **(body or {"accept_differences": False}))
    return answer.status_code, answer.json().get("code", "")


async def test_ten_minutes_later_it_has_expired(school: School) -> None:
    anna = await school.arrive(ANNA)
    path = await begin(school, anna)
    clock.move(minutes(10))
    assert await refused(anna, path) == (409, "intent_expired")
    assert (await anna.get(path))["state"] == "expired"
    assert await anna.get("/api/linking/intents/current") is None


async def test_it_is_good_once(school: School) -> None:
    anna = await school.arrive(ANNA)
    path = await begin(school, anna)
    link = await anna.post(f"{path}/finish")
    await anna.delete(f"/api/linking/links/{link['id']}")
    assert await refused(anna, path) == (409, "intent_used")
    attach = await anna.ask("POST", f"{path}/attach")
    assert (attach.status_code, attach.json()["code"]) == (409, "intent_used")


async def test_another_browser_cannot_go_on_with_it_and_learns_nobodys_name(school: School) -> None:
    anna = await school.arrive(ANNA)
    path = await begin(school, anna)
    elsewhere = await school.arrive(ANNA)
    seen = await elsewhere.get(path)
    assert seen["foreign_browser"]
    assert seen["profile"] is seen["account"] is None
    assert await refused(elsewhere, path) == (409, "other_browser")
    for step in ("attach", "attach-profile"):
        answer = await elsewhere.ask("POST", f"{path}/{step}")
        assert (answer.status_code, answer.json()["code"]) == (409, "other_browser")
    assert (await elsewhere.ask("DELETE", path)).status_code == 409
    await anna.post(f"{path}/finish")


async def test_nobody_can_be_talked_into_linking_to_anothers_profile(school: School) -> None:
    stranger = await school.arrive(STRANGER, journal=False)
    intent = await stranger.post("/api/linking/intents", provider_id=str(school.provider_id))
    anna = await school.arrive(ANNA)
    answer = await anna.ask("POST", f"/api/linking/intents/{intent['id']}/attach")
    assert (answer.status_code, answer.json()["code"]) == (409, "other_browser")


async def test_who_signed_out_on_a_shared_computer_is_not_linked_by_the_next_one(school: School) -> None:
    anna = await school.arrive(ANNA)
    path = await begin(school, anna)
    anna.browser.cookies.delete("parta_profile")
    assert await refused(anna, path) == (401, "unauthenticated")
    next_one = await school.arrive(LENA)
    anna.browser.cookies.set("parta_profile", next_one.browser.cookies["parta_profile"])
    assert await refused(anna, path) == (404, "not_found")


async def test_an_account_that_is_linked_elsewhere_stays_where_it_is(school: School) -> None:
    await school.link(ANNA)
    namesake = await both(school, replace(ANNA, key="other", phone="+79000000099"), ANNA)
    path = await begin(school, namesake)
    assert (await namesake.get(path))["refusal"] == "account_linked_elsewhere"
    assert await refused(namesake, path, accept_differences=True) == (409, "account_linked_elsewhere")


async def test_the_same_two_are_linked_already(school: School) -> None:
    await school.link(ANNA)
    anna = await school.arrive(ANNA)
    path = await begin(school, anna)
    assert (await anna.get(path))["refusal"] == "already_linked"
    await anna.post(f"{path}/finish")
    assert len(await anna.get("/api/linking/links")) == 1


async def test_a_difference_is_shown_and_asked_about_and_never_decides(school: School) -> None:
    maiden = replace(ANNA, last_name="Чернова", birth_on=date(1985, 3, 15))
    anna = await both(school, maiden, ANNA)
    path = await begin(school, anna)
    assert (await anna.get(path))["differences"] == ["last_name", "birth_on"]
    answer = await anna.ask("POST", f"{path}/finish", accept_differences=False)
    assert (answer.status_code, answer.json()["code"]) == (409, "differences")
    assert answer.json()["differences"] == ["last_name", "birth_on"]
    await anna.post(f"{path}/finish", accept_differences=True)


async def test_who_signed_in_to_the_wrong_account_signs_in_to_the_right_one(school: School) -> None:
    igor = await both(school, IGOR, ANNA)
    path = await begin(school, igor)
    assert "first_name" in (await igor.get(path))["differences"]
    right = await school.arrive(IGOR, profile=False)
    igor.browser.cookies.set("parta_journal", right.browser.cookies["parta_journal"])
    assert (await igor.post(f"{path}/attach"))["differences"] == []
    await igor.post(f"{path}/finish")


@pytest.mark.parametrize(
    ("profile", "account", "linked_before", "reasons"),
    [
        (VERA, KOLYA, False, ["adults_profile", "birth_dates_contradict"]),
        (VERA, KOLYA, True, ["adults_profile", "birth_dates_contradict", "linked_as_adult"]),
        (MISHA, VERA, False, ["birth_dates_contradict"]),
        (MISHA, VERA, True, ["birth_dates_contradict", "linked_as_student"]),
    ],
    ids=["adult takes child's", "guardian takes child's", "child takes adult's", "student takes guardian's"],
)
async def test_a_child_on_an_adults_profile_is_refused_with_reasons_and_recorded(
    school: School,
    profile: Person,
    account: Person,
    linked_before: bool,  # noqa: FBT001 - a table
    reasons: list[str],
) -> None:
    if linked_before:
        await school.link(profile)
    somebody = await both(school, profile, account)
    path = await begin(school, somebody)
    seen = await somebody.get(path)
    assert (seen["refusal"], seen["reasons"]) == ("child_on_adults_profile", reasons)
    answer = await somebody.ask("POST", f"{path}/finish", accept_differences=True)
    told = answer.json()
    assert (answer.status_code, told["code"], told["reasons"]) == (409, "child_on_adults_profile", reasons)
    again = await somebody.ask("POST", f"{path}/finish", accept_differences=True)
    assert again.json()["case_id"] == told["case_id"]
    assert len(await somebody.get("/api/linking/links")) == int(linked_before)


async def test_a_student_of_age_links_as_anybody_does(school: School) -> None:
    grown = replace(LENA, key="grown", birth_on=clock.now().date() - timedelta(days=18 * 366), phone="+79000000098")
    async with school.world.work() as session:
        (account,) = await journal.create_accounts(
            session, school.id, [journal.Newcomer(name_of(grown), "grown", grown.birth_on, None)]
        )
        await journal.enroll_students(session, school.classes["3А"], [account.id], from_on=school.year.from_on)
    school.accounts["grown"] = account.id
    somebody = await school.arrive(grown)
    path = await begin(school, somebody)
    assert (await somebody.get(path))["refusal"] is None
    await somebody.post(f"{path}/finish")


async def test_a_journal_that_is_closed_for_now_says_so(school: School) -> None:
    closed = await school.offer(Offer("Другой", "Другие", is_available=False))
    olga = await school.arrive(OLGA, journal=False)
    answer = await olga.ask("POST", "/api/linking/intents", provider_id=closed)
    assert (answer.status_code, answer.json()["code"]) == (503, "journal_silent")


async def test_unlinking_wants_a_fresh_confirmation(school: School) -> None:
    await school.link(ANNA)
    anna = await school.arrive(ANNA)
    (link,) = await anna.get("/api/linking/links")
    clock.move(minutes(11))
    answer = await anna.ask("DELETE", f"/api/linking/links/{link['id']}")
    assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")
    assert len(await anna.get("/api/linking/links")) == 1
