"""Taking a port, or saying plainly that it is taken."""

import os
import socket

from parta.core.settings import ConfigurationError
from parta.manage.children import Child

HANDED_OVER = "PARTA_LISTENING"
"""Names the number of a socket that the keeper listens on: while the web process is begun again, those who come wait
in line instead of being turned away."""
INSIDE = "PARTA_LISTENING_INSIDE"
"""Names the number of another, for this machine alone and always without TLS."""
_BACKLOG = 2048


def listen(host: str, port: int) -> socket.socket:
    """Give a socket that listens there; says plainly when another program does already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise ConfigurationError(
            f"cannot listen on {host} port {port}: {error.strerror}; set PARTA_HOST and PARTA_PORT"
        ) from None
    listening.listen(_BACKLOG)
    return listening


def handed_over(name: str) -> socket.socket | None:
    """Give the socket that whoever began this process holds open for it, if there is one."""
    number = os.environ.get(name)
    return socket.socket(fileno=int(number)) if number else None


def hand_over(child: Child, **listening: socket.socket) -> None:
    """Let the child take in those who come to these sockets, which stay open when the child dies."""
    child.inherited = [one.fileno() for one in listening.values()]
    numbers = {name: str(one.fileno()) for name, one in listening.items()}
    child.environment = {**child.environment, **numbers}
