"""Under whose name PostgreSQL runs: the server itself refuses to run as root."""

import os
import pwd
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from parta.manage.postgres.failure import PostgresFailure

_PREFERRED = ("parta", "postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """An existing account of this machine that owns the data folder and nothing else of Parta."""

    uid: int
    gid: int


def account_for(data: Path) -> Account | None:
    """Give the account to run the server of this data folder as; None means as whoever asks.

    A folder that exists already keeps its owner. No account is ever created.
    """
    if os.geteuid() != 0:
        return None
    if data.exists():
        owner = data.stat()
        if owner.st_uid == 0:
            raise PostgresFailure(f"{data} belongs to root, and PostgreSQL does not run as root: give it another owner")
        return Account(owner.st_uid, owner.st_gid)
    for name in _PREFERRED:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid)
    raise PostgresFailure(f"PostgreSQL does not run as root, and none of the accounts {', '.join(_PREFERRED)} exists")


def insist_on_passage(account: Account | None, folder: Path) -> None:
    """Go on only if the account can come to the folder. The modes of folders that exist are never touched."""
    if account is None:
        return
    for place in (folder, *folder.parents):
        facts = place.stat()
        may = (
            stat.S_IXUSR
            if facts.st_uid == account.uid
            else stat.S_IXGRP
            if facts.st_gid == account.gid
            else stat.S_IXOTH
        )
        if not facts.st_mode & may:
            raise PostgresFailure(
                f"the account {account.uid} that runs PostgreSQL cannot pass through {place}: "
                "set PARTA_HOME to a folder that every account may pass through"
            )


def run_as(account: Account | None, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs under this account to its end; give its status and what it said."""
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
