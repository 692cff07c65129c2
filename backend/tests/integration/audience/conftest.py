"""One stage for all the rows of a module: a row changes only what it made for itself."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.db import make_sessions
from parta.core.settings import Settings
from tests.databases import empty
from tests.integration.audience.stage import Stage, set_stage
from tests.world import World

TOKEN = "the token printed at start"


@pytest.fixture(scope="module")
async def stage(
    engine: AsyncEngine, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """Give the stage, set once for the module."""
    settings = Settings(
        database_url=database_url,
        demo=True,
        demo_token=SecretStr(TOKEN),
        home=Path(tmp_path_factory.mktemp("home")),
        secret=SecretStr("the secret of the tests"),
    )
    async with World.started(settings, make_sessions(engine)) as world:
        yield await set_stage(world)
    await empty(engine)
