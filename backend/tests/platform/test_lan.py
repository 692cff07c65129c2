"""Serving a school's network: certificates of our own making, and whom they vouch for."""

import ssl
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509

from parta.core import clock
from parta.core.settings import ConfigurationError, Settings
from parta.manage.certificate import Certificate, fingerprint, keep_certificate
from parta.manage.doctor import is_this_machine
from parta.manage.lan import Network, at_port, how_to_trust, on_network

NAMES, ADDRESSES = {"school", "school.local"}, {"192.168.1.5", "127.0.0.1"}


def leaf_of(kept: Certificate) -> x509.Certificate:
    """Give what the server shows first."""
    return x509.load_pem_x509_certificates(kept.chain.read_bytes())[0]


def are_trusted(kept: Certificate, name: str) -> bool:
    """Shake hands with a server that shows the certificate, as a device that trusts the authority and wants `name`."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(kept.chain, kept.key)
    client = ssl.create_default_context(cafile=kept.authority)
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
    kept = keep_certificate(tmp_path, NAMES, ADDRESSES)
    assert are_trusted(kept, "192.168.1.5")
    assert are_trusted(kept, "school.local")
    assert not are_trusted(kept, "192.168.1.6")
    assert not are_trusted(kept, "bank.example")


def test_the_authority_can_vouch_for_nothing_beyond_the_network(tmp_path: Path) -> None:
    authority = x509.load_pem_x509_certificate(keep_certificate(tmp_path, NAMES, ADDRESSES).authority.read_bytes())
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    permitted = [str(one.value) for one in limits.value.permitted_subtrees or []]
    assert "local" in permitted
    assert "192.168.0.0/16" in permitted
    assert not any(one in permitted for one in ("", "com", "0.0.0.0/0"))


def test_what_is_good_is_kept(tmp_path: Path) -> None:
    first = keep_certificate(tmp_path, NAMES, ADDRESSES)
    shown = first.chain.read_bytes()
    assert keep_certificate(tmp_path, NAMES, ADDRESSES).chain.read_bytes() == shown
    assert len(fingerprint(first.authority)) == 32 * 3 - 1
    for secret in (first.key, tmp_path / "authority.key"):
        assert secret.stat().st_mode & 0o077 == 0


def test_a_certificate_is_renewed_before_it_ends_and_devices_go_on_trusting(tmp_path: Path) -> None:
    authority = keep_certificate(tmp_path, NAMES, ADDRESSES).authority.read_bytes()
    ends = leaf_of(keep_certificate(tmp_path, NAMES, ADDRESSES)).not_valid_after_utc
    clock.move(timedelta(days=380))
    renewed = keep_certificate(tmp_path, NAMES, ADDRESSES)
    assert leaf_of(renewed).not_valid_after_utc > ends
    assert renewed.authority.read_bytes() == authority


def test_a_new_address_gets_a_new_certificate_of_the_same_authority(tmp_path: Path) -> None:
    authority = keep_certificate(tmp_path, NAMES, ADDRESSES).authority.read_bytes()
    kept = keep_certificate(tmp_path, NAMES, {"10.0.0.7"})
    assert are_trusted(kept, "10.0.0.7")
    assert kept.authority.read_bytes() == authority


def test_an_address_that_the_authority_may_not_vouch_for_gets_a_new_one(tmp_path: Path) -> None:
    authority = keep_certificate(tmp_path, NAMES, ADDRESSES).authority.read_bytes()
    kept = keep_certificate(tmp_path, NAMES, {"203.0.113.9"})
    assert are_trusted(kept, "203.0.113.9")
    assert kept.authority.read_bytes() != authority


NETWORK = Network("192.168.1.5", frozenset(NAMES), frozenset(ADDRESSES))


def test_people_come_by_the_address_that_every_device_can_type(tmp_path: Path) -> None:
    settings = at_port(on_network(Settings(home=tmp_path), NETWORK), 8000)
    assert not is_this_machine(settings.host)
    assert settings.origin == "https://192.168.1.5:8000"
    assert settings.is_secure
    assert settings.livekit_node_ip == "192.168.1.5"
    assert any(fingerprint(tmp_path / "tls" / "authority.crt") in line for line in how_to_trust(settings))


def test_a_given_certificate_comes_with_the_address_that_it_is_for(tmp_path: Path) -> None:
    given = Settings(home=tmp_path, tls_cert=tmp_path / "c", tls_key=tmp_path / "k")
    with pytest.raises(ConfigurationError, match="PARTA_PUBLIC_URL"):
        on_network(given, NETWORK)
    settings = on_network(given.model_copy(update={"public_url": "https://school.example"}), NETWORK)
    assert at_port(settings, 443).origin == "https://school.example"
    assert how_to_trust(settings) == []
