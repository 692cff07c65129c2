"""The command `parta`: everything that can be done with an installation. Each command imports only what it needs."""

import asyncio
import gc
import json
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from pydantic import SecretStr, ValidationError

from parta.core.log import configure
from parta.core.settings import ConfigurationError, Settings
from parta.manage.home import complete_settings
from parta.manage.owner import exit_with_owner
from parta.manage.postgres.errors import PostgresError
from parta.manage.runtime import with_runtime

app = typer.Typer(
    help="Run and maintain Parta.", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)

LogLevel = Annotated[str, typer.Option(envvar="PARTA_LOG_LEVEL", help="debug, info, warning or error")]


@app.callback()
def configure_process(log_level: LogLevel = "info") -> None:
    """Configure the log, and make this process exit with its owner."""
    configure(log_level)
    exit_with_owner()


@app.command()
def up(
    *, lan: Annotated[bool, typer.Option("--lan", envvar="PARTA_LAN", help="serve the local network, by HTTPS")] = False
) -> None:
    """Run all of Parta on this machine, until Ctrl-C."""
    from parta.manage.up import up as run_all

    with _report_errors():
        run_all(Settings(), is_lan=lan)


@app.command()
def dev(*, port: Annotated[int, typer.Option(help="where the pages are")] = 5173) -> None:
    """Run all of Parta for development: pages with hot reload, restarts on a change of the code, until Ctrl-C."""
    from parta.manage.up import up as run_all

    with _report_errors():
        run_all(Settings(), dev_port=port)


@app.command()
def media() -> None:
    """Build the media server if it is not built yet, and print its path. `parta up` builds it too."""
    from parta.manage.livekit.binary import MediaBinaryError, ensure_binary

    try:
        typer.echo(ensure_binary(Settings(), lambda message: typer.echo(message, err=True)))
    except MediaBinaryError as why:
        typer.echo(f"parta: {why}", err=True)
        raise typer.Exit(1) from None


@app.command()
def web() -> None:
    """Run only the web process."""
    with _without_garbage_collection():
        from parta.manage.web_server import serve

    with _report_errors():
        serve(_settings())


@app.command(name="worker")
def work() -> None:
    """Run only the worker."""
    import uvloop

    with _without_garbage_collection():
        from parta import worker

    with _report_errors():
        uvloop.run(worker.run(_settings()))


@app.command(name="boards")
def serve_boards() -> None:
    """Run only the boards process."""
    import uvloop

    from parta.boards.process import run

    with _report_errors():
        uvloop.run(run(_settings()))


@app.command()
def migrate(
    *, and_seed: Annotated[bool, typer.Option("--and-seed", help="in demo mode, also create the demo school")] = False
) -> None:
    """Migrate the database's tables to this version. Idempotent."""
    with _report_errors():
        asyncio.run(_migrate(_settings(), and_seed=and_seed))


@app.command()
def seed() -> None:
    """Create the demo school; only in demo mode. Idempotent."""
    with _report_errors():
        asyncio.run(_seed(_settings()))


@app.command()
def journal(  # noqa: PLR0913 - all settings of a journal
    *,
    region: Annotated[str, typer.Option(help="the region of its schools, as people search for it")],
    title: Annotated[str, typer.Option(help="its name")],
    schools: Annotated[str, typer.Option(help="which schools use it, in words")],
    issuer: Annotated[str, typer.Option(help="its OpenID Connect issuer: https://…")],
    client_id: Annotated[str, typer.Option(help="the client id that it gave this installation")],
    time_zone: Annotated[str, typer.Option(help="the time zone of its schools, such as Europe/Moscow")],
    closed: Annotated[bool, typer.Option("--closed", help="show it, but do not offer linking")] = False,
) -> None:
    """Add another vendor's journal for linking, or change one. Its client secret is read from standard input."""
    from parta.adapters.journals import OidcClient
    from parta.core.text import clean_line
    from parta.linking.service import ProviderSpec
    from parta.manage.journals import read_client_secret, save_journal

    with _report_errors():
        settings = _settings()
        client = OidcClient(issuer, client_id, read_client_secret(), time_zone)
        offer = ProviderSpec(clean_line(title), clean_line(schools), client, is_available=not closed)
        asyncio.run(save_journal(settings, _database_url(settings), clean_line(region), offer))


@app.command()
def doctor() -> None:
    """Check the installation and report what is wrong."""
    from parta.manage.doctor import diagnose

    with _report_errors():
        findings = asyncio.run(diagnose(Settings()))
    for finding in findings:
        typer.echo(str(finding))
    if any(finding.is_bad for finding in findings):
        raise typer.Exit(1)


@app.command()
def audit(
    *,
    about: Annotated[UUID | None, typer.Option(help="only what this person did, or what was done to this id")] = None,
    since: Annotated[datetime | None, typer.Option(help="only what happened since this moment, in UTC")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="how many entries at most")] = 100,
) -> None:
    """List who did what to whom, the newest first. The log holds ids, never names, texts or codes."""
    from parta.manage.audit import list_entries

    with _report_errors():
        entries = asyncio.run(list_entries(_database_url(_settings()), about=about, since=since, limit=limit))
    for entry in entries:
        typer.echo(entry)


@app.command()
def backup(to: Annotated[Path, typer.Argument(help="a folder that does not exist yet")]) -> None:
    """Copy database, uploads and secret into a new folder. Parta may run meanwhile."""
    from parta.manage.backup import back_up

    with _report_errors():
        settings = _settings()
        back_up(settings, _database_url(settings), to)


@app.command()
def restore(source: Annotated[Path, typer.Argument(help="a folder made by `parta backup`")]) -> None:
    """Restore a backup. Nothing else may run meanwhile."""
    from parta.manage.backup import restore_offline

    with _report_errors():
        asyncio.run(restore_offline(complete_settings(Settings()), source))


@app.command()
def api() -> None:
    """Write the description of the HTTP interface (OpenAPI) to standard output."""
    from parta.core.bus import LocalBus
    from parta.core.db import make_engine
    from parta.core.unit_of_work import make_sessions
    from parta.main import make_app

    settings = Settings(demo=True, secret=SecretStr("not used by the description"))
    engine = make_engine("postgresql://nobody@127.0.0.1/nowhere")
    description = make_app(settings, make_sessions(engine), LocalBus()).openapi()
    json.dump(description, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


@app.command()
def effects() -> None:
    """Write the page of causes and effects (docs/effects.md) to standard output."""
    from parta.manage.effects import render_effects
    from parta.registry import REGISTRY

    sys.stdout.write(render_effects(REGISTRY))


def _settings() -> Settings:
    return with_runtime(complete_settings(Settings()))


def _database_url(settings: Settings) -> str:
    if settings.database_url is None:
        raise ConfigurationError(
            "there is no database: set PARTA_DATABASE_URL, or run `parta up` with the embedded one"
        )
    return settings.database_url


async def _migrate(settings: Settings, *, and_seed: bool) -> None:
    from parta.core.db import make_engine
    from parta.core.health import find_problem
    from parta.core.migrations import migrate as migrate_tables

    engine = make_engine(_database_url(settings))
    try:
        if await find_problem(engine) == "database_unreachable":
            raise ConfigurationError("no database answers at PARTA_DATABASE_URL: run `parta doctor`")
        await migrate_tables(engine)
    finally:
        await engine.dispose()
    if and_seed and settings.demo:
        await _seed(settings)


async def _seed(settings: Settings) -> None:
    if not settings.demo:
        raise ConfigurationError("the demo school is only created in demo mode: set PARTA_DEMO=true")
    from parta.adapters.context import open_context
    from parta.core.db import make_engine
    from parta.core.postgres_bus import PostgresBus
    from parta.core.unit_of_work import make_sessions
    from parta.demo.seed import seed as seed_school

    engine = make_engine(_database_url(settings))
    bus = PostgresBus(_database_url(settings))
    try:
        async with bus.running():
            await seed_school(open_context(settings, make_sessions(engine), bus))
    finally:
        await engine.dispose()


@contextmanager
def _without_garbage_collection() -> Generator[None]:
    """Pause the garbage collector during imports: what they make stays, and looking through it takes time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _report_errors() -> Generator[None]:
    """Exit with status 1 and a plain message for errors that a person must fix."""
    try:
        yield
    except FileExistsError as error:
        typer.echo(f"parta: {error.filename} exists already", err=True)
        raise typer.Exit(1) from None
    except (ConfigurationError, PostgresError) as failure:
        typer.echo(f"parta: {failure}", err=True)
        raise typer.Exit(1) from None
    except ValidationError as error:
        for fault in error.errors():
            name = "_".join(str(part) for part in fault["loc"]).upper()
            typer.echo(f"parta: PARTA_{name.removeprefix('PARTA_')}: {fault['msg']}", err=True)
        raise typer.Exit(1) from None
