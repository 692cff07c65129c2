"""What people do in calls, as their browsers would: joining by the route, connecting by the token."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from httpx import AsyncClient, Response

from parta.adapters.livekit.port import Source
from parta.calls.handlers import keep_rooms, keep_waiting
from tests.integration.messenger.school import School, Somebody
from tests.media_twin import Connected
from tests.world import World

DEVICE = "laptop"


@dataclass
class Calls:
    """Calls of the school, over HTTP and over the twin of the media server."""

    school: School

    @property
    def world(self) -> World:
        """Give the running Parta."""
        return self.school.world

    async def join(self, who: Somebody, call: str, device: str = DEVICE) -> Any:  # noqa: ANN401 - JSON
        """Let this person join by the route; give the answer, which must be well."""
        return await who.post(f"/api/calls/{call}/join", device=device)

    async def come(self, who: Somebody, call: str, device: str = DEVICE) -> Connected:
        """Let this person join and connect; give the device as the media have it."""
        return await self.connect((await self.join(who, call, device))["token"])

    async def connect(self, token: str) -> Connected:
        """Let a device connect by its token, and all that follows from it happen."""
        connected = self.world.media.connect(token)
        await self.tell()
        return connected

    async def tell(self) -> None:
        """Let the media server tell what it has to, and the worker act on all that waits, until both are silent."""
        browser = await self.world.browser()
        await self.world.settle()
        while told := self.world.media.take_webhooks():
            for webhook in told:
                answer = await browser.post(
                    "/internal/livekit/webhook",
                    content=webhook.body,
                    headers={"Authorization": webhook.authorization},
                )
                assert answer.status_code == 204, answer.text
            await self.world.settle()

    async def keep_rooms(self) -> None:
        """Let the worker look after all calls, as it does each quarter of a minute."""
        await keep_rooms(self.world.app.state.outside)
        await self.tell()

    async def keep_waiting(self) -> None:
        """Let the worker look after those who wait and those for whom it rings."""
        await keep_waiting(self.world.app.state.outside)
        await self.tell()

    async def publish(self, call: str, connected: Connected, source: Source) -> None:
        """Let this device begin to send, and all that follows from it happen."""
        self.world.media.publish(UUID(call), connected.identity, source)
        await self.tell()

    def room(self, call: str) -> dict[str, Connected]:
        """Give who is connected to the media, by identity."""
        return self.world.media.rooms.get(UUID(call), {})

    async def page(self, who: Somebody, call: str) -> Any:  # noqa: ANN401 - JSON
        """Give the call as this person sees it."""
        return await who.get(f"/api/calls/{call}")

    async def one(self, who: Somebody, call: str, whom: Somebody) -> Any:  # noqa: ANN401 - JSON
        """Give this participant as that person sees them."""
        people = (await self.page(who, call))["participants"]
        return next(one for one in people if one["profile_id"] == str(whom.id))

    async def pid(self, who: Somebody, call: str) -> str:
        """Give this person's participant in the call."""
        return (await self.page(who, call))["me"]["id"]

    async def card(self, who: Somebody, chat: UUID | str, call: str) -> Any:  # noqa: ANN401 - JSON
        """Give the call's card as this person's chat shows it."""
        page = await who.get(f"/api/chats/{chat}/messages")
        return next(m["card"] for m in page["messages"] if m["card"] and m["card"]["call_id"] == call)


async def refused(asked: AsyncClient, method: str, path: str, body: Any = None) -> tuple[int, str]:  # noqa: ANN401 - JSON
    """Give with which status and code this is refused."""
    answer: Response = await asked.request(method, path, json=body)
    assert answer.status_code >= 400, answer.text
    return answer.status_code, answer.json()["code"]
