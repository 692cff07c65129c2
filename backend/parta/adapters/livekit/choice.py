"""Which media server this installation uses."""

from parta.adapters.livekit.absent import Absent
from parta.adapters.livekit.port import Media
from parta.adapters.livekit.server import LiveKit
from parta.core.settings import Settings


def open_media(settings: Settings) -> Media:
    """Give the media server that the settings name, or the one that carries nothing."""
    if settings.livekit_url is None or settings.livekit_key is None or settings.livekit_secret is None:
        return Absent()
    return LiveKit(settings.livekit_url, settings.livekit_key, settings.livekit_secret.get_secret_value())
