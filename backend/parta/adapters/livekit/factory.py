"""Creation of the media adapter that the settings select."""

from parta.adapters.livekit.port import Media
from parta.adapters.livekit.unavailable import UnavailableMedia
from parta.core.settings import Settings


def open_media(settings: Settings) -> Media:
    """Return the media server that the settings select, or UnavailableMedia."""
    if settings.livekit_url is None or settings.livekit_key is None or settings.livekit_secret is None:
        return UnavailableMedia()
    from parta.adapters.livekit.server import LiveKit

    return LiveKit(settings.livekit_url, settings.livekit_key, settings.livekit_secret.get_secret_value())
