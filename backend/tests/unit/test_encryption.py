"""Encryption is bound to the secret, the purpose and the associated data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from parta.core.encryption import DecryptionError, Encryption
from parta.core.settings import ConfigurationError, Settings


def open_encryption(installation: str = "one", purpose: str = "keys of the gym") -> Encryption:
    """Return the encryption of an installation."""
    return Encryption(Settings(secret=SecretStr(f"the secret of {installation}")), purpose)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.binary())
def test_what_was_encrypted_is_decrypted(text: str, data: bytes) -> None:
    assert open_encryption().decrypt(open_encryption().encrypt(text, data), data) == text


def test_ciphertexts_reveal_nothing_not_even_that_two_texts_are_equal() -> None:
    once, again = (open_encryption().encrypt("sesame", b"data") for _ in range(2))
    assert once != again
    assert b"sesame" not in once + again


@pytest.mark.parametrize(
    ("other", "data"),
    [
        (open_encryption(installation="another"), b"data"),
        (open_encryption(purpose="keys of the pool"), b"data"),
        (open_encryption(), b"other data"),
    ],
    ids=["secret", "purpose", "data"],
)
def test_no_other_key_or_data_decrypts_it(other: Encryption, data: bytes) -> None:
    with pytest.raises(DecryptionError):
        other.decrypt(open_encryption().encrypt("sesame", b"data"), data)


@pytest.mark.parametrize("at", [0, 11, 12, -1])
def test_what_was_changed_is_not_decrypted(at: int) -> None:
    ciphertext = bytearray(open_encryption().encrypt("sesame", b"data"))
    ciphertext[at] ^= 1
    with pytest.raises(DecryptionError):
        open_encryption().decrypt(bytes(ciphertext), b"data")


@pytest.mark.parametrize("length", range(13))
def test_what_was_cut_off_is_not_decrypted(length: int) -> None:
    with pytest.raises(DecryptionError):
        open_encryption().decrypt(open_encryption().encrypt("sesame", b"data")[:length], b"data")


def test_without_a_secret_nothing_is_encrypted() -> None:
    with pytest.raises(ConfigurationError, match="PARTA_SECRET"):
        Encryption(Settings(secret=None), "keys of the gym")
