"""Secrets of others that an installation keeps: locked by its own secret, so that the database alone tells none."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from parta.core.keys import derive_key
from parta.core.settings import Settings

_NONCE_BYTES = 12


class WrongKey(Exception):  # noqa: N818 - it is what the key is
    """What is kept was locked by another key or for another place, or has been changed since."""


class Encryption:
    """Locks texts by AES-256-GCM, each for the one place where it is kept."""

    def __init__(self, settings: Settings, purpose: str) -> None:
        """Lock by the installation's key of this purpose. Raises Unfit without a secret."""
        self._cipher = AESGCM(derive_key(settings, purpose))

    def encrypt(self, text: str, place: bytes) -> bytes:
        """Give what may be kept of the text at this place, such as a row's id. Never twice the same."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), place)

    def decrypt(self, kept: bytes, place: bytes) -> str:
        """Give the text that was locked for this place. Raises WrongKey."""
        try:
            return self._cipher.decrypt(kept[:_NONCE_BYTES], kept[_NONCE_BYTES:], place).decode()
        except (InvalidTag, ValueError) as error:
            raise WrongKey from error
