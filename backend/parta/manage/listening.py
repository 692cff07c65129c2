"""Taking a port, or saying plainly that it is taken."""

import socket

from parta.core.settings import Unfit

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
        raise Unfit(f"cannot listen on {host} port {port}: {error.strerror}; set PARTA_HOST and PARTA_PORT") from None
    listening.listen(_BACKLOG)
    return listening
