"""How this machine is reached on its network."""

import socket
from ipaddress import ip_address

import psutil

_NOWHERE = ("192.0.2.1", 9)
"""An address kept for documents: asking for the way there sends nothing."""


def lan_address() -> str | None:
    """Give the address by which others on the network reach this machine; None when it is on none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(_NOWHERE)
        except OSError:
            return next(iter(own_addresses()), None)
        address = str(asked.getsockname()[0])
    return None if ip_address(address).is_loopback else address


def own_addresses() -> list[str]:
    """Give every address of this machine on networks (IPv4), those of the machine to itself aside."""
    found = [
        address.address
        for addresses in psutil.net_if_addrs().values()
        for address in addresses
        if address.family == socket.AF_INET
    ]
    return [address for address in found if not ip_address(address).is_loopback]
