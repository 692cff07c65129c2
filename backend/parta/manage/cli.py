"""`parta`: everything that is done with an installation, by name. Each command loads only what it needs."""

import asyncio
import json
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr, ValidationError

from parta.core.log import configure
from parta.core.settings import ConfigurationError, Settings
from parta.manage.home import complete
from parta.manage.owner import end_with_owner
from parta.manage.postgres.failure import PostgresFailure
from parta.manage.running import with_running

app = typer.Typer(
    help="Run Parta, and look after it.", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)

LogLevel = Annotated[str, typer.Option(envvar="PARTA_LOG_LEVEL", help="debug, info, warning or error")]


@app.callback()
def begin(log_level: LogLevel = "info") -> None:
    """Log from now on, and end with whoever keeps this process."""
    configure(log_level)
    end_with_owner()


@app.command()
def up(
    *, lan: Annotated[bool, typer.Option("--lan", envvar="PARTA_LAN", help="serve this network, by HTTPS")] = False
) -> None:
    """Run all of Parta on this machine, until Ctrl-C."""
    from parta.manage.up import up as run_all

    with _plain_words():
        run_all(Settings(), is_lan=lan)


@app.command()
def media() -> None:
    """Build the media server, if it was not built before. `parta up` does so too."""
    from parta.manage.livekit.binary import NoMediaServer, keep_binary

    try:
        typer.echo(keep_binary(Settings(), lambda words: typer.echo(words, err=True)))
    except NoMediaServer as why:
        typer.echo(f"parta: {why}", err=True)
        raise typer.Exit(1) from None


@app.command()
def web() -> None:
    """Run the web process alone."""
    from parta.manage.serve import serve

    with _plain_words():
        serve(_settings())


@app.command(name="worker")
def work() -> None:
    """Run the worker alone."""
    import uvloop

    from parta import worker

    with _plain_words():
        uvloop.run(worker.run(_settings()))


@app.command()
def migrate(
    *, and_seed: Annotated[bool, typer.Option("--and-seed", help="in demo mode, make the demo school too")] = False
) -> None:
    """Bring the database's tables up to what this version expects. Safe to repeat."""
    with _plain_words():
        asyncio.run(_migrate(_settings(), and_seed=and_seed))


@app.command()
def seed() -> None:
    """Make the demo school. Safe to repeat; only in demo mode."""
    with _plain_words():
        asyncio.run(_seed(_settings()))


@app.command()
def journal(  # noqa: PLR0913 - all that is to be known of a journal
    *,
    region: Annotated[str, typer.Option(help="of its schools, as people look for it")],
    title: Annotated[str, typer.Option(help="what people call it")],
    schools: Annotated[str, typer.Option(help="which schools keep it, in words")],
    issuer: Annotated[str, typer.Option(help="where it is reached: https://…")],
    client_id: Annotated[str, typer.Option(help="by which it knows this installation")],
    time_zone: Annotated[str, typer.Option(help="of its schools, such as Europe/Moscow")],
    closed: Annotated[bool, typer.Option("--closed", help="show it, and let nobody link by it now")] = False,
) -> None:
    """Offer another vendor's journal for linking, or change one. Its client secret comes by standard input."""
    from parta.adapters.journals import Door
    from parta.linking.service import Offer
    from parta.manage.journals import offer_journal, read_client_secret

    with _plain_words():
        settings = _settings()
        door = Door(issuer, client_id, read_client_secret(), time_zone)
        offer = Offer(title, schools, door, is_available=not closed)
        asyncio.run(offer_journal(settings, _database_url(settings), region, offer))


@app.command()
def doctor() -> None:
    """Look the installation over, and say in plain words what is wrong."""
    from parta.manage.doctor import examine

    with _plain_words():
        findings = asyncio.run(examine(Settings()))
    for finding in findings:
        typer.echo(str(finding))
    if any(finding.is_bad for finding in findings):
        raise typer.Exit(1)


@app.command()
def backup(to: Annotated[Path, typer.Argument(help="a folder that does not exist yet")]) -> None:
    """Copy database, uploads and secret into a new folder. People may go on meanwhile."""
    from parta.manage.backup import back_up

    with _plain_words():
        settings = _settings()
        back_up(settings, _database_url(settings), to)


@app.command()
def restore(source: Annotated[Path, typer.Argument(help="what `parta backup` made")]) -> None:
    """Make everything what it was in the backup. Nothing else may run meanwhile."""
    from parta.manage.backup import restore_resting

    with _plain_words():
        asyncio.run(restore_resting(complete(Settings()), source))


@app.command()
def api() -> None:
    """Write the description of the HTTP interface (OpenAPI) to standard output."""
    from parta.core.bus import LocalBus
    from parta.core.db import make_engine, make_sessions
    from parta.main import make_app

    settings = Settings(demo=True, secret=SecretStr("the description needs none"))
    engine = make_engine("postgresql://nobody@127.0.0.1/nowhere")
    description = make_app(settings, make_sessions(engine), LocalBus()).openapi()
    json.dump(description, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def _settings() -> Settings:
    return with_running(complete(Settings()))


def _database_url(settings: Settings) -> str:
    if settings.database_url is None:
        raise ConfigurationError("there is no database: set PARTA_DATABASE_URL, or let `parta up` run the embedded one")
    return settings.database_url


async def _migrate(settings: Settings, *, and_seed: bool) -> None:
    from parta.core.db import make_engine
    from parta.core.health import find_problem
    from parta.core.migrations import migrate as migrate_tables

    engine = make_engine(_database_url(settings))
    try:
        if await find_problem(engine) == "database_unreachable":
            raise ConfigurationError("no database answers at PARTA_DATABASE_URL: `parta doctor` looks closer")
        await migrate_tables(engine)
    finally:
        await engine.dispose()
    if and_seed and settings.demo:
        await _seed(settings)


async def _seed(settings: Settings) -> None:
    if not settings.demo:
        raise ConfigurationError("the demo school is only made in demo mode: set PARTA_DEMO=true if you mean it")
    from parta.adapters.context import open_context
    from parta.core.db import make_engine, make_sessions
    from parta.core.postgres_bus import PostgresBus
    from parta.demo.seed import seed as seed_school

    engine = make_engine(_database_url(settings))
    bus = PostgresBus(_database_url(settings))
    try:
        async with bus.running():
            await seed_school(open_context(settings, make_sessions(engine), bus))
    finally:
        await engine.dispose()


@contextmanager
def _plain_words() -> Generator[None]:
    """End with status 1 and plain words where a person must act."""
    try:
        yield
    except FileExistsError as error:
        typer.echo(f"parta: {error.filename} exists already", err=True)
        raise typer.Exit(1) from None
    except (ConfigurationError, PostgresFailure) as failure:
        typer.echo(f"parta: {failure}", err=True)
        raise typer.Exit(1) from None
    except ValidationError as error:
        for fault in error.errors():
            name = "_".join(str(part) for part in fault["loc"]).upper()
            typer.echo(f"parta: PARTA_{name.removeprefix('PARTA_')}: {fault['msg']}", err=True)
        raise typer.Exit(1) from None
