"""Invite links and the lobby: who joins by them, who waits, who is refused."""

from datetime import timedelta
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select

from parta.calls.handlers import sweep
from parta.calls.models import GuestSession, Knock
from parta.core import clock
from parta.core.ids import new_id
from parta.core.text_fields import clean_guest_name
from parta.messenger.models import WritingSuspension
from tests.integration.calls.scenario import CallScenario, get_error
from tests.integration.messenger.school import User

pytestmark = pytest.mark.anyio


@pytest.fixture
async def link(call: str, anna: User) -> str:
    """Return the token of an invite link to the call, open to anyone."""
    await anna.put(f"/api/calls/{call}/settings", access="anyone")
    return (await anna.post(f"/api/calls/{call}/invite"))["url"].rpartition("/")[2]


@pytest.fixture
async def guest(calls: CallScenario) -> AsyncClient:
    """Return the browser of a person without a profile."""
    return await calls.installation.browser()


async def knock(guest: AsyncClient, link: str, name: str = "Бабушка  Миши", device: str = "tablet") -> str:
    """Knock as this guest; return the id of the knock."""
    answer = await guest.post(f"/api/invites/{link}/join", json={"device": device, "name": name})
    assert answer.status_code == 200, answer.text
    assert answer.json()["state"] == "waiting"
    return answer.json()["knock_id"]


async def test_a_guest_waits_is_admitted_and_takes_part(
    calls: CallScenario, call: str, link: str, guest: AsyncClient, anna: User
) -> None:
    await calls.join_and_connect(anna, call)
    page = (await guest.get(f"/api/invites/{link}")).json()
    assert (page["wants_name"], page["wants_sign_in"], page["entry"]) == (True, False, "lobby")
    assert (page["title"], page["school"], page["state"]) == ("Математика", "Школа № 7", "open")
    waiting = await knock(guest, link)
    assert await knock(guest, link) == waiting
    assert "parta_guest" in guest.cookies
    assert (await guest.get(f"/api/knocks/{waiting}")).json() == {"state": "waiting"}
    assert await get_error(guest, "GET", f"/api/calls/{call}") == (404, "not_found")
    (shown,) = await anna.get(f"/api/calls/{call}/knocks")
    assert (shown["name"], shown["is_guest"]) == ("Бабушка Миши", True)
    for _ in range(2):
        await anna.post(f"/api/calls/{call}/knocks/{waiting}/admit")
    assert (await guest.get(f"/api/knocks/{waiting}")).json() == {"state": "admitted"}
    joined = (await guest.post(f"/api/calls/{call}/join", json={"device": "tablet"})).json()
    connected = await calls.connect(joined["token"])
    assert connected.name == "Бабушка Миши"
    assert (joined["page"]["me"]["is_guest"], joined["page"]["me"]["role"]) == (True, "participant")
    assert (await guest.put(f"/api/calls/{call}/hand", json={"is_raised": True})).status_code == 204
    path = f"/api/calls/{call}/participants/{joined['participant_id']}"
    assert await get_error(anna.browser, "PUT", f"{path}/role", {"role": "assistant"}) == (403, "not_for_guests")
    await anna.delete(path)
    await calls.deliver_webhooks()
    assert connected.identity not in await calls.connected(call)
    for how in (f"/api/calls/{call}/join", f"/api/invites/{link}/join"):
        assert await get_error(guest, "POST", how, {"device": "tablet"}) == (403, "removed_from_call")


async def test_admitting_one_guest_admits_no_other(
    calls: CallScenario, call: str, link: str, guest: AsyncClient, anna: User
) -> None:
    await anna.post(f"/api/calls/{call}/knocks/{await knock(guest, link)}/admit")
    other = await calls.installation.browser()
    assert (await other.get(f"/api/invites/{link}")).json()["entry"] == "lobby"
    await knock(other, link, "Дедушка")
    assert await get_error(other, "POST", f"/api/calls/{call}/join", {"device": "x"}) == (404, "not_found")
    assert (await guest.get(f"/api/invites/{link}")).json()["entry"] == "open"


async def test_a_guest_may_be_refused_and_knocks_again_later(
    call: str, link: str, guest: AsyncClient, anna: User, misha: User
) -> None:
    waiting = await knock(guest, link)
    path = f"/api/calls/{call}/knocks/{waiting}"
    assert await get_error(misha.browser, "GET", f"/api/calls/{call}/knocks") == (403, "forbidden")
    assert await get_error(misha.browser, "POST", f"{path}/admit") == (403, "forbidden")
    assert await get_error(misha.browser, "GET", f"/api/knocks/{waiting}") == (404, "not_found")
    for _ in range(2):
        await anna.post(f"{path}/refuse")
    assert await get_error(anna.browser, "POST", f"{path}/admit") == (409, "knock_over")
    assert (await guest.get(f"/api/knocks/{waiting}")).json() == {"state": "refused"}
    again = {"device": "tablet", "name": "Бабушка"}
    assert await get_error(guest, "POST", f"/api/invites/{link}/join", again) == (403, "refused_by_lobby")
    clock.move(timedelta(minutes=1))
    assert await knock(guest, link) != waiting


async def test_a_knock_that_is_no_longer_polled_expires(
    calls: CallScenario, call: str, link: str, guest: AsyncClient, anna: User
) -> None:
    waiting = await knock(guest, link)
    clock.move(timedelta(seconds=20))
    await guest.get(f"/api/knocks/{waiting}")
    clock.move(timedelta(seconds=20))
    await calls.expire_waiting()
    assert len(await anna.get(f"/api/calls/{call}/knocks")) == 1
    clock.move(timedelta(seconds=31))
    await calls.expire_waiting()
    assert await anna.get(f"/api/calls/{call}/knocks") == []
    assert await get_error(anna.browser, "POST", f"/api/calls/{call}/knocks/{waiting}/admit") == (409, "knock_over")


async def test_everybody_in_a_lobby_for_everyone_is_admitted_at_once(
    calls: CallScenario, call: str, anna: User, misha: User, lena: User
) -> None:
    await calls.join_and_connect(anna, call)
    await anna.put(f"/api/calls/{call}/settings", lobby_for="everyone")
    for one in (misha, lena):
        assert (await calls.join(one, call))["state"] == "waiting"
    await anna.post(f"/api/calls/{call}/knocks/admit-all")
    for one in (misha, lena):
        await calls.join_and_connect(one, call)
    assert len(await calls.connected(call)) == 3


@pytest.mark.parametrize(
    ("access", "nobody", "somebody"),
    [("chat", "sign_in_needed", "members_only"), ("school", "sign_in_needed", "school_only")],
)
async def test_a_link_alone_opens_nothing_to_strangers(  # noqa: PLR0913, PLR0917 - a table and its people
    call: str,
    link: str,
    guest: AsyncClient,
    anna: User,
    stranger: User,
    access: str,
    nobody: str,
    somebody: str,
) -> None:
    await anna.put(f"/api/calls/{call}/settings", access=access)
    body = {"device": "x", "name": "Кто-то"}
    assert await get_error(guest, "POST", f"/api/invites/{link}/join", body) == (403, nobody)
    assert await get_error(stranger.browser, "POST", f"/api/invites/{link}/join", body) == (403, somebody)
    assert (await guest.get(f"/api/invites/{link}")).json()["wants_sign_in"] is True
    assert await get_error(stranger.browser, "GET", f"/api/calls/{call}") == (404, "not_found")
    assert await get_error(stranger.browser, "POST", f"/api/calls/{call}/join", {"device": "x"}) == (404, "not_found")


async def test_a_stranger_with_a_profile_waits_by_their_own_name(
    calls: CallScenario, call: str, link: str, anna: User, stranger: User
) -> None:
    waiting = await stranger.post(f"/api/invites/{link}/join", device="x", name="Анна Белова")
    (shown,) = await anna.get(f"/api/calls/{call}/knocks")
    assert (shown["name"], shown["is_guest"]) == ("Пётр Чужов", False)
    await anna.post(f"/api/calls/{call}/knocks/{waiting['knock_id']}/admit")
    await calls.join_and_connect(stranger, call)
    chat_id = (await calls.page(stranger, call))["call"]["chat_id"]
    assert await get_error(stranger.browser, "GET", f"/api/chats/{chat_id}") == (404, "not_found")
    await stranger.post(f"/api/calls/{call}/leave", device="laptop")
    await calls.join_and_connect(stranger, call)


async def test_a_stranger_in_the_call_changes_nothing_in_its_chat_when_writing_is_suspended(  # noqa: PLR0913, PLR0917 - all who are in the scenario
    calls: CallScenario, call: str, link: str, class_chat: UUID, anna: User, stranger: User
) -> None:
    waiting = await stranger.post(f"/api/invites/{link}/join", device="x", name="Пётр Чужов")
    await anna.post(f"/api/calls/{call}/knocks/{waiting['knock_id']}/admit")
    await calls.join_and_connect(stranger, call)
    before = (await anna.view(class_chat))["seq"]
    await anna.put(f"/api/calls/{call}/rights", chat=False)
    await calls.deliver_webhooks()
    assert (await anna.view(class_chat))["seq"] == before
    async with calls.installation.sessions() as session:
        assert (await session.scalars(select(WritingSuspension))).all() == []


async def test_a_member_of_the_chat_joins_by_the_link_at_once(calls: CallScenario, link: str, misha: User) -> None:
    joined = await misha.post(f"/api/invites/{link}/join", device="x")
    assert joined["state"] == "admitted"
    await calls.connect(joined["token"])


async def test_links_expire_are_renewed_and_deleted(
    call: str, link: str, guest: AsyncClient, anna: User, misha: User
) -> None:
    path = f"/api/calls/{call}/invite"
    assert (await anna.get(path))["url"].endswith(f"/join/{link}")
    assert await get_error(misha.browser, "GET", path) == (403, "forbidden")
    assert await get_error(misha.browser, "POST", path, {}) == (403, "forbidden")
    second = (await anna.post(path, access="school"))["url"].rpartition("/")[2]
    assert (await anna.get(f"/api/calls/{call}"))["call"]["access"] == "school"
    await anna.put(f"/api/calls/{call}/settings", access="anyone")
    for stale in (link, "guessed", "x" * 2000):
        assert await get_error(guest, "GET", f"/api/invites/{stale}") == (404, "not_found")
        body = {"device": "x", "name": "Я"}
        assert await get_error(guest, "POST", f"/api/invites/{stale}/join", body) == (404, "not_found")
    assert (await guest.get(f"/api/invites/{second}")).status_code == 200
    await anna.delete(path)
    await anna.delete(path)
    assert await get_error(guest, "GET", f"/api/invites/{second}") == (404, "not_found")
    assert await anna.get(path) is None
    third = (await anna.post(path))["url"].rpartition("/")[2]
    clock.move(timedelta(days=8))
    assert await get_error(guest, "GET", f"/api/invites/{third}") == (404, "not_found")


@pytest.mark.parametrize("name", ["", "   ", "123", "Aннa Бeлoвa", "\u202e\u200b", "я" * 200, None])
async def test_a_guest_must_give_a_name(link: str, guest: AsyncClient, name: str | None) -> None:
    status, code = await get_error(guest, "POST", f"/api/invites/{link}/join", {"device": "x", "name": name})
    assert (status, code) in {(422, "malformed"), (422, "name_needed")}


async def test_two_guests_are_two_and_one_browser_is_one(  # noqa: PLR0913, PLR0917 - all who are in the scenario
    calls: CallScenario, call: str, link: str, guest: AsyncClient, anna: User, class_chat: UUID
) -> None:
    other = await calls.installation.browser()
    assert await knock(guest, link) != await knock(other, link)
    second = (await anna.post(f"/api/chats/{class_chat}/calls", client_id=str(new_id())))["id"]
    await anna.put(f"/api/calls/{second}/settings", access="anyone")
    elsewhere = (await anna.post(f"/api/calls/{second}/invite"))["url"].rpartition("/")[2]
    token = guest.cookies["parta_guest"]
    await knock(guest, elsewhere)
    assert guest.cookies["parta_guest"] == token
    assert len(await anna.get(f"/api/calls/{call}/knocks")) == 2


async def test_a_browser_forgets_its_guest_when_it_is_closed(link: str, guest: AsyncClient) -> None:
    answer = await guest.post(f"/api/invites/{link}/join", json={"device": "tablet", "name": "Бабушка Миши"})
    assert "max-age" not in answer.headers["set-cookie"].lower()
    assert "expires" not in answer.headers["set-cookie"].lower()


async def test_of_guests_only_those_are_kept_who_were_in_a_call(
    calls: CallScenario, call: str, link: str, guest: AsyncClient, anna: User
) -> None:
    other = await calls.installation.browser()
    admitted = await knock(guest, link)
    await knock(other, link)
    await anna.post(f"/api/calls/{call}/join", device="laptop")
    await anna.post(f"/api/calls/{call}/knocks/{admitted}/admit")
    clock.move(timedelta(days=1, minutes=1))
    for is_over, left in ((False, (2, 2)), (True, (0, 1))):
        if is_over:
            await anna.post(f"/api/calls/{call}/end")
        async with calls.installation.transaction() as work:
            await sweep(work)
        async with calls.installation.sessions() as session:
            counts = [await session.scalar(select(func.count()).select_from(one)) for one in (Knock, GuestSession)]
        assert tuple(counts) == left


async def test_of_one_network_five_guests_wait_at_a_time(calls: CallScenario, call: str, link: str, anna: User) -> None:
    guests = [await calls.installation.browser() for _ in range(6)]
    knocks = [await knock(guest, link, f"Гость {number}") for number, guest in enumerate(guests[:5])]
    body = {"device": "tablet", "name": "Гость 6"}
    assert await get_error(guests[5], "POST", f"/api/invites/{link}/join", body) == (409, "too_many_knocks")
    assert await knock(guests[0], link) == knocks[0]
    await anna.post(f"/api/calls/{call}/join", device="laptop")
    await anna.post(f"/api/calls/{call}/knocks/{knocks[0]}/admit")
    await knock(guests[5], link, "Гость 6")


@pytest.mark.parametrize("name", ["Анна Белова", "белова АННА", "Анна Сергеевна", "Анна\u200b Белова, учитель"])
async def test_a_guests_namesake_is_marked_for_those_who_admit_and_the_guest_learns_nothing(
    calls: CallScenario, call: str, link: str, anna: User, name: str
) -> None:
    guest, stranger = await calls.installation.browser(), await calls.installation.browser()
    waiting = [
        (await one.post(f"/api/invites/{link}/join", json={"device": "tablet", "name": given}))
        for one, given in ((guest, name), (stranger, "Анна, тётя Лены"))
    ]
    assert [(answer.status_code, answer.json().keys()) for answer in waiting] == [(200, {"state", "knock_id"})] * 2
    polled = [
        await one.get(f"/api/knocks/{answer.json()['knock_id']}")
        for one, answer in zip((guest, stranger), waiting, strict=True)
    ]
    assert [answer.json() for answer in polled] == [{"state": "waiting"}] * 2
    await anna.post(f"/api/calls/{call}/join", device="laptop")
    names = {one["name"] for one in await anna.get(f"/api/calls/{call}/knocks")}
    assert names == {f"{clean_guest_name(name)} (гость)", "Анна, тётя Лены"}


async def test_who_is_removed_does_not_come_back_past_the_lobby_as_the_guest_they_were(  # noqa: PLR0913, PLR0917 - all who are in it
    calls: CallScenario,
    call: str,
    link: str,
    guest: AsyncClient,
    anna: User,
    misha: User,
) -> None:
    await calls.join_and_connect(anna, call)
    waiting = await knock(guest, link, "Миша")
    await anna.post(f"/api/calls/{call}/knocks/{waiting}/admit")
    guest_token = guest.cookies["parta_guest"]
    guest.cookies.set("parta_profile", misha.token)
    joined = (await guest.post(f"/api/calls/{call}/join", json={"device": "tablet"})).json()
    await anna.delete(f"/api/calls/{call}/participants/{joined['participant_id']}")
    again = await calls.installation.browser({"parta_guest": guest_token})
    answer = await again.post(f"/api/calls/{call}/join", json={"device": "tablet"})
    assert answer.status_code == 401


async def test_who_joins_as_a_member_is_no_more_in_the_call_as_a_guest(  # noqa: PLR0913, PLR0917 - all who are in it
    calls: CallScenario,
    call: str,
    link: str,
    guest: AsyncClient,
    anna: User,
    misha: User,
) -> None:
    await calls.join_and_connect(anna, call)
    waiting = await knock(guest, link, "Миша")
    await anna.post(f"/api/calls/{call}/knocks/{waiting}/admit")
    guest.cookies.set("parta_profile", misha.token)
    assert (await guest.post(f"/api/calls/{call}/join", json={"device": "tablet"})).is_success
    people = (await anna.get(f"/api/calls/{call}"))["participants"]
    assert [one["is_guest"] for one in people if one["state"] == "admitted"] == [False, False]
