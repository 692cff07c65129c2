"""Offering other vendors' journals from the command line."""

import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from anyio import run_process
from pydantic import SecretStr

from parta.core.settings import Settings
from parta.linking.queries import door_of, list_closed_doors, list_providers, list_regions
from parta.linking.rules import client_secrets
from parta.linking.service import Offer, add_provider, add_region
from parta.manage.home import as_environment
from tests.world import World

pytestmark = pytest.mark.anyio

LYCEUM = {
    "region": "Татарстан",
    "title": "Журнал лицея",
    "schools": "Лицей № 2",
    "issuer": "https://journal.example",
    "client-id": "parta",
    "time-zone": "Europe/Moscow",
}
OURS = SecretStr("the secret of this installation")


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Give the settings by which the command runs."""
    return Settings(home=tmp_path, database_url=database_url, secret=OURS)


async def offer(settings: Settings, client_secret: str, **changes: str) -> CompletedProcess[bytes]:
    """Run the command, with the client secret by a pipe."""
    options = [part for name, value in (LYCEUM | changes).items() for part in (f"--{name}", value)]
    command = [sys.executable, "-m", "parta", "journal", *options]
    return await run_process(command, input=f"{client_secret}\n".encode(), check=False, env=as_environment(settings))


async def test_a_journal_is_offered_and_changed(settings: Settings, world: World) -> None:
    assert (await offer(settings, "sesame")).returncode == 0
    assert (await offer(settings, "new sesame", schools="Лицеи", issuer="https://new.example")).returncode == 0
    async with world.work() as session:
        [region] = await list_regions(session)
        [provider] = await list_providers(session, region.id)
        door = door_of(provider, client_secrets(settings))
    assert (region.title, provider.title, provider.schools) == ("Татарстан", "Журнал лицея", "Лицеи")
    assert door is not None
    assert (door.issuer, door.client_id, door.client_secret) == ("https://new.example", "parta", "new sesame")


@pytest.mark.parametrize(
    ("client_secret", "changes", "words"),
    [
        ("sesame", {"issuer": "javascript:alert(1)"}, "--issuer"),
        ("sesame", {"time-zone": "Atlantis"}, "--time-zone"),
        ("sesame", {"time-zone": "../../etc/passwd"}, "--time-zone"),
        ("", {}, "client secret is empty"),
    ],
)
async def test_what_makes_no_sense_is_refused_in_plain_words(
    settings: Settings, world: World, client_secret: str, changes: dict[str, str], words: str
) -> None:
    answer = await offer(settings, client_secret, **changes)
    assert answer.returncode == 1
    assert words in answer.stderr.decode()
    async with world.work() as session:
        assert await list_regions(session) == []


async def test_our_own_journal_is_not_made_anothers(settings: Settings, world: World) -> None:
    async with world.work() as session:
        region = await add_region(session, LYCEUM["region"])
        ours = Offer(LYCEUM["title"], "Школа № 7")
        await add_provider(session, region.id, ours, client_secrets=client_secrets(settings))
    answer = await offer(settings, "sesame")
    assert answer.returncode == 1
    assert "own journal" in answer.stderr.decode()


async def test_secrets_that_open_no_more_are_found(settings: Settings, world: World) -> None:
    await offer(settings, "sesame")
    other = settings.model_copy(update={"secret": SecretStr("another one")})
    async with world.work() as session:
        assert await list_closed_doors(session, client_secrets(settings)) == []
        assert await list_closed_doors(session, client_secrets(other)) == ["Журнал лицея"]
    await offer(other, "sesame")
    async with world.work() as session:
        assert await list_closed_doors(session, client_secrets(other)) == []
