"""Serving a school's network: HTTPS under an address that every device there can reach."""

import asyncio
import socket
from dataclasses import dataclass

import structlog

from parta.core import ca_certificate
from parta.core.settings import ConfigurationError, Settings
from parta.manage.addresses import lan_address, own_addresses
from parta.manage.certificate import Certificate, fingerprint, keep_certificate

_EVERYWHERE = "0.0.0.0"  # noqa: S104 - the network is whom this is for
_LOOPBACK = "127.0.0.1"
_DAY_S = 24 * 3600

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Network:
    """How this machine is known to others."""

    address: str
    """By which they reach it."""
    names: frozenset[str]
    addresses: frozenset[str]
    """All by which somebody may call it."""


def find_network() -> Network:
    """Give how this machine is known. Raises Unfit when it is on no network."""
    address = lan_address()
    if address is None:
        raise ConfigurationError("this machine is on no network, so --lan has nobody to serve")
    name = socket.gethostname().split(".", 1)[0].lower()
    return Network(address, frozenset({name, f"{name}.local", "localhost"}), frozenset({*own_addresses(), _LOOPBACK}))


def on_network(settings: Settings, network: Network) -> Settings:
    """Give the settings by which the network is served, with a certificate given or made here. Raises Unfit."""
    found: dict[str, object] = {"livekit_node_ip": settings.livekit_node_ip or network.address}
    if settings.host in (_LOOPBACK, "localhost"):
        found["host"] = _EVERYWHERE
    if settings.tls_cert is None:
        kept = _keep(settings, network)
        found |= {"tls_cert": kept.chain, "tls_key": kept.key, "tls_ca": kept.authority}
    elif settings.public_url is None:
        raise ConfigurationError(
            "PARTA_TLS_CERT wants PARTA_PUBLIC_URL: the https:// address that the certificate is for"
        )
    return settings.model_copy(update=found)


def at_port(settings: Settings, port: int) -> Settings:
    """Give the settings with the port that was taken, and so with the address that people come by."""
    found: dict[str, object] = {"port": port}
    if settings.tls_ca is not None and settings.public_url is None:
        found["public_url"] = f"https://{settings.livekit_node_ip}:{port}"
    return settings.model_copy(update=found)


def how_to_trust(settings: Settings) -> list[str]:
    """Give the lines that tell how a device comes to trust a certificate of our own making."""
    if settings.tls_ca is None:
        return []
    return [
        "  Its certificate is of its own making. Let each device trust it once:",
        f"    download         {settings.origin}{ca_certificate.PATH}",
        f"    SHA-256          {fingerprint(settings.tls_ca)}",
        "    Compare the fingerprint, then add it to the device's trusted authorities.",
    ]


async def keep_renewing(settings: Settings) -> None:
    """Make the certificate anew before it ends, as long as this runs."""
    while settings.tls_ca is not None:
        await asyncio.sleep(_DAY_S)
        try:
            await asyncio.to_thread(_keep, settings, find_network())
        except ConfigurationError:
            log.warning("no network: the certificate is not renewed")


def _keep(settings: Settings, network: Network) -> Certificate:
    return keep_certificate(settings.folder / "tls", network.names, network.addresses)
