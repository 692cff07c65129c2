"""Serving a local network: HTTPS at an address that every device there can reach."""

import asyncio
import socket
from dataclasses import dataclass

import structlog

from parta.core import ca_certificate
from parta.core.settings import ConfigurationError, Settings
from parta.manage.addresses import get_lan_address, list_own_addresses
from parta.manage.certificate import Certificate, ensure_certificate, get_fingerprint

_ALL_INTERFACES = "0.0.0.0"  # noqa: S104 - the local network is the purpose
_LOOPBACK = "127.0.0.1"
_DAY_S = 24 * 3600

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Network:
    """The names and addresses of this machine on its network."""

    address: str
    """The one that people type."""
    names: frozenset[str]
    addresses: frozenset[str]
    """All that the certificate must cover."""


def find_network() -> Network:
    """Return the names and addresses of this machine. Raises ConfigurationError if it is on no network."""
    address = get_lan_address()
    if address is None:
        raise ConfigurationError("this machine is on no network, so --lan cannot serve anybody")
    name = socket.gethostname().split(".", 1)[0].lower()
    return Network(
        address, frozenset({name, f"{name}.local", "localhost"}), frozenset({*list_own_addresses(), _LOOPBACK})
    )


def with_network(settings: Settings, network: Network) -> Settings:
    """Return the settings for serving the network, with a configured or self-issued certificate.

    Raises ConfigurationError.
    """
    update: dict[str, object] = {"livekit_node_ip": settings.livekit_node_ip or network.address}
    if settings.host in (_LOOPBACK, "localhost"):
        update["host"] = _ALL_INTERFACES
    if settings.tls_cert is None:
        certificate = _ensure_certificate(settings, network)
        update |= {"tls_cert": certificate.chain, "tls_key": certificate.key, "tls_ca": certificate.authority}
    elif settings.public_url is None:
        raise ConfigurationError("PARTA_TLS_CERT needs PARTA_PUBLIC_URL: the https:// address of the certificate")
    return settings.model_copy(update=update)


def with_port(settings: Settings, port: int) -> Settings:
    """Return the settings with the port that is used, and so with the address that people type."""
    update: dict[str, object] = {"port": port}
    if settings.tls_ca is not None and settings.public_url is None:
        update["public_url"] = f"https://{settings.livekit_node_ip}:{port}"
    return settings.model_copy(update=update)


def get_trust_instructions(settings: Settings) -> list[str]:
    """Return the instructions for trusting a self-issued certificate on a device."""
    if settings.tls_ca is None:
        return []
    return [
        "  Its certificate is self-issued. Each device must trust it once:",
        f"    download         {settings.origin}{ca_certificate.PATH}",
        f"    SHA-256          {get_fingerprint(settings.tls_ca)}",
        "    Compare the fingerprint, then add it to the device's trusted authorities.",
    ]


async def renew_certificate(settings: Settings) -> None:
    """Renew the certificate before it expires, until cancelled; also for an address that the machine has got meanwhile.

    What people type and where media goes stays the address of the start: another one needs a restart.
    """
    while settings.tls_ca is not None:
        await asyncio.sleep(_DAY_S)
        try:
            await asyncio.to_thread(_ensure_certificate, settings, find_network())
        except ConfigurationError:
            log.warning("certificate not renewed: no network")
        except OSError as error:
            log.warning("certificate not renewed", error=type(error).__name__, errno=error.errno)


def _ensure_certificate(settings: Settings, network: Network) -> Certificate:
    return ensure_certificate(settings.folder / "tls", network.names, network.addresses)
