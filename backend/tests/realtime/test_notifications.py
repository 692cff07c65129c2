"""Notifications by real sockets."""

import pytest

from parta.notifications.models import NotificationKind, NotificationTarget
from parta.notifications.rules import NotificationSpec, Recipient
from parta.notifications.service import notify
from tests.realtime.conftest import Servers
from tests.realtime.ws_client import open_ws_client

pytestmark = pytest.mark.anyio

CHANGED = NotificationSpec(NotificationKind.PASSWORD_CHANGED, "password", "changed", NotificationTarget.PROFILE)


async def test_the_first_notification_reaches_sockets_that_were_opened_before_it(servers: Servers) -> None:
    token = servers.token("misha")
    async with open_ws_client(servers.here.url, token) as here, open_ws_client(servers.there.url, token) as there:
        for ws_client in (here, there):
            assert not any(stream.startswith("inbox:") for stream in ws_client.received("welcome")[0]["streams"])
        context = servers.here.app.state.context
        async with context.transaction() as work:
            await notify(work, [CHANGED], [Recipient(profile_id=servers.id("misha"))])
        for ws_client in (here, there):
            await ws_client.until(lambda opened: any("password_changed" in str(frame) for frame in opened.frames))
