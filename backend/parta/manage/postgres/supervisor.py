"""Supervises one PostgreSQL for its owner, and stops it when the owner exits or is killed.

Run as a program of its own, by its path: it needs nothing but the standard library. The owner holds the other end of
standard input. When that closes (also by kill -9), the server gets the signals below in turn.
"""

import os
import signal
import subprocess
import sys
import threading

_ESCALATION = ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 10))
"""Fast shutdown, immediate shutdown, kill; and the seconds to wait after each."""


def supervise(command: list[str], uid: int | None, gid: int | None) -> int:
    """Run the server until it exits or the owner closes standard input; return its exit status."""
    server = subprocess.Popen(  # noqa: S603 - the owner's own command
        command,
        stdin=subprocess.DEVNULL,
        user=uid,
        group=gid,
        extra_groups=None if uid is None else [],
    )
    threading.Thread(target=_stop_with_owner, args=(server,), daemon=True).start()
    return server.wait()


def _stop_with_owner(server: subprocess.Popen[bytes]) -> None:
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
    for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signal_number, signal.SIG_IGN)  # only the owner's exit stops us, so that the server stops last
    return supervise(list(command), int(uid) if uid else None, int(gid) if gid else None)


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
