"""Snapshots of scenarios: built once per worker, then restored by set, so that no test waits for its people again.

A snapshot is rows in a schema of their own, the files, and what is in memory: published frames and media rooms. It is
restored in one statement. Only the day counts: the clock is moved to where the snapshot was taken if it is behind, and
on another day the scenario is built again.
"""

import shutil
from collections.abc import Awaitable, Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core import clock
from parta.core.ephemerals import EphemeralEvent
from parta.core.streams import Frame
from tests.databases import emptied_tables
from tests.installation import Installation
from tests.media_fake import Device, Webhook

_ZONE = ZoneInfo("Europe/Moscow")
"""The time zone of the schools in scenarios."""


_CONFIRM_AGAIN = "UPDATE profile_session SET confirmed_until = confirmed_until + CAST(:age AS interval)"
"""People are as freshly confirmed as when the snapshot was taken."""


class Scenario(Protocol):
    """What a snapshot can be taken of."""

    async def reopen(self, installation: Installation) -> Self:
        """Return the same scenario in another installation with the same rows: new browsers, the same sessions."""
        ...


S = TypeVar("S", bound=Scenario)


@dataclass
class _Snapshot:
    scenario: Any
    taken_at: datetime
    restore_sql: str
    files: Path
    frames: list[Frame]
    ephemerals: list[EphemeralEvent]
    rooms: dict[Any, dict[str, Device]]
    webhooks: list[Webhook]

    def is_of_today(self) -> bool:
        """Return True if the clock shows the day of the snapshot."""
        return self.taken_at.astimezone(_ZONE).date() == clock.now().astimezone(_ZONE).date()


@dataclass
class Snapshots:
    """The snapshots of a worker's database, by the function that built the scenario."""

    engine: AsyncEngine
    folder: Path
    _taken: dict[object, _Snapshot] = field(default_factory=dict[object, _Snapshot])
    _count: int = 0

    async def open(self, installation: Installation, build: Callable[[Installation], Awaitable[S]]) -> S:
        """Return the scenario that `build` creates in this empty installation, restored if it was built before."""
        taken = self._taken.get(build)
        if taken is not None and taken.is_of_today():
            return await self._restore(installation, taken)
        scenario = await build(installation)
        self._taken[build] = await self._take(installation, scenario)
        return await scenario.reopen(installation)  # what is kept is not what a test signs out of

    async def _take(self, installation: Installation, scenario: Scenario) -> _Snapshot:
        assert await installation.settle() == [], "a scenario is complete when it is returned"
        self._count += 1
        schema = f"snapshot_{self._count}"
        filled = await self._copy_rows(schema)
        files = self.folder / schema
        shutil.copytree(_files_of(installation), files, dirs_exist_ok=True)
        published, media = installation.published, installation.media
        return _Snapshot(
            await scenario.reopen(installation),  # its own cookies: the first user signs people out and in again
            clock.now(),
            _restore_sql(schema, filled),
            files,
            list(published.frames),
            list(published.ephemerals),
            deepcopy(media.rooms),
            list(media.webhooks),
        )

    async def _copy_rows(self, schema: str) -> list[Table]:
        tables = emptied_tables()
        has_rows = ", ".join(f'EXISTS (SELECT FROM "{table.name}")' for table in tables)
        async with self.engine.begin() as connection:
            found = (await connection.execute(text(f"SELECT {has_rows}"))).one()
            filled = [table for table, has in zip(tables, found, strict=True) if has]
            await connection.execute(text(f"CREATE SCHEMA {schema}"))
            for table in filled:
                copied = f'CREATE UNLOGGED TABLE {schema}."{table.name}" AS TABLE "{table.name}"'
                await connection.execute(text(copied))
        return filled

    async def _restore(self, installation: Installation, taken: _Snapshot) -> Any:  # noqa: ANN401 - of `build`
        clock.move(max(taken.taken_at - clock.now(), timedelta()))
        async with self.engine.begin() as connection:
            await connection.execute(text(taken.restore_sql))
            await connection.execute(text(_CONFIRM_AGAIN), {"age": clock.now() - taken.taken_at})
        shutil.copytree(taken.files, _files_of(installation), dirs_exist_ok=True)
        installation.published.frames.extend(taken.frames)
        installation.published.ephemerals.extend(taken.ephemerals)
        installation.media.rooms.update(deepcopy(taken.rooms))
        installation.media.webhooks.extend(taken.webhooks)
        return await taken.scenario.reopen(installation)


def _files_of(installation: Installation) -> Path:
    folder = installation.context.settings.folder / "files"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _restore_sql(schema: str, tables: list[Table]) -> str:
    """Return one statement that inserts all rows, so that foreign keys are checked once, at its end."""
    *first, last = (_insert_sql(schema, table) for table in tables)
    parts = ", ".join(f"i{number} AS ({insert})" for number, insert in enumerate(first))
    return f"WITH {parts} {last}" if parts else last


def _insert_sql(schema: str, table: Table) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns if column.computed is None)
    source = f'{schema}."{table.name}"'
    return f'INSERT INTO "{table.name}" ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {source}'  # noqa: S608 - our own tables
