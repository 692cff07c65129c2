"""Certificates of our own making, for a network that no public authority vouches for."""

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
from parta.manage.home import make_passable, write_secret

_AUTHORITY_LIVES = timedelta(days=3650)
_LEAF_LIVES = timedelta(days=397)
"""More than this, browsers refuse."""
_RENEWED_BEFORE = timedelta(days=30)
_SLACK = timedelta(days=1)
"""Clocks of a school's devices differ."""
_PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8")


@dataclass(frozen=True, slots=True)
class Certificate:
    """Where the three lie: what the server shows, its key, and what people are asked to trust."""

    chain: Path
    key: Path
    authority: Path


def keep_certificate(folder: Path, names: Collection[str], addresses: Collection[str]) -> Certificate:
    """Give a certificate for these names and addresses; it is made, or made anew, where it must be.

    The authority vouches for names and addresses of this network alone, so that trusting it risks nothing else; it
    is only made anew when it may not vouch for what is asked.
    """
    make_passable(folder)
    kept = Certificate(folder / "server.crt", folder / "server.key", folder / "authority.crt")
    wanted = [x509.DNSName(name) for name in sorted(names)]
    wanted_addresses = [x509.IPAddress(IPv4Address(address)) for address in sorted(addresses)]
    authority = _keep_authority(kept.authority, folder / "authority.key", wanted, wanted_addresses)
    san = x509.SubjectAlternativeName([*wanted, *wanted_addresses])
    if not _is_good(kept, authority[0], san):
        _make_leaf(kept, *authority, san)
    return kept


def fingerprint(certificate: Path) -> str:
    """Give what tells this certificate from all others, as browsers and systems show it."""
    digest = _read(certificate).fingerprint(hashes.SHA256())
    return ":".join(f"{byte:02X}" for byte in digest)


def _keep_authority(
    file: Path, key_file: Path, names: list[x509.DNSName], addresses: list[x509.IPAddress]
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    if file.exists() and key_file.exists():
        found = _read(file)
        if found.not_valid_after_utc - now() > _LEAF_LIVES and _vouches(found, names, addresses):
            key = serialization.load_pem_private_key(key_file.read_bytes(), None)
            if isinstance(key, ec.EllipticCurvePrivateKey):
                return found, key
    key = ec.generate_private_key(ec.SECP256R1())
    title = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Parta ({names[0].value})")])
    networks = {ip_network(network) for network in _PRIVATE} | {ip_network(str(one.value)) for one in addresses}
    permitted = [*names, x509.DNSName("local"), *(x509.IPAddress(network) for network in sorted(networks, key=str))]
    made = (
        _begin(title, title, key, _AUTHORITY_LIVES)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(is_authority=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    write_secret(key_file, _pem(key))
    _write(file, made)
    return made, key


def _vouches(authority: x509.Certificate, names: list[x509.DNSName], addresses: list[x509.IPAddress]) -> bool:
    permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    networks = [one.value for one in permitted if isinstance(one, x509.IPAddress)]
    return all(name in permitted or name.value.endswith(".local") for name in names) and all(
        any(isinstance(network, IPv4Network) and address.value in network for network in networks)
        for address in addresses
    )


def _is_good(kept: Certificate, authority: x509.Certificate, san: x509.SubjectAlternativeName) -> bool:
    if not kept.chain.exists() or not kept.key.exists():
        return False
    leaf = _read(kept.chain)
    told = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    is_fresh = leaf.not_valid_after_utc - now() > _RENEWED_BEFORE
    return is_fresh and told == san and kept.chain.read_bytes().endswith(_shown(authority))


def _make_leaf(
    kept: Certificate,
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    san: x509.SubjectAlternativeName,
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    made = (
        _begin(x509.Name([]), authority.subject, key, _LEAF_LIVES)
        .add_extension(san, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(is_authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    write_secret(kept.key, _pem(key))
    _write(kept.chain, made, authority)


def _begin(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, lives: timedelta
) -> x509.CertificateBuilder:
    moment: datetime = now()
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(moment - _SLACK).not_valid_after(moment - _SLACK + lives)


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
    """Leave the file whole: whoever reads it meanwhile finds the old one."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    unfinished.write_bytes(b"".join(_shown(one) for one in certificates))
    unfinished.rename(file)


def _shown(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _pem(key: ec.EllipticCurvePrivateKey) -> str:
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain).decode()
