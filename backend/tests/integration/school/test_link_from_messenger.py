"""J2 and J4: linking started in the messenger, and its results, for every role at a school."""

import pytest

from tests.cast import ANNA, IGOR, MISHA, NINA, OLGA, VERA, Person
from tests.integration.school.school import School, Somebody

pytestmark = pytest.mark.anyio


async def start_link(school: School, somebody: Somebody) -> str:
    """Create a link request, attach the journal account, and return the request's id."""
    link_request = await somebody.post("/api/linking/link-requests", provider_id=str(school.provider_id))
    assert link_request["next_url"] == f"/journal/link?request={link_request['id']}"
    assert link_request["state"] == "open"
    await somebody.post(f"/api/linking/link-requests/{link_request['id']}/attach")
    return link_request["id"]


@pytest.mark.parametrize(
    ("person", "roles", "sources"),
    [
        (ANNA, ["homeroom_teacher", "teacher"], {"class_students", "class_parents", "class_colleagues", "staff"}),
        (MISHA, ["student"], set[str]()),
        (VERA, ["guardian"], set[str]()),
        (NINA, ["employee"], {"staff"}),
        (IGOR, ["teacher", "guardian"], {"staff"}),
        (OLGA, ["administrator"], {"staff"}),
    ],
    ids=lambda value: value.key if isinstance(value, Person) else None,
)
async def test_everybody_links_and_finds_the_chats(
    school: School, person: Person, roles: list[str], sources: set[str]
) -> None:
    somebody = await school.sign_in(person)
    request_id = await start_link(school, somebody)
    seen = await somebody.get(f"/api/linking/link-requests/{request_id}")
    assert seen["state"] == "signed_in"
    assert seen["mismatches"] == []
    assert seen["refusal"] is None
    assert seen["profile"]["name"]["first_name"] == seen["account"]["name"]["first_name"] == person.first_name
    link = await somebody.post(f"/api/linking/link-requests/{request_id}/finish")
    assert link["roles"] == roles
    await school.installation.settle()
    assert set(await somebody.chats()) == sources
    me = (await somebody.get("/api/id/me"))["profile"]
    assert list(dict.fromkeys(badge["role"] for badge in me["badges"])) == roles
    assert me["is_confirmed"]
    assert (await somebody.get("/api/linking/links"))[0]["id"] == link["id"]
    assert (await somebody.get("/api/journal/me"))["link"]["profile_name"]["last_name"] == person.last_name


async def test_who_links_after_the_homeroom_teacher_finds_the_class(school: School) -> None:
    await school.link(ANNA)
    misha = await school.sign_in(MISHA)
    await misha.post(f"/api/linking/link-requests/{await start_link(school, misha)}/finish")
    await school.installation.settle()
    assert await misha.titles() == {"7Б"}
    assert set(await school.members("class_students")) == {"anna", "misha"}


async def test_a_teacher_who_is_a_guardian_too_has_both_badges_from_one_link(school: School) -> None:
    await school.link(IGOR)
    igor = await school.sign_in(IGOR)
    badges = (await igor.get("/api/id/me"))["profile"]["badges"]
    assert [(badge["role"], badge["detail"]) for badge in badges] == [("teacher", "Физика"), ("guardian", "Эмма")]


async def test_cancelling_leaves_everything_as_it_was(school: School) -> None:
    anna = await school.sign_in(ANNA)
    request_id = await start_link(school, anna)
    await anna.delete(f"/api/linking/link-requests/{request_id}")
    refused = await anna.ask("POST", f"/api/linking/link-requests/{request_id}/finish", accept_mismatches=True)
    assert (refused.status_code, refused.json()["code"]) == (409, "link_request_cancelled")
    assert await anna.get("/api/linking/links") == []
    assert await anna.get("/api/linking/link-requests/current") is None
    again = await start_link(school, anna)
    assert again != request_id


async def test_what_was_begun_can_be_resumed_in_the_same_browser(school: School) -> None:
    anna = await school.sign_in(ANNA)
    begun = await anna.post("/api/linking/link-requests", provider_id=str(school.provider_id))
    assert (await anna.get("/api/linking/link-requests/current"))["id"] == begun["id"]
    again = await anna.post("/api/linking/link-requests", provider_id=str(school.provider_id))
    assert again["id"] == begun["id"]
    assert again["expires_at"] == begun["expires_at"]


async def test_finishing_twice_returns_the_same_link(school: School) -> None:
    anna = await school.sign_in(ANNA)
    request_id = await start_link(school, anna)
    first = await anna.post(f"/api/linking/link-requests/{request_id}/finish")
    assert await anna.post(f"/api/linking/link-requests/{request_id}/finish") == first
    assert len(await anna.get("/api/linking/links")) == 1


async def test_the_link_is_published_in_the_profiles_own_stream(school: School) -> None:
    anna = await school.sign_in(ANNA)
    link = await anna.post(f"/api/linking/link-requests/{await start_link(school, anna)}/finish")
    state = school.installation.published_state("profile", await school.profile_of(ANNA))
    assert state[f"link:{link['id']}"] == link
    assert state[f"profile:{await school.profile_of(ANNA)}"]["badges"]


async def test_regions_are_found_by_words_and_show_their_journals(school: School) -> None:
    anybody = await school.installation.browser()
    found = (await anybody.get("/api/linking/regions", params={"query": "моск"})).json()
    assert [region["title"] for region in found] == ["Москва"]
    assert (await anybody.get("/api/linking/regions", params={"query": "пермь"})).json() == []
    offered = (await anybody.get(f"/api/linking/regions/{school.region_id}/providers")).json()
    assert [(one["title"], one["is_available"]) for one in offered] == [("Журнал Парты", True)]
