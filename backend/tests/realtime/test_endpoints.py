"""WebSocket endpoints: each authenticates by its own cookie, and its sockets end with that session."""

from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from httpx import AsyncClient
from sqlalchemy import update

from parta.core.clock import now
from parta.gateway.hub import Hub
from parta.journal.models import JournalAccount, JournalSession
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
async def test_a_door_opens_to_its_own_cookie_alone(journal_servers: JournalServers, endpoint: str, other: str) -> None:
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
