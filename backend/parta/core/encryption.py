"""Secrets of others that an installation stores: encrypted by its own secret, so that the database reveals none."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from parta.core.keys import derive_key
from parta.core.settings import Settings

_NONCE_BYTES = 12


class DecryptionError(Exception):
    """The ciphertext was made with another key or other associated data, or was changed since."""


class Encryption:
    """Encrypts texts by AES-256-GCM, each bound to the row where it is stored."""

    def __init__(self, settings: Settings, purpose: str) -> None:
        """Use the installation's key of this purpose. Raises ConfigurationError without a secret."""
        self._cipher = AESGCM(derive_key(settings, purpose))

    def encrypt(self, text: str, associated_data: bytes) -> bytes:
        """Return the ciphertext, bound to `associated_data` such as a row's id. Each call returns another."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), associated_data)

    def decrypt(self, ciphertext: bytes, associated_data: bytes) -> str:
        """Return the text that was encrypted with this `associated_data`. Raises DecryptionError."""
        try:
            return self._cipher.decrypt(ciphertext[:_NONCE_BYTES], ciphertext[_NONCE_BYTES:], associated_data).decode()
        except (InvalidTag, ValueError) as error:
            raise DecryptionError from error
