"""Keys derived from the installation's secret, one for each purpose."""

import hmac
from base64 import urlsafe_b64encode

from parta.core.settings import ConfigurationError, Settings


def derive_key(settings: Settings, purpose: str) -> bytes:
    """Return the key of this purpose, which reveals no other. Raises ConfigurationError without a secret."""
    if settings.secret is None:
        raise ConfigurationError("PARTA_SECRET is not set: processes that run apart need the same one")
    return hmac.digest(settings.secret.get_secret_value().encode(), purpose.encode(), "sha256")


def derive_token(key: bytes, nonce: bytes) -> str:
    """Return the token of this nonce, which can be shown again although only its hash is stored."""
    return urlsafe_b64encode(hmac.digest(key, nonce, "sha256")).rstrip(b"=").decode()
