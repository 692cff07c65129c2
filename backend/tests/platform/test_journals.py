"""Adding other vendors' journals from the command line."""

import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from anyio import run_process
from pydantic import SecretStr

from parta.core.settings import Settings
from parta.linking.queries import get_oidc_client, list_providers, list_regions, list_undecryptable_providers
from parta.linking.rules import get_client_secret_encryption
from parta.linking.service import ProviderSpec, add_provider, add_region
from parta.manage.home import to_environment
from tests.installation import Installation

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
    """Return the settings of the command."""
    return Settings(home=tmp_path, database_url=database_url, secret=OURS)


async def run_journal_command(settings: Settings, client_secret: str, **changes: str) -> CompletedProcess[bytes]:
    """Run the command, with the client secret on standard input."""
    options = [part for name, value in (LYCEUM | changes).items() for part in (f"--{name}", value)]
    command = [sys.executable, "-m", "parta", "journal", *options]
    return await run_process(command, input=f"{client_secret}\n".encode(), check=False, env=to_environment(settings))


async def test_a_journal_is_added_and_changed(settings: Settings, installation: Installation) -> None:
    assert (await run_journal_command(settings, "sesame")).returncode == 0
    assert (
        await run_journal_command(settings, "new sesame", schools="Лицеи", issuer="https://new.example")
    ).returncode == 0
    async with installation.transaction() as work:
        [region] = await list_regions(work)
        [provider] = await list_providers(work, region.id)
        door = get_oidc_client(provider, get_client_secret_encryption(settings))
    assert (region.title, provider.title, provider.schools) == ("Татарстан", "Журнал лицея", "Лицеи")
    assert door is not None
    assert (door.issuer, door.client_id, door.client_secret) == ("https://new.example", "parta", "new sesame")


@pytest.mark.parametrize(
    ("client_secret", "changes", "message"),
    [
        ("sesame", {"issuer": "javascript:alert(1)"}, "--issuer"),
        ("sesame", {"time-zone": "Atlantis"}, "--time-zone"),
        ("sesame", {"time-zone": "../../etc/passwd"}, "--time-zone"),
        ("", {}, "client secret is empty"),
    ],
)
async def test_invalid_settings_are_refused_in_plain_words(
    settings: Settings, installation: Installation, client_secret: str, changes: dict[str, str], message: str
) -> None:
    answer = await run_journal_command(settings, client_secret, **changes)
    assert answer.returncode == 1
    assert message in answer.stderr.decode()
    async with installation.transaction() as work:
        assert await list_regions(work) == []


async def test_our_own_journal_is_not_replaced_by_another(settings: Settings, installation: Installation) -> None:
    async with installation.transaction() as work:
        region = await add_region(work, LYCEUM["region"])
        ours = ProviderSpec(LYCEUM["title"], "Школа № 7")
        await add_provider(work, region.id, ours, encryption=get_client_secret_encryption(settings))
    answer = await run_journal_command(settings, "sesame")
    assert answer.returncode == 1
    assert "own journal" in answer.stderr.decode()


async def test_secrets_that_cannot_be_decrypted_any_more_are_found(
    settings: Settings, installation: Installation
) -> None:
    await run_journal_command(settings, "sesame")
    other = settings.model_copy(update={"secret": SecretStr("another one")})
    async with installation.transaction() as work:
        assert await list_undecryptable_providers(work, get_client_secret_encryption(settings)) == []
        assert await list_undecryptable_providers(work, get_client_secret_encryption(other)) == ["Журнал лицея"]
    await run_journal_command(other, "sesame")
    async with installation.transaction() as work:
        assert await list_undecryptable_providers(work, get_client_secret_encryption(other)) == []
