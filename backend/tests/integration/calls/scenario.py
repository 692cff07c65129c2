"""Actions of people in calls, as in their browsers: joining by the route, connecting by the token."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from httpx import AsyncClient, Response
from sqlalchemy import select

from parta.adapters.livekit.port import Source
from parta.calls.handlers import check_rooms, expire_waiting
from parta.calls.models import CallRoom, CallRoomKind
from tests.installation import Installation
from tests.integration.messenger.school import School, User
from tests.media_fake import Device

DEVICE = "laptop"


@dataclass
class CallScenario:
    """Calls of the school, over HTTP and over the fake of the media server."""

    school: School

    @property
    def installation(self) -> Installation:
        """Return the running installation."""
        return self.school.installation

    async def join(self, who: User, call: str, device: str = DEVICE) -> Any:  # noqa: ANN401 - JSON
        """Join as this person; return the successful response."""
        return await who.post(f"/api/calls/{call}/join", device=device)

    async def connect_two(self, who: User, call: str) -> tuple[Device, Device]:
        """Connect two devices of this person, who joined by both before either was there."""
        tokens = [(await self.join(who, call, device))["token"] for device in ("laptop", "phone")]
        return await self.connect(tokens[0]), await self.connect(tokens[1])

    async def join_and_connect(self, who: User, call: str, device: str = DEVICE) -> Device:
        """Join and connect as this person; return the device on the media server."""
        return await self.connect((await self.join(who, call, device))["token"])

    async def connect(self, token: str) -> Device:
        """Connect a device by its token, and run all effects."""
        connected = self.installation.media.connect(token)
        await self.deliver_webhooks()
        return connected

    async def deliver_webhooks(self) -> None:
        """Deliver the media server's webhooks and run the worker, until nothing is pending."""
        browser = await self.installation.browser()
        await self.installation.settle()
        while webhooks := self.installation.media.take_webhooks():
            for webhook in webhooks:
                answer = await browser.post(
                    "/internal/livekit/webhook",
                    content=webhook.body,
                    headers={"Authorization": webhook.authorization},
                )
                assert answer.status_code == 204, answer.text
            await self.installation.settle()

    async def check_rooms(self) -> None:
        """Run the scheduled reconciliation of all rooms."""
        async with self.installation.transaction() as work:
            await check_rooms(work)
        await self.deliver_webhooks()

    async def expire_waiting(self) -> None:
        """Run the scheduled expiry of knocks and rings."""
        async with self.installation.transaction() as work:
            await expire_waiting(work)
        await self.deliver_webhooks()

    async def publish(self, connected: Device, source: Source) -> None:
        """Publish a source from this device, and run all effects."""
        self.installation.media.publish(connected.room_id, connected.identity, source)
        await self.deliver_webhooks()

    async def leave(self, connected: Device) -> None:
        """Disconnect this device from the media server, and run all effects."""
        self.installation.media.leave(connected.room_id, connected.identity)
        await self.deliver_webhooks()

    async def main_room(self, call: str) -> UUID:
        """Return the main room of the call."""
        main = select(CallRoom.id).where(CallRoom.call_id == UUID(call), CallRoom.kind == CallRoomKind.MAIN)
        async with self.installation.sessions() as session:
            return (await session.execute(main)).scalar_one()

    async def connected(self, call: str) -> dict[str, Device]:
        """Return the devices connected to the main room of the call, by identity."""
        return self.installation.media.rooms.get(await self.main_room(call), {})

    async def page(self, who: User, call: str) -> Any:  # noqa: ANN401 - JSON
        """Return the call as this person sees it."""
        return await who.get(f"/api/calls/{call}")

    async def participant(self, who: User, call: str, whom: User) -> Any:  # noqa: ANN401 - JSON
        """Return a participant as this person sees them."""
        people = (await self.page(who, call))["participants"]
        return next(one for one in people if one["profile_id"] == str(whom.id))

    async def participant_id(self, who: User, call: str) -> str:
        """Return the id of this person's participant."""
        return (await self.page(who, call))["me"]["id"]

    async def card(self, who: User, chat: UUID | str, call: str) -> Any:  # noqa: ANN401 - JSON
        """Return the call's card in the chat as this person sees it."""
        page = await who.get(f"/api/chats/{chat}/messages")
        assert [m["attachment"]["kind"] for m in page["messages"] if m["attachment"] and m["attachment"]["id"] == call]
        return next(one["value"] for one in page["attachments"] if one["value"]["id"] == call)


async def get_error(browser: AsyncClient, method: str, path: str, body: Any = None) -> tuple[int, str]:  # noqa: ANN401 - JSON
    """Return the status and the code of the error response."""
    answer: Response = await browser.request(method, path, json=body)
    assert answer.status_code >= 400, answer.text
    return answer.status_code, answer.json()["code"]
