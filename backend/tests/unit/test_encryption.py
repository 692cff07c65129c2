"""What is locked opens by the same secret, for the same purpose, at the same place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from parta.core.encryption import DecryptionError, Encryption
from parta.core.settings import ConfigurationError, Settings


def open_encryption(installation: str = "one", purpose: str = "keys of the gym") -> Encryption:
    """Give the lock of an installation."""
    return Encryption(Settings(secret=SecretStr(f"the secret of {installation}")), purpose)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.binary())
def test_what_was_locked_opens(text: str, place: bytes) -> None:
    assert open_encryption().decrypt(open_encryption().encrypt(text, place), place) == text


def test_what_is_kept_tells_nothing_not_even_that_two_are_the_same() -> None:
    once, again = (open_encryption().encrypt("sesame", b"place") for _ in range(2))
    assert once != again
    assert b"sesame" not in once + again


@pytest.mark.parametrize(
    ("other", "place"),
    [
        (open_encryption(installation="another"), b"place"),
        (open_encryption(purpose="keys of the pool"), b"place"),
        (open_encryption(), b"another place"),
    ],
    ids=["secret", "purpose", "place"],
)
def test_it_opens_to_no_other(other: Encryption, place: bytes) -> None:
    with pytest.raises(DecryptionError):
        other.decrypt(open_encryption().encrypt("sesame", b"place"), place)


@pytest.mark.parametrize("at", [0, 11, 12, -1])
def test_what_was_changed_does_not_open(at: int) -> None:
    kept = bytearray(open_encryption().encrypt("sesame", b"place"))
    kept[at] ^= 1
    with pytest.raises(DecryptionError):
        open_encryption().decrypt(bytes(kept), b"place")


@pytest.mark.parametrize("length", range(13))
def test_what_was_cut_off_does_not_open(length: int) -> None:
    with pytest.raises(DecryptionError):
        open_encryption().decrypt(open_encryption().encrypt("sesame", b"place")[:length], b"place")


def test_without_a_secret_nothing_is_locked() -> None:
    with pytest.raises(ConfigurationError, match="PARTA_SECRET"):
        Encryption(Settings(secret=None), "keys of the gym")
