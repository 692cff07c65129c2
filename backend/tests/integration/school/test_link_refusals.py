"""J2, J4, J4a: every reason against a link has its own error."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from parta.core import clock
from parta.linking.service import ProviderSpec
from parta.school import service as schools
from tests.cast import ANNA, IGOR, KOLYA, LENA, MISHA, OLGA, STRANGER, VERA, Person
from tests.integration.school.school import School, Somebody, minutes, name_of

pytestmark = pytest.mark.anyio


async def start_link(school: School, somebody: Somebody) -> str:
    """Create a link request in the messenger, attach the signed-in account, and return the request's path."""
    link_request = await somebody.post("/api/linking/link-requests", provider_id=str(school.provider_id))
    await somebody.post(f"/api/linking/link-requests/{link_request['id']}/attach")
    return f"/api/linking/link-requests/{link_request['id']}"


async def sign_in_as_both(school: School, profile: Person, account: Person) -> Somebody:
    """Return a browser with one person's profile and another's journal account."""
    somebody = await school.sign_in(profile, journal=False)
    other = await school.sign_in(account, profile=False)
    somebody.browser.cookies.set("parta_journal", other.browser.cookies["parta_journal"])
    return somebody


async def finish_refused(somebody: Somebody, path: str, **body: object) -> tuple[int, str]:
    """Try to finish; return the status and code of the error."""
    answer = await somebody.ask("POST", f"{path}/finish", **(body or {"accept_mismatches": False}))
    return answer.status_code, answer.json().get("code", "")


async def test_ten_minutes_later_it_has_expired(school: School) -> None:
    anna = await school.sign_in(ANNA)
    path = await start_link(school, anna)
    clock.move(minutes(10))
    assert await finish_refused(anna, path) == (409, "link_request_expired")
    assert (await anna.get(path))["state"] == "expired"
    assert await anna.get("/api/linking/link-requests/current") is None


async def test_it_is_valid_once(school: School) -> None:
    anna = await school.sign_in(ANNA)
    path = await start_link(school, anna)
    link = await anna.post(f"{path}/finish")
    await anna.delete(f"/api/linking/links/{link['id']}")
    assert await finish_refused(anna, path) == (409, "link_request_used")
    attach = await anna.ask("POST", f"{path}/attach")
    assert (attach.status_code, attach.json()["code"]) == (409, "link_request_used")


async def test_another_browser_cannot_continue_it_and_sees_no_names(school: School) -> None:
    anna = await school.sign_in(ANNA)
    path = await start_link(school, anna)
    elsewhere = await school.sign_in(ANNA)
    seen = await elsewhere.get(path)
    assert seen["foreign_browser"]
    assert seen["profile"] is seen["account"] is None
    assert await finish_refused(elsewhere, path) == (409, "other_browser")
    for step in ("attach", "attach-profile"):
        answer = await elsewhere.ask("POST", f"{path}/{step}")
        assert (answer.status_code, answer.json()["code"]) == (409, "other_browser")
    assert (await elsewhere.ask("DELETE", path)).status_code == 409
    await anna.post(f"{path}/finish")


async def test_nobody_can_be_tricked_into_linking_to_anothers_profile(school: School) -> None:
    stranger = await school.sign_in(STRANGER, journal=False)
    link_request = await stranger.post("/api/linking/link-requests", provider_id=str(school.provider_id))
    anna = await school.sign_in(ANNA)
    answer = await anna.ask("POST", f"/api/linking/link-requests/{link_request['id']}/attach")
    assert (answer.status_code, answer.json()["code"]) == (409, "other_browser")


async def test_who_signed_out_on_a_shared_computer_is_not_linked_by_the_next_one(school: School) -> None:
    anna = await school.sign_in(ANNA)
    path = await start_link(school, anna)
    anna.browser.cookies.delete("parta_profile")
    assert await finish_refused(anna, path) == (401, "unauthenticated")
    next_one = await school.sign_in(LENA)
    anna.browser.cookies.set("parta_profile", next_one.browser.cookies["parta_profile"])
    assert await finish_refused(anna, path) == (404, "not_found")


async def test_an_account_that_is_linked_elsewhere_stays_where_it_is(school: School) -> None:
    await school.link(ANNA)
    namesake = await sign_in_as_both(school, replace(ANNA, key="other", phone="+79000000099"), ANNA)
    path = await start_link(school, namesake)
    assert (await namesake.get(path))["refusal"] == "account_linked_elsewhere"
    assert await finish_refused(namesake, path, accept_mismatches=True) == (409, "account_linked_elsewhere")


async def test_the_same_two_are_linked_already(school: School) -> None:
    await school.link(ANNA)
    anna = await school.sign_in(ANNA)
    path = await start_link(school, anna)
    assert (await anna.get(path))["refusal"] == "already_linked"
    await anna.post(f"{path}/finish")
    assert len(await anna.get("/api/linking/links")) == 1


async def test_a_mismatch_is_shown_and_must_be_accepted_and_never_decides(school: School) -> None:
    maiden = replace(ANNA, last_name="Чернова", birth_on=date(1985, 3, 15))
    anna = await sign_in_as_both(school, maiden, ANNA)
    path = await start_link(school, anna)
    assert (await anna.get(path))["mismatches"] == ["last_name", "birth_on"]
    answer = await anna.ask("POST", f"{path}/finish", accept_mismatches=False)
    assert (answer.status_code, answer.json()["code"]) == (409, "mismatches")
    assert answer.json()["mismatches"] == ["last_name", "birth_on"]
    await anna.post(f"{path}/finish", accept_mismatches=True)


async def test_who_signed_in_to_the_wrong_account_signs_in_to_the_right_one(school: School) -> None:
    igor = await sign_in_as_both(school, IGOR, ANNA)
    path = await start_link(school, igor)
    assert "first_name" in (await igor.get(path))["mismatches"]
    right = await school.sign_in(IGOR, profile=False)
    igor.browser.cookies.set("parta_journal", right.browser.cookies["parta_journal"])
    assert (await igor.post(f"{path}/attach"))["mismatches"] == []
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
    somebody = await sign_in_as_both(school, profile, account)
    path = await start_link(school, somebody)
    seen = await somebody.get(path)
    assert (seen["refusal"], seen["reasons"]) == ("child_on_adults_profile", reasons)
    answer = await somebody.ask("POST", f"{path}/finish", accept_mismatches=True)
    body = answer.json()
    assert (answer.status_code, body["code"], body["reasons"]) == (409, "child_on_adults_profile", reasons)
    again = await somebody.ask("POST", f"{path}/finish", accept_mismatches=True)
    assert again.json()["case_id"] == body["case_id"]
    assert len(await somebody.get("/api/linking/links")) == int(linked_before)


async def test_an_adult_student_links_as_anybody_does(school: School) -> None:
    grown = replace(LENA, key="grown", birth_on=clock.now().date() - timedelta(days=18 * 366), phone="+79000000098")
    async with school.installation.transaction() as work:
        (account,) = await schools.create_accounts(
            work, school.id, [schools.NewAccount(name_of(grown), "grown", grown.birth_on, None)]
        )
        await schools.enroll_students(work, school.classes["3А"], [account.id], from_on=school.year.from_on)
    school.accounts["grown"] = account.id
    somebody = await school.sign_in(grown)
    path = await start_link(school, somebody)
    assert (await somebody.get(path))["refusal"] is None
    await somebody.post(f"{path}/finish")


async def test_an_unavailable_journal_says_so(school: School) -> None:
    unavailable = await school.add_provider(ProviderSpec("Другой", "Другие", is_available=False))
    olga = await school.sign_in(OLGA, journal=False)
    answer = await olga.ask("POST", "/api/linking/link-requests", provider_id=unavailable)
    assert (answer.status_code, answer.json()["code"]) == (503, "journal_silent")


async def test_unlinking_requires_a_recent_confirmation(school: School) -> None:
    await school.link(ANNA)
    anna = await school.sign_in(ANNA)
    (link,) = await anna.get("/api/linking/links")
    clock.move(minutes(11))
    answer = await anna.ask("DELETE", f"/api/linking/links/{link['id']}")
    assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")
    assert len(await anna.get("/api/linking/links")) == 1
