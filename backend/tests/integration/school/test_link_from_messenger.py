"""J2 and J4: linking begun in the messenger, and what it gives, for everybody whom a school knows."""

import pytest

from tests.cast import ANNA, IGOR, MISHA, NINA, OLGA, VERA, Person
from tests.integration.school.school import School, Somebody

pytestmark = pytest.mark.anyio


async def review(school: School, somebody: Somebody) -> str:
    """Choose the journal, go there, come to the page that names both; give the intent."""
    intent = await somebody.post("/api/linking/intents", provider_id=str(school.provider_id))
    assert intent["go_to"] == f"/journal/link?intent={intent['id']}"
    assert intent["state"] == "open"
    await somebody.post(f"/api/linking/intents/{intent['id']}/attach")
    return intent["id"]


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
    somebody = await school.arrive(person)
    intent_id = await review(school, somebody)
    seen = await somebody.get(f"/api/linking/intents/{intent_id}")
    assert seen["state"] == "signed_in"
    assert seen["differences"] == []
    assert seen["refusal"] is None
    assert seen["profile"]["name"]["first_name"] == seen["account"]["name"]["first_name"] == person.first_name
    link = await somebody.post(f"/api/linking/intents/{intent_id}/finish")
    assert link["roles"] == roles
    await school.world.settle()
    assert set(await somebody.chats()) == sources
    me = (await somebody.get("/api/id/me"))["profile"]
    assert list(dict.fromkeys(badge["role"] for badge in me["badges"])) == roles
    assert me["is_confirmed"]
    assert (await somebody.get("/api/linking/links"))[0]["id"] == link["id"]
    assert (await somebody.get("/api/journal/me"))["link"]["profile_name"]["last_name"] == person.last_name


async def test_who_links_after_the_homeroom_teacher_finds_the_class(school: School) -> None:
    await school.link(ANNA)
    misha = await school.arrive(MISHA)
    await misha.post(f"/api/linking/intents/{await review(school, misha)}/finish")
    await school.world.settle()
    assert await misha.titles() == {"7Б"}
    assert set(await school.members("class_students")) == {"anna", "misha"}


async def test_a_teacher_who_is_a_guardian_too_has_both_badges_from_one_link(school: School) -> None:
    await school.link(IGOR)
    igor = await school.arrive(IGOR)
    badges = (await igor.get("/api/id/me"))["profile"]["badges"]
    assert [(badge["role"], badge["detail"]) for badge in badges] == [("teacher", "Физика"), ("guardian", "Эмма")]


async def test_cancelling_leaves_everything_as_it_was(school: School) -> None:
    anna = await school.arrive(ANNA)
    intent_id = await review(school, anna)
    await anna.delete(f"/api/linking/intents/{intent_id}")
    refused = await anna.ask("POST", f"/api/linking/intents/{intent_id}/finish", accept_differences=True)
    assert (refused.status_code, refused.json()["code"]) == (409, "intent_cancelled")
    assert await anna.get("/api/linking/links") == []
    assert await anna.get("/api/linking/intents/current") is None
    again = await review(school, anna)
    assert again != intent_id


async def test_what_was_begun_can_be_resumed_in_the_same_browser(school: School) -> None:
    anna = await school.arrive(ANNA)
    begun = await anna.post("/api/linking/intents", provider_id=str(school.provider_id))
    assert (await anna.get("/api/linking/intents/current"))["id"] == begun["id"]
    again = await anna.post("/api/linking/intents", provider_id=str(school.provider_id))
    assert again["id"] == begun["id"]
    assert again["expires_at"] == begun["expires_at"]


async def test_finishing_twice_gives_the_same_link(school: School) -> None:
    anna = await school.arrive(ANNA)
    intent_id = await review(school, anna)
    first = await anna.post(f"/api/linking/intents/{intent_id}/finish")
    assert await anna.post(f"/api/linking/intents/{intent_id}/finish") == first
    assert len(await anna.get("/api/linking/links")) == 1


async def test_the_link_is_heard_in_the_profiles_own_stream(school: School) -> None:
    anna = await school.arrive(ANNA)
    link = await anna.post(f"/api/linking/intents/{await review(school, anna)}/finish")
    heard = school.world.heard("profile", await school.profile_of(ANNA))
    assert heard[f"link:{link['id']}"] == link
    assert heard[f"profile:{await school.profile_of(ANNA)}"]["badges"]


async def test_the_catalogue_finds_regions_by_words_and_shows_their_journals(school: School) -> None:
    anybody = await school.world.browser()
    found = (await anybody.get("/api/linking/regions", params={"query": "моск"})).json()
    assert [region["title"] for region in found] == ["Москва"]
    assert (await anybody.get("/api/linking/regions", params={"query": "пермь"})).json() == []
    offered = (await anybody.get(f"/api/linking/regions/{school.region_id}/providers")).json()
    assert [(one["title"], one["is_available"]) for one in offered] == [("Журнал Парты", True)]
