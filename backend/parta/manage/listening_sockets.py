"""Listening sockets, which a supervisor opens and passes on to the web process."""

import os
import socket

from parta.core.settings import ConfigurationError
from parta.manage.child_process import ChildProcess

PUBLIC_SOCKET = "PARTA_PUBLIC_SOCKET"
"""The variable with the file descriptor of the supervisor's listening socket: connections wait in its backlog while the
web process restarts, instead of being refused."""
LOCAL_SOCKET = "PARTA_LOCAL_SOCKET"
"""The variable with the file descriptor of a second one, on loopback and always without TLS."""
_BACKLOG = 2048


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket. Raises ConfigurationError if the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise ConfigurationError(
            f"cannot listen on {host} port {port}: {error.strerror}; set PARTA_HOST and PARTA_PORT"
        ) from None
    listener.listen(_BACKLOG)
    return listener


def get_inherited_socket(name: str) -> socket.socket | None:
    """Return the socket that the parent process passed on by this variable; None if there is none."""
    number = os.environ.get(name)
    return socket.socket(fileno=int(number)) if number else None


def pass_sockets(child: ChildProcess, **sockets: socket.socket) -> None:
    """Make the child inherit these sockets, which stay open when it exits."""
    child.inherited_fds = [one.fileno() for one in sockets.values()]
    numbers = {name: str(one.fileno()) for name, one in sockets.items()}
    child.environment = {**child.environment, **numbers}
