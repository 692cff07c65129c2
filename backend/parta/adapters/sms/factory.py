"""Creation of the SMS gateway that the settings select."""

from parta.adapters.sms.gateway import HttpSms
from parta.adapters.sms.outbox import OutboxSms
from parta.adapters.sms.port import SmsGateway
from parta.core.settings import Settings
from parta.core.settings_checks import check_settings
from parta.core.unit_of_work import Sessions


def open_sms(settings: Settings, sessions: Sessions) -> SmsGateway:
    """Return the SMS gateway that the settings select. Raises ConfigurationError."""
    check_settings(settings)
    if settings.sms == "outbox" or settings.sms_url is None:
        return OutboxSms(sessions)
    token = settings.sms_token.get_secret_value() if settings.sms_token else None
    return HttpSms(settings.sms_url, token)
