"""Supervises one media server for its owner, and stops it when the owner exits or is killed.

Run as a program of its own, by its path: it needs nothing but the standard library. The owner holds the other end of
standard input. When asked to stop, or when that closes (also by kill -9), it signals the server twice: after one signal
the server would wait until everybody has left.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading

_ESCALATION = ((signal.SIGTERM, 1), (signal.SIGTERM, 10), (signal.SIGKILL, 5))
"""The signals for the server, and the seconds to wait after each."""
_PR_SET_PDEATHSIG = 1


def supervise(command: list[str]) -> int:
    """Run the server until it exits or the owner closes standard input; return its exit status."""
    server = subprocess.Popen(  # noqa: S603 - the owner's own command
        command,
        stdin=subprocess.DEVNULL,
        preexec_fn=_set_parent_death_signal,  # noqa: PLW1509 - no thread has been started yet
    )
    stopping = threading.Event()

    def request_stop(*_: object) -> None:
        stopping.set()

    for signal_number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(signal_number, request_stop)
    threading.Thread(target=_wait_for_owner_exit, args=(stopping,), daemon=True).start()
    threading.Thread(target=_stop_server, args=(server, stopping), daemon=True).start()
    return server.wait()


def _wait_for_owner_exit(stopping: threading.Event) -> None:
    while os.read(0, 1):
        pass
    stopping.set()


def _stop_server(server: subprocess.Popen[bytes], stopping: threading.Event) -> None:
    stopping.wait()
    for signal_number, seconds in _ESCALATION:
        server.send_signal(signal_number)
        try:
            server.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        return


def _set_parent_death_signal() -> None:
    """On Linux, make the kernel kill the server when this process is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(supervise(sys.argv[1:]))
