"""Self-issued certificates, for a local network that no public authority certifies."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from parta.core.clock import now
from parta.manage.home import make_traversable, write_secret

_AUTHORITY_LIFETIME = timedelta(days=3650)
_LEAF_LIFETIME = timedelta(days=397)
"""Browsers reject longer lifetimes."""
_RENEWAL_MARGIN = timedelta(days=30)
_CLOCK_SKEW = timedelta(days=1)
"""The clocks of a school's devices differ."""
_PRIVATE_NETWORKS = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8")


@dataclass(frozen=True, slots=True)
class Certificate:
    """The files of the server's certificate chain, of its key, and of the authority that devices must trust."""

    chain: Path
    key: Path
    authority: Path


def ensure_certificate(folder: Path, names: Collection[str], addresses: Collection[str]) -> Certificate:
    """Return a valid certificate for these names and addresses; it is issued or renewed if necessary.

    The authority is limited to the names and addresses of this network, so trusting it risks nothing else. It is only
    replaced when it may not certify what is requested.
    """
    make_traversable(folder)
    certificate = Certificate(folder / "server.crt", folder / "server.key", folder / "authority.crt")
    dns_names = [x509.DNSName(name) for name in sorted(names)]
    ip_addresses = [x509.IPAddress(IPv4Address(address)) for address in sorted(addresses)]
    authority = _ensure_authority(certificate.authority, folder / "authority.key", dns_names, ip_addresses)
    san = x509.SubjectAlternativeName([*dns_names, *ip_addresses])
    if not _is_valid(certificate, authority[0], san):
        _issue_leaf(certificate, *authority, san)
    return certificate


def get_fingerprint(certificate: Path) -> str:
    """Return the SHA-256 fingerprint of the certificate, in the notation of browsers."""
    digest = _read(certificate).fingerprint(hashes.SHA256())
    return ":".join(f"{byte:02X}" for byte in digest)


def _ensure_authority(
    file: Path, key_file: Path, names: list[x509.DNSName], addresses: list[x509.IPAddress]
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    if file.exists() and key_file.exists():
        found = _read(file)
        if found.not_valid_after_utc - now() > _LEAF_LIFETIME and _permits(found, names, addresses):
            key = serialization.load_pem_private_key(key_file.read_bytes(), None)
            if isinstance(key, ec.EllipticCurvePrivateKey):
                return found, key
    key = ec.generate_private_key(ec.SECP256R1())
    title = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Parta ({names[0].value})")])
    networks = {ip_network(network) for network in _PRIVATE_NETWORKS} | {
        ip_network(str(one.value)) for one in addresses
    }
    permitted = [*names, x509.DNSName("local"), *(x509.IPAddress(network) for network in sorted(networks, key=str))]
    authority = (
        _start_builder(title, title, key, _AUTHORITY_LIFETIME)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(is_authority=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    write_secret(key_file, _key_to_pem(key))
    _write(file, authority)
    return authority, key


def _permits(authority: x509.Certificate, names: list[x509.DNSName], addresses: list[x509.IPAddress]) -> bool:
    permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    networks = [one.value for one in permitted if isinstance(one, x509.IPAddress)]
    return all(name in permitted or name.value.endswith(".local") for name in names) and all(
        any(isinstance(network, IPv4Network) and address.value in network for network in networks)
        for address in addresses
    )


def _is_valid(certificate: Certificate, authority: x509.Certificate, san: x509.SubjectAlternativeName) -> bool:
    if not certificate.chain.exists() or not certificate.key.exists():
        return False
    leaf = _read(certificate.chain)
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    is_fresh = leaf.not_valid_after_utc - now() > _RENEWAL_MARGIN
    return is_fresh and names == san and certificate.chain.read_bytes().endswith(_to_pem(authority))


def _issue_leaf(
    certificate: Certificate,
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    san: x509.SubjectAlternativeName,
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = (
        _start_builder(x509.Name([]), authority.subject, key, _LEAF_LIFETIME)
        .add_extension(san, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(is_authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    write_secret(certificate.key, _key_to_pem(key))
    _write(certificate.chain, leaf, authority)


def _start_builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, lifetime: timedelta
) -> x509.CertificateBuilder:
    moment: datetime = now()
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(moment - _CLOCK_SKEW).not_valid_after(moment - _CLOCK_SKEW + lifetime)


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _read(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def _write(file: Path, *certificates: x509.Certificate) -> None:
    """Write the file atomically."""
    temporary = file.with_name(f"{file.name}.{os.getpid()}")
    temporary.write_bytes(b"".join(_to_pem(one) for one in certificates))
    temporary.rename(file)


def _to_pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _key_to_pem(key: ec.EllipticCurvePrivateKey) -> str:
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain).decode()
