"""Whether the settings make a Parta that may serve people."""

from parta.core.settings import Settings, Unfit


def insist_on_fitness(settings: Settings) -> None:
    """Go on only with settings that are whole and safe. Raises Unfit."""
    if settings.secret is None:
        raise Unfit("PARTA_SECRET is not set: processes that run apart need the same one")
    if settings.sms == "outbox" and not settings.demo:
        raise Unfit("PARTA_SMS=outbox shows codes on a page and is for the demo school alone: set PARTA_SMS=http")
    if settings.sms == "http" and not settings.sms_url:
        raise Unfit("PARTA_SMS=http wants PARTA_SMS_URL")
