"""Keeps one PostgreSQL for its owner, and ends it when the owner is gone, however the owner went.

Run as a program of its own, by its path: it needs nothing but the standard library. The owner holds the other end of
standard input; when that closes (also by kill -9) the server is asked to stop, then told, then killed.
"""

import os
import signal
import subprocess
import sys
import threading

_ESCALATION = ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 10))
"""Fast shutdown, immediate shutdown, the end; and seconds to wait after each."""


def keep(command: list[str], uid: int | None, gid: int | None) -> int:
    """Run the server until it ends by itself or the owner lets go; give its exit status."""
    server = subprocess.Popen(  # noqa: S603 - the owner's own command
        command,
        stdin=subprocess.DEVNULL,
        user=uid,
        group=gid,
        extra_groups=None if uid is None else [],
    )
    threading.Thread(target=_end_with_owner, args=(server,), daemon=True).start()
    return server.wait()


def _end_with_owner(server: subprocess.Popen[bytes]) -> None:
    while os.read(0, 1):
        pass
    for signal_number, seconds in _ESCALATION:
        server.send_signal(signal_number)
        try:
            server.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        return


def _main(uid: str, gid: str, *command: str) -> int:
    for ours in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ours, signal.SIG_IGN)  # only the owner's going ends us, so that the server ends last
    return keep(list(command), int(uid) if uid else None, int(gid) if gid else None)


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
