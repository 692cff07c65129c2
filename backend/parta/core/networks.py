"""The networks of a client's address: whoever has one address of an IPv6 network has all of them."""

from ipaddress import IPv6Address, ip_address, ip_network


def get_network(address: str | None) -> str:
    """Return what counts as one client: an IPv4 address, or the /64 of an IPv6 one."""
    found = _parse(address)
    return f"{ip_network((found, 64), strict=False)}" if isinstance(found, IPv6Address) else f"{found}"


def get_site(address: str | None) -> str | None:
    """Return the /48 of an IPv6 address, as one customer may get it; None for others."""
    found = _parse(address)
    return f"{ip_network((found, 48), strict=False)}" if isinstance(found, IPv6Address) else None


def _parse(address: str | None) -> object:
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        return found.ipv4_mapped or found
    return found
