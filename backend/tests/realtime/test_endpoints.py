"""Sockets of each kind of principal: the page names its own, and its sockets end with that session."""

from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from httpx import AsyncClient
from sqlalchemy import update

from parta.core.clock import now
from parta.gateway.hub import Hub
from parta.school.models import JournalAccount, JournalSession
from tests.cast import ANNA, MISHA
from tests.installation import Installation
from tests.realtime.conftest import JournalServers
from tests.realtime.ws_client import (
    JOURNAL_ENDPOINT,
    PROFILE_ENDPOINT,
    open_raw_ws_client,
    open_ws_client,
    open_ws_client_at,
)

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("endpoint", [PROFILE_ENDPOINT, JOURNAL_ENDPOINT])
@pytest.mark.parametrize("other", [PROFILE_ENDPOINT, JOURNAL_ENDPOINT])
async def test_an_endpoint_accepts_its_own_cookie_alone(
    journal_servers: JournalServers, endpoint: str, other: str
) -> None:
    async with open_raw_ws_client(
        journal_servers.here.url, journal_servers.token(MISHA, other), endpoint=endpoint
    ) as ws_client:
        if endpoint != other:
            assert await ws_client.until_closed() == 4001
            return
    async with open_ws_client_at(endpoint, journal_servers.here.url, journal_servers.token(MISHA, other)) as ws_client:
        assert ws_client.close_code is None


async def test_an_account_of_the_journal_receives_nothing_of_the_messenger(journal_servers: JournalServers) -> None:
    async with open_ws_client(journal_servers.here.url, journal_servers.token(ANNA, PROFILE_ENDPOINT)) as profile:
        chats = [stream for stream in profile.received("welcome")[0]["streams"] if stream.startswith("chat:")]
    assert chats
    async with open_ws_client_at(
        JOURNAL_ENDPOINT, journal_servers.here.url, journal_servers.token(ANNA, JOURNAL_ENDPOINT)
    ) as journal:
        streams = journal.received("welcome")[0]["streams"]
        assert {stream.partition(":")[0] for stream in streams} <= {"class"}
        for stream in chats:
            await journal.send(t="diff", s=stream, **{"from": 0})
            await journal.send(t="typing", s=stream)
        hub = journal_servers.here.app.state.context.get(Hub)
        assert len(hub.connections_of(journal_servers.account(ANNA))) == 1
        assert not [frame for frame in journal.frames if frame.get("s") in chats]


async def test_a_browser_of_two_people_receives_on_each_page_what_is_of_that_page(
    journal_servers: JournalServers,
) -> None:
    url = journal_servers.here.url
    of_anna, of_misha = journal_servers.token(ANNA, PROFILE_ENDPOINT), journal_servers.token(MISHA, JOURNAL_ENDPOINT)
    both = {PROFILE_ENDPOINT: of_anna, JOURNAL_ENDPOINT: of_misha}
    async with (
        open_ws_client(url, of_anna) as anna,
        open_ws_client_at(JOURNAL_ENDPOINT, url, of_misha) as misha,
        open_ws_client_at(PROFILE_ENDPOINT, url, of_anna, both) as messenger,
        open_ws_client_at(JOURNAL_ENDPOINT, url, of_misha, both) as diary,
        AsyncClient(base_url=url, headers={"Origin": url}, trust_env=False) as browser,
    ):
        for page, alone, kinds in (
            (messenger, anna, {"chat", "inbox", "profile"}),
            (diary, misha, {"class", "inbox"}),
        ):
            streams = page.received("welcome")[0]["streams"]
            assert streams == alone.received("welcome")[0]["streams"]
            assert {stream.partition(":")[0] for stream in streams} <= kinds
        assert not messenger.positions.keys() & diary.positions.keys()
        browser.cookies.update({"parta_profile": of_anna, "parta_journal": of_misha})
        assert (await browser.post("/api/journal/sign-out")).is_success
        assert await diary.until_closed() == 4001
        assert (await browser.get("/api/notifications?as=account")).status_code == 401
        assert (await browser.get("/api/notifications")).is_success
        assert messenger.close_code is None


async def test_a_page_that_names_nobody_known_is_signed_out(journal_servers: JournalServers) -> None:
    token = journal_servers.token(ANNA, PROFILE_ENDPOINT)
    for name in ("system", "nobody", "", "profile%00"):
        async with open_raw_ws_client(
            journal_servers.here.url, None, endpoint=f"/ws?as={name}", others={PROFILE_ENDPOINT: token}
        ) as page:
            assert await page.until_closed() == 4001


async def test_signing_out_of_the_journal_closes_its_sockets_at_every_process_and_no_others(
    journal_servers: JournalServers,
) -> None:
    token = journal_servers.token(MISHA, JOURNAL_ENDPOINT)
    async with (
        open_ws_client_at(JOURNAL_ENDPOINT, journal_servers.here.url, token) as here,
        open_ws_client_at(JOURNAL_ENDPOINT, journal_servers.there.url, token) as there,
        open_ws_client(journal_servers.there.url, journal_servers.token(MISHA, PROFILE_ENDPOINT)) as messenger,
        open_ws_client_at(
            JOURNAL_ENDPOINT, journal_servers.there.url, journal_servers.token(ANNA, JOURNAL_ENDPOINT)
        ) as anna,
        AsyncExitStack() as opened,
    ):
        browser = AsyncClient(
            base_url=journal_servers.here.url, headers={"Origin": journal_servers.here.url}, trust_env=False
        )
        browser.cookies.set("parta_journal", token)
        await opened.enter_async_context(browser)
        assert (await browser.post("/api/journal/sign-out")).is_success
        assert [await here.until_closed(), await there.until_closed()] == [4001, 4001]
        assert (messenger.close_code, anna.close_code) == (None, None)
    async with open_raw_ws_client(journal_servers.here.url, token, endpoint=JOURNAL_ENDPOINT) as again:
        assert await again.until_closed() == 4001


@pytest.mark.parametrize("how", ["ran out", "account closed"])
async def test_a_journal_session_that_ended_by_itself_is_found_by_the_heartbeat(
    journal_servers: JournalServers, installation: Installation, how: str
) -> None:
    async with (
        open_ws_client_at(
            JOURNAL_ENDPOINT, journal_servers.here.url, journal_servers.token(MISHA, JOURNAL_ENDPOINT)
        ) as misha,
        open_ws_client_at(
            JOURNAL_ENDPOINT, journal_servers.here.url, journal_servers.token(ANNA, JOURNAL_ENDPOINT)
        ) as anna,
    ):
        theirs = journal_servers.account(MISHA)
        ended = update(JournalSession).where(JournalSession.account_id == theirs)
        closed = update(JournalAccount).where(JournalAccount.id == theirs)
        async with installation.transaction() as work:
            if how == "ran out":
                await work.execute(ended.values(expires_at=now() - timedelta(seconds=1)))
            else:
                await work.execute(closed.values(is_active=False))
        journal_servers.here.app.state.context.get(Hub).on_lost()
        assert await misha.until_closed() == 4001
        assert anna.close_code is None
