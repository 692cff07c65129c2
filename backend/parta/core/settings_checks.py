"""Whether the settings make a Parta that may serve people."""

from parta.core.settings import ConfigurationError, Settings

_LEAST_SECRET = 32


def check_settings(settings: Settings) -> None:
    """Go on only with settings that are whole and safe. Raises Unfit."""
    if settings.secret is None:
        raise ConfigurationError("PARTA_SECRET is not set: processes that run apart need the same one")
    if settings.sms == "outbox" and not settings.demo:
        raise ConfigurationError(
            "PARTA_SMS=outbox shows codes on a page and is for the demo school alone: set PARTA_SMS=http"
        )
    if settings.sms == "http" and not settings.sms_url:
        raise ConfigurationError("PARTA_SMS=http wants PARTA_SMS_URL")
    if settings.livekit_url and not (settings.livekit_key and settings.livekit_secret):
        raise ConfigurationError("PARTA_LIVEKIT_URL wants PARTA_LIVEKIT_KEY and PARTA_LIVEKIT_SECRET")
    if settings.livekit_secret and len(settings.livekit_secret.get_secret_value()) < _LEAST_SECRET:
        raise ConfigurationError(f"PARTA_LIVEKIT_SECRET is too short: {_LEAST_SECRET} characters are the least")
    if (settings.tls_cert is None) != (settings.tls_key is None):
        raise ConfigurationError("PARTA_TLS_CERT and PARTA_TLS_KEY go together")
