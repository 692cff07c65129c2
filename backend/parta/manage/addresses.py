"""The addresses of this machine on its network."""

import socket
from ipaddress import ip_address

import psutil

_DOCUMENTATION_ADDRESS = ("192.0.2.1", 9)
"""An address reserved for documentation (RFC 5737). Connecting a UDP socket to it sends nothing."""


def get_lan_address() -> str | None:
    """Return the address by which other machines reach this one; None if it is on no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_DOCUMENTATION_ADDRESS)
        except OSError:
            return next(iter(list_own_addresses()), None)
        address = str(probe.getsockname()[0])
    return None if ip_address(address).is_loopback else address


def list_own_addresses() -> list[str]:
    """Return every IPv4 address of this machine, without loopback addresses."""
    found = [
        address.address
        for addresses in psutil.net_if_addrs().values()
        for address in addresses
        if address.family == socket.AF_INET
    ]
    return [address for address in found if not ip_address(address).is_loopback]
