"""The system account that PostgreSQL runs as: the server refuses to run as root."""

import os
import pwd
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from parta.manage.postgres.errors import PostgresError

_PREFERRED = ("parta", "postgres", "nobody")


@dataclass(frozen=True, slots=True)
class SystemAccount:
    """An existing account of this machine that owns the data folder and no other file of Parta."""

    uid: int
    gid: int


def get_system_account(data: Path) -> SystemAccount | None:
    """Return the account to run the server of this data folder as; None means the current account.

    An existing folder keeps its owner. No account is ever created. Raises PostgresError.
    """
    if os.geteuid() != 0:
        return None
    if data.exists():
        owner = data.stat()
        if owner.st_uid == 0:
            raise PostgresError(f"{data} belongs to root, and PostgreSQL does not run as root: give it another owner")
        return SystemAccount(owner.st_uid, owner.st_gid)
    for name in _PREFERRED:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return SystemAccount(found.pw_uid, found.pw_gid)
    raise PostgresError(f"PostgreSQL does not run as root, and none of the accounts {', '.join(_PREFERRED)} exists")


def require_access(account: SystemAccount | None, folder: Path) -> None:
    """Raise PostgresError unless the account can reach the folder. Modes of existing folders are never changed."""
    if account is None:
        return
    for path in (folder, *folder.parents):
        status = path.stat()
        needed_mode = (
            stat.S_IXUSR
            if status.st_uid == account.uid
            else stat.S_IXGRP
            if status.st_gid == account.gid
            else stat.S_IXOTH
        )
        if not status.st_mode & needed_mode:
            raise PostgresError(
                f"the account {account.uid} that runs PostgreSQL cannot traverse {path}: "
                "set PARTA_HOME to a folder that every account can traverse"
            )


def run_as(account: SystemAccount | None, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as this account; return its exit status and output."""
    return subprocess.run(  # noqa: S603 - our own program
        command,
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        cwd="/",
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
