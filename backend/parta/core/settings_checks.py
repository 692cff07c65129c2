"""Checks that the settings are complete and safe."""

import re

from parta.core.settings import ConfigurationError, Settings

_MIN_SECRET_LENGTH = 32


def check_settings(settings: Settings) -> None:
    """Check that the settings are complete and safe. Raises ConfigurationError."""
    if settings.secret is None:
        raise ConfigurationError("PARTA_SECRET is not set: processes that run apart need the same one")
    if settings.sms == "outbox" and not settings.demo:
        raise ConfigurationError(
            "PARTA_SMS=outbox shows codes on a page and is for the demo school alone: set PARTA_SMS=http"
        )
    if settings.sms == "http" and not settings.sms_url:
        raise ConfigurationError("PARTA_SMS=http requires PARTA_SMS_URL")
    if not all(re.fullmatch("[A-Z]{2}", country) for country in settings.code_countries):
        raise ConfigurationError('PARTA_CODE_COUNTRIES is a list of countries by two letters, such as ["RU", "KZ"]')
    if settings.codes_per_day < 1:
        raise ConfigurationError("PARTA_CODES_PER_DAY must be at least 1: without codes nobody can sign in")
    if settings.livekit_url and not (settings.livekit_key and settings.livekit_secret):
        raise ConfigurationError("PARTA_LIVEKIT_URL requires PARTA_LIVEKIT_KEY and PARTA_LIVEKIT_SECRET")
    if settings.livekit_secret and len(settings.livekit_secret.get_secret_value()) < _MIN_SECRET_LENGTH:
        raise ConfigurationError(
            f"PARTA_LIVEKIT_SECRET is too short: at least {_MIN_SECRET_LENGTH} characters are required"
        )
    if (settings.tls_cert is None) != (settings.tls_key is None):
        raise ConfigurationError("PARTA_TLS_CERT and PARTA_TLS_KEY go together")
