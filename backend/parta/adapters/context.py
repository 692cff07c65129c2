"""The outside as a worker holds it: the way to the database, and everything beyond it."""

from dataclasses import dataclass, field

from parta.adapters.antivirus import Antivirus, open_antivirus
from parta.adapters.livekit.choice import open_media
from parta.adapters.livekit.port import Media
from parta.adapters.sms.choice import choose_sms
from parta.adapters.sms.port import SmsGateway
from parta.adapters.storage import Storage, open_storage
from parta.core.bus import Bus
from parta.core.db import Sessions
from parta.core.settings import Settings
from parta.core.single_flight import SingleFlight


@dataclass(frozen=True, slots=True)
class Context:
    """What an errand works with: it opens short transactions itself, so that none waits for the outside."""

    settings: Settings
    sessions: Sessions
    bus: Bus
    storage: Storage
    antivirus: Antivirus
    sms: SmsGateway
    media: Media
    single_flight: SingleFlight = field(default_factory=SingleFlight)
    """What is looked at outside by key, for all who ask for it together."""

    async def close(self) -> None:
        """Let go of what was opened on the way."""
        await self.media.close()


def open_context(settings: Settings, sessions: Sessions, bus: Bus) -> Context:
    """Give the outside as the settings name it."""
    storage = open_storage(settings.files_url, settings.folder / "files")
    antivirus, sms = open_antivirus(settings.clamd), choose_sms(settings, sessions)
    return Context(settings, sessions, bus, storage, antivirus, sms, open_media(settings))
