"""Serving a local network: self-issued certificates, and the names and addresses they cover."""

import ssl
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509

from parta.core import clock
from parta.core.loopback import is_loopback_host
from parta.core.settings import ConfigurationError, Settings
from parta.manage.certificate import Certificate, ensure_certificate, get_fingerprint
from parta.manage.lan import Network, get_trust_instructions, with_network, with_port

NAMES, ADDRESSES = {"school", "school.local"}, {"192.168.1.5", "127.0.0.1"}


def read_leaf(certificate: Certificate) -> x509.Certificate:
    """Return the server's own certificate."""
    return x509.load_pem_x509_certificates(certificate.chain.read_bytes())[0]


def is_trusted(certificate: Certificate, name: str) -> bool:
    """Return True if a TLS handshake succeeds, for a client that trusts the authority and connects to `name`."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate.chain, certificate.key)
    client = ssl.create_default_context(cafile=certificate.authority)
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    theirs = client.wrap_bio(to_client, to_server, server_hostname=name)
    ours = server.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(4):
        for side in (theirs, ours):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError:
                return False
    return theirs.version() is not None


def test_a_device_that_trusts_the_authority_trusts_the_server_under_its_names_alone(tmp_path: Path) -> None:
    certificate = ensure_certificate(tmp_path, NAMES, ADDRESSES)
    assert is_trusted(certificate, "192.168.1.5")
    assert is_trusted(certificate, "school.local")
    assert not is_trusted(certificate, "192.168.1.6")
    assert not is_trusted(certificate, "bank.example")


def test_the_authority_can_certify_nothing_beyond_the_network(tmp_path: Path) -> None:
    authority = x509.load_pem_x509_certificate(ensure_certificate(tmp_path, NAMES, ADDRESSES).authority.read_bytes())
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    permitted = [str(one.value) for one in limits.value.permitted_subtrees or []]
    assert "local" in permitted
    assert "192.168.0.0/16" in permitted
    assert not any(one in permitted for one in ("", "com", "0.0.0.0/0"))


def test_a_valid_certificate_is_not_replaced(tmp_path: Path) -> None:
    first = ensure_certificate(tmp_path, NAMES, ADDRESSES)
    shown = first.chain.read_bytes()
    assert ensure_certificate(tmp_path, NAMES, ADDRESSES).chain.read_bytes() == shown
    assert len(get_fingerprint(first.authority)) == 32 * 3 - 1
    for secret in (first.key, tmp_path / "authority.key"):
        assert secret.stat().st_mode & 0o077 == 0


def test_a_certificate_is_renewed_before_it_ends_and_devices_go_on_trusting(tmp_path: Path) -> None:
    authority = ensure_certificate(tmp_path, NAMES, ADDRESSES).authority.read_bytes()
    ends = read_leaf(ensure_certificate(tmp_path, NAMES, ADDRESSES)).not_valid_after_utc
    clock.move(timedelta(days=380))
    renewed = ensure_certificate(tmp_path, NAMES, ADDRESSES)
    assert read_leaf(renewed).not_valid_after_utc > ends
    assert renewed.authority.read_bytes() == authority


def test_a_new_address_gets_a_new_certificate_of_the_same_authority(tmp_path: Path) -> None:
    authority = ensure_certificate(tmp_path, NAMES, ADDRESSES).authority.read_bytes()
    certificate = ensure_certificate(tmp_path, NAMES, {"10.0.0.7"})
    assert is_trusted(certificate, "10.0.0.7")
    assert certificate.authority.read_bytes() == authority


def test_an_address_that_the_authority_may_not_certify_gets_a_new_authority(tmp_path: Path) -> None:
    authority = ensure_certificate(tmp_path, NAMES, ADDRESSES).authority.read_bytes()
    certificate = ensure_certificate(tmp_path, NAMES, {"203.0.113.9"})
    assert is_trusted(certificate, "203.0.113.9")
    assert certificate.authority.read_bytes() != authority


NETWORK = Network("192.168.1.5", frozenset(NAMES), frozenset(ADDRESSES))


def test_people_use_the_address_that_every_device_can_reach(tmp_path: Path) -> None:
    settings = with_port(with_network(Settings(home=tmp_path), NETWORK), 8000)
    assert not is_loopback_host(settings.host)
    assert settings.origin == "https://192.168.1.5:8000"
    assert settings.is_secure
    assert settings.livekit_node_ip == "192.168.1.5"
    assert any(get_fingerprint(tmp_path / "tls" / "authority.crt") in line for line in get_trust_instructions(settings))


def test_a_given_certificate_comes_with_the_address_that_it_is_for(tmp_path: Path) -> None:
    given = Settings(home=tmp_path, tls_cert=tmp_path / "c", tls_key=tmp_path / "k")
    with pytest.raises(ConfigurationError, match="PARTA_PUBLIC_URL"):
        with_network(given, NETWORK)
    settings = with_network(given.model_copy(update={"public_url": "https://school.example"}), NETWORK)
    assert with_port(settings, 443).origin == "https://school.example"
    assert get_trust_instructions(settings) == []
