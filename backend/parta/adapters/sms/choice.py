"""Which carrier this installation uses."""

from parta.adapters.sms.gateway import HttpSms
from parta.adapters.sms.outbox import OutboxSms
from parta.adapters.sms.port import SmsGateway
from parta.core.db import Sessions
from parta.core.settings import Settings
from parta.core.settings_checks import check_settings


def choose_sms(settings: Settings, sessions: Sessions) -> SmsGateway:
    """Give the carrier that the settings name. Raises Unfit."""
    check_settings(settings)
    if settings.sms == "outbox" or settings.sms_url is None:
        return OutboxSms(sessions)
    token = settings.sms_token.get_secret_value() if settings.sms_token else None
    return HttpSms(settings.sms_url, token)
