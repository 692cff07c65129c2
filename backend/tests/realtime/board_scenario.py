"""The board of a call with Анна, who leads, and Миша and Лена, at two web processes and one boards process."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import asyncpg

from parta.core.ids import new_id
from tests.integration.messenger.school import User
from tests.media_fake import MediaFake
from tests.realtime.board_client import BoardClient, open_board_client
from tests.realtime.boards_process import BoardsProcess
from tests.realtime.conftest import Servers


@dataclass
class BoardScenario:
    """The open board."""

    servers: Servers
    process: BoardsProcess
    people: dict[str, User]
    call: str
    id: UUID

    def open(self, name: str, *, there: bool = False) -> AbstractAsyncContextManager[BoardClient]:
        """Open the board as this person, at one of the two web processes."""
        process = self.servers.there if there else self.servers.here
        return open_board_client(process.url, self.servers.token(name), self.id)

    @asynccontextmanager
    async def ready(self, name: str, *, there: bool = False) -> AsyncGenerator[BoardClient]:
        """Open the board as this person, and wait for the drawing."""
        async with self.open(name, there=there) as client:
            await client.until(lambda one: one.states)
            yield client

    async def set_right(self, name: str, *, may_draw: bool) -> None:
        """Let this person draw, or not."""
        page = await self.people["anna"].get(f"/api/calls/{self.call}")
        person = next(one for one in page["participants"] if one["profile_id"] == str(self.people[name].id))
        await self.people["anna"].put(f"/api/calls/{self.call}/participants/{person['id']}/rights", board=may_draw)

    async def query(self, statement: str) -> list[Any]:
        """Return what this query about the board reads; its id is the argument."""
        settings = self.process.settings
        assert settings.database_url is not None
        connection = await asyncpg.connect(settings.database_url)
        try:
            return await connection.fetch(statement, self.id)
        finally:
            await connection.close()


async def open_board(servers: Servers, chat: UUID, process: BoardsProcess) -> BoardScenario:
    """Open a call with its board, on which everybody may draw."""
    media = MediaFake()
    for web in (servers.here, servers.there):
        web.app.state.context = replace(web.app.state.context, media=media)
    people = {name: await servers.user_at(servers.here, name) for name in ("anna", "misha", "lena")}
    made = await people["anna"].post(f"/api/chats/{chat}/calls", client_id=str(new_id()), title="Математика")
    path = f"/api/calls/{made['id']}"
    for person in people.values():
        await person.post(f"{path}/join", device="laptop")
    await people["anna"].put(f"{path}/settings", is_board_open=True)
    board_id = UUID((await people["anna"].get(path))["call"]["board_id"])
    return BoardScenario(servers, process, people, made["id"], board_id)
