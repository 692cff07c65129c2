"""Keeps one media server for its owner, and ends it with its owner, however the owner went.

Run as a program of its own, by its path: it needs nothing but the standard library. The owner holds the other end of
standard input. Told to end, or when that closes (also by kill -9), it tells the server twice: once, and the server
would wait for everybody to leave.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading

_ESCALATION = ((signal.SIGTERM, 1), (signal.SIGTERM, 10), (signal.SIGKILL, 5))
"""What the server is told, and seconds to wait after each."""
_DIE_WITH_PARENT = 1


def keep(command: list[str]) -> int:
    """Run the server until it ends by itself or the owner lets go; give its exit status."""
    server = subprocess.Popen(  # noqa: S603 - the owner's own command
        command,
        stdin=subprocess.DEVNULL,
        preexec_fn=_die_with_us,  # noqa: PLW1509 - before any thread is begun
    )
    ending = threading.Event()

    def begin_to_end(*_: object) -> None:
        ending.set()

    for told in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(told, begin_to_end)
    threading.Thread(target=_listen_to_owner, args=(ending,), daemon=True).start()
    threading.Thread(target=_end, args=(server, ending), daemon=True).start()
    return server.wait()


def _listen_to_owner(ending: threading.Event) -> None:
    while os.read(0, 1):
        pass
    ending.set()


def _end(server: subprocess.Popen[bytes], ending: threading.Event) -> None:
    ending.wait()
    for signal_number, seconds in _ESCALATION:
        server.send_signal(signal_number)
        try:
            server.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        return


def _die_with_us() -> None:
    """Where the system can, let the server be killed when this process is."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1:]))
